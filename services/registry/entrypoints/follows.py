"""Follows: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, question


class Follows:
    """Records that somebody wants to hear of."""

    @command(schemas.FollowRecord)
    def follow_record(self, call: Any) -> Any:
        return commands.follow_record(call.work, call.actor, **call.args)

    @command(schemas.FollowId, loads={"follows": "follow_id"})
    def unfollow_record(self, call: Any) -> Any:
        return commands.unfollow_record(call.work, **call.args)

    @question(schemas.ListFollows)
    def follows(self, call: Any) -> Any:
        return queries.list_follows(call.work, **call.args)
