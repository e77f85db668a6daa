"""Who enrolled, who came, and what a year of it amounts to (B-19: attendance is a duty; S: nobody's)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.training.domain.training import Training
from services.training.rules import Attended, Rules, YearFacts
from shared.actor import Actor
from shared.errors import Invalid


@dataclass(frozen=True)
class Holding:
    """A role as last heard: `by` which filing or grant, whether it is `live`, and at which version of it."""

    by: str
    role: str
    live: bool
    version: int


@dataclass(frozen=True)
class Participant:
    """An account of this city as heard from registry; `roles`: those it holds here, by its `holdings`."""

    id: str
    city: str
    account: str
    person: str
    name: str
    roles: tuple[str, ...]
    holdings: tuple[Holding, ...] = ()
    version: int = 0
    source_version: int = 0


def with_role(known: Participant, holding: Holding) -> Participant:
    """A role began or ended, in whatever order that is heard; another filing or grant may still give the same one.

    A role of before it was noted what gives it stays until something is heard of it.
    """
    others = tuple(one for one in known.holdings if one.by != holding.by)
    if any(one.by == holding.by and one.version > holding.version for one in known.holdings):
        return known
    holdings = (*others, holding)
    told = {one.role for one in holdings}
    roles = [*(role for role in known.roles if role not in told), *(one.role for one in holdings if one.live)]
    return replace(known, roles=tuple(dict.fromkeys(roles)), holdings=holdings)


@dataclass(frozen=True)
class Enrolment:
    """One place taken. Its id is training:account, so nobody enrols twice."""

    id: str
    city: str
    training: str
    account: str
    person: str
    name: str
    role: str
    on: date
    version: int = 0


@dataclass(frozen=True)
class Attendance:
    """One person at one session. `way` tells whether by the code in the room or by the holder's list."""

    id: str
    city: str
    training: str
    account: str
    person: str
    name: str
    role: str
    hours: float
    on: date
    way: Literal["code", "list"]
    by: str
    version: int = 0


def key(training: str, account: str) -> str:
    """The id of an enrolment or attendance."""
    return f"{training}:{account}"


def participant_id(city: str, account: str) -> str:
    """The id of a participant: an account may act in several cities."""
    return f"{city}:{account}"


def enrol(training: Training, actor: Actor, on: date) -> Enrolment:
    """A place for the actor; whether there is one, `training.take_place` says."""
    role = role_at(training, held(actor))
    return Enrolment(
        key(training.id, actor.account),
        training.city,
        training.id,
        actor.account,
        actor.person or "",
        actor.name,
        role,
        on,
    )


def by_code(training: Training, actor: Actor) -> Attendance:
    """The actor is in the room."""
    return _attendance(training, actor.account, actor.person or "", actor.name, held(actor), training.hours, "code",
                       actor.account)  # fmt: skip


def by_list(training: Training, who: Participant, hours: float | None, by: Actor) -> Attendance:
    """Somebody on the holder's list. Raises Invalid for more hours than the session had."""
    if hours is not None and hours > training.hours:
        raise Invalid.field("/attendees", "学时不能超过培训学时 · more hours than the session had", "hours")
    return _attendance(
        training, who.account, who.person, who.name, who.roles, hours or training.hours, "list", by.account
    )


def held(actor: Actor) -> tuple[str, ...]:
    """The roles an actor holds."""
    return tuple(dict.fromkeys(grant.role for grant in actor.grants))


def role_at(training: Training, roles: Sequence[str]) -> str:
    """In which role somebody attends: the first of the audience's, else the first held, else as an applicant."""
    return next((role for role in training.audience if role in roles), next(iter(roles), "applicant"))


def standing(rules: Rules, roles: Iterable[str], attended: Sequence[Attendance]) -> list[dict[str, Any]]:
    """Each duty to be trained that these roles bring, and whether the year's attendance meets it."""
    year = Attended(len(attended), sum(one.hours for one in attended))
    duties = []
    for role in dict.fromkeys(roles):
        asked = rules.required.get(role)
        if asked is None or not asked.must.value:
            continue
        sessions, hours = asked.sessions.value, asked.hours.value
        met = (sessions is None or year.sessions >= sessions) and (hours is None or year.hours >= hours)
        missing = [finding for one in asked.enough if (finding := one.finding(YearFacts(year)))]
        duties.append(
            {
                "role": role,
                "label": asked.label,
                "label_en": asked.label_en,
                "article": asked.must.cite,
                "must": asked.must.value,
                "sessions_due": sessions,
                "sessions_source": asked.sessions.source,
                "hours_due": hours,
                "hours_source": asked.hours.source,
                "met": met and not missing,
                "findings": [finding.as_dict() for finding in missing],
            }
        )
    return duties


def _attendance(
    training: Training, account: str, person: str, name: str, roles: Sequence[str], hours: float,
    way: Literal["code", "list"], by: str,
) -> Attendance:  # fmt: skip
    return Attendance(
        key(training.id, account), training.city, training.id, account, person, name, role_at(training, roles), hours,
        training.on, way, by,
    )  # fmt: skip
