"""Drafts of demands, seen by their host only (需求草稿)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import demand_drafts as S

demand_drafts = Resource(
    "demand-drafts", service="dispatch", may=("host_manager", "liaison"), zh="需求草稿", en="Drafts of demands"
)

demand_drafts.command(
    "POST", "/", "save_demand_draft",
    takes=S.SaveDemandDraft, gives=S.DemandDraft, status=201,
    zh="保存需求草稿", en="Save a draft",
)  # fmt: skip
demand_drafts.command(
    "PATCH", "/<draft_id>", "change_demand_draft",
    takes=S.ChangeDemandDraft, gives=S.DemandDraft,
    zh="修改草稿", en="Write on",
)  # fmt: skip
demand_drafts.command(
    "DELETE", "/<draft_id>", "drop_demand_draft",
    takes=S.GetDemandDraft, gives=S.DemandDraft,
    zh="删除草稿", en="Throw a draft away",
)  # fmt: skip
demand_drafts.question(
    "GET", "/<draft_id>", "demand_draft",
    takes=S.GetDemandDraft, gives=S.DemandDraft,
    zh="草稿详情", en="One draft",
)  # fmt: skip
demand_drafts.listing(
    "GET", "/", "demand_drafts",
    takes=S.ListDemandDrafts, gives=S.DemandDraft,
    zh="草稿列表", en="Drafts",
)  # fmt: skip
