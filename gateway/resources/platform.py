"""The platform's operator: queues, parked events and their replay, everybody's jobs. Cities are in cities.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

import flask
from marshmallow import Schema, fields, validate

from gateway import incoming
from gateway.auth import Caller
from gateway.gathering import Gathered, GatheredPage, gather, latest_first
from gateway.resource import Resource
from gateway.resources.jobs import with_jobs
from shared.errors import NotFound
from shared.shapes import Paged

if TYPE_CHECKING:
    from gateway.app import Gateway

SECONDS = 2.0
SERVICE = validate.Regexp(r"^[a-z]{1,40}$")


class QueuesPort(Protocol):
    """What the page needs of the bus (gateway/bus.py), beside what calls need."""

    def depths(self, names: Sequence[str]) -> dict[str, tuple[int, int] | None]:
        """(messages that wait, consumers) of each queue, None where there is none."""


class Nothing(Schema):
    """No arguments."""


class Queue(Schema):
    """A queue of the broker. `messages` wait to be taken; `consumers` take them: 0 where nobody does."""

    name = fields.String(required=True)
    service = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "commands, questions, heard, a line of its own, dead"})
    messages = fields.Integer(required=True)
    consumers = fields.Integer(required=True)


class Queues(Gathered):
    """All of them."""

    items = fields.List(fields.Nested(Queue), required=True)


class ListParked(Paged):
    """Parked, or waiting for another attempt; of one service."""

    state = fields.String(validate=validate.OneOf(("parked", "waiting")))
    service = fields.String(validate=SERVICE)


class Parked(Schema):
    """An event whose effect failed in a service: what it was, why, and how often it was tried."""

    id = fields.String(required=True)
    service = fields.String(required=True)
    line = fields.String(required=True)
    type = fields.String(required=True)
    subject = fields.String(required=True)
    city = fields.String(required=True)
    at = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(("parked", "waiting")))
    attempts = fields.Integer(required=True)
    reason = fields.String(required=True)
    reason_en = fields.String(required=True)


class ParkedPage(GatheredPage):
    """A page, the oldest first."""

    items = fields.List(fields.Nested(Parked), required=True)


class ParkedId(Schema):
    """Which of them."""

    parked_id = fields.String(required=True)


class ListPlatformJobs(Paged):
    """Of a status, of one service."""

    status = fields.String(validate=validate.OneOf(("queued", "running", "done", "failed", "cancelled")))
    service = fields.String(validate=SERVICE)


class PlatformJob(Schema):
    """How far somebody's job is, and not what is in it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    city = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(("queued", "running", "done", "failed", "cancelled")))
    done = fields.Integer(required=True)
    total = fields.Integer(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    asked_at = fields.String(required=True)
    started_at = fields.String(required=True, allow_none=True)
    ended_at = fields.String(required=True, allow_none=True)


class PlatformJobs(GatheredPage):
    """A page, the latest first."""

    items = fields.List(fields.Nested(PlatformJob), required=True)


def queues(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """What the broker says of each service's queues. Raises Unavailable while it does not answer."""
    asked: dict[str, dict[str, Any]] = {service: {} for service in gateway.services}
    told, silent = gather(gateway.bus, caller.actor, "queues", asked, SECONDS)
    named = {name: (service, kind) for service, answer in told.items() for name, kind in answer["items"].items()}
    found = cast("QueuesPort", gateway.bus).depths(list(named))
    items = [
        {"name": name, "service": named[name][0], "kind": named[name][1], "messages": depth[0], "consumers": depth[1]}
        for name, depth in found.items()
        if depth is not None
    ]
    return {"items": items, "silent": silent}


def parked(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The services' pages merged."""
    limit, wanted = int(args.get("limit") or 50), args.pop("service", None)
    asked = {service: {**args, "limit": limit} for service in _of(gateway.services, wanted)}
    told, silent = gather(gateway.bus, caller.actor, "parked", asked, SECONDS)
    items = sorted((one for answer in told.values() for one in answer["items"]), key=lambda one: _place(one["place"]))
    shown = items[:limit]
    after = shown[-1]["place"] if len(items) >= limit else None
    return {
        "items": [{name: one[name] for name in one if name != "place"} for one in shown],
        "next": after,
        "silent": silent,
    }


def replay_parked(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """Taken in again at once. Raises NotFound for one that there is not, Conflict for one that is being tried."""
    service, _, parked_id = args["parked_id"].partition("-")
    if service not in gateway.services:
        raise NotFound("parked")
    key, deadline = incoming.idempotency_key(flask.request), gateway.settings.command_deadline
    said = {"parked_id": parked_id}
    answer: dict[str, Any] = gateway.bus.command(service, "replay_parked", said, caller.actor, key, None, deadline)
    return {name: answer[name] for name in answer if name != "place"}


def platform_jobs(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The services' jobs merged; ids sort by the moment of asking."""
    limit, wanted = int(args.get("limit") or 50), args.pop("service", None)
    after = str(args.pop("after", "")).rpartition("-")[2]
    asked = {
        service: {**args, **({"after": f"{service}-{after}"} if after else {}), "limit": limit}
        for service in _of(with_jobs(), wanted)
    }
    told, silent = gather(gateway.bus, caller.actor, "all_jobs", asked, SECONDS)
    items = [one for answer in told.values() for one in answer["items"]]
    shown, after_this = latest_first(items, limit, lambda id: id.rpartition("-")[2])
    return {"items": shown, "next": after_this, "silent": silent}


def _of(services: tuple[str, ...], wanted: str | None) -> tuple[str, ...]:
    return tuple(service for service in services if wanted in (None, service))


def _place(place: str) -> tuple[str, ...]:
    return tuple(place.split("|"))


platform = Resource("platform", service="gateway", may=("platform_operator",), zh="平台运行", en="The platform")
platform.edge("GET", "/queues", queues, takes=Nothing, gives=Queues, zh="消息队列", en="Queues")
platform.edge("GET", "/parked", parked, takes=ListParked, gives=ParkedPage, zh="搁置的事件", en="Parked events")
platform.edge(
    "POST", "/parked/<parked_id>/replay", replay_parked, takes=ParkedId, gives=Parked,
    zh="重新处理", en="Have it taken in again",
)  # fmt: skip
platform.edge("GET", "/jobs", platform_jobs, takes=ListPlatformJobs, gives=PlatformJobs, zh="全部任务", en="All jobs")
