"""The commands of the training service."""

from __future__ import annotations

from typing import Any, TypeVar

from services.training import events, views
from services.training.domain import attendance as attendances
from services.training.domain import training as trainings
from services.training.domain.training import Plan
from services.training.rules import Rules
from services.training.store import TrainingWork
from shared.actor import Actor
from shared.errors import NotFound, Refused
from shared.repointing import stood_for
from shared.rulebook import Rulebook
from shared.work import Shelf

T = TypeVar("T")

CODE_LENGTH = 6


def plan_training(work: TrainingWork, rulebook: Rulebook, actor: Actor, **given: Any) -> dict[str, Any]:
    """A session is planned: the city's (by a commissioned third party), a county's, a workstation's or unit's own."""
    rules = Rules.of(rulebook, work.today)
    training = trainings.plan(work.new_id(), _plan(given, actor), rules, actor, work.today)
    work.trainings.add(training)
    return views.training(training, actor, 1)


def change_training(
    work: TrainingWork, rulebook: Rulebook, actor: Actor, *, training_id: str, **given: Any
) -> dict[str, Any]:
    """A session is planned anew, until it is held."""
    training = work.trainings.get(training_id)
    trainings.held_by(training, actor)
    changed = trainings.change(training, _plan(given, actor), Rules.of(rulebook, work.today), actor, work.today)
    work.trainings.save(changed)
    return views.training(changed, actor, training.version + 1)


def publish_training(work: TrainingWork, actor: Actor, *, training_id: str) -> dict[str, Any]:
    """A session is opened, and gets its code."""
    training = work.trainings.get(training_id)
    trainings.held_by(training, actor)
    published = trainings.publish(training, work.new_code(CODE_LENGTH))
    work.trainings.save(published)
    work.announce(events.session_published(published))
    return views.training(published, actor, training.version + 1)


def enrol(work: TrainingWork, actor: Actor, *, training_id: str) -> Any:
    """One place is taken. Where places are counted, two takers of the last one meet at the session's version."""
    training = work.trainings.get(training_id)
    if training.status == "planned":
        raise NotFound("trainings")
    there = _there(work, work.enrolments, training_id, actor.account)
    if there is not None:
        return there
    taken = trainings.take_place(training)
    if training.places:
        work.trainings.save(taken)
    enrolment = attendances.enrol(training, actor, work.today)
    work.enrolments.add(enrolment)
    return enrolment


def attend(work: TrainingWork, rulebook: Rulebook, actor: Actor, *, code: str) -> dict[str, Any]:
    """The participant is in the room and says its code; a second time is answered as the first."""
    training = work.trainings.first(code=code.strip().upper())
    if training is None or training.status not in trainings.OPEN:
        raise NotFound("trainings")
    there = _there(work, work.attendances, training.id, actor.account)
    if there is not None:
        return views.attendance(there)
    rules = Rules.of(rulebook, work.today)
    if not trainings.code_open(training, rules, work.now):
        raise trainings.code_closed(training, rules, work.now)
    attendance = attendances.by_code(training, actor)
    work.attendances.add(attendance)
    work.announce(events.attendance_recorded(attendance))
    return views.attendance(attendance)


def record_attendances(
    work: TrainingWork, rulebook: Rulebook, actor: Actor, *, training_id: str, attendees: list[dict[str, Any]]
) -> dict[str, Any]:
    """The holder's list of a room. Accounts that this city does not know are named, not guessed."""
    training = work.trainings.get(training_id)
    trainings.held_by(training, actor)
    rules = Rules.of(rulebook, work.today)
    if not trainings.lists_open(training, rules, work.today):
        raise _list_closed(rules)
    accounts = [one["account"] for one in attendees]
    wanted = [attendances.participant_id(work.city, account) for account in accounts]
    known = {one.account: one for one in work.participants.some({"id": {"$in": wanted}})}
    merged = stood_for(work, accounts)
    keys = [attendances.key(training_id, account) for account in (*accounts, *merged)]
    already = {merged.get(one.account, one.account) for one in work.attendances.some({"id": {"$in": keys}})}
    fresh = [one for one in attendees if one["account"] in known and one["account"] not in already]
    for one in fresh:
        attendance = attendances.by_list(training, known[one["account"]], one.get("hours"), actor)
        work.attendances.add(attendance)
        work.announce(events.attendance_recorded(attendance))
    unknown = [account for account in accounts if account not in known and account not in already]
    return {"recorded": len(fresh), "already": len(already), "unknown_accounts": unknown}


def hold_training(work: TrainingWork, actor: Actor, *, training_id: str) -> dict[str, Any]:
    """A session has taken place."""
    training = work.trainings.get(training_id)
    trainings.held_by(training, actor)
    held = trainings.hold(training, work.today)
    attended = work.attendances.count({"training": training_id})
    work.trainings.save(held)
    work.announce(events.session_held(held, attended))
    return views.training(held, actor, training.version + 1)


def cancel_training(work: TrainingWork, actor: Actor, *, training_id: str, reason: str) -> dict[str, Any]:
    """A session does not take place."""
    training = work.trainings.get(training_id)
    trainings.held_by(training, actor)
    cancelled = trainings.cancel(training, reason)
    work.trainings.save(cancelled)
    work.announce(events.session_cancelled(cancelled))
    return views.training(cancelled, actor, training.version + 1)


def _there(work: TrainingWork, shelf: Shelf[T], training: str, account: str) -> T | None:
    """The account's own line of a session, or that of an account that turned out to be the same person's."""
    found = shelf.find(attendances.key(training, account))
    if found is not None:
        return found
    others = (shelf.find(attendances.key(training, other)) for other in stood_for(work, [account]))
    return next((one for one in others if one is not None), None)


def _plan(given: dict[str, Any], actor: Actor) -> Plan:
    """A trainer who plans in the city's name is the one commissioned, unless a unit is named."""
    trainer = given["trainer"]
    if not trainer and not given["trainer_unit"] and actor.has("trainer") and not actor.has("city_officer"):
        trainer = actor.account
    parts = {**given, "trainer": trainer, "topics": tuple(given["topics"]), "audience": tuple(given["audience"])}
    return Plan(**parts)


def _list_closed(rules: Rules) -> Refused:
    rule = rules.attendance.list_days
    return rule.refused(f"出勤名单应自举办之日起{rule.value}日内报送", f"Within {rule.value} days of its day")
