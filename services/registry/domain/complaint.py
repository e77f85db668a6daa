"""Complaint (投诉建议): what anybody, with an account or without, tells the city's bureau; and the bureau's answer.

The clock is the city's: where its rulebook states none, none runs, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.registry.domain.exhibit import Exhibit
from services.registry.rules import Rules
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.errors import Conflict, NotFound
from shared.rulebook import Rule

Calendar = Callable[[date, int], date]
SILENT = "本办法未作规定"
HIDDEN = ("city", "contact", "account")


@dataclass(frozen=True)
class Complaint:
    """`about`: the case or matter in the sender's words. `contact` is sealed; `account` "" for who has none.

    `due`: the last day for the answer, None without a clock; `article`: what the clock rests on, or that nothing does.
    """

    id: str
    city: str
    number: str
    kind: Literal["complaint", "suggestion"]
    about: str
    text: str
    name: str
    contact: str
    contact_mask: str
    account: str
    files: tuple[Exhibit, ...]
    raised_on: date
    due: date | None
    article: str
    status: Literal["open", "answered", "withdrawn"] = "open"
    answer: str = ""
    answered_on: date | None = None
    answered_by: str = ""
    version: int = 0


def take_in(raised: Complaint, rules: Rules, calendar: Calendar) -> Complaint:
    """The complaint as it waits for the bureau, with its clock where the city has one."""
    clock = rules.complaints.answer_within if rules.complaints is not None else None
    if clock is None or clock.value is None:
        return replace(raised, due=None, article=SILENT)
    return replace(raised, due=calendar(raised.raised_on, clock.value), article=clock.cite)


def answer(complaint: Complaint, text: str, actor: Actor, on: date) -> Complaint:
    """The bureau's answer. Raises Conflict when it was answered already, or withdrawn."""
    _open(complaint)
    return replace(complaint, status="answered", answer=text, answered_on=on, answered_by=actor.name)


def withdraw(complaint: Complaint) -> Complaint:
    """Taken back by who sent it. Raises Conflict when it was answered already, or withdrawn."""
    _open(complaint)
    return replace(complaint, status="withdrawn")


def is_known_by(complaint: Complaint, phone_tail: str) -> bool:
    """Whether somebody without an account may follow it: who sent it left a phone that ends so."""
    return complaint.contact_mask.endswith(phone_tail)


def actions(complaint: Complaint, actor: Actor) -> list[dict[str, Any]]:
    """What the asker may do with it now."""
    answered = ("此件已答复", "It was answered already")
    closed = {"open": NOTHING, "answered": answered, "withdrawn": ("此件已撤回", "It was withdrawn")}[complaint.status]
    theirs = [
        ("answer_complaint", actor.has("city_officer")),
        ("withdraw_complaint", complaint.account == actor.account),
    ]
    return [action(name, closed, complaint.article) for name, own in theirs if own]


def public(complaint: Complaint) -> dict[str, Any]:
    """As its sender and the bureau see it: the contact masked."""
    return {name: value for name, value in vars(complaint).items() if name not in HIDDEN}


def progress(complaint: Complaint, phone_tail: str) -> dict[str, Any]:
    """How far it is, for who knows number and phone. Raises NotFound, as for a number that there is not."""
    if not is_known_by(complaint, phone_tail):
        raise NotFound("complaints")
    shown = ("number", "kind", "about", "raised_on", "due", "article", "status", "answer", "answered_on")
    return {name: getattr(complaint, name) for name in shown}


def stated(rules: Rules) -> dict[str, Any]:
    """What the city says about complaints: whom to reach otherwise, how long an answer takes; with the basis."""
    found = rules.complaints
    return {
        "contact": _said(found.contact if found is not None else None),
        "answer_within": _said(found.answer_within if found is not None else None),
    }


def _said(rule: Rule[Any] | None) -> dict[str, Any]:
    if rule is None or rule.value is None:
        return {"value": "", "article": SILENT, "note": rule.note if rule is not None else ""}
    return {"value": str(rule.value), "article": rule.cite, "note": rule.note}


def _open(complaint: Complaint) -> None:
    if complaint.status != "open":
        raise Conflict("此件已答复或已撤回", "It was answered or withdrawn already", status=complaint.status)
