"""/api/reports: monthly reports and annual summaries."""

from __future__ import annotations

from gateway.resource import Resource
from services.records import schemas as S

REPORTS = ("dispatching_manager", "commissioner", "liaison")
RECEIVES = ("competent_officer", "county_officer", "dispatching_manager", "city_officer")

reports = Resource("reports", service="records", may=(*REPORTS, *RECEIVES, "inspector"),
                   zh="月度进展与年度总结", en="Monthly reports and annual summaries")  # fmt: skip

reports.question("GET", "/draft", "draft_report", takes=S.WhichReport, gives=S.Draft, may=REPORTS,
                 zh="由服务记录起草", en="Draft from the records")  # fmt: skip
reports.listing("GET", "/missing", "missing_reports", takes=S.ListMissing, gives=S.MissingReport,
                may=("city_officer", "county_officer", "competent_officer"),
                zh="未报送的主体", en="Who has not handed in")  # fmt: skip
reports.command("POST", "/", "submit_report", takes=S.SubmitReport, gives=S.Report, status=201, may=REPORTS,
                zh="报送", en="Hand a report in")  # fmt: skip
reports.command("PUT", "/<report_id>", "resubmit_report", takes=S.ResubmitReport, gives=S.Report, may=REPORTS,
                zh="退回后重新报送", en="Hand a returned report in again")  # fmt: skip
reports.command("POST", "/<report_id>/acceptance", "accept_report", takes=S.AcceptReport, gives=S.Report,
                may=RECEIVES, zh="接收报告", en="Accept a report")  # fmt: skip
reports.command("POST", "/<report_id>/return", "return_report", takes=S.ReturnReport, gives=S.Report, may=RECEIVES,
                zh="退回报告", en="Return a report with its defects")  # fmt: skip
reports.question("GET", "/<report_id>", "report", takes=S.ReportId, gives=S.Report, zh="报告详情", en="One report")
reports.listing("GET", "/", "reports", takes=S.ListReports, gives=S.Report, zh="报告列表", en="Reports")
