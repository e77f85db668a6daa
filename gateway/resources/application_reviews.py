"""Many reviews at once: each item is a command of its own, with its own key, version and outcome.

The whole has one deadline, that of a single command: what had no answer by then is `unanswered`, whether it took effect
or not, and the same request under the same key tells. The service keeps each item's first answer, so nothing is done
twice, however late an answer was and however often it is asked for.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import orjson
from flask import request
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from gateway import errors, incoming
from gateway.auth import Caller
from gateway.resource import Resource
from services.registry.schemas.applications import Defect
from services.registry.schemas.shapes import id_field, text
from shared.errors import Late, Problem, Unavailable

if TYPE_CHECKING:
    from gateway.app import Gateway

REVIEWERS = ("city_officer", "county_officer", "dispatching_manager")
MOST = 200
AT_ONCE = 50  # as many as one batch of the service carries: what waits goes out together
NOT_SENT = ("时限已到，此件尚未送出，请用同一幂等键重发", "Not sent in time; send it again under the same key")
ACTIONS = {
    "pass": "pass_application",
    "recommend": "recommend_application",
    "file": "file_application",
    "return": "return_application",
    "reject": "reject_application",
}


class ReviewItem(Schema):
    """One application, what is done with it, and the version that was looked at."""

    application_id = id_field()
    action = fields.String(required=True, validate=validate.OneOf(tuple(ACTIONS)))
    version = fields.Integer(required=True, validate=validate.Range(min=1))
    note = text(2000, load_default="")
    article = text(60, metadata={"description": "不予通过所依据的条款 · of a rejection"})
    defects = fields.List(fields.Nested(Defect), validate=validate.Length(max=50))


class ReviewMany(Schema):
    """Up to 200 at once, each application once."""

    items = fields.List(fields.Nested(ReviewItem), required=True, validate=validate.Length(1, MOST))

    @validates_schema
    def _each_once(self, data: dict[str, Any], **_: Any) -> None:
        named = [item["application_id"] for item in data["items"]]
        twice = {at: ["此件已在列 · it is in the list already"] for at, id in enumerate(named) if id in named[:at]}
        if twice:
            raise ValidationError({"items": {at: {"application_id": why} for at, why in twice.items()}})


class Outcome(Schema):
    """What became of one item: the application's new state, or the problem that it met."""

    application_id = fields.String(required=True)
    ok = fields.Boolean(required=True)
    answered = fields.Boolean(
        required=True, metadata={"description": "false: what became of it is told by the same key again"}
    )
    status = fields.String(metadata={"description": "the application's"})
    step = fields.String(allow_none=True)
    version = fields.Integer()
    filing = fields.String(allow_none=True)
    problem = fields.Nested(errors.ProblemDocument)


class Outcomes(Schema):
    """One for each item, in their order; nothing of an item is half done."""

    items = fields.List(fields.Nested(Outcome), required=True)
    done = fields.Integer(required=True)
    refused = fields.Integer(required=True)
    unanswered = fields.Integer(
        required=True, metadata={"description": "had no answer in time: send the same again under the same key"}
    )


def review_many(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """Every item carried out or refused by itself. The same key again repeats no item and answers the rest."""
    key = incoming.idempotency_key(request)
    until = time.monotonic() + gateway.settings.command_deadline

    def carry_out(item: dict[str, Any]) -> Any:
        name, said = _command(item)
        own = f"{key}|{item['application_id']}|{item['action']}"
        left = until - time.monotonic()
        try:
            if left <= 0:
                raise Late(*NOT_SENT)
            return gateway.bus.command("registry", name, said, caller.actor, own, item["version"], left)
        except Problem as problem:
            return problem

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(carry_out, args["items"]))
    items = [_outcome(item["application_id"], answer) for item, answer in zip(args["items"], answers, strict=True)]
    done, unanswered = sum(item["ok"] for item in items), sum(not item["answered"] for item in items)
    return {"items": items, "done": done, "refused": len(items) - done - unanswered, "unanswered": unanswered}


def _command(item: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The command that an item stands for, with its arguments."""
    said: dict[str, Any] = {"application_id": item["application_id"]}
    note = item.get("note", "")
    if item["action"] == "reject":
        return ACTIONS["reject"], {**said, "reason": note, "article": item.get("article", "")}
    if item["action"] == "return":
        return ACTIONS["return"], {**said, "note": note, "defects": item.get("defects", [])}
    return ACTIONS[item["action"]], {**said, "note": note}


def _outcome(application: str, answer: Any) -> dict[str, Any]:
    if isinstance(answer, Problem):
        document = orjson.loads(errors.answer(answer).get_data())
        return {"application_id": application, "ok": False, "answered": not open_yet(answer), "problem": document}
    state = answer["state"]
    reached = {"status": state["status"], "step": state["step"], "version": answer["version"]}
    return {"application_id": application, "ok": True, "answered": True, **reached, "filing": answer["filing"]}


def open_yet(problem: Problem) -> bool:
    """Whether nothing is decided by it: no answer in time, or a part that did not answer."""
    return isinstance(problem, Unavailable) and not problem.details.get("fault")


application_reviews = Resource(
    "application-reviews",
    service="registry",
    may=REVIEWERS,
    zh="批量审核",
    en="Reviews of many applications",
    prefix="/api/applications/reviews",
)
application_reviews.edge(
    "POST",
    "/",
    review_many,
    takes=ReviewMany,
    gives=Outcomes,
    zh="批量审核，逐件答复",
    en="Review many at once, one outcome each",
)
