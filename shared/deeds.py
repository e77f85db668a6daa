"""What somebody has done (已办) and has begun (我发起), as a service's own announcements tell it.

What was announced is kept for ever, with who did it; so it answers for the past before this page was there, and no
command writes anything for it. Ids of announcements sort by the moment of making over all services: the gateway merges
the services' pages by them.
"""

from __future__ import annotations

import re
from typing import Any

from marshmallow import Schema, fields, validate

from shared.actor import Actor
from shared.shapes import PAGE_LIMIT
from shared.store import Store

NAMES = ("title", "name", "number")  # by which people know what an announcement is about, where its data say it
SHOWN = {"type": 1, "subject": 1, "subject_version": 1, "at": 1, **{f"data.{name}": 1 for name in NAMES}}


class Deeds(Schema):
    """Of which nouns; only what one has begun; whose title, name or number has `q` in it; from before which id."""

    nouns = fields.List(fields.String(validate=validate.Regexp(r"^[a-z_]{1,40}$")), required=True)
    started = fields.Boolean(load_default=False)
    q = fields.String(load_default="", validate=validate.Length(max=60))
    before = fields.String(load_default="")
    limit = fields.Integer(load_default=50, validate=validate.Range(1, PAGE_LIMIT))


def deeds(
    store: Store, actor: Actor, *, nouns: list[str], started: bool, q: str, before: str, limit: int
) -> dict[str, Any]:
    """The asker's own acts in the city, the latest first, each with what has happened to its record last."""
    wanted: dict[str, Any] = {"city": actor.city, "actor.account": actor.account}
    wanted["subject"] = {"$regex": f"^(?:{'|'.join(nouns)}):"}
    if started:
        wanted["subject_version"] = 1  # the announcement with which a record began
    if before:
        wanted["_id"] = {"$lt": before}
    if q:
        wanted["$or"] = [{f"data.{name}": {"$regex": re.escape(q), "$options": "i"}} for name in NAMES]
    rows = list(store.database["announcements"].find(wanted, SHOWN).sort("_id", -1).limit(limit))
    latest = _latest(store, actor.city, {row["subject"] for row in rows})
    return {"items": [_shown(row, latest[row["subject"]]) for row in rows]}


def _latest(store: Store, city: str, subjects: set[str]) -> dict[str, dict[str, Any]]:
    """Of each record the last announcement, and what it is called in any."""
    steps: list[dict[str, Any]] = [
        {"$match": {"city": city, "subject": {"$in": sorted(subjects)}}},
        {"$sort": {"subject": 1, "_id": 1}},
        {"$group": {"_id": "$subject", "type": {"$last": "$type"}, "at": {"$last": "$at"},
                    **{name: {"$max": f"$data.{name}"} for name in NAMES}}},
    ]  # fmt: skip
    return {row["_id"]: row for row in store.database["announcements"].aggregate(steps)} if subjects else {}


def _shown(row: dict[str, Any], latest: dict[str, Any]) -> dict[str, Any]:
    noun, _, object = row["subject"].partition(":")
    return {
        "id": row["_id"],
        "noun": noun,
        "object": object,
        "type": row["type"],
        "at": row["at"],
        "started": row["subject_version"] == 1,
        "title": str(latest.get("title") or latest.get("name") or ""),
        "number": str(latest.get("number") or ""),
        "latest": {"type": latest["type"], "at": latest["at"]},
    }
