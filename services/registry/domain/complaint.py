"""Complaint (投诉建议): what anybody, with an account or without, tells the city's bureau; and the answer.

The bureau deals with it, or the department of the county concerned where the city has set so; either can be late. The
clock is the city's: where its rulebook states none, none runs, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from services.registry.domain.exhibit import Exhibit
from services.registry.rules import Rules
from shared.actions import NOTHING, action, hindrance
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from shared.rulebook import Division, Rule
from shared.subject_access import NAMELESS

Calendar = Callable[[date, int], date]
SILENT = "本办法未作规定"
PLATFORM = "registry"  # by which name an answer says that nobody did it: it follows from the city's rule
HIDDEN = ("city", "contact", "account", "clocks_told")
CLOSED = {"answered": ("此件已答复", "It was answered already"), "withdrawn": ("此件已撤回", "It was withdrawn")}


@dataclass(frozen=True)
class Deed:
    """It was `forwarded` to a county's department (`desk`), or `taken_back` to the bureau ("")."""

    action: str
    on: date
    by_name: str
    note: str
    desk: str
    article: str


@dataclass(frozen=True)
class Complaint:
    """`about`: the case or matter in the sender's words. `contact` is sealed; `account` "" for who has none.

    `due`: the last day for the answer, None without a clock; `article`: what the clock rests on, or that nothing does.
    `county`: the county concerned, as the sender says. `desk`: the county whose department deals with it, "" for the
    bureau itself, since the day `since` (None: the day it was raised).
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
    county: str = ""
    desk: str = ""
    since: date | None = None
    deeds: tuple[Deed, ...] = ()
    clocks_told: tuple[str, ...] = ()
    version: int = 0


def take_in(raised: Complaint, rules: Rules, calendar: Calendar) -> Complaint:
    """The complaint as it waits: with its clock, and at the county's desk, where the city has set one, and so."""
    counties = _counties(rules)
    if raised.county and counties is not None and counties.value:
        sent = Deed("forwarded", raised.raised_on, PLATFORM, "", raised.county, counties.cite)
        raised = replace(raised, desk=raised.county, since=raised.raised_on, deeds=(sent,))
    clock = rules.complaints.answer_within if rules.complaints is not None else None
    if clock is None or clock.value is None:
        return replace(raised, due=None, article=SILENT)
    return replace(raised, due=calendar(raised.raised_on, clock.value), article=clock.cite)


def forward(complaint: Complaint, desk: str, note: str, rules: Rules, actor: Actor, on: date) -> Complaint:
    """To the department of a county, or back to the bureau (""). Its clock runs on: the sender waits all the same.

    Raises Conflict when it is closed or lies there already, Refused where the city has not set that counties deal with
    complaints, Forbidden for a county's officer who would send it to another county.
    """
    _open(complaint)
    if complaint.desk == desk:
        raise Conflict("此件已由其办理", "It lies there already", "same_desk")
    if desk and not actor.has("city_officer"):
        raise Forbidden("旗县区只能退回市级", "A county gives it back to the bureau")
    if not note:
        raise Invalid.field("/note", "请说明理由", "required", en="Give the reason")
    cite = _may_forward(rules).cite if desk else SILENT
    deed = Deed("forwarded" if desk else "taken_back", on, actor.name, note, desk, cite)
    told = tuple(what for what in complaint.clocks_told if what == "due")
    return replace(complaint, desk=desk, since=on, deeds=(*complaint.deeds, deed), clocks_told=told)


def answer(complaint: Complaint, text: str, actor: Actor, on: date) -> Complaint:
    """The answer of whoever deals with it, or of the bureau. Raises Conflict when it was answered, or withdrawn."""
    _open(complaint)
    return replace(complaint, status="answered", answer=text, answered_on=on, answered_by=actor.name)


def withdraw(complaint: Complaint) -> Complaint:
    """Taken back by who sent it. Raises Conflict when it was answered already, or withdrawn."""
    _open(complaint)
    return replace(complaint, status="withdrawn")


def forget(complaint: Complaint) -> Complaint:
    """What is left once who sent it is erased: the matter and its answer, under no name and no number."""
    return replace(complaint, name=NAMELESS, contact="", contact_mask="")


def is_known_by(complaint: Complaint, phone_tail: str) -> bool:
    """Whether somebody without an account may follow it: who sent it left a phone that ends so."""
    return bool(complaint.contact_mask) and complaint.contact_mask.endswith(phone_tail)


def actions(complaint: Complaint, rules: Rules, actor: Actor) -> list[dict[str, Any]]:
    """What the asker may do with it now."""
    closed = CLOSED.get(complaint.status, NOTHING)
    bureau = actor.has("city_officer")
    desk = bool(complaint.desk) and complaint.desk in actor.counties("county_officer")
    told = [action("answer_complaint", closed, complaint.article)] if bureau or desk else []
    if bureau and not complaint.desk:
        why = {"why": closed} if closed != NOTHING else hindrance(lambda: _may_forward(rules))
        told.append(action("forward_complaint", **why))
    if complaint.desk and (bureau or desk):
        told.append(action("take_back_complaint", closed))
    if complaint.account and complaint.account == actor.account:
        told.append(action("withdraw_complaint", closed, complaint.article))
    return told


def waits_on(complaint: Complaint, rules: Rules, divisions: Mapping[str, Division], on: date) -> dict[str, Any] | None:
    """Who deals with it, since when, until when, and since when they are late; None once it is closed."""
    if complaint.status != "open":
        return None
    label, label_en = handler(complaint, rules, divisions)
    late = complaint.due is not None and on > complaint.due
    late_since = complaint.due + timedelta(days=1) if complaint.due is not None and late else None
    since = complaint.since or complaint.raised_on
    told = {"party": party(complaint), "label": label, "label_en": label_en, "since": since}
    return {**told, "due": complaint.due, "late": late, "late_since": late_since}


def desks_of(actor: Actor) -> list[str | None]:
    """At which desks the asker deals with complaints; older ones name no desk and are the bureau's."""
    bureau: list[str | None] = ["", None] if actor.has("city_officer") else []
    return [*bureau, *sorted(actor.counties("county_officer"))]


def party(complaint: Complaint) -> str:
    """The party that deals with it."""
    return "county" if complaint.desk else "city"


def handler(complaint: Complaint, rules: Rules, divisions: Mapping[str, Division]) -> tuple[str, str]:
    """How whoever deals with it is called, in both languages."""
    label, label_en = rules.party(party(complaint)), rules.party_en(party(complaint))
    county = divisions.get(complaint.desk)
    return (f"{county.name}：{label}", f"{county.name_en}: {label_en}") if county is not None else (label, label_en)


def public(complaint: Complaint) -> dict[str, Any]:
    """As its sender and whoever deals with it see it: the contact masked."""
    return {name: value for name, value in vars(complaint).items() if name not in HIDDEN}


def progress(complaint: Complaint, phone_tail: str) -> dict[str, Any]:
    """How far it is, for who knows number and phone. Raises NotFound, as for a number that there is not."""
    if not is_known_by(complaint, phone_tail):
        raise NotFound("complaints")
    shown = ("number", "kind", "about", "raised_on", "due", "article", "status", "answer", "answered_on")
    return {name: getattr(complaint, name) for name in shown}


def stated(rules: Rules) -> dict[str, Any]:
    """What the city says about complaints: whom to reach, how long an answer takes, who deals; with the basis."""
    found = rules.complaints
    return {
        "contact": _said(found.contact if found is not None else None),
        "answer_within": _said(found.answer_within if found is not None else None),
        "county_answers": {**_said(None), **_said_of(_counties(rules))},
    }


def _counties(rules: Rules) -> Rule[bool] | None:
    return rules.complaints.county_answers if rules.complaints is not None else None


def _may_forward(rules: Rules) -> Rule[bool]:
    """That a county's department deals with complaints about its matters. Raises Refused where nobody has set so."""
    rule = _counties(rules)
    if rule is None or not rule.value:
        raise Refused(
            rule.id if rule is not None else "registry.complaints.county_answers",
            rule.cite if rule is not None else SILENT,
            "本市未设定由旗县区办理投诉建议", "This city has not set that counties deal with complaints",
            "可由市局在规则中设定，或直接答复", "Set it in the rules, or answer it here",
        )  # fmt: skip
    return rule


def _said_of(rule: Rule[bool] | None) -> dict[str, Any]:
    """A yes or no with its basis, "" where the city is silent."""
    if rule is None or rule.value is None:
        return {"note": rule.note} if rule is not None else {}
    return {"value": "yes" if rule.value else "no", "article": rule.cite, "note": rule.note}


def _said(rule: Rule[Any] | None) -> dict[str, Any]:
    if rule is None or rule.value is None:
        return {"value": "", "article": SILENT, "note": rule.note if rule is not None else ""}
    return {"value": str(rule.value), "article": rule.cite, "note": rule.note}


def _open(complaint: Complaint) -> None:
    if complaint.status != "open":
        raise Conflict("此件已答复或已撤回", "It was answered or withdrawn already", status=complaint.status)
