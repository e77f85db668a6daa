"""Batches of agreements: gathered by the sending unit, reviewed by the city (派出单位汇总、市级审核)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import batches as S
from services.dispatch.schemas import templates as P

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SENDER = ("dispatching_manager",)
CITY = ("city_officer",)

batches = Resource(
    "batches",
    service="dispatch",
    may=(*SENDER, "competent_officer", "county_officer", *CITY),
    zh="协议批次",
    en="Batches of agreements",
)

batches.command(
    "POST", "/", "compose_batch",
    takes=S.ComposeBatch, gives=S.Batch, status=201, may=SENDER,
    zh="汇总为一个批次", en="Put a batch together",
)  # fmt: skip
batches.command(
    "PATCH", "/<batch_id>", "change_batch",
    takes=S.ChangeBatch, gives=S.Batch, may=SENDER,
    zh="报送前调整批次", en="Change a batch before it is submitted",
)  # fmt: skip
batches.command(
    "POST", "/<batch_id>/submission", "submit_batch",
    takes=S.SubmitBatch, gives=S.SubmittedBatch, may=SENDER,
    zh="报送批次", en="Submit a batch to the city",
)  # fmt: skip
batches.command(
    "POST", "/<batch_id>/withdrawal", "withdraw_batch",
    takes=S.WithdrawBatch, gives=S.Batch, may=SENDER,
    zh="报送前作废批次", en="Give a batch up before it is submitted",
)  # fmt: skip
batches.command(
    "POST", "/<batch_id>/review", "review_batch",
    takes=S.ReviewBatch, gives=S.ReviewedBatch, may=CITY,
    zh="逐件或整批审核", en="Decide item by item, or on all that are left",
)  # fmt: skip
batches.question(
    "GET", "/<batch_id>", "batch",
    takes=S.GetBatch, gives=S.Batch,
    zh="批次详情", en="One batch",
)  # fmt: skip
batches.listing(
    "GET", "/", "batches",
    takes=S.ListBatches, gives=S.Batch,
    zh="批次列表", en="Batches",
)  # fmt: skip
batches.document(
    "/<batch_id>/document.pdf", "batch_pdf",
    takes=P.BatchPaper,
    zh="批次清单 PDF", en="The batch's list as PDF",
)  # fmt: skip
batches.document(
    "/<batch_id>/document.xlsx", "batch_xlsx",
    takes=P.BatchPaper, media=(XLSX,),
    zh="批次清单 Excel", en="The batch's list as a spreadsheet",
)  # fmt: skip
