"""Findings of inspections on the use of funds."""

from __future__ import annotations

from gateway.resource import Resource
from services.funding import schemas as S

SEE = ("inspector", "city_officer", "finance_officer")
CITY = ("city_officer",)

inspections = Resource("inspections", service="funding", may=SEE, zh="资金检查", en="Inspections of the use of funds")

inspections.command(
    "POST", "/", "report_misuse", takes=S.ReportMisuse, gives=S.Inspection, status=201,
    zh="报告检查发现", en="Report a finding",
)  # fmt: skip
inspections.command(
    "POST", "/<inspection_id>/confirmation", "confirm_misuse", takes=S.ConfirmMisuse, gives=S.Inspection, may=CITY,
    changes=True, zh="认定", en="Confirm a finding",
)  # fmt: skip
inspections.command(
    "POST", "/<inspection_id>/dismissal", "dismiss_misuse", takes=S.DismissMisuse, gives=S.Inspection, may=CITY,
    changes=True, zh="不予认定", en="Dismiss a finding",
)  # fmt: skip
inspections.listing(
    "GET", "/", "inspections", takes=S.ListInspections, gives=S.Inspection, zh="检查发现列表", en="Findings"
)
inspections.question(
    "GET", "/<inspection_id>", "inspection", takes=S.AskInspection, gives=S.Inspection, zh="检查发现", en="One finding"
)
