"""What one has done (已办) and has begun (我发起), over all services: each tells its own, this merges the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from gateway import subjects
from gateway.auth import Caller
from gateway.resource import Resource
from shared.errors import Invalid, Late, Unavailable
from shared.shapes import Paged

if TYPE_CHECKING:
    from gateway.app import Gateway

SECONDS = 2.0  # a service that does not answer by then is named, and does not spoil the others' answers


class ListDeeds(Paged):
    """All of them, or only what one has begun; of one noun; whose title, name or number has `q` in it."""

    started = fields.Boolean(metadata={"description": "只看我发起的 / only what one has begun"})
    noun = fields.String(
        validate=validate.Regexp(r"^[a-z-]{1,40}$"), metadata={"description": "applications, demands …"}
    )
    q = fields.String(validate=validate.Length(1, 60))


class Happened(Schema):
    """An announcement: its type with its service, and when."""

    type = fields.String(required=True)
    at = fields.String(required=True)


class Deed(Schema):
    """One act: what was done to which record, and what has happened to that record last.

    `noun` and `object`: GET /api/<noun>/<object>. `title` and `number` are "" where nothing announced says them.
    """

    id = fields.String(required=True)
    noun = fields.String(required=True)
    object = fields.String(required=True)
    title = fields.String(required=True)
    number = fields.String(required=True)
    type = fields.String(required=True, metadata={"description": "the announcement, e.g. registry.application_filed"})
    at = fields.String(required=True)
    started = fields.Boolean(required=True)
    latest = fields.Nested(Happened, required=True)


class Deeds(Schema):
    """A page of acts, the latest first. `silent`: services that do not answer now, whose acts are missing."""

    items = fields.List(fields.Nested(Deed), required=True)
    next = fields.String(required=True, allow_none=True)
    silent = fields.List(fields.String(), required=True)


def list_deeds(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The services' pages merged: ids of announcements sort by the moment, whoever made them."""
    limit = int(args.get("limit") or 50)
    asked: dict[str, Any] = {name: args[name] for name in ("started", "q") if name in args}
    asked |= {"limit": limit, **({"before": args["after"]} if "after" in args else {})}
    items: list[dict[str, Any]] = []
    silent: list[str] = []
    for service, nouns in _nouns(caller, args.get("noun")).items():
        try:
            found = gateway.bus.question(service, "deeds", {**asked, "nouns": sorted(nouns)}, caller.actor, SECONDS)
        except (Late, Unavailable):
            silent.append(service)
            continue
        items += [_named(service, nouns, one) for one in found["items"]]
    items.sort(key=lambda one: str(one["id"]), reverse=True)
    shown = items[:limit]
    return {"items": shown, "next": shown[-1]["id"] if len(items) >= limit else None, "silent": silent}


def _nouns(caller: Caller, resource: str | None) -> dict[str, dict[str, str]]:
    """Service -> {noun of its announcements: noun of the address}, of what the caller could open."""
    found: dict[str, dict[str, str]] = {}
    for route in subjects.open_to(caller):
        if resource in (None, route.resource):
            found.setdefault(route.service, {})[route.name] = route.resource
    if not found:
        raise Invalid.field("/noun", "没有这一类事项 · There is no such kind of record", "unknown_noun")
    return found


def _named(service: str, nouns: dict[str, str], one: dict[str, Any]) -> dict[str, Any]:
    """The act as the API says it: the noun of the address, types with their service."""
    latest = {"type": f"{service}.{one['latest']['type']}", "at": one["latest"]["at"]}
    return {**one, "noun": nouns[one["noun"]], "type": f"{service}.{one['type']}", "latest": latest}


deeds = Resource("deeds", service="gateway", may=("anyone",), zh="已办与我发起", en="What one has done")
deeds.edge(
    "GET", "/", list_deeds, takes=ListDeeds, gives=Deeds, zh="我已办理、我发起的事项", en="What I have done, or begun"
)
