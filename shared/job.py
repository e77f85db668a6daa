"""A job: long work that somebody began, carried on outside the command path, with its progress and its result.

    queued -> running -> done | failed | cancelled

Pure: the record and the decisions about it. Moments are UTC. `cursor` says where to go on after a crash.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from shared.actions import NOTHING, action
from shared.actor import Actor, Grant
from shared.errors import Conflict

Status = Literal["queued", "running", "done", "failed", "cancelled"]
ENDED = ("done", "failed", "cancelled")
ATTEMPTS = 3


@dataclass(frozen=True)
class JobFile:
    """One file that a job was given or has made; `size` in bytes."""

    id: str
    name: str
    content_type: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Job:
    """`name`: the service's method that runs it. `grants`: the owner's roles on the day of asking, under which it acts.

    `done` of `total` (None: not known yet) items; `said` tells in both languages what is being done.
    """

    id: str
    city: str
    name: str
    account: str
    account_name: str
    person: str | None
    grants: tuple[Grant, ...]
    language: str
    args: dict[str, Any]
    asked_at: datetime
    as_of: datetime | None = None
    given: tuple[JobFile, ...] = ()
    status: Status = "queued"
    done: int = 0
    total: int | None = None
    said: str = ""
    said_en: str = ""
    cursor: Any = None
    result: dict[str, Any] = field(default_factory=dict)
    made: tuple[JobFile, ...] = ()
    problem: dict[str, Any] | None = None
    attempts: int = 0
    cancel_asked: bool = False
    started_at: datetime | None = None
    ended_at: datetime | None = None
    holder: str = ""
    held_until: float = 0.0
    version: int = 0


def begin(id: str, name: str, actor: Actor, args: dict[str, Any], given: tuple[JobFile, ...], at: datetime) -> Job:
    """A job as asked for, waiting to be taken up."""
    return Job(
        id=id,
        city=actor.city,
        name=name,
        account=actor.account,
        account_name=actor.name,
        person=actor.person,
        grants=actor.grants,
        language=actor.language,
        args=args,
        asked_at=at,
        as_of=actor.as_of,
        given=given,
    )


def owner(job: Job) -> Actor:
    """Whom the job acts for, with the roles held when it was asked for."""
    return Actor(
        job.account, job.account_name, job.city, job.person, job.grants, language=job.language, as_of=job.as_of
    )


def cancel(job: Job, at: datetime) -> Job:
    """Ends a waiting job at once, asks a running one to stop after its step. Raises Conflict for an ended one."""
    if job.status in ENDED:
        raise Conflict("任务已结束", "The job has ended", status=job.status)
    if job.status == "queued":
        return replace(job, status="cancelled", cancel_asked=True, ended_at=at)
    return replace(job, cancel_asked=True)


def public(job: Job) -> dict[str, Any]:
    """The job as its owner sees it; `files` are fetched by their position."""
    shown = [
        "id",
        "name",
        "account_name",
        "status",
        "done",
        "total",
        "said",
        "said_en",
        "result",
        "problem",
        "attempts",
        "cancel_asked",
        "asked_at",
        "started_at",
        "ended_at",
        "version",
    ]
    files = [
        {"number": number, "name": file.name, "content_type": file.content_type, "size": file.size}
        for number, file in enumerate(job.made)
    ]
    return {**{name: getattr(job, name) for name in shown}, "files": files, "actions": _actions(job)}


def _actions(job: Job) -> list[dict[str, Any]]:
    if job.status in ENDED:
        return [action("cancel_job", ("任务已结束", "The job has ended"))]
    return [action("cancel_job", ("已请求停止", "It has been asked to stop") if job.cancel_asked else NOTHING)]
