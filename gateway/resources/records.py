"""/api/records: daily records of service."""

from __future__ import annotations

from gateway.resource import Resource
from services.records import schemas as S

SEES = (
    "commissioner",
    "host_manager",
    "liaison",
    "dispatching_manager",
    "competent_officer",
    "county_officer",
    "city_officer",
    "inspector",
    "finance_officer",
)
REVIEWS = ("host_manager", "liaison", "dispatching_manager", "county_officer", "city_officer")

records = Resource("records", service="records", may=SEES, zh="日常工作记录", en="Daily records")

records.command("POST", "/", "submit_record", takes=S.SubmitRecord, gives=S.RecordReceipt, status=201,
                may=("commissioner",), zh="记一次服务", en="Record a service")  # fmt: skip
records.command("PUT", "/<record_id>", "correct_record", takes=S.CorrectRecord, gives=S.Record,
                may=("commissioner",), zh="更正记录（保留原版本）", en="Correct a record")  # fmt: skip
records.command("POST", "/<record_id>/confirmation", "confirm_record", takes=S.ConfirmRecord, gives=S.Record,
                may=REVIEWS, zh="确认服务", en="Confirm the service")  # fmt: skip
records.command("POST", "/confirmations", "confirm_records", takes=S.ConfirmRecords, gives=S.ConfirmedRecords,
                may=REVIEWS, zh="逐条确认多次服务", en="Confirm many services, each judged by itself")  # fmt: skip
records.command("POST", "/<record_id>/return", "return_record", takes=S.ReturnRecord, gives=S.Record,
                may=REVIEWS, zh="退回记录", en="Return a record with its defects")  # fmt: skip
records.question("GET", "/form", "record_form", takes=S.RecordForm, gives=S.Form, may=("anyone",),
                 zh="本市对记录的要求", en="What this city asks of a record")  # fmt: skip
records.question("GET", "/year", "service_year", takes=S.AskServiceYear, gives=S.ServiceYear,
                 may=("commissioner", "dispatching_manager", "county_officer", "city_officer", "inspector"),
                 zh="一年的服务", en="A year of services")  # fmt: skip
records.question("GET", "/<record_id>", "record", takes=S.RecordId, gives=S.Record, zh="记录详情", en="One record")
records.listing("GET", "/", "records", takes=S.ListRecords, gives=S.Record, zh="记录列表", en="Records")
