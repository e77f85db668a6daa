"""Inspection of the use of funds (第三十一条): a finding by whom the rulebook names, decided upon by the city."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.funding.domain.known import KnownFiling
from services.funding.rules import Misuse, Rules
from shared.actor import PARTY_ROLES, Actor
from shared.errors import Conflict, Forbidden, Refused


@dataclass(frozen=True)
class Evidence:
    """A file cited by its receipt."""

    id: str
    name: str
    sha256: str
    size: int
    content_type: str


@dataclass(frozen=True)
class Inspection:
    """`status`: reported, confirmed (with its consequences) or dismissed."""

    id: str
    city: str
    filing: str
    person: str | None
    unit: str | None
    ground: str
    claims: tuple[str, ...]
    note: str
    evidence: tuple[Evidence, ...]
    status: str
    reported_by: str
    reported_on: date
    decided_by: str | None = None
    decided_on: date | None = None
    decision: str = ""
    article: str = ""
    consequences: tuple[str, ...] = ()
    rulebook_version: str = ""
    rules: tuple[str, ...] = ()
    version: int = 0


def misuse_of(rules: Rules, ground: str) -> Misuse:
    """The ground as the rulebook states it. Raises Refused for one the document does not know."""
    stated = rules.misuse.get(ground)
    if stated is None:
        raise Refused(f"funding.misuse.{ground}", "本办法未作规定", "本办法未作规定：没有此项认定", "Not a ground here")
    return stated


def report(
    rules: Rules,
    id: str,
    filing: KnownFiling,
    ground: str,
    claims: tuple[str, ...],
    note: str,
    evidence: tuple[Any, ...],
    actor: Actor,
    on: date,
) -> Inspection:
    """A finding, not yet decided. Raises Refused for an unknown ground, Forbidden for whom the rule does not name."""
    stated = misuse_of(rules, ground)
    _only(stated.found_by, actor)
    files = tuple(Evidence(file.id, file.name, file.sha256, file.size, file.content_type) for file in evidence)
    return Inspection(
        id=id,
        city=filing.city,
        filing=filing.id,
        person=filing.person,
        unit=filing.unit,
        ground=ground,
        claims=claims,
        note=note,
        evidence=files,
        status="reported",
        reported_by=actor.account,
        reported_on=on,
        article=stated.cite,
        rulebook_version=rules.version,
        rules=(f"funding.misuse.{ground}",),
    )


def decide(
    inspection: Inspection, rules: Rules, confirmed: bool, suspected: bool, note: str, actor: Actor, on: date
) -> Inspection:
    """The finding confirmed (with the document's consequences) or dismissed. Whoever found it does not decide it.

    `suspected`: an offence against the law is suspected; the matter is then handed over as well.

    Raises Conflict when decided before, Forbidden for whom the rule does not name or who reported it.
    """
    if inspection.status != "reported":
        raise Conflict("此项检查发现已处理", "This finding has been decided")
    stated = misuse_of(rules, inspection.ground)
    _only(stated.decided_by, actor)
    if actor.account == inspection.reported_by:
        raise Forbidden("发现人不能自行认定", "Whoever reports a finding does not decide it")
    return replace(
        inspection,
        status="confirmed" if confirmed else "dismissed",
        decided_by=actor.account,
        decided_on=on,
        decision=note,
        consequences=(*stated.then, *(stated.when_suspected if suspected else ())) if confirmed else (),
    )


def _only(parties: tuple[str, ...], actor: Actor) -> None:
    if not actor.has(*(role for party in parties for role in PARTY_ROLES[party])):
        raise Forbidden()
