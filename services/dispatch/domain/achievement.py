"""Achievement (科技成果): what a unit or commissioner has on offer, through the same life as a demand.

reported -> collected | returned | rejected, where the city has a chain; reported or collected -> published; anything
open -> withdrawn | expired; expired -> what it was, by renewal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.dispatch.domain import confidentiality
from services.dispatch.domain.deed import Deed, deed
from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from services.dispatch.vocabulary.demands import Level
from shared.actor import Actor
from shared.chain import APPLICANT, Calendar, ChainState, act, late, start
from shared.errors import Conflict, Invalid
from shared.working_days import add_working_days

Status = Literal["reported", "collected", "returned", "rejected", "published", "withdrawn", "expired"]
CLOSED = ("withdrawn", "rejected")
SAID = ("title", "content", "fields", "stage", "until", "confidentiality", "patents")


@dataclass(frozen=True)
class Achievement:
    """One achievement of a unit; `person` is the commissioner who reported it, if one did. `stage`: how ripe it is.

    `county`: where its unit is. `patents`: their numbers. The rest is as of a demand.
    """

    id: str
    city: str
    title: str
    content: str
    fields: tuple[str, ...]
    stage: str
    unit: str
    unit_name: str
    person: str
    reporter: str
    account: str
    reporter_name: str
    reported_on: date
    status: Status
    round: str = ""
    published_on: date | None = None
    closed_on: date | None = None
    reason: str = ""
    county: str = ""
    state: ChainState | None = None
    late_told: date | None = None
    until: date | None = None
    confidentiality: Level = "public"
    patents: tuple[str, ...] = ()
    expires_on: date | None = None
    renewed_on: date | None = None
    reminded: bool = False
    status_before: Any = ""
    words: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()
    opened_to: tuple[str, ...] = ()
    deeds: tuple[Deed, ...] = ()
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is; the county where its unit is gathers it, where a county does."""
        return Scope(self.person, self.unit, self.unit, self.county)

    @property
    def at_counties(self) -> frozenset[str]:
        """The counties whose departments see it."""
        return frozenset({self.county} - {""})

    def owned_by(self, actor: Actor) -> bool:
        """Whether the actor reported it, or is of its unit."""
        own = actor.units("dispatching_manager", "host_manager")
        return self.unit in own or (bool(self.person) and actor.person == self.person)


def report(
    id: str,
    city: str,
    unit: str,
    own_filing: KnownFiling | None,
    unit_filing: KnownFiling | None,
    said: dict[str, Any],
    rules: Rules,
    actor: Actor,
    on: date,
    calendar: Calendar = add_working_days,
) -> Achievement:
    """An achievement put forward. `own_filing`: the reporter's own, as a commissioner.

    `said`: title, content, fields, stage, until, confidentiality, patents.
    Raises Refused when the reporter is not one this city names, or the unit is not filed.
    """
    asked = rules.achievements.reported_by
    person = actor.person if own_filing is not None and own_filing.in_force(on) else ""
    own = parties(actor, asked.require(), Scope(person or "", unit, unit))
    if not own:
        raise asked.refused("科技成果由科技特派员、派出单位或派驻单位报送", "Not yours to report")
    if unit_filing is None or not unit_filing.in_force(on):
        raise asked.refused("单位尚未备案，或备案已失效", "The unit is not filed")
    chain = rules.achievements.gathering
    return Achievement(
        id=id,
        city=city,
        unit=unit,
        unit_name=unit_filing.name,
        county=unit_filing.county,
        person=(person or "") if own[0] == "commissioner" else "",
        reporter=own[0],
        account=actor.account,
        reporter_name=actor.name,
        reported_on=on,
        status="reported",
        state=start(chain, on, actor, calendar=calendar) if chain.steps else None,
        **_checked(said, rules),
    )


def step(
    achievement: Achievement,
    rules: Rules,
    actor: Actor,
    action: str,
    on: date,
    note: str,
    defects: tuple[str, ...],
    calendar: Calendar = add_working_days,
) -> Achievement:
    """One step of the review, where the city has one: passed on, returned with defects, or rejected."""
    chain = rules.achievements.gathering
    if achievement.state is None:
        raise chain.unstated()
    if achievement.status != "reported":
        raise Conflict("成果不在审核中", "Not under review", status=achievement.status)
    at = chain.step(achievement.state.step or "")
    named = (*(at.by if at else ()), *((at.escalates_to,) if at and at.escalates_to else ()))
    party = next(iter(parties(actor, named, achievement.scope)), "")
    state = act(achievement.state, chain, action, party, actor, on, note=note, defects=defects, calendar=calendar)
    status: dict[str, Status] = {"approved": "collected", "returned": "returned", "rejected": "rejected"}
    return replace(achievement, state=state, status=status.get(state.status, "reported"), late_told=None)


def resubmit(
    achievement: Achievement,
    changes: dict[str, Any],
    rules: Rules,
    actor: Actor,
    on: date,
    calendar: Calendar = add_working_days,
) -> Achievement:
    """Put forward again after a return, corrected."""
    if achievement.status != "returned":
        raise Conflict("成果未被退回", "It was not returned", status=achievement.status)
    chain, state = rules.achievements.gathering, None
    if achievement.state is not None:
        state = act(achievement.state, chain, "resubmit", APPLICANT, actor, on, calendar=calendar)
    said = {**{name: getattr(achievement, name) for name in SAID}, **changes}
    return replace(achievement, **_checked(said, rules), state=state, status="reported", reason="", late_told=None)


def is_late(achievement: Achievement, on: date) -> bool:
    """Whether its reviewer has had the time there was."""
    return achievement.status == "reported" and achievement.state is not None and late(achievement.state, on)


def publish(achievement: Achievement, round: str, on: date) -> Achievement:
    """Shown in a public round, as far as its level of confidentiality lets it."""
    ready = "collected" if achievement.state is not None else "reported"
    if achievement.status != ready:
        raise Conflict(
            "成果未通过审核，或已公示、撤回", "Not reviewed, or published or withdrawn", status=achievement.status
        )
    return replace(achievement, status="published", round=round, published_on=on)


def take_out(achievement: Achievement, reason: str, actor: Actor, on: date) -> Achievement:
    """Taken out of its round by the city; it may be corrected and reported again."""
    if achievement.status != "published":
        raise Conflict("成果不在公示中", "Not in a round", status=achievement.status)
    done = deed("taken_out", actor, achievement.scope, on, reason, achievement.round)
    state = replace(achievement.state, status="returned", step=None, due=None) if achievement.state else None
    deeds = (*achievement.deeds, done)
    return replace(achievement, status="returned", state=state, round="", reason=reason, deeds=deeds)


def withdraw(achievement: Achievement, reason: str, on: date) -> Achievement:
    """No longer on offer."""
    if achievement.status in CLOSED:
        raise Conflict("成果已撤回", "Withdrawn already", status=achievement.status)
    return replace(achievement, status="withdrawn", closed_on=on, reason=reason)


def reclassify(achievement: Achievement, level: str, reason: str, rules: Rules, actor: Actor, on: date) -> Achievement:
    """Another level of confidentiality, by its owner, from now on."""
    if achievement.status in CLOSED:
        raise Conflict("成果已撤回", "Withdrawn already", status=achievement.status)
    new = confidentiality.check(level, rules.achievements.levels)
    done = deed("reclassified", actor, achievement.scope, on, reason, new, achievement.confidentiality)
    opened_to = () if new == "officers" else achievement.opened_to
    return replace(achievement, confidentiality=new, opened_to=opened_to, deeds=(*achievement.deeds, done))


def _checked(said: Mapping[str, Any], rules: Rules) -> dict[str, Any]:
    """What was said, by the city's words. Raises Refused for a level, Invalid for a stage it does not have."""
    stage, stages = said.get("stage") or "", rules.achievements.stages.value or ()
    if stage and stage not in stages:
        raise Invalid.field("/stage", f"成熟度阶段：{'、'.join(stages)}", "choice", en=f"Stages: {', '.join(stages)}")
    return {
        "title": said["title"],
        "content": said["content"],
        "fields": tuple(said.get("fields", ())),
        "stage": stage,
        "until": said.get("until"),
        "confidentiality": confidentiality.check(said.get("confidentiality") or "public", rules.achievements.levels),
        "patents": tuple(said.get("patents", ())),
    }
