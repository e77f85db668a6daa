"""Application drafts: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, question

ONE_APPLICATION = {"applications": "application_id"}


class Drafts:
    """Application drafts."""

    @command(schemas.StartDraft)
    def start_draft(self, call: Any) -> Any:
        return commands.start_draft(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.ApplicationId, loads=ONE_APPLICATION)
    def start_mending(self, call: Any) -> Any:
        return commands.start_mending(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.SaveDraft, loads={"drafts": "draft_id"})
    def save_draft(self, call: Any) -> Any:
        return commands.save_draft(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.DraftId, loads={"drafts": "draft_id"})
    def delete_draft(self, call: Any) -> Any:
        return commands.delete_draft(call.work, call.actor, **call.args)

    @command(schemas.DraftId, loads={"drafts": "draft_id"})
    def submit_draft(self, call: Any) -> Any:
        return commands.submit_draft(call.work, call.rulebook, call.actor, **call.args)

    @question(schemas.ListDrafts)
    def drafts(self, call: Any) -> Any:
        return queries.list_drafts(call.work, **call.args)

    @question(schemas.DraftId)
    def draft(self, call: Any) -> Any:
        return queries.draft(call.work, call.rulebook, call.actor, **call.args)
