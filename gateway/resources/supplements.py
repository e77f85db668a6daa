"""Supplementary agreements: changes within the term, signed by the same three (补充协议)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import supplements as S
from services.dispatch.schemas import templates as P

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SENDER = ("dispatching_manager",)
SIGNERS = ("commissioner", "dispatching_manager", "host_manager")
REVIEWERS = ("county_officer", "competent_officer", "city_officer")

supplements = Resource(
    "supplements",
    service="dispatch",
    may=(*SIGNERS, *REVIEWERS, "liaison", "inspector", "finance_officer"),
    zh="补充协议",
    en="Supplementary agreements",
)

supplements.command(
    "POST", "/", "draft_supplement",
    takes=S.DraftSupplement, gives=S.Supplement, status=201, may=SENDER,
    zh="起草补充协议", en="Draft a supplement",
)  # fmt: skip
supplements.command(
    "PATCH", "/<supplement_id>", "revise_supplement",
    takes=S.ReviseSupplement, gives=S.Supplement, may=SENDER,
    zh="修改补充协议（签名随之失效）", en="Change a supplement (voids all signatures)",
)  # fmt: skip
supplements.command(
    "POST", "/<supplement_id>/signatures", "sign_supplement",
    takes=S.SignSupplement, gives=S.Supplement, may=SIGNERS, seen=True,
    zh="签署补充协议", en="Sign a supplement",
)  # fmt: skip
supplements.command(
    "POST", "/<supplement_id>/paper-signatures", "sign_supplement_on_paper",
    takes=S.SignSupplementOnPaper, gives=S.Supplement, may=(*SIGNERS, "city_officer"),
    zh="上传纸质签署的扫描件", en="Bring the scan of a paper signed by hand",
)  # fmt: skip
supplements.command(
    "POST", "/<supplement_id>/report", "report_supplement",
    takes=S.ReportSupplement, gives=S.Supplement, may=(*SENDER, "city_officer"),
    zh="报送补充协议", en="Report a supplement to the city",
)  # fmt: skip
supplements.command(
    "POST", "/<supplement_id>/steps", "take_supplement_step",
    takes=S.TakeSupplementStep, gives=S.Supplement, may=REVIEWERS, changes=True,
    zh="备案、退回或不予备案", en="File a supplement, return or reject it",
)  # fmt: skip
supplements.command(
    "POST", "/<supplement_id>/withdrawal", "withdraw_supplement",
    takes=S.WithdrawSupplement, gives=S.Supplement, may=SENDER,
    zh="撤回补充协议", en="Withdraw a supplement",
)  # fmt: skip
supplements.question(
    "GET", "/<supplement_id>", "supplement",
    takes=S.GetSupplement, gives=S.Supplement,
    zh="补充协议详情", en="One supplement",
)  # fmt: skip
supplements.listing(
    "GET", "/", "supplements",
    takes=S.ListSupplements, gives=S.Supplement,
    zh="补充协议列表", en="Supplements",
)  # fmt: skip
supplements.document(
    "/<supplement_id>/document.pdf", "supplement_pdf",
    takes=P.SupplementPaper,
    zh="PDF 文本", en="The paper as PDF",
)  # fmt: skip
supplements.document(
    "/<supplement_id>/document.docx", "supplement_docx",
    takes=P.SupplementPaper, media=(DOCX,),
    zh="Word 文本（本市格式）", en="The paper as Word, in the city's own form",
)  # fmt: skip
