"""Directed round (一轮定向选派): an officer has many demands met at once, by one optimal assignment, and confirms it.

open -> proposed (a plan is worked out) -> confirmed (every pair ordered or failed); edited, it is open again, and what
was ordered stays; anything -> abandoned. A pair is confirmed by itself: it becomes an order, or fails with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.dispatch.domain.agreement import way_of
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.eligibility import Ground, standing
from services.dispatch.domain.matching import Reason
from services.dispatch.domain.party import Scope, acts_as, parties
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict, Invalid, Problem

MOST_DEMANDS = 1_000
KEPT_NEAREST = 3


@dataclass(frozen=True)
class Choice:
    """The officer's hand in the plan: this commissioner (filing) for this demand, to be locked or forbidden."""

    demand: str
    filing: str


@dataclass(frozen=True)
class Leave:
    """An officer's leave from a rule in principle, for the whole round."""

    rule: str
    reason: str
    by: str
    on: date


@dataclass(frozen=True)
class Pair:
    """One seat of a demand with whom it is given, and the second best for it. `waives`: rules the officer gave leave
    from; `outcome` once confirmed: ordered (with the `assignment`), or failed with the `grounds` or the `problem`.
    """

    seat: str
    demand: str
    title: str
    host_unit: str
    host_name: str
    filing: str
    name: str
    sender_unit: str
    score: float
    reasons: tuple[Reason, ...]
    waives: tuple[str, ...] = ()
    locked: bool = False
    second: str = ""
    second_name: str = ""
    second_score: float = 0.0
    outcome: Literal["", "ordered", "failed"] = ""
    assignment: str = ""
    problem: str = ""
    problem_en: str = ""
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True)
class Near:
    """One who would have been fit for an empty seat, and the rules that stop them."""

    filing: str
    name: str
    score: float
    grounds: tuple[Ground, ...]


@dataclass(frozen=True)
class Gap:
    """A seat that nobody could be given. `nearest`: the best of those a rule stops; none: the pool has nobody left."""

    seat: str
    demand: str
    title: str
    host_name: str
    nearest: tuple[Near, ...]


@dataclass(frozen=True)
class Plan:
    """One optimal assignment. `total`: points in all; `waivers`: the fewest rules in principle whose leave fills as
    many seats more as can be (`fills`); `pool`: how many candidates; `examined`: pairs held against the rules.
    """

    edition: int
    pairs: tuple[Pair, ...]
    gaps: tuple[Gap, ...]
    total: float
    waivers: tuple[Ground, ...]
    fills: int
    pool: int
    examined: int


@dataclass(frozen=True)
class DirectedRound:
    """One round. `county`: of the officer who may go on with it besides the city ("": the city's own); the pool is
    narrowed by `kinds`, `sender_units`, `filings` (empty: everybody); `form`, `since`, `until`: the terms of what is
    appointed; `edition` counts the edits, so that a plan of an earlier one is not kept.
    """

    id: str
    city: str
    title: str
    reason: str
    way: Literal["directed", "appointed"]
    ordered_by: str
    county: str
    account: str
    officer: str
    opened_on: date
    due: date
    demands: tuple[str, ...]
    status: Literal["open", "proposed", "confirmed", "abandoned"] = "open"
    kinds: tuple[str, ...] = ()
    sender_units: tuple[str, ...] = ()
    filings: tuple[str, ...] = ()
    form: str = ""
    since: date | None = None
    until: date | None = None
    locks: tuple[Choice, ...] = ()
    forbidden: tuple[Choice, ...] = ()
    leaves: tuple[Leave, ...] = ()
    edition: int = 0
    plan: Plan | None = None
    settled: tuple[Pair, ...] = ()
    closing: str = ""
    version: int = 0

    @property
    def waived(self) -> frozenset[str]:
        """The rules from which leave was given."""
        return frozenset(leave.rule for leave in self.leaves)


def open_round(
    id: str,
    city: str,
    way: Literal["directed", "appointed"],
    demands: Sequence[Demand],
    said: Mapping[str, Any],
    rules: Rules,
    actor: Actor,
    on: date,
) -> DirectedRound:
    """A round begins. `said`: title, reason, due, and what narrows the pool or sets the terms.

    Raises Refused where the city does not know the way or the officer may not order it; Invalid for a demand that is
    not open, a county's demand of another county, a day already past, or missing terms of an appointment.
    """
    going = way_of(rules, way)
    for place, demand in enumerate(demands):
        if demand.status not in ("collected", "published"):
            raise Invalid.field(
                f"/demands/{place}", "需求不在征集或公示状态", "status", en="The demand is neither gathered nor shown"
            )
    if said["due"] < on:
        raise Invalid.field("/due", "期限已过", "range", en="That day is over")
    if way == "appointed" and not (said.get("form") and said.get("since")):
        raise Invalid.field(
            "/form",
            "直接聘请须写明服务形式和开始日期",
            "required",
            en="A direct appointment needs the form of service and its first day",
        )
    counties = {demand.host_county for demand in demands}
    own = parties(actor, going.begun_by.require(), Scope(host_county=next(iter(counties), "")))
    ordered_by = "city" if "city" in own else next(iter(own), "")
    if not ordered_by or (ordered_by == "county" and not counties <= set(actor.counties("county_officer"))):
        raise going.begun_by.refused("您不能对这些单位发起此种选派", "Not yours to order for these hosts")
    kinds, sender_units, filings = (tuple(said.get(name) or ()) for name in ("kinds", "sender_units", "filings"))
    return DirectedRound(
        id=id,
        city=city,
        title=said["title"],
        reason=said["reason"],
        way=way,
        ordered_by=ordered_by,
        county=next(iter(counties)) if ordered_by == "county" else "",
        account=actor.account,
        officer=actor.name,
        opened_on=on,
        due=said["due"],
        demands=tuple(demand.id for demand in demands),
        form=said.get("form", ""),
        since=said.get("since"),
        until=said.get("until"),
        kinds=kinds,
        sender_units=sender_units,
        filings=filings,
    )


def edit(
    round: DirectedRound,
    rules: Rules,
    actor: Actor,
    on: date,
    *,
    lock: Iterable[Choice] = (),
    forbid: Iterable[Choice] = (),
    release: Iterable[Choice] = (),
    waive: str = "",
    reason: str = "",
) -> DirectedRound:
    """The officer's hand: pairs locked or forbidden, a rule in principle waived; then it is to be worked out anew.

    Raises Conflict once abandoned; Invalid for a rule that is not one in principle, or a pair of another demand.
    """
    _alive(round)
    locks, forbids, released = tuple(lock), tuple(forbid), set(release)
    for choice in (*locks, *forbids):
        if choice.demand not in round.demands:
            raise Invalid.field("/demand", "需求不在本轮之内", "unknown", en="The demand is not of this round")
    leaves = round.leaves
    if waive:
        leaves = (*leaves, _leave(round, waive, reason, rules, actor, on))
    taken = released | set(forbids)
    kept = tuple(dict.fromkeys(one for one in (*round.locks, *locks) if one not in taken))
    forbidden = tuple(
        dict.fromkeys(one for one in (*round.forbidden, *forbids) if one not in released and one not in locks)
    )
    edited = replace(round, locks=kept, forbidden=forbidden, leaves=leaves, status="open", plan=None)
    return replace(edited, edition=round.edition + 1)


def _leave(round: DirectedRound, rule: str, reason: str, rules: Rules, actor: Actor, on: date) -> Leave:
    kinds = round.kinds or tuple(rules.kinds) or ("",)
    known = {one.id: one for kind in kinds for one in standing(rules, kind)}
    found = next((one for id, one in known.items() if rule == id or id.endswith(f".{rule}")), None)
    if found is None or found.strictness != "in_principle":
        raise Invalid.field(
            "/waive",
            "此规定不属于“原则上”，不能特许",
            "not_in_principle",
            en="This rule is not one in principle: no leave from it",
        )
    if not reason:
        raise Invalid.field("/reason", "请写明特许的理由", "required", en="Give the reason of the leave")
    if not acts_as(actor, found.waived_by, Scope()):
        raise found.refused("此项由市级特许", "Only the city gives this leave")
    return Leave(found.id, reason, actor.name, on)


def propose(round: DirectedRound, plan: Plan) -> DirectedRound:
    """The plan as worked out. Raises Conflict when the round was edited meanwhile."""
    _alive(round)
    if plan.edition != round.edition:
        raise Conflict("本轮已被修改，请重新计算", "It was edited meanwhile; work it out again", code="edition")
    return replace(round, plan=plan, status="proposed" if plan.pairs else "confirmed" if round.settled else "proposed")


def to_confirm(round: DirectedRound, seat: str) -> Pair:
    """The pair of a seat. Raises Conflict when nothing is proposed for it, or it was settled."""
    _alive(round)
    for pair in round.plan.pairs if round.plan else ():
        if pair.seat == seat:
            return pair
    raise Conflict("没有待确认的人选", "Nothing to be confirmed for this seat", code="seat")


def settle(round: DirectedRound, pair: Pair) -> DirectedRound:
    """One pair was ordered or has failed; the last one closes the round."""
    assert round.plan is not None  # `to_confirm` found the pair in it
    left = tuple(one for one in round.plan.pairs if one.seat != pair.seat)
    status: Literal["proposed", "confirmed"] = "proposed" if left else "confirmed"
    return replace(round, plan=replace(round.plan, pairs=left), settled=(*round.settled, pair), status=status)


def ordered(pair: Pair, assignment: str) -> Pair:
    """It became an order."""
    return replace(pair, outcome="ordered", assignment=assignment)


def failed(pair: Pair, grounds: Sequence[Ground], problem: Problem | None = None) -> Pair:
    """Facts have changed since: what stands in the way now."""
    first = grounds[0] if grounds else None
    said = problem.reason if problem else first.reason if first else ""
    said_en = problem.reason_en if problem else first.reason_en if first else ""
    return replace(pair, outcome="failed", problem=said, problem_en=said_en, grounds=tuple(grounds))


def abandon(round: DirectedRound, reason: str) -> DirectedRound:
    """Given up; what was ordered stays ordered."""
    _alive(round)
    return replace(round, status="abandoned", plan=None, closing=reason)


def _alive(round: DirectedRound) -> None:
    if round.status == "abandoned":
        raise Conflict("本轮已放弃", "The round was abandoned", status=round.status)
