"""Agreements of commissioner, sending unit and host (派驻协议、三方协议)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import agreements as S
from services.dispatch.schemas import batches as B
from services.dispatch.schemas import signatures as G
from services.dispatch.schemas import templates as P
from services.dispatch.schemas import verifications as V

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SENDER = ("dispatching_manager",)
CONCERNED = ("anyone",)  # whoever lost the role still reads what he worked by: the agreement says whose it is
SIGNERS = ("commissioner", "dispatching_manager", "host_manager")
REVIEWERS = ("county_officer", "competent_officer", "city_officer")

agreements = Resource(
    "agreements",
    service="dispatch",
    may=(*SENDER, *REVIEWERS, "commissioner", "host_manager", "liaison", "inspector", "finance_officer"),
    zh="派驻协议",
    en="Agreements",
)

agreements.command(
    "POST", "/", "draft_agreement",
    takes=S.DraftAgreement, gives=S.Agreement, status=201, may=SENDER,
    zh="起草协议", en="Draft an agreement",
)  # fmt: skip
agreements.command(
    "PATCH", "/<agreement_id>", "revise_agreement",
    takes=S.ReviseAgreement, gives=S.Agreement, may=SENDER,
    zh="修改协议（签名随之失效）", en="Change the terms (voids all signatures)",
)  # fmt: skip
agreements.command(
    "POST", "/<agreement_id>/signatures", "sign_agreement",
    takes=G.SignAgreement, gives=S.Agreement, may=SIGNERS, seen=True,
    zh="签署协议（点击或手写）", en="Sign an agreement, by a click or by hand",
)  # fmt: skip
agreements.command(
    "POST", "/<agreement_id>/paper-signatures", "sign_agreement_on_paper",
    takes=G.SignAgreementOnPaper, gives=S.Agreement, may=(*SIGNERS, "city_officer"),
    zh="上传纸质签署的扫描件", en="Bring the scan of a paper signed by hand",
)  # fmt: skip
agreements.command(
    "POST", "/<agreement_id>/signature-revocations", "revoke_signature",
    takes=G.RevokeSignature, gives=S.Agreement, may=(*SIGNERS, "city_officer"),
    zh="各方签齐前撤回签名", en="Take one's signature back before all have signed",
)  # fmt: skip
agreements.command(
    "POST", "/reports", "report_agreements",
    takes=S.ReportAgreements, gives=B.SubmittedBatch, may=SENDER,
    zh="汇总报送协议", en="Report agreements to the city",
)  # fmt: skip
agreements.command(
    "POST", "/<agreement_id>/steps", "take_agreement_step",
    takes=S.TakeAgreementStep, gives=S.Agreement, may=REVIEWERS, changes=True,
    zh="备案、退回或不予备案", en="File an agreement, return or reject it",
)  # fmt: skip
agreements.command(
    "POST", "/<agreement_id>/waivers", "waive_agreement_rule",
    takes=S.WaiveAgreementRule, gives=S.Agreement, may=("city_officer",),
    zh="同意“原则上”规定的例外", en="Waive a rule in principle",
)  # fmt: skip
agreements.command(
    "POST", "/<agreement_id>/renewal", "renew_agreement",
    takes=S.RenewAgreement, gives=S.Agreement, status=201, may=SENDER,
    zh="续签（预填新协议）", en="Renew: the next agreement, prefilled",
)  # fmt: skip
agreements.command(
    "POST", "/<agreement_id>/hand-over", "hand_over_agreement",
    takes=S.HandOverAgreement, gives=S.Agreement, status=201, may=SENDER,
    zh="交接给另一名特派员", en="Have another commissioner take over",
)  # fmt: skip
agreements.command(
    "POST", "/<agreement_id>/withdrawal", "withdraw_agreement",
    takes=S.WithdrawAgreement, gives=S.Agreement, may=SENDER,
    zh="撤回协议", en="Withdraw an agreement before filing",
)  # fmt: skip
agreements.command(
    "POST", "/expiry", "expire_agreements",
    takes=S.ExpireAgreements, gives=S.ExpiredAgreements, may=("city_officer",),
    zh="办结到期协议", en="End the agreements that have run out",
)  # fmt: skip
agreements.command(
    "POST", "/reminders", "remind_agreements",
    takes=S.RemindAgreements, gives=S.RemindedAgreements, may=("city_officer",),
    zh="提醒即将到期的协议", en="Remind of agreements about to run out",
)  # fmt: skip
agreements.question(
    "GET", "/<agreement_id>", "agreement",
    takes=S.GetAgreement, gives=S.Agreement, may=CONCERNED,
    zh="协议详情", en="One agreement",
)  # fmt: skip
agreements.listing(
    "GET", "/<agreement_id>/looks", "agreement_looks",
    takes=V.ListLooks, gives=V.Looks, may=CONCERNED,
    zh="协议核验次数", en="Looks by day",
)  # fmt: skip
agreements.listing(
    "GET", "/", "agreements",
    takes=S.ListAgreements, gives=S.Agreement, may=CONCERNED,
    zh="协议列表", en="Agreements",
)  # fmt: skip
agreements.document(
    "/<agreement_id>/document.pdf", "agreement_pdf",
    takes=P.AgreementPaper, may=CONCERNED,
    zh="PDF 文本", en="The paper as PDF",
)  # fmt: skip
agreements.document(
    "/<agreement_id>/document.docx", "agreement_docx",
    takes=P.AgreementPaper, media=(DOCX,), may=CONCERNED,
    zh="Word 文本（本市格式）", en="The paper as Word, in the city's own form",
)  # fmt: skip
