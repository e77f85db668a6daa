"""Supplementary agreement (补充协议): other content or targets within the term, signed by the same three, filed again.

draft -> signed -> reported -> filed; reported -> returned -> draft; anything before filed -> withdrawn. The agreement
keeps its number and its days; each supplement keeps the terms before and after it, so every version can be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

import orjson

from services.dispatch.domain.agreement import Agreement, Parties, conditions, facts, way_of
from services.dispatch.domain.party import Competent, Scope, parties
from services.dispatch.domain.signature import Signature
from services.dispatch.domain.terms import Terms, check_terms
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.chain import APPLICANT, ChainState, act, start
from shared.documents import plain
from shared.errors import Conflict, Invalid
from shared.rulebook import check, refuse

Status = Literal["draft", "signed", "reported", "returned", "filed", "rejected", "withdrawn"]
OPEN: tuple[Status, ...] = ("draft", "signed", "reported", "returned")
CHANGING = ("content", "form", "fields", "targets", "days_a_year")


@dataclass(frozen=True)
class Supplement:
    """One supplement. `number`: the agreement's with its ordinal (2024-00017-补1); `changed`: which terms."""

    id: str
    city: str
    agreement: str
    number: str
    way: Literal["mutual", "directed", "appointed"]
    filing: str
    kind: str
    person: str
    commissioner_name: str
    sender_unit: str
    sender_name: str
    host_unit: str
    host_name: str
    host_county: str
    before: Terms
    terms: Terms
    changed: tuple[str, ...]
    reason: str
    drafted_on: date
    status: Status = "draft"
    competent: Competent = field(default_factory=Competent)
    content_hash: str = ""
    signers: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    state: ChainState | None = None
    reported_on: date | None = None
    filed_on: date | None = None
    rules: tuple[str, ...] = ()
    rulebook_version: str = ""
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is."""
        return Scope(self.person, self.sender_unit, self.host_unit, self.host_county, self.competent)


def draft(
    id: str, agreement: Agreement, changes: Mapping[str, Any], reason: str, who: Parties, rules: Rules, on: date
) -> Supplement:
    """Drawn up by the sending unit.

    Raises Conflict when the agreement is not in force, Invalid when nothing changes, Refused for a term that the city
    does not let be changed so, or a condition that the new terms do not meet.
    """
    if agreement.status != "filed":
        raise Conflict("协议不在执行中", "Not in force", status=agreement.status)
    terms = replace(agreement.terms, **changes)
    changed = tuple(name for name in CHANGING if getattr(terms, name) != getattr(agreement.terms, name))
    if not changed:
        raise Invalid.field("/content", "没有变更任何内容", "unchanged", en="Nothing is changed")
    allowed = rules.agreement.supplements.changes
    if allowed.value is not None and not set(changed) <= set(allowed.value):
        raise allowed.refused("此项内容不能以补充协议变更", "A supplement may not change this")
    check_terms(terms, rules)
    _conditions(agreement, terms, who, rules, on)
    signers = way_of(rules, agreement.way).signed_by.value or ()
    made = Supplement(
        id=id,
        city=agreement.city,
        agreement=agreement.id,
        number=f"{agreement.number}-补{len(agreement.supplements) + 1}",
        way=agreement.way,
        filing=agreement.filing,
        kind=agreement.kind,
        person=agreement.person,
        commissioner_name=agreement.commissioner_name,
        sender_unit=agreement.sender_unit,
        sender_name=agreement.sender_name,
        host_unit=agreement.host_unit,
        host_name=agreement.host_name,
        host_county=agreement.host_county,
        before=agreement.terms,
        terms=terms,
        changed=changed,
        reason=reason,
        drafted_on=on,
        status="draft" if signers else "signed",
        competent=agreement.competent,
        signers=signers,
        rules=tuple(condition.id for condition in conditions(rules, agreement.kind)),
        rulebook_version=rules.version,
    )
    return replace(made, content_hash=content_hash(made))


def content_hash(supplement: Supplement) -> str:
    """SHA-256 over what each signer is shown: the agreement, the terms before and after, the reason."""
    signed = {
        **{name: getattr(supplement, name) for name in ("id", "city", "agreement", "number", "reason")},
        **{name: plain(getattr(supplement, name)) for name in ("before", "terms")},
    }
    return hashlib.sha256(orjson.dumps(signed, option=orjson.OPT_SORT_KEYS)).hexdigest()


def report(supplement: Supplement, rules: Rules, actor: Actor, on: date) -> Supplement:
    """Sent to the city, signed by all. Where the way knows no filing, it is ready to be put in force at once."""
    if supplement.status not in ("signed", "returned"):
        raise Conflict("未经各方签署", "Not signed by all", status=supplement.status)
    going = way_of(rules, supplement.way)
    by = going.sent_by
    if by.value is not None and not parties(actor, (by.value,), supplement.scope):
        raise by.refused("补充协议由派出单位报送", "The sending unit reports it")
    if not going.filing.steps:
        return replace(supplement, status="reported", reported_on=on)
    if supplement.state is None:
        state = start(going.filing, on, actor)
    else:
        state = act(supplement.state, going.filing, "resubmit", APPLICANT, actor, on)
    return replace(supplement, status="reported", state=state, reported_on=on)


def step(
    supplement: Supplement, rules: Rules, actor: Actor, action: str, on: date, note: str, defects: tuple[str, ...]
) -> Supplement:
    """One step of its filing; with `state.status` approved it is still to be put in force."""
    if supplement.status != "reported" or supplement.state is None:
        raise Conflict("补充协议不在审核中", "Not under review", status=supplement.status)
    chain = way_of(rules, supplement.way).filing
    at = chain.step(supplement.state.step or "")
    waiting = [party for party in (at.by if at else ()) if party not in supplement.state.passed_by]
    party = next(iter(parties(actor, waiting, supplement.scope)), "")
    state = act(supplement.state, chain, action, party, actor, on, note=note, defects=defects)
    if state.status == "returned":  # what is returned may be drawn up anew; it is signed again
        return replace(supplement, state=state, status="returned")
    return replace(supplement, state=state, status="rejected" if state.status == "rejected" else "reported")


def revise(
    supplement: Supplement, agreement: Agreement, changes: Mapping[str, Any], reason: str | None, who: Parties,
    rules: Rules, on: date,
) -> Supplement:  # fmt: skip
    """Drawn up otherwise before it is filed; what was signed is void."""
    to_be_revised(supplement)
    known = {**_changes(supplement), **changes}
    again = draft(supplement.id, agreement, known, reason or supplement.reason, who, rules, on)
    return replace(again, state=supplement.state, drafted_on=supplement.drafted_on, version=supplement.version)


def to_be_revised(supplement: Supplement) -> None:
    """Raises Conflict once it is reported."""
    if supplement.status not in ("draft", "signed", "returned"):
        raise Conflict("补充协议已报送", "It has been reported", status=supplement.status)


def withdraw(supplement: Supplement) -> Supplement:
    """Given up before it was filed."""
    if supplement.status not in OPEN:
        raise Conflict("补充协议已办结", "It is closed", status=supplement.status)
    return replace(supplement, status="withdrawn")


def put_in_force(
    supplement: Supplement, agreement: Agreement, who: Parties, rules: Rules, on: date
) -> tuple[Supplement, Agreement]:
    """Filed, and the agreement with its new terms; checked again as on the day it was drawn up.

    Raises Conflict when the agreement has changed or ended since, Refused with every unmet condition.
    """
    if agreement.status != "filed" or agreement.terms != supplement.before:
        raise Conflict("原协议已变更或终止，请重新起草补充协议", "The agreement has changed since", code="agreement")
    _conditions(agreement, supplement.terms, who, rules, on)
    filed = replace(supplement, status="filed", filed_on=on, rulebook_version=rules.version)
    return filed, replace(agreement, terms=supplement.terms, supplements=(*agreement.supplements, supplement.id))


def _conditions(agreement: Agreement, terms: Terms, who: Parties, rules: Rules, on: date) -> None:
    known = facts(terms, agreement.way, who, bool(agreement.renews), on)
    refuse(check(conditions(rules, agreement.kind), known, waivers=[waiver.rule for waiver in agreement.waivers]))


def _changes(supplement: Supplement) -> dict[str, Any]:
    return {name: getattr(supplement.terms, name) for name in supplement.changed}
