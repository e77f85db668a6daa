"""Demand (技术需求): what a host needs; gathered by its county, then published by the city.

reported -> collected | returned | rejected; collected -> published; anything open -> withdrawn | solved | expired |
merged; expired -> what it was, by renewal; merged -> what it was, by splitting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from services.dispatch.domain import confidentiality
from services.dispatch.domain.deed import Deed, deed
from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.likeness import Similar
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from services.dispatch.vocabulary.demands import Level
from shared.actor import Actor
from shared.chain import APPLICANT, Calendar, ChainState, act, late, start
from shared.errors import Conflict, Invalid
from shared.working_days import add_working_days

Status = Literal[
    "reported", "returned", "rejected", "collected", "published", "withdrawn", "solved", "expired", "merged"
]
OPEN = ("reported", "collected", "published")
CLOSED = ("withdrawn", "rejected", "solved", "merged")
SAID = ("title", "content", "fields", "people_wanted", "until", "demand_class", "wanted_kinds", "confidentiality")


@dataclass(frozen=True)
class CoOwner:
    """A host whose own demand (`demand`) was merged into this one; it owns this one too. `level`: its own level."""

    demand: str
    host_unit: str
    host_name: str
    host_county: str
    account: str
    reporter_name: str
    title: str
    merged_on: date
    level: Level = "public"


@dataclass(frozen=True)
class FollowUp:
    """What came of it, asked so many months after. Money in fen. `told`: it was announced that it is due."""

    months: int
    due: date
    told: bool = False
    result: Literal["", "solved", "partly", "not"] = ""
    contract_fen: int = 0
    patents: int = 0
    note: str = ""
    answered_by: str = ""
    answered_on: date | None = None


@dataclass(frozen=True)
class Demand:
    """One demand. `until`: how long it is wanted; `round`: where it was published; `reporter`: as which party.

    `desk`: the county at whose desk it lies after it was forwarded ("": the host's own); `opened_to`: persons and units
    that an intent or order showed it to; `own_level`: its level before others were merged into it; `words`,
    `title_words`, `bands`: what it is found by; `followup_due`: the next follow-up that nobody was told of.
    """

    id: str
    city: str
    title: str
    content: str
    fields: tuple[str, ...]
    people_wanted: int
    until: date | None
    host_unit: str
    host_name: str
    host_county: str
    reporter: str
    account: str
    reporter_name: str
    reported_on: date
    status: Status
    state: ChainState | None = None
    round: str = ""
    published_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
    demand_class: str = ""
    wanted_kinds: tuple[str, ...] = ()
    confidentiality: Level = "public"
    desk: str = ""
    department: str = ""
    defects: Mapping[str, str] = field(default_factory=dict)
    late_told: date | None = None
    expires_on: date | None = None
    renewed_on: date | None = None
    reminded: bool = False
    status_before: Any = ""
    words: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    similar: tuple[Similar, ...] = ()
    co_owners: tuple[CoOwner, ...] = ()
    owner_units: tuple[str, ...] = ()
    merged_into: str = ""
    own_level: str = ""
    opened_to: tuple[str, ...] = ()
    first_contact_on: date | None = None
    matched_on: date | None = None
    followups: tuple[FollowUp, ...] = ()
    followup_due: date | None = None
    bounty: str = ""
    deeds: tuple[Deed, ...] = ()
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is: of the host, and of the county at whose desk it lies."""
        return Scope(host_unit=self.host_unit, host_county=self.desk or self.host_county)

    @property
    def at_counties(self) -> frozenset[str]:
        """The counties whose departments see it."""
        return frozenset({self.host_county, self.desk} - {""})

    def owned_by(self, actor: Actor) -> bool:
        """Whether the actor is of its host, or of one that owns it too."""
        return bool({self.host_unit, *self.owner_units} & actor.units("host_manager", "liaison"))

    @property
    def days_to_contact(self) -> int | None:
        """Calendar days from its publication to the first intent or order; None while nobody came."""
        if self.first_contact_on is None or self.published_on is None:
            return None
        return max((self.first_contact_on - self.published_on).days, 0)


def report(
    id: str,
    city: str,
    host: KnownFiling | None,
    host_unit: str,
    said: dict[str, Any],
    rules: Rules,
    actor: Actor,
    on: date,
    calendar: Calendar = add_working_days,
) -> Demand:
    """A demand put forward. `said`: title, content, fields, people_wanted, until, demand_class, wanted_kinds, level.

    Raises Refused when the reporter is not one this city names, the unit is not filed as a host, or the level is
    not one of the city's.
    """
    asked, party = rules.demands.reported_by, reporter(host_unit, rules, actor)
    if host is None or not host.in_force(on):
        raise asked.refused("单位尚未登记为派驻单位，或登记已失效", "The unit is not filed as a host")
    chain = rules.demands.gathering
    state = start(chain, on, actor, calendar=calendar) if chain.steps else None
    return Demand(
        id=id,
        city=city,
        people_wanted=said.get("people_wanted", 1),
        until=said.get("until"),
        host_unit=host_unit,
        host_name=host.name,
        host_county=host.county,
        owner_units=(host_unit,),
        reporter=party,
        account=actor.account,
        reporter_name=actor.name,
        reported_on=on,
        status="reported" if state else "collected",
        state=state,
        **_checked(said, rules),
    )


def reporter(host_unit: str, rules: Rules, actor: Actor) -> str:
    """As which party the asker reports for a host. Raises Refused for who is none that this city names."""
    asked = rules.demands.reported_by
    own = parties(actor, asked.require(), Scope(host_unit=host_unit))
    if not own:
        raise asked.refused("技术需求由派驻单位（科技专干）报送", "Demands are reported by the host or its liaison")
    return own[0]


def step(
    demand: Demand,
    rules: Rules,
    actor: Actor,
    action: str,
    on: date,
    note: str,
    defects: tuple[str, ...],
    by_field: Mapping[str, str] | None = None,
    calendar: Calendar = add_working_days,
) -> Demand:
    """One step of the gathering: passed on, returned with every defect (`by_field`: field -> what is wrong), rejected.

    Raises Conflict when it is not being gathered or another desk's, Invalid for a return without a reason.
    """
    if demand.state is None or demand.status != "reported":
        raise Conflict("需求不在汇总中", "Not being gathered", status=demand.status)
    unknown = sorted(set(by_field or ()) - set(SAID))
    if unknown:
        raise Invalid.field(f"/by_field/{unknown[0]}", "没有这一项", "unknown", en="There is no such field")
    chain = rules.demands.gathering
    at = chain.step(demand.state.step or "")
    named = (*(at.by if at else ()), *((at.escalates_to,) if at and at.escalates_to else ()))
    party = next(iter(parties(actor, named, demand.scope)), "")
    told = (*defects, *(f"{name}：{text}" for name, text in (by_field or {}).items()))
    state = act(demand.state, chain, action, party, actor, on, note=note, defects=told, calendar=calendar)
    status: dict[str, Status] = {"approved": "collected", "returned": "returned", "rejected": "rejected"}
    moved = replace(demand, state=state, status=status.get(state.status, "reported"), late_told=None)
    return replace(moved, defects=dict(by_field or {}) if action == "return" else {})


def resubmit(
    demand: Demand,
    changes: dict[str, Any],
    rules: Rules,
    actor: Actor,
    on: date,
    calendar: Calendar = add_working_days,
) -> Demand:
    """Put forward again after a return, corrected. Where the city has no chain it is gathered at once."""
    if demand.status != "returned":
        raise Conflict("需求未被退回", "It was not returned", status=demand.status)
    chain, state = rules.demands.gathering, None
    if demand.state is not None:
        state = act(demand.state, chain, "resubmit", APPLICANT, actor, on, calendar=calendar)
    said = {**{name: getattr(demand, name) for name in SAID}, **changes}
    corrected = {**_checked(said, rules), "people_wanted": said["people_wanted"], "until": said["until"]}
    status: Status = "reported" if state else "collected"
    return replace(demand, **corrected, state=state, status=status, defects={}, reason="", late_told=None)


def forward(demand: Demand, desk: str, department: str, reason: str, rules: Rules, actor: Actor, on: date) -> Demand:
    """Sent on to another county's desk, or to another department of the same, with the reason.

    Raises Refused where the city does not let this party forward, Conflict when it is not being gathered.
    """
    asked = rules.demands.forwarded_by
    if not parties(actor, asked.require(), demand.scope):
        raise asked.refused("转办由规定的部门办理", "Not yours to forward")
    if demand.status != "reported":
        raise Conflict("需求不在汇总中", "Not being gathered", status=demand.status)
    at = demand.desk or demand.host_county
    if not desk and not department:
        raise Invalid.field(
            "/desk", "请填写转往的旗县区或部门", "required", en="Name the county or department it goes to"
        )
    if desk == at and not department:
        raise Conflict("需求已在该旗县区办理", "It lies there already", code="desk")
    done = deed(
        "forwarded",
        actor,
        demand.scope,
        on,
        reason,
        f"{desk or at} {department}".strip(),
        f"{at} {demand.department}".strip(),
    )
    return replace(demand, desk=desk or at, department=department, late_told=None, deeds=(*demand.deeds, done))


def is_late(demand: Demand, on: date) -> bool:
    """Whether the desk at which it lies has had its time."""
    return demand.status == "reported" and demand.state is not None and late(demand.state, on)


def publish(demand: Demand, round: str, on: date) -> Demand:
    """Shown in a public round, as far as its level of confidentiality lets it."""
    if demand.status != "collected":
        raise Conflict("需求尚未汇总", "Not gathered yet", status=demand.status)
    return replace(demand, status="published", round=round, published_on=on)


def take_out(demand: Demand, reason: str, actor: Actor, on: date) -> Demand:
    """Taken out of its round by the city; the host may correct it and report it again."""
    if demand.status != "published":
        raise Conflict("需求不在公示中", "Not in a round", status=demand.status)
    done = deed("taken_out", actor, demand.scope, on, reason, demand.round)
    state = replace(demand.state, status="returned", step=None, due=None) if demand.state else None
    return replace(demand, status="returned", state=state, round="", reason=reason, deeds=(*demand.deeds, done))


def withdraw(demand: Demand, reason: str, on: date) -> Demand:
    """No longer wanted, or met."""
    if demand.status in CLOSED:
        raise Conflict("需求已办结", "Closed already", status=demand.status)
    if demand.co_owners:
        raise Conflict(
            "其他单位的需求已并入此需求，请先由汇总部门拆分", "Others own it too: have it split first", code="shared"
        )
    return replace(demand, status="withdrawn", closed_on=on, reason=reason)


def solve(demand: Demand, how: str, actor: Actor, on: date) -> Demand:
    """Closed by the host as met. `how`: by whom and by what means."""
    if demand.status not in OPEN:
        raise Conflict("需求已办结", "Closed already", status=demand.status)
    done = deed("solved", actor, demand.scope, on, how)
    return replace(demand, status="solved", closed_on=on, reason=how, deeds=(*demand.deeds, done))


def reclassify(demand: Demand, level: str, reason: str, rules: Rules, actor: Actor, on: date) -> Demand:
    """Another level, by the host, from now on (what was seen was seen); never opener than a co-owner's own level."""
    if demand.status in CLOSED:
        raise Conflict("需求已办结", "Closed already", status=demand.status)
    new = confidentiality.check(level, rules.demands.levels)
    done = deed("reclassified", actor, demand.scope, on, reason, new, demand.confidentiality)
    level = confidentiality.stricter(new, *(owner.level for owner in demand.co_owners))
    own_level = new if demand.co_owners else ""
    opened_to = () if level == "officers" else demand.opened_to
    changed = replace(demand, confidentiality=level, own_level=own_level, opened_to=opened_to)
    return replace(changed, deeds=(*demand.deeds, done))


def _checked(said: Mapping[str, Any], rules: Rules) -> dict[str, Any]:
    """What was said, by the city's rules. Raises Refused for a level of confidentiality it does not have."""
    return {
        "title": said["title"],
        "content": said["content"],
        "fields": tuple(said.get("fields", ())),
        "demand_class": said.get("demand_class") or "",
        "wanted_kinds": tuple(said.get("wanted_kinds", ())),
        "confidentiality": confidentiality.check(said.get("confidentiality") or "public", rules.demands.levels),
    }
