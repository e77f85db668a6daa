"""Demand (技术需求): what a host needs; gathered by its county, then published by the city.

reported -> collected | returned | rejected; collected -> published; anything open -> withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.chain import APPLICANT, ChainState, act, start
from shared.errors import Conflict

Status = Literal["reported", "returned", "rejected", "collected", "published", "withdrawn"]


@dataclass(frozen=True)
class Demand:
    """One demand. `until`: how long it is wanted; `round`: where it was published; `reporter`: as which party."""

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
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is."""
        return Scope(host_unit=self.host_unit, host_county=self.host_county)


def report(
    id: str,
    city: str,
    host: KnownFiling | None,
    host_unit: str,
    said: dict[str, Any],
    rules: Rules,
    actor: Actor,
    on: date,
) -> Demand:
    """A demand put forward. `said`: title, content, fields, people_wanted, until.

    Raises Refused when the reporter is not one this city names, or the unit is not filed as a host.
    """
    asked = rules.demands.reported_by
    scope = Scope(host_unit=host_unit)
    own = parties(actor, asked.require(), scope)
    if not own:
        raise asked.refused("技术需求由派驻单位（科技专干）报送", "Demands are reported by the host or its liaison")
    if host is None or not host.in_force(on):
        raise asked.refused("单位尚未登记为派驻单位，或登记已失效", "The unit is not filed as a host")
    chain = rules.demands.gathering
    state = start(chain, on, actor) if chain.steps else None
    return Demand(
        id=id,
        city=city,
        title=said["title"],
        content=said["content"],
        fields=tuple(said.get("fields", ())),
        people_wanted=said.get("people_wanted", 1),
        until=said.get("until"),
        host_unit=host_unit,
        host_name=host.name,
        host_county=host.county,
        reporter=own[0],
        account=actor.account,
        reporter_name=actor.name,
        reported_on=on,
        status="reported" if state else "collected",
        state=state,
    )


def step(
    demand: Demand, rules: Rules, actor: Actor, action: str, on: date, note: str, defects: tuple[str, ...]
) -> Demand:
    """One step of the gathering: passed on, returned with defects, or rejected."""
    if demand.state is None or demand.status != "reported":
        raise Conflict("需求不在汇总中", "Not being gathered", status=demand.status)
    chain = rules.demands.gathering
    at = chain.step(demand.state.step or "")
    party = next(iter(parties(actor, at.by if at else (), demand.scope)), "")
    state = act(demand.state, chain, action, party, actor, on, note=note, defects=defects)
    status: dict[str, Status] = {"approved": "collected", "returned": "returned", "rejected": "rejected"}
    return replace(demand, state=state, status=status.get(state.status, "reported"))


def resubmit(demand: Demand, changes: dict[str, Any], rules: Rules, actor: Actor, on: date) -> Demand:
    """Put forward again after a return, corrected."""
    if demand.state is None or demand.status != "returned":
        raise Conflict("需求未被退回", "It was not returned", status=demand.status)
    state = act(demand.state, rules.demands.gathering, "resubmit", APPLICANT, actor, on)
    corrected = {**changes, **({"fields": tuple(changes["fields"])} if "fields" in changes else {})}
    return replace(demand, **corrected, state=state, status="reported")


def publish(demand: Demand, round: str, on: date) -> Demand:
    """Shown in a public round."""
    if demand.status != "collected":
        raise Conflict("需求尚未汇总", "Not gathered yet", status=demand.status)
    return replace(demand, status="published", round=round, published_on=on)


def withdraw(demand: Demand, reason: str, on: date) -> Demand:
    """No longer wanted, or met."""
    if demand.status in ("withdrawn", "rejected"):
        raise Conflict("需求已办结", "Closed already", status=demand.status)
    return replace(demand, status="withdrawn", closed_on=on, reason=reason)
