"""What one has done (已办) and has begun (我发起), over all services: each tells its own, this merges the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from gateway import subjects
from gateway.auth import Caller
from gateway.gathering import GatheredPage, gather, latest_first
from gateway.resource import Resource
from shared.errors import Invalid
from shared.shapes import Paged

if TYPE_CHECKING:
    from gateway.app import Gateway

SECONDS = 2.0


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


class Deeds(GatheredPage):
    """A page of acts, the latest first."""

    items = fields.List(fields.Nested(Deed), required=True)


def list_deeds(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The services' pages merged: ids of announcements sort by the moment, whoever made them."""
    limit = int(args.get("limit") or 50)
    asked: dict[str, Any] = {name: args[name] for name in ("started", "q") if name in args}
    asked |= {"limit": limit, **({"before": args["after"]} if "after" in args else {})}
    of = _nouns(caller, args.get("noun"))
    each = {service: {**asked, "nouns": sorted(nouns)} for service, nouns in of.items()}
    told, silent = gather(gateway.bus, caller.actor, "deeds", each, SECONDS)
    items = [_named(service, of[service], one) for service, answer in told.items() for one in answer["items"]]
    shown, after = latest_first(items, limit)
    return {"items": shown, "next": after, "silent": silent}


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
