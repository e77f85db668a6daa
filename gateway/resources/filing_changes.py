"""Changes of live filings: asked for by the holder, reviewed with before and after like any application."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

filing_changes = Resource(
    "filing-changes", service="registry", may=("anyone",), zh="备案变更", en="Changes of filings", prefix="/api"
)

filing_changes.command(
    "POST",
    "/filings/<filing_id>/changes",
    "request_filing_change",
    takes=S.RequestFilingChange,
    gives=S.Application,
    status=201,
    zh="申请变更备案信息",
    en="Ask for facts of a filing to be changed",
)
filing_changes.command(
    "POST",
    "/applications/<application_id>/change",
    "mend_change",
    takes=S.MendChange,
    gives=S.Application,
    zh="补正后重新提交变更申请",
    en="Send a returned change again",
)
