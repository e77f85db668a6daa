"""Filing (备案): the right to act as commissioner, team, station, sender, host or liaison, until it is cancelled.

    filed → suspended → filed (resumed) · either → cancelled, replaced or expired · cancelled → filed (restored)

A suspended filing gives no right to begin anything new, but it is still held: nobody files it a second time meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.registry.domain.account import Held
from services.registry.vocabulary.standing import Power
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.errors import Conflict
from shared.rulebook import Rule

Status = Literal["filed", "suspended", "cancelled", "replaced", "expired"]
HELD = ("filed", "suspended")


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
class Why:
    """What a change of standing rests on: the ground and its article, the reason in words, and whose hand.

    `case`: the sanction, or the other service's announcement, that it carries out.
    """

    ground: str
    article: str
    reason: str
    by: str
    by_account: str = ""
    rulebook_version: str = ""
    case: str = ""


@dataclass(frozen=True)
class Suspension:
    """Since when a filing rests, why, and the last day of it where one was set."""

    on: date
    until: date | None
    ground: str
    article: str
    reason: str
    by: str


@dataclass(frozen=True)
class Entered:
    """A filing of before the platform: on which day who entered it, by which document or register (`basis`)."""

    on: date
    by: str
    by_account: str
    basis: str


@dataclass(frozen=True)
class Change:
    """One line of a filing's history: what became of it, on which day, who did it, why, by which rules."""

    action: str
    status: Status
    on: date
    why: Why


@dataclass(frozen=True)
class Filing:
    """`unit`: the unit the filing is about; `sender_unit`: who sends a commissioner or team; days of Asia/Shanghai.

    `until` None: the document states no term. `direct`: appointed by the city itself, with this reason.
    `entered`: it was filed before the platform, and entered later.
    `code`: what its certificate is verified by, 130 random bits; no other place leads from it to the filing.
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
    entered: Entered | None = None
    words: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    cancelled: Cancellation | None = None
    suspended: Suspension | None = None
    history: tuple[Change, ...] = ()
    code: str | None = None
    version: int = 0


def coded(filing: Filing, code: str) -> Filing:
    """A filing of before there were codes, with one."""
    return replace(filing, code=filing.code or code)


def opened(filing: Filing, code: str, why: Why) -> Filing:
    """A new filing with the code of its certificate and the first line of its history."""
    action = "entered" if filing.entered is not None else "filed"
    return replace(filing, code=code, history=(Change(action, filing.status, kept_since(filing), why),))


def kept_since(filing: Filing) -> date:
    """Since when the platform keeps it, and by the rules of which day."""
    return filing.entered.on if filing.entered is not None else filing.since


def cancel(filing: Filing, why: Why, on: date, status: Status = "cancelled") -> Filing:
    """The filing ended. Raises Conflict when it is not held any more."""
    _held(filing)
    ended = replace(
        filing, status=status, suspended=None,
        cancelled=Cancellation(on, why.ground, why.article, why.reason, why.by),
    )  # fmt: skip
    return changed(ended, status, why, on)


def suspend(filing: Filing, why: Why, on: date, until: date | None = None) -> Filing:
    """The filing rests, till it is resumed or `until` has passed. Raises Conflict when it is not in force."""
    if filing.status != "filed":
        _held(filing)
        raise Conflict("备案已处于暂停状态", "The filing is suspended already", status=filing.status)
    rest = Suspension(on, until, why.ground, why.article, why.reason, why.by)
    return changed(replace(filing, status="suspended", suspended=rest), "suspended", why, on)


def resume(filing: Filing, why: Why, on: date) -> Filing:
    """The filing is in force again. Raises Conflict when it is not suspended."""
    if filing.status != "suspended":
        raise Conflict("备案未处于暂停状态", "The filing is not suspended", status=filing.status)
    return changed(replace(filing, status="filed", suspended=None), "resumed", why, on)


def restore(filing: Filing, why: Why, on: date, others: Iterable[Filing] = ()) -> Filing:
    """A cancelled filing is in force again. `others`: of the same holder.

    Raises Conflict when it was not cancelled, when its term has run out, or when the holder has been filed anew.
    """
    if filing.status != "cancelled":
        raise Conflict("只有已取消的备案可以恢复", "Only a cancelled filing is restored", status=filing.status)
    if filing.until is not None and filing.until < on:
        raise Conflict("备案有效期已满，不能恢复", "The filing's term has run out", "expired")
    if any((one.subject, one.kind) == (filing.subject, filing.kind) for one in held(others) if one.id != filing.id):
        raise Conflict("已有同类有效备案，无需恢复", "A filing of this kind is already held", "already_filed")
    return changed(replace(filing, status="filed", cancelled=None), "restored", why, on)


def changed(filing: Filing, action: str, why: Why, on: date) -> Filing:
    """The filing with one line more in its history."""
    return replace(filing, history=(*filing.history, Change(action, filing.status, on, why)))


def _held(filing: Filing) -> None:
    if filing.status not in HELD:
        raise Conflict("备案已不在有效状态", "The filing is no longer live", status=filing.status)


def grant_of(filing: Filing) -> Held:
    """The role that the filing gives, in the unit it is about where there is one."""
    return Held(filing.city, filing.role, unit=filing.unit, filing=filing.id, since=filing.since)


def people_of(filing: Filing) -> tuple[str, ...]:
    """Every person the filing names, the lead first."""
    return (*((filing.person,) if filing.person else ()), *(member.person for member in filing.members))


def live(filings: Iterable[Filing]) -> list[Filing]:
    """Those in force: they give the right to act."""
    return [filing for filing in filings if filing.status == "filed"]


def held(filings: Iterable[Filing]) -> list[Filing]:
    """Those that have not ended, suspended ones included."""
    return [filing for filing in filings if filing.status in HELD]


def tally(filings: Iterable[Filing]) -> dict[str, int]:
    """How many by subject and by "subject.kind"."""
    counts: dict[str, int] = {}
    for filing in filings:
        for key in (filing.subject, f"{filing.subject}.{filing.kind}"):
            counts[key] = counts.get(key, 0) + 1
    return counts


NOT_LIVE = ("备案已不在有效状态", "The filing is no longer live")


def actions(filing: Filing, replaceable: Rule[bool] | None, hosts: frozenset[str]) -> list[dict[str, Any]]:
    """What the manager of the host units `hosts` may do about a liaison's filing."""
    if replaceable is None or filing.liaison_of not in hosts:
        return []
    is_open = filing.status == "filed" and bool(replaceable.value)
    return [action("replace", NOTHING if is_open else NOT_LIVE, replaceable.cite)]


def going_on(filing: Filing, restorations: Mapping[str, Power], actor: Actor) -> list[dict[str, Any]]:
    """What an officer may do about a filing, held, at rest or cancelled.

    Where the document names no ground of restoration, nobody restores.
    """
    found = []
    if actor.has("city_officer") and filing.status == "suspended":
        article = filing.suspended.article if filing.suspended else ""
        found.append(action("resume_filing", article=article))
    here = filing.county in actor.counties("county_officer")
    if (here or actor.has("city_officer")) and filing.status in HELD:
        found.append(action("open_sanction"))
    named = [power for power in restorations.values() if power.basis.value and (power.by == "city" or here)]
    if (here or actor.has("city_officer")) and filing.status == "cancelled":
        why = NOTHING if named else ("本办法未规定恢复备案的事由", "This document names no ground of restoration")
        article = named[0].basis.cite if named else ""
        found.append(action("restore_filing", why, article))
    return found


PUBLIC = (
    "id", "number", "subject", "kind", "name", "status", "year", "since", "until", "person", "account", "unit",
    "sender_unit", "fields", "county", "level", "competent", "members", "size_class", "unit_kind", "tech_sme",
    "provincial", "liaison_of", "application", "direct", "cancelled", "suspended", "rulebook_version",
    "version",
)  # fmt: skip


def past(filing: Filing) -> list[dict[str, Any]]:
    """The history, oldest first, without the accounts behind it."""
    shown = ("ground", "article", "reason", "by", "rulebook_version", "case")
    return [
        {"action": one.action, "status": one.status, "on": one.on, **{name: getattr(one.why, name) for name in shown}}
        for one in filing.history
    ]


def public(filing: Filing) -> dict[str, Any]:
    """The filing as everyone signed in may see it: names, no personal data beyond them."""
    entered = filing.entered
    told = {"on": entered.on, "by": entered.by, "basis": entered.basis} if entered is not None else None
    return {**{name: getattr(filing, name) for name in PUBLIC}, "entered": told}
