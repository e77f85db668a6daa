"""Notice comment (公示意见): what somebody says to a public notice while it runs, and what the city answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.chain import Calendar
from shared.errors import Conflict

Kind = Literal["comment", "objection"]
Outcome = Literal["upheld", "dismissed", "noted"]


@dataclass(frozen=True)
class NoticeComment:
    """One remark or objection. `noun` and `item`: what it is about, in the notice `notice` (a round or a bounty).

    `due`: the last day for the city's answer, where the city has set itself one.
    """

    id: str
    city: str
    notice: str
    noun: Literal["publication_round", "demand", "achievement", "bounty"]
    item: str
    kind: Kind
    text: str
    account: str
    name: str
    said_on: date
    status: Literal["open", "answered"] = "open"
    due: date | None = None
    outcome: Literal["", "upheld", "dismissed", "noted"] = ""
    reply: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    version: int = 0


def due(rules: Rules, on: date, calendar: Calendar) -> date | None:
    """The last day for an answer, in working days from today; None where the document sets none."""
    days = rules.publication.answers_within.value
    return calendar(on, days) if days else None


def to_be_answered(comment: NoticeComment) -> None:
    """Whether it still waits for its answer. Raises Conflict when it was given."""
    if comment.status != "open":
        raise Conflict("意见已答复", "Answered already", status=comment.status)


def answer(comment: NoticeComment, outcome: Outcome, reply: str, actor: Actor, on: date) -> NoticeComment:
    """The city's answer: an objection is upheld or dismissed, a comment noted. Raises Conflict if it was."""
    to_be_answered(comment)
    if (outcome == "noted") != (comment.kind == "comment"):
        raise Conflict("异议须采纳或不予采纳，意见予以记录", "An objection is upheld or dismissed, a comment noted")
    return replace(comment, status="answered", outcome=outcome, reply=reply, answered_by=actor.name, answered_on=on)
