"""Filing (备案): the right to act as commissioner, team, station, sender, host or liaison, until it is cancelled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.registry.domain.account import Held
from shared.errors import Conflict
from shared.rulebook import Rule

Status = Literal["filed", "cancelled", "replaced"]


@dataclass(frozen=True)
class Competent:
    """Who supervises: the unit's own institution, its county, the city, or nobody the document names."""

    level: Literal["unit", "county", "city", "none"] = "none"
    unit: str | None = None
    county: str | None = None


@dataclass(frozen=True)
class Member:
    """One of a team beside its lead."""

    person: str
    name: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cancellation:
    """Why a filing ended, by which article and whose hand."""

    on: date
    ground: str
    article: str
    reason: str
    by: str


@dataclass(frozen=True)
class Filing:
    """`unit`: the unit the filing is about; `sender_unit`: who sends a commissioner or team; days of Asia/Shanghai.

    `until` None: the document states no term. `direct`: appointed by the city itself, with this reason.
    """

    id: str
    city: str
    number: str
    subject: str
    kind: str
    name: str
    status: Status
    year: int
    since: date
    until: date | None
    role: str
    person: str | None
    account: str | None
    unit: str | None
    sender_unit: str | None
    fields: tuple[str, ...]
    county: str
    level: str
    competent: Competent
    members: tuple[Member, ...]
    size_class: str
    unit_kind: str
    tech_sme: bool
    provincial: bool
    liaison_of: str | None
    application: str | None
    rulebook_version: str
    rules: tuple[str, ...]
    direct: str = ""
    words: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    cancelled: Cancellation | None = None
    version: int = 0


def cancel(
    filing: Filing, ground: str, article: str, reason: str, by: str, on: date, status: Status = "cancelled"
) -> Filing:
    """The filing ended. Raises Conflict when it is not live any more."""
    if filing.status != "filed":
        raise Conflict("备案已不在有效状态", "The filing is no longer live", status=filing.status)
    return replace(filing, status=status, cancelled=Cancellation(on, ground, article, reason, by))


def grant_of(filing: Filing) -> Held:
    """The role that the filing gives, in the unit it is about where there is one."""
    return Held(filing.city, filing.role, unit=filing.unit, filing=filing.id, since=filing.since)


def people_of(filing: Filing) -> tuple[str, ...]:
    """Every person the filing names, the lead first."""
    return (*((filing.person,) if filing.person else ()), *(member.person for member in filing.members))


def live(filings: Iterable[Filing]) -> list[Filing]:
    """Those that have not ended."""
    return [filing for filing in filings if filing.status == "filed"]


def tally(filings: Iterable[Filing]) -> dict[str, int]:
    """How many by subject and by "subject.kind"."""
    counts: dict[str, int] = {}
    for filing in filings:
        for key in (filing.subject, f"{filing.subject}.{filing.kind}"):
            counts[key] = counts.get(key, 0) + 1
    return counts


def actions(filing: Filing, replaceable: Rule[bool] | None, hosts: frozenset[str]) -> list[dict[str, Any]]:
    """What the manager of the host units `hosts` may do about a liaison's filing: {action, open, reason, article}."""
    if replaceable is None or filing.liaison_of not in hosts:
        return []
    is_open = filing.status == "filed" and bool(replaceable.value)
    reason = "" if is_open else "备案已不在有效状态"
    return [{"action": "replace", "open": is_open, "reason": reason, "article": replaceable.cite}]


PUBLIC = (
    "id", "number", "subject", "kind", "name", "status", "year", "since", "until", "person", "account", "unit",
    "sender_unit", "fields", "county", "level", "competent", "members", "size_class", "unit_kind", "tech_sme",
    "provincial", "liaison_of", "application", "direct", "cancelled", "rulebook_version", "version",
)  # fmt: skip


def public(filing: Filing) -> dict[str, Any]:
    """The filing as everyone signed in may see it: names, no personal data beyond them."""
    return {name: getattr(filing, name) for name in PUBLIC}
