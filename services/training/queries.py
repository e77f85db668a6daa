"""The questions of the training service."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.training import views
from services.training.domain import attendance as attendances
from services.training.domain import training as trainings
from services.training.domain.attendance import Attendance
from services.training.domain.training import Training
from services.training.rules import Rules
from services.training.store import TrainingWork
from shared.actor import Actor
from shared.dictionaries import day_in_force, dictionary, named
from shared.errors import NotFound
from shared.rulebook import Rulebook
from shared.work import Page

LISTED = 50
WAYS = {"online": ("线上", "Online"), "on_site": ("线下", "On site")}


def training(work: TrainingWork, rulebook: Rulebook, actor: Actor, *, training_id: str) -> dict[str, Any]:
    """One session, with what the asker may do with it. A planned one is its holder's alone."""
    found = work.trainings.get(training_id)
    if found.status == "planned" and not trainings.holds(found, actor):
        raise NotFound("trainings")
    own = attendances.key(found.id, actor.account)
    enrolled, attended = work.enrolments.find(own) is not None, work.attendances.find(own) is not None
    actions = trainings.open_to(found, actor, Rules.of(rulebook, work.today), work.now, enrolled, attended)
    return views.training(found, actor, actions=actions, enrolled=_enrolled(work, [found]).get(found.id))


def trainings_(
    work: TrainingWork,
    actor: Actor,
    *,
    since: date | None = None,
    until: date | None = None,
    after: str | None = None,
    limit: int = LISTED,
    **equal: str,
) -> Page[Any]:
    """Published and held sessions for everybody, one's own plans too; newest day first."""
    filter: dict[str, Any] = dict(equal)
    days = {"$gte": since.isoformat() if since else None, "$lte": until.isoformat() if until else None}
    if since or until:
        filter["on"] = {bound: day for bound, day in days.items() if day}
    page = work.trainings.page({**filter, **_visible(actor)}, after, limit, sort="on", descending=True)
    enrolled = _enrolled(work, page.items)
    return Page([views.training(found, actor, enrolled=enrolled.get(found.id)) for found in page.items], page.next)


def training_roll(
    work: TrainingWork, actor: Actor, *, training_id: str, after: str | None = None, limit: int = LISTED
) -> Page[Any]:
    """Who came to a session, and who had enrolled: first those who came, then who only enrolled."""
    trainings.held_by(work.trainings.get(training_id), actor)
    absent, cursor = (after or "").startswith("absent:"), (after or "").removeprefix("absent:") or None
    if not absent:
        page = work.attendances.page({"training": training_id}, cursor, limit)
        enrolled = _there(work.enrolments, page.items)
        lines = [_line(one, enrolled=one.account in enrolled, attended=True) for one in page.items]
        return Page(lines, page.next or "absent:")
    places = work.enrolments.page({"training": training_id}, cursor, limit)
    came = _there(work.attendances, places.items)
    lines = [_line(one, enrolled=True, attended=False) for one in places.items if one.account not in came]
    return Page(lines, f"absent:{places.next}" if places.next else None)


def attendances_(
    work: TrainingWork,
    actor: Actor,
    *,
    account: str | None = None,
    person: str | None = None,
    training: str | None = None,
    year: int | None = None,
    after: str | None = None,
    limit: int = LISTED,
) -> Page[Any]:
    """Attendance: one's own; a session's holder sees the session's, the city sees all. Newest day first."""
    filter: dict[str, Any] = {name: value for name, value in (("account", account), ("person", person)) if value}
    if training:
        filter["training"] = training
    if year:
        filter["on"] = {"$gte": f"{year}-01-01", "$lte": f"{year}-12-31"}
    if not actor.has("city_officer") and not (training and _holds(work, training, actor)):
        filter["account"] = actor.account
    page = work.attendances.page(filter, after, limit, sort="on", descending=True)
    return Page([views.attendance(one) for one in page.items], page.next)


def training_standing(
    work: TrainingWork, rulebook: Rulebook, actor: Actor, *, year: int, account: str | None = None
) -> dict[str, Any]:
    """A year's training of one account, and the duties that its roles bring."""
    whose = account or actor.account
    if whose != actor.account and not actor.has("city_officer"):
        raise NotFound("accounts")
    if whose == actor.account:
        roles = attendances.held(actor)
    else:
        known = work.participants.get(attendances.participant_id(work.city, whose))
        roles = known.roles
    rules = Rules.of(rulebook, work.today)
    days = {"$gte": f"{year}-01-01", "$lte": f"{year}-12-31"}
    listed: list[Attendance] = work.attendances.some({"account": whose, "on": days})
    attended = list({one.training: one for one in listed}.values())  # by two accounts that were one: once
    duties = attendances.standing(rules, roles, attended)
    return {
        "account": whose,
        "year": year,
        "sessions": len(attended),
        "hours": sum(one.hours for one in attended),
        "duties": duties,
        "note": "" if rules.required else "本办法未作规定",
    }


def _visible(actor: Actor) -> dict[str, Any]:
    own: list[dict[str, Any]] = [{"status": {"$ne": "planned"}}, {"account": actor.account}]
    if actor.has("city_officer"):
        own.append({"holder": "city"})
    if actor.has("trainer"):
        own += [{"trainer": actor.account}, {"trainer_unit": {"$in": sorted(actor.units("trainer"))}}]
    own.append({"unit": {"$in": sorted(actor.units("dispatching_manager"))}})
    own.append({"holder": "county", "county": {"$in": sorted(actor.counties("county_officer"))}})
    return {"$or": own}


def _enrolled(work: TrainingWork, found: list[Training]) -> dict[str, int]:
    """How many enrolled, of those sessions that do not count their places themselves (as many as come)."""
    open_ended = [one.id for one in found if not one.places]
    if not open_ended:
        return {}
    counted = work.enrolments.tally({"training": {"$in": open_ended}}, by=["training"])
    return {row["training"]: row["count"] for row in counted}


def _holds(work: TrainingWork, training_id: str, actor: Actor) -> bool:
    found: Training | None = work.trainings.find(training_id)
    return found is not None and trainings.holds(found, actor)


def _there(shelf: Any, items: list[Any]) -> set[str]:
    if not items:
        return set()
    return {one.account for one in shelf.some({"id": {"$in": [item.id for item in items]}})}


def _line(one: Any, *, enrolled: bool, attended: bool) -> dict[str, Any]:
    return {
        "account": one.account,
        "name": one.name,
        "role": one.role,
        "enrolled": enrolled,
        "attended": attended,
        "hours": one.hours if attended else 0.0,
    }


def dictionaries(work: TrainingWork, rulebook: Rulebook) -> dict[str, Any]:
    """The ways of training that the city knows."""
    rules = Rules.of(rulebook, day_in_force(rulebook, work.today))
    return {"items": [dictionary("training_way", named(rules.ways.value or (), WAYS))]}
