"""Drafts of applications: filled in section by section, sent when they are complete."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

application_drafts = Resource(
    "application-drafts", service="registry", may=("anyone",), zh="申请草稿", en="Drafts of applications"
)

application_drafts.command(
    "POST", "/", "start_draft", takes=S.StartDraft, gives=S.Draft, status=201, zh="新建草稿", en="Begin an application"
)
application_drafts.listing(
    "GET", "/", "drafts", takes=S.ListDrafts, gives=S.Draft, zh="我的草稿", en="One's own drafts"
)
application_drafts.question(
    "GET", "/<draft_id>", "draft", takes=S.DraftId, gives=S.Draft, zh="草稿详情", en="One draft, section by section"
)
application_drafts.command(
    "PATCH",
    "/<draft_id>",
    "save_draft",
    takes=S.SaveDraft,
    gives=S.Draft,
    zh="保存已填内容（可不完整）",
    en="Save what was typed, complete or not",
)
application_drafts.command("DELETE", "/<draft_id>", "delete_draft", takes=S.DraftId, zh="删除草稿", en="Delete a draft")
application_drafts.command(
    "POST",
    "/<draft_id>/submission",
    "submit_draft",
    takes=S.DraftId,
    gives=S.Application,
    changes=True,
    zh="提交草稿",
    en="Send a draft",
)
