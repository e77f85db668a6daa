"""Before applying: every condition as it stands for the asker, and who would handle the application."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

eligibility = Resource("eligibility", service="registry", may=("anyone",), zh="申报条件", en="Eligibility")
chain_preview = Resource("chain-preview", service="registry", may=("anyone",), zh="流程预览", en="The chain ahead")

eligibility.question(
    "GET",
    "/",
    "eligibility",
    takes=S.AskEligibility,
    gives=S.Eligibility,
    zh="逐条核对申报条件",
    en="Every condition, met or not, with its article",
)
chain_preview.question(
    "GET",
    "/",
    "chain_preview",
    takes=S.AskChainPreview,
    gives=S.ChainPreview,
    zh="由谁办理、几个工作日",
    en="Who will handle it, in how many working days",
)
