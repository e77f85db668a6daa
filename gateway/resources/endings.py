"""Cases to end an agreement (解除、终止)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import endings as S
from services.dispatch.schemas import templates as P

# Which of these may open which case, and act at which step, is the city's rulebook's to say.
ROLES = (
    "commissioner",
    "dispatching_manager",
    "host_manager",
    "liaison",
    "county_officer",
    "competent_officer",
    "city_officer",
    "inspector",
)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CONCERNED = ("anyone",)  # an ending may have cost the commissioner the role: the case says whom it is about
OFFICERS = ("county_officer", "competent_officer", "city_officer")

endings = Resource("endings", service="dispatch", may=ROLES, zh="协议终止", en="Endings of agreements")

endings.command(
    "POST", "/", "open_ending",
    takes=S.OpenEnding, gives=S.Ending, status=201,
    zh="报告终止事由", en="Report why an agreement should end",
)  # fmt: skip
endings.command(
    "POST", "/<ending_id>/steps", "take_ending_step",
    takes=S.TakeEndingStep, gives=S.Ending, changes=True,
    zh="同意、提出意见或决定", en="Consent, give an opinion, or decide",
)  # fmt: skip
endings.command(
    "POST", "/<ending_id>/resubmission", "resubmit_ending",
    takes=S.ResubmitEnding, gives=S.Ending,
    zh="补充后重新报告", en="Report again after a return",
)  # fmt: skip
endings.command(
    "POST", "/<ending_id>/withdrawal", "withdraw_ending",
    takes=S.WithdrawEnding, gives=S.Ending,
    zh="撤回报告", en="Withdraw a case",
)  # fmt: skip
endings.command(
    "POST", "/<ending_id>/notices", "serve_ending_notice",
    takes=S.ServeEndingNotice, gives=S.Ending, may=OFFICERS,
    zh="记录送达（站内或纸质）", en="Record that a paper of the case was served",
)  # fmt: skip
endings.command(
    "POST", "/<ending_id>/statements", "defend_ending",
    takes=S.DefendEnding, gives=S.Ending, may=CONCERNED,
    zh="陈述、申辩", en="Speak for oneself",
)  # fmt: skip
endings.command(
    "POST", "/<ending_id>/hearings", "record_ending_hearing",
    takes=S.RecordEndingHearing, gives=S.Ending, may=("county_officer", "city_officer"),
    zh="记录当面听取意见", en="File the minutes of a hearing",
)  # fmt: skip
endings.command(
    "POST", "/<ending_id>/appeal", "appeal_ending",
    takes=S.AppealEnding, gives=S.Ending, may=CONCERNED,
    zh="对终止决定提出申诉", en="Appeal against the decision",
)  # fmt: skip
endings.command(
    "POST", "/<ending_id>/appeal/steps", "take_ending_appeal_step",
    takes=S.TakeEndingAppealStep, gives=S.Ending, may=OFFICERS, changes=True,
    zh="处理申诉", en="A step in deciding the appeal",
)  # fmt: skip
endings.command(
    "POST", "/<ending_id>/appeal/withdrawal", "withdraw_ending_appeal",
    takes=S.WithdrawEndingAppeal, gives=S.Ending, may=CONCERNED,
    zh="撤回申诉", en="Take the appeal back",
)  # fmt: skip
endings.question(
    "GET", "/<ending_id>", "ending",
    takes=S.GetEnding, gives=S.Ending, may=CONCERNED,
    zh="终止事项详情", en="One case",
)  # fmt: skip
endings.listing(
    "GET", "/", "endings",
    takes=S.ListEndings, gives=S.Ending,
    zh="终止事项列表", en="Cases",
)  # fmt: skip
endings.document(
    "/<ending_id>/papers/<what>/document.pdf", "ending_pdf",
    takes=P.EndingPaper, may=CONCERNED,
    zh="告知书、决定书 PDF", en="The notice or the decision as PDF",
)  # fmt: skip
endings.document(
    "/<ending_id>/papers/<what>/document.docx", "ending_docx",
    takes=P.EndingPaper, media=(DOCX,), may=CONCERNED,
    zh="告知书、决定书 Word（本市格式）", en="The notice or the decision as Word, in the city's own form",
)  # fmt: skip
