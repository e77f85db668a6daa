"""The audit log (审计日志): who did what to which record, when, by which article; what every service announced.

An announcement is written with the change that it tells, and is never changed or deleted; so the log cannot be short of
anything that was done, and holds for the past before anybody asked. It shows what an act was called and why, not the
data of the record: that is read where its own rules say who may.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from marshmallow import Schema, fields, validate

from shared.shapes import PAGE_LIMIT
from shared.store import Store
from shared.work import BEIJING

NAMES = ("title", "name", "number", "reason", "note")
SHOWN = {"type": 1, "subject": 1, "at": 1, "actor": 1, "rules": 1, **{f"data.{name}": 1 for name in NAMES}}


class AskAudit(Schema):
    """Of one record ("application:7f…"), account, type; from day to day (Asia/Shanghai); from before which id."""

    record = fields.String(validate=validate.Regexp(r"^[a-z_]{1,40}:[A-Za-z0-9_.|-]{1,128}$"))
    account = fields.String(validate=validate.Length(1, 128))
    type = fields.String(validate=validate.Regexp(r"^[a-z_]{1,60}$"))
    since = fields.Date()
    until = fields.Date()
    before = fields.String(load_default="", validate=validate.Length(max=64))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, PAGE_LIMIT))


def audit(
    store: Store,
    city: str,
    *,
    before: str,
    limit: int,
    record: str | None = None,
    account: str | None = None,
    type: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> dict[str, Any]:
    """The acts of a city that fit, the latest first: {items: [{id, at, type, noun, object, …, by, articles}]}."""
    named = {"subject": record, "actor.account": account, "type": type}
    wanted: dict[str, Any] = {"city": city, **{name: value for name, value in named.items() if value is not None}}
    days = {"$gte": _begins(since)} if since else {}
    days |= {"$lt": _begins(until + timedelta(days=1))} if until else {}
    wanted |= ({"at": days} if days else {}) | ({"_id": {"$lt": before}} if before else {})
    rows = store.database["announcements"].find(wanted, SHOWN).sort("_id", -1).limit(limit)
    return {"items": [_shown(row) for row in rows]}


def _begins(day: date) -> str:
    """The moment a day begins in China, as announcements write theirs."""
    return datetime.combine(day, time(), BEIJING).astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    noun, _, object = row["subject"].partition(":")
    data, actor = row.get("data") or {}, row.get("actor") or {}
    rules = row.get("rules") or ()
    return {
        "id": row["_id"],
        "at": row["at"],
        "type": row["type"],
        "noun": noun,
        "object": object,
        "title": str(data.get("title") or data.get("name") or ""),
        "number": str(data.get("number") or ""),
        "reason": str(data.get("reason") or data.get("note") or ""),
        "account": actor.get("account", ""),
        "by": actor.get("name", ""),
        "behalf": actor.get("behalf", ""),
        "articles": list(dict.fromkeys(str(one["article"]) for one in rules if one.get("article"))),
    }
