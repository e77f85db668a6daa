"""/api/cases: cases and model deeds that go up to the city."""

from __future__ import annotations

from gateway.resource import Resource
from services.records import schemas as S

TELLS = ("commissioner", "dispatching_manager", "liaison", "host_manager", "county_officer")

cases = Resource(
    "cases", service="records", may=(*TELLS, "city_officer"), zh="典型案例与先进事迹", en="Cases and deeds"
)

cases.command("POST", "/", "report_case", takes=S.ReportCase, gives=S.Case, status=201, may=TELLS,
              zh="报送案例", en="Report a case")  # fmt: skip
cases.command("PUT", "/<case_id>", "tell_case_again", takes=S.TellCaseAgain, gives=S.Case, may=TELLS,
              zh="退回后重新报送", en="Report a returned case again")  # fmt: skip
cases.command("POST", "/<case_id>/acceptance", "accept_case", takes=S.AcceptCase, gives=S.Case,
              may=("city_officer",), zh="采用案例", en="Accept a case")  # fmt: skip
cases.command("POST", "/<case_id>/return", "return_case", takes=S.ReturnCase, gives=S.Case,
              may=("city_officer",), zh="退回案例", en="Return a case")  # fmt: skip
cases.question("GET", "/<case_id>", "case", takes=S.CaseId, gives=S.Case, zh="案例详情", en="One case")
cases.listing("GET", "/", "cases", takes=S.ListCases, gives=S.Case, zh="案例列表", en="Cases")
