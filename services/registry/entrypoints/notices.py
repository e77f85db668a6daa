"""Public notices, objections and the roster: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, question


class Notices:
    """Public notices, objections and the roster."""

    @command(schemas.PublishNotice)
    def publish_notice(self, call: Any) -> Any:
        return commands.publish_notice(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.WithdrawNotice, loads={"notices": "notice_id"})
    def withdraw_notice(self, call: Any) -> Any:
        return commands.withdraw_notice(call.work, call.actor, **call.args)

    @command(schemas.ObjectToNotice, loads={"notices": "notice_id"})
    def object_to_notice(self, call: Any) -> Any:
        return commands.object_to_notice(call.work, call.actor, **call.args)

    @command(schemas.DecideObjection, loads={"objections": "objection_id"})
    def decide_objection(self, call: Any) -> Any:
        return commands.decide_objection(call.work, call.actor, **call.args)

    @question(schemas.ListNotices)
    def notices(self, call: Any) -> Any:
        return queries.list_notices(call.work, call.actor, **call.args)

    @question(schemas.NoticeId)
    def notice(self, call: Any) -> Any:
        return queries.one_notice(call.work, call.actor, **call.args)

    @question(schemas.OfCity)
    def notice_feed(self, call: Any) -> Any:
        return queries.notice_feed(call.work, call.rulebook, **call.args)

    @question(schemas.ListObjections)
    def objections(self, call: Any) -> Any:
        return queries.list_objections(call.work, call.actor, **call.args)

    @question(schemas.ListRoster)
    def roster(self, call: Any) -> Any:
        return queries.list_roster(call.work, call.rulebook, **call.args)
