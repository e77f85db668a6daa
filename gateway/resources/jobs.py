"""Jobs of all services: how far each is, what it has made, and stopping it. A job's id names its service."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import flask
from flask import Response
from marshmallow import Schema, fields, validate

from gateway import incoming
from gateway.auth import Caller
from gateway.resource import Resource
from gateway.streams import RETRY, STILL_HERE, STREAM_SECONDS, closing, event
from shared.errors import NotFound, Problem
from shared.jobs import JobId, JobShape, ListJobs

if TYPE_CHECKING:
    from gateway.app import Gateway

ENDED = ("done", "failed", "cancelled")
LOOK_EVERY = 0.5


class ListAllJobs(ListJobs):
    """One's own jobs of one service or of all, the latest first."""

    service = fields.String(validate=validate.Regexp(r"^[a-z]{1,40}$"))


class FileOfJob(JobId):
    """One of the files a job has made."""

    number = fields.Integer(required=True, validate=validate.Range(0, 10_000))


class Nothing(Schema):
    """No arguments."""


def list_jobs(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The services' lists merged; ids sort by the moment of asking."""
    wanted, limit = args.pop("service", None), int(args.get("limit") or 50)
    after = str(args.pop("after", "")).partition("|")[0].rpartition("-")[2]
    items: list[dict[str, Any]] = []
    for service in [wanted] if wanted in with_jobs() else with_jobs() if wanted is None else []:
        place = {"after": f"{service}-{after}|{service}-{after}"} if after else {}
        items += gateway.bus.question(service, "jobs", {**args, **place}, caller.actor)["items"]
    items.sort(key=lambda item: item["id"].rpartition("-")[2], reverse=True)
    shown = items[:limit]
    full = len(shown) == limit and len(items) >= limit
    return {"items": shown, "next": shown[-1]["id"] if full else None}


def job(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> Any:
    """How far it is. Raises NotFound for somebody else's."""
    return _ask(gateway, caller, "job", args["job_id"])


def cancel_job(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> Any:
    """It stops after the step it is at. Raises Conflict when it has ended."""
    service = _service_of(args["job_id"])
    key = incoming.idempotency_key(flask.request)
    return gateway.bus.command(service, "cancel_job", {"job_id": args["job_id"]}, caller.actor, key)


def follow_job(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> Response:
    """Server-sent events: `progress` whenever it has moved, `end` once it has ended. Raises TooMany: then poll."""
    first = _ask(gateway, caller, "job", args["job_id"])
    return gateway.streams.answer(lambda: _told(lambda: _ask(gateway, caller, "job", args["job_id"]), first))


def job_file(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> Response:
    """The way to the file itself, good for five minutes. Raises NotFound where there is no such file."""
    found = _ask(gateway, caller, "job_file", args["job_id"])
    number = int(args["number"])
    if number >= len(found["files"]):
        raise NotFound("file")
    file = found["files"][number]
    return flask.redirect(gateway.objects.link(found["city"], file["id"], file["name"], file["content_type"]), 303)  # type: ignore[return-value]


@cache
def with_jobs() -> tuple[str, ...]:
    """The services of which some route begins a job."""
    from gateway.app import routes  # the routes are known once all resources are

    return tuple(sorted({route.service for route in routes() if route.status == 202}))


def _service_of(job_id: str) -> str:
    service = job_id.partition("-")[0]
    if service not in with_jobs():
        raise NotFound("jobs")
    return service


def _ask(gateway: Gateway, caller: Caller, name: str, job_id: str) -> Any:
    return gateway.bus.question(_service_of(job_id), name, {"job_id": job_id}, caller.actor)


def _told(ask: Callable[[], dict[str, Any]], first: dict[str, Any]) -> Iterator[bytes]:
    """What the stream says; a service that is away for a moment is asked again."""
    until, seen = time.monotonic() + STREAM_SECONDS, None
    yield RETRY
    for turn in itertools.count():
        try:
            now = ask() if turn else first
        except Problem:
            now = None
        if now is not None and now["version"] != seen:
            seen = now["version"]
            yield event("end" if now["status"] in ENDED else "progress", now)
        elif turn % 30 == 0:
            yield STILL_HERE
        if closing() or time.monotonic() > until or (now is not None and now["status"] in ENDED):
            return
        time.sleep(LOOK_EVERY)


jobs = Resource("jobs", service="gateway", may=("anyone",), zh="任务", en="Jobs")
jobs.edge("GET", "/", list_jobs, takes=ListAllJobs, gives=JobShape, many=True, zh="我的任务", en="My jobs")
jobs.edge("GET", "/<job_id>", job, takes=JobId, gives=JobShape, zh="任务进度", en="How far a job is")
jobs.edge(
    "GET",
    "/<job_id>/events",
    follow_job,
    takes=JobId,
    zh="实时进度（SSE）",
    en="Progress as server-sent events",
)
jobs.edge(
    "GET", "/<job_id>/files/<number>", job_file, takes=FileOfJob, status=303, zh="下载结果", en="Fetch a file it made"
)
jobs.edge("POST", "/<job_id>/cancellation", cancel_job, takes=JobId, gives=JobShape, zh="停止任务", en="Stop it")
