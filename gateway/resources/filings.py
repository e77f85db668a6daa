"""Filings: the roster of who may act."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S
from shared.jobs import JobShape

filings = Resource("filings", service="registry", may=("anyone",), zh="备案", en="Filings")

filings.listing("GET", "/", "filings", takes=S.ListFilings, gives=S.Filing, zh="备案名录", en="The roster")
filings.question("GET", "/<filing_id>", "filing", takes=S.FilingId, gives=S.Filing, zh="备案详情", en="One filing")
filings.command(
    "POST", "/<filing_id>/resumption", "resume_filing", takes=S.ResumeFiling, gives=S.Filing, may=("city_officer",),
    zh="恢复已暂停的备案", en="Resume a suspended filing",
)  # fmt: skip
filings.command(
    "POST", "/<filing_id>/restoration", "restore_filing", takes=S.RestoreFiling, gives=S.Filing,
    may=("city_officer", "county_officer"), zh="恢复已取消的备案", en="Restore a cancelled filing",
)  # fmt: skip
filings.document(
    "/<filing_id>/certificate", "filing_certificate", takes=S.FilingId, zh="备案证书（PDF）", en="Certificate as PDF"
)
filings.listing(
    "GET", "/<filing_id>/looks", "filing_looks", takes=S.ListLooks, gives=S.Looks, zh="证书核验次数", en="Looks by day"
)
filings.command(
    "POST",
    "/certificates",
    "bundle_certificates",
    takes=S.BundleCertificates,
    gives=JobShape,
    status=202,
    may=("city_officer", "county_officer", "dispatching_manager"),
    zh="批量出具证书（任务）",
    en="Certificates in a batch as ZIP (a job)",
)
