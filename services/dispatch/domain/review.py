"""Review (审核备案): an agreement is sent to the city, passed along the chain, returned, rejected or put in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from services.dispatch.domain import places
from services.dispatch.domain.agreement import (
    Agreement,
    Parties,
    Status,
    Waiver,
    commissioner_key,
    conditions,
    facts,
    way_of,
)
from services.dispatch.domain.party import parties
from services.dispatch.domain.places import Place, Places
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.chain import APPLICANT, act, start
from shared.errors import Conflict, Invalid
from shared.rulebook import check, refuse


def report(agreements: Iterable[Agreement], batch: str, rules: Rules, actor: Actor, on: date) -> list[Agreement]:
    """Sent to the city together: all or none. Raises Conflict with `errors` for those not signed by all."""
    agreements = list(agreements)
    unready = [
        {
            "pointer": f"/agreements/{place}",
            "detail": "未经各方签署",
            "detail_en": "Not signed by all",
            "code": one.status,
        }
        for place, one in enumerate(agreements)
        if one.status not in ("signed", "returned")
    ]
    if unready:
        raise Conflict("有协议未经各方签署，本批未报送", "Not signed by all parties; none was sent", errors=unready)
    reported = []
    for agreement in agreements:
        going = way_of(rules, agreement.way)
        if not parties(actor, (going.sent_by.require(),), agreement.scope):
            raise going.sent_by.refused("协议由派出单位汇总报送", "The sending unit reports agreements")
        if agreement.state is None:
            state = start(going.filing, on, actor)
        else:
            state = act(agreement.state, going.filing, "resubmit", APPLICANT, actor, on)
        reported.append(replace(agreement, status="reported", state=state, batch=batch, reported_on=on))
    return reported


def step(
    agreement: Agreement,
    rules: Rules,
    actor: Actor,
    action: str,
    on: date,
    note: str,
    defects: tuple[str, ...],
    to: str | None,
) -> Agreement:
    """One step of the filing. With `state.status` approved it is still to be put in force."""
    if agreement.status != "reported" or agreement.state is None:
        raise Conflict("协议不在审核中", "Not under review", status=agreement.status)
    chain = way_of(rules, agreement.way).filing
    at = chain.step(agreement.state.step or "")
    waiting = [name for name in (at.by if at else ()) if name not in agreement.state.passed_by]
    party = next(iter(parties(actor, waiting, agreement.scope)), "")
    state = act(agreement.state, chain, action, party, actor, on, note=note, defects=defects, to=to)
    status: Status = "reported"
    if state.status in ("returned", "rejected"):
        status = "returned" if state.status == "returned" else "rejected"
    return replace(agreement, state=state, status=status)


def waive(agreement: Agreement, rule: str, reason: str, rules: Rules, actor: Actor, on: date) -> Agreement:
    """An officer's leave from one rule in principle. Raises Conflict when the agreement does not wait for it."""
    asked = conditions(rules, agreement.kind)
    found = next((one for one in asked if one.id == rule or one.id.endswith(f".{rule}")), None)
    if found is None or found.strictness != "in_principle":
        raise Invalid.field(
            "/rule",
            "此规定不属于“原则上”，不能特许",
            "not_in_principle",
            en="This rule is not one in principle: no leave from it",
        )
    if agreement.status not in ("draft", "signed", "reported", "returned"):
        raise Conflict("协议已备案或已办结", "Already filed or closed", status=agreement.status)
    if found.id in {waiver.rule for waiver in agreement.waivers}:
        raise Conflict("此项已特许", "Waived already", code="waived")
    waiver = Waiver(found.id, reason, actor.account, actor.name, on)
    left = tuple(name for name in agreement.findings if name != found.id)
    return replace(agreement, waivers=(*agreement.waivers, waiver), findings=left)


def put_in_force(
    agreement: Agreement, number: str, who: Parties, rules: Rules, on: date, code: str = ""
) -> tuple[Agreement, Places, Places]:
    """Filed under its number, its places taken. Checked again: raises Refused with every unmet condition."""
    terms, renews = agreement.terms, bool(agreement.renews)
    asked = conditions(rules, agreement.kind)
    known = facts(terms, agreement.way, who, renews, on)
    refuse(check(asked, known, waivers=[waiver.rule for waiver in agreement.waivers]))
    going = way_of(rules, agreement.way)
    filed = replace(
        agreement,
        status="filed",
        number=number,
        code=code,
        filed_on=on,
        until=terms.until,
        findings=(),
        rules=(*(condition.id for condition in asked), going.filing.id),
        rulebook_version=rules.version,
    )
    own = commissioner_key(who.commissioner.id, who.commissioner.person, who.commissioner.kind)
    of_commissioner, of_host = places_of(filed, own, who.host.unit if who.host else filed.host_unit)
    return filed, places.take(who.commissioner_places, of_commissioner), places.take(who.host_places, of_host)


def places_of(agreement: Agreement, commissioner: str, host: str) -> tuple[Place, Place]:
    """What it takes of the commissioner (by key) and of the host: people (a team with all its members), day to day."""
    terms, people = agreement.terms, 1 + len(agreement.members)
    return (
        Place(agreement.id, host, people, terms.since, terms.until, bool(agreement.renews)),
        Place(agreement.id, commissioner, people, terms.since, terms.until),
    )
