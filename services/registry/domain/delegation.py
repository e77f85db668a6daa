"""Delegation: somebody away lets a colleague act for them, in some of their roles, on dated days, and no longer.

Who acts for another signs in as themselves and says so; everything done is recorded under both names. What is held by
delegation is not held: it cannot be delegated further, and it ends with the giver's own role. Days of Asia/Shanghai.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.registry.domain.account import Account, Held
from shared.actions import NOTHING, action
from shared.errors import Conflict, Forbidden, Invalid, NotFound

# Offices, not persons: a commissioner's or a liaison's work is their own, an applicant's matters too.
DELEGABLE = frozenset(
    {
        "city_officer", "county_officer", "competent_officer", "dispatching_manager", "host_manager", "finance_officer",
        "inspector", "trainer",
    }
)  # fmt: skip
LONGEST_DAYS = 366


@dataclass(frozen=True)
class Office:
    """One role with its scope, as it is lent."""

    role: str
    unit: str | None = None
    county: str | None = None


@dataclass(frozen=True)
class Delegation:
    """`giver` is away from `since` to `until` (both days included); `taker` acts for them."""

    id: str
    city: str
    giver: str
    giver_name: str
    taker: str
    taker_name: str
    offices: tuple[Office, ...]
    since: date
    until: date
    reason: str
    ended_on: date | None = None
    ended_by: str = ""
    version: int = 0


def make(
    id: str, giver: Account, taker: Account, city: str, wanted: Sequence[Office], since: date, until: date,
    reason: str, today: date,
) -> Delegation:  # fmt: skip
    """A delegation of the offices wanted, or of all that can be lent. Raises Invalid, Forbidden, Conflict."""
    if until < since or until < today:
        raise Invalid.field(
            "/until", "结束日期不得早于开始日期和今天", "until", en="It must not end before it begins, nor before today"
        )
    if (until - since).days > LONGEST_DAYS:
        raise Invalid.field("/until", "委托最长一年", "until", en="A delegation lasts a year at most")
    if taker.id == giver.id:
        raise Invalid.field("/login", "不能委托给自己", "own", en="Nobody delegates to themselves")
    own = offices(giver, city)
    lent = tuple(wanted) or own
    if not lent:
        raise Forbidden(
            "您没有可以委托他人代行的职责", "You hold no office that can be delegated", code="nothing_to_lend"
        )
    for index, office in enumerate(lent):
        if office not in own:
            pointer = f"/offices/{index}/role"
            raise Invalid.field(
                pointer,
                "只能委托本人在本市担任的职责；随个人备案取得的角色不能委托",
                "not_own",
                en="Only your own duties in this city; a role that came with a filing of yours is not delegated",
            )
    if taker.disabled or not all(_colleague(taker, office, city) for office in lent):
        raise Conflict(
            "受托人须是同一单位或部门的账户",
            "The delegate must be of the same unit or department",
            "not_a_colleague",
        )
    return Delegation(id, city, giver.id, giver.name, taker.id, taker.name, lent, since, until, reason)


def offices(account: Account, city: str) -> tuple[Office, ...]:
    """What somebody may lend in a city: the offices held there, each once."""
    held = (grant for grant in account.grants if grant.city == city and grant.role in DELEGABLE)
    return tuple(dict.fromkeys(Office(grant.role, grant.unit, grant.county) for grant in held))


def of_taker(delegation: Delegation, taker: str) -> Delegation:
    """The delegation, if it is this account's to act by. Raises NotFound otherwise."""
    if delegation.taker != taker:
        raise NotFound("delegations")
    return delegation


def in_force(delegation: Delegation, giver: Account, on: date) -> tuple[Office, ...]:
    """The offices that may be acted in on a day: dated, not ended, and still held by the giver; () for none."""
    if giver.disabled or delegation.ended_on is not None or not delegation.since <= on <= delegation.until:
        return ()
    own = offices(giver, delegation.city)
    return tuple(office for office in delegation.offices if office in own)


def end(delegation: Delegation, by: str, on: date) -> Delegation:
    """Ended before its day. Raises Conflict when it has ended already."""
    if delegation.ended_on is not None or on > delegation.until:
        raise Conflict("委托已结束", "The delegation has ended")
    return replace(delegation, ended_on=on, ended_by=by)


def public(delegation: Delegation, on: date, asker: str = "") -> dict[str, Any]:
    """As its parties see it."""
    over = delegation.ended_on is not None or on > delegation.until
    status = "ended" if over else "due" if on < delegation.since else "in_force"
    return {
        **{name: getattr(delegation, name) for name in _SHOWN},
        "status": status,
        "actions": [
            action("end", ("委托已结束", "The delegation has ended") if over else NOTHING),
            action("act", NOTHING if status == "in_force" and asker == delegation.taker else NOT_THEIRS),
        ],
    }


NOT_THEIRS = ("只有受托人在委托期内可以代行", "Only who was given it acts, and while it is in force")
_SHOWN = (
    "id", "giver", "giver_name", "taker", "taker_name", "offices", "since", "until", "reason", "ended_on", "version",
)  # fmt: skip


def _colleague(taker: Account, office: Office, city: str) -> bool:
    """Whether the taker is of the same unit, county department or city bureau as the office."""
    held: Iterable[Held] = (grant for grant in taker.grants if grant.city == city)
    if office.unit is not None:
        return any(grant.unit == office.unit for grant in held)
    if office.county is not None:
        return any(grant.county == office.county for grant in held)
    return any(grant.unit is None and grant.county is None and grant.role in DELEGABLE for grant in held)
