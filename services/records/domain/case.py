"""Cases and model deeds that go up to the city (B-23; elsewhere a setting of the bureau)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.records.domain.evidence import Evidence
from services.records.domain.review import Places, advance, may_advance, parties
from services.records.domain.upward import Teller
from services.records.rules import Rules
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.chain import ChainState, act, start

STATUS = {"pending": "reported", "approved": "accepted", "returned": "returned", "rejected": "rejected"}


@dataclass(frozen=True)
class Case:
    """One case (典型案例) or deed (先进事迹), told by a party of its own."""

    id: str
    city: str
    kind: Literal["case", "deed"]
    title: str
    text: str
    party: str
    person: str
    account: str
    name: str
    unit: str
    county: str
    records: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    reported_on: date
    status: str
    review: ChainState
    article: str
    rulebook_version: str = ""
    version: int = 0


def report(
    id: str,
    kind: Literal["case", "deed"],
    title: str,
    text: str,
    teller: Teller,
    records: tuple[str, ...],
    evidence: tuple[Evidence, ...],
    rules: Rules,
    actor: Actor,
    on: date,
) -> Case:
    """A new case. Raises Refused when this party does not report, or nobody does."""
    basis = teller.may_tell(rules.cases)
    state = start(rules.cases.chain, on, actor)
    return Case(
        id=id,
        city=actor.city,
        kind=kind,
        title=title,
        text=text,
        party=teller.party,
        person=actor.person or "",
        account=actor.account,
        name=actor.name,
        unit=teller.unit,
        county=teller.county,
        records=records,
        evidence=evidence,
        reported_on=on,
        status="reported",
        review=state,
        article=basis.cite,
        rulebook_version=rules.version,
    )


def accept(case: Case, rules: Rules, actor: Actor, on: date, note: str = "") -> Case:
    """Taken into the city's library of cases."""
    return _reviewed(
        case, advance(case.review, rules.cases.chain, "forward", parties(actor, Places()), actor, on, note)
    )


def give_back(case: Case, rules: Rules, actor: Actor, on: date, reason: str) -> Case:
    """Sent back to be told better."""
    return _reviewed(
        case, advance(case.review, rules.cases.chain, "return", parties(actor, Places()), actor, on, reason)
    )


def tell_again(case: Case, title: str, text: str, rules: Rules, actor: Actor, on: date) -> Case:
    """A returned case in new words."""
    state = act(case.review, rules.cases.chain, "resubmit", "applicant", actor, on)
    return _reviewed(replace(case, title=title, text=text), state)


def open_to(case: Case, rules: Rules, actor: Actor, on: date) -> list[dict[str, Any]]:
    """What the actor may do with it now, and why not."""
    mine = parties(actor, Places())
    actions = []
    for name, way in (("accept_case", "forward"), ("return_case", "return")):
        open_now = may_advance(case.review, rules.cases.chain, way, mine, on)
        actions.append(action(name, NOTHING if open_now else NOT_OPEN, rules.cases.chain.cite))
    again = case.account == actor.account and case.status == "returned"
    return [*actions, action("tell_case_again", NOTHING if again else NOT_RETURNED, case.article)]


NOT_OPEN = ("由市科技局办理，且尚未办结的才可办理", "The city bureau deals with it, while it is open")
NOT_RETURNED = ("只有报告人在退回后可以重新提交", "Only who reported submits it again, once it is returned")


def _reviewed(case: Case, state: ChainState) -> Case:
    return replace(case, review=state, status=STATUS[state.status])
