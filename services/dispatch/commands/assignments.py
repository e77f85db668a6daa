"""Commands on assignments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from services.dispatch import events, force
from services.dispatch.commands.terms import terms_of
from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import assignment as assignments
from services.dispatch.domain import review as reviews
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.assignment import Assignment
from services.dispatch.domain.known import SENDERS
from services.dispatch.domain.party import acts_as
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.work import Announcement


def order_assignment(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    sender_unit: str,
    host_unit: str,
    reason: str,
    due: date,
    fields: tuple[str, ...] = (),
    content: str = "",
    demand: str = "",
    report_every_days: int | None = None,
) -> Assignment:
    """An officer names a workstation that is to send somebody to a host, with a reason and a day."""
    rules = Rules.of(rulebook, work.today)
    agreements.way_of(rules, "directed")
    units = force.unit_filings(work, sender_unit, host_unit)
    sender = next((one for one in units if one.unit == sender_unit and one.subject in SENDERS), None)
    host = next((one for one in units if one.unit == host_unit and one.subject == "host_unit"), None)
    ordered = assignments.order(
        work.new_id(),
        work.city,
        "directed",
        sender,
        host,
        reason,
        rules,
        actor,
        work.today,
        wanted=content,
        fields=tuple(fields),
        due=due,
        demand=demand,
        report_every_days=report_every_days,
    )
    work.assignments.add(ordered)
    work.announce(events.assignment_ordered(ordered, rules))
    return ordered


def name_commissioner(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    assignment_id: str,
    filing: str,
    exception: str = "",
    **said: Any,
) -> Assignment:
    """The workstation names whom it sends, with content, form and term."""
    assignment = work.assignments.get(assignment_id)
    rules = Rules.of(rulebook, work.today)
    leave = exception or assignment.waiver_reason
    return _begin(work, rules, actor, assignment, filing, assignment.host_unit, leave, said)


def appoint_commissioner(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    filing: str,
    host_unit: str,
    reason: str,
    exception: str = "",
    demand: str = "",
    round: str = "",
    **said: Any,
) -> Assignment:
    """The city itself appoints and sends a commissioner."""
    rules = Rules.of(rulebook, work.today)
    agreements.way_of(rules, "appointed")
    sender_unit = force.commissioner_filing(work, filing).sender_unit
    units = force.unit_filings(work, sender_unit, host_unit)
    sender = next((one for one in units if one.unit == sender_unit and one.subject in SENDERS), None)
    host = next((one for one in units if one.unit == host_unit and one.subject == "host_unit"), None)
    ordered = assignments.order(
        work.new_id(),
        work.city,
        "appointed",
        sender,
        host,
        reason,
        rules,
        actor,
        work.today,
        demand=demand,
        round=round,
    )
    work.assignments.add(ordered)
    work.announce(events.assignment_ordered(ordered, rules))
    return _begin(work, rules, actor, work.stored(ordered), filing, host_unit, exception, said)


def report_progress(
    work: DispatchWork, actor: Actor, assignment_id: str, text: str, on: date | None = None
) -> Assignment:
    """The workstation reports how it goes."""
    assignment = work.assignments.get(assignment_id)
    told = assignments.report_progress(assignment, text, actor, min(on or work.today, work.today))
    work.assignments.save(told)
    work.announce(events.progress_reported(told, told.progress[-1]))
    return told


def decline_assignment(work: DispatchWork, actor: Actor, assignment_id: str, reason: str) -> Assignment:
    """The unit cannot send anybody, and says why."""
    declined = assignments.decline(work.assignments.get(assignment_id), reason, actor, work.today)
    work.assignments.save(declined)
    work.announce(events.assignment_declined(declined, reason))
    return declined


def reassign_assignment(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    assignment_id: str,
    sender_unit: str,
    due: date,
    reason: str,
) -> Assignment:
    """The officer orders it of another unit, or of the same again."""
    assignment = work.assignments.get(assignment_id)
    sender = next((one for one in force.unit_filings(work, sender_unit) if one.subject in SENDERS), None)
    rules = Rules.of(rulebook, work.today)
    again = assignments.reassign(assignment, sender, due, reason, rules, actor, work.today)
    work.assignments.save(again)
    work.announce(events.assignment_reassigned(again, assignment.sender_unit, reason))
    return again


def extend_assignment(work: DispatchWork, actor: Actor, assignment_id: str, due: date, reason: str) -> Assignment:
    """The officer gives more time."""
    extended = assignments.extend(work.assignments.get(assignment_id), due, reason, actor, work.today)
    work.assignments.save(extended)
    work.announce(events.assignment_extended(extended, reason))
    return extended


def watch_assignments(work: DispatchWork, rulebook: Rulebook) -> None:
    """At intervals: reminds of orders that fall due, tells those that fell late and reports that did not come, once."""
    days = Rules.of(rulebook, work.today).selection.remind_days.value
    today = work.today.isoformat()
    waiting = {"status": "ordered", "late": False}
    late = work.assignments.some({**waiting, "due": {"$lt": today}}, sort=[("due", 1)])
    near: list[Assignment] = []
    if days:
        until = (work.today + timedelta(days=days)).isoformat()
        soon = {**waiting, "reminded": False, "due": {"$gte": today, "$lte": until}}
        near = work.assignments.some(soon, sort=[("due", 1)])
    behind = work.assignments.some({"status": "serving", "progress_late": False, "progress_due": {"$lt": today}})
    for assignment in late:
        _noticed(work, assignments.fall_late(assignment), events.assignment_late)
    for assignment in near:
        _noticed(work, assignments.remind(assignment), events.assignment_due)
    for assignment in behind:
        _noticed(work, assignments.fall_behind(assignment), events.progress_late)


def _noticed(work: DispatchWork, assignment: Assignment, told: Callable[[Assignment], Announcement]) -> None:
    work.assignments.save(assignment)
    work.announce(told(assignment))


def withdraw_assignment(work: DispatchWork, assignment_id: str, reason: str) -> Assignment:
    """Taken back before anybody was named."""
    withdrawn = assignments.withdraw(work.assignments.get(assignment_id), reason, work.today)
    work.assignments.save(withdrawn)
    work.announce(events.assignment_withdrawn(withdrawn))
    return withdrawn


def _begin(
    work: DispatchWork,
    rules: Rules,
    actor: Actor,
    assignment: Assignment,
    filing: str,
    host_unit: str,
    exception: str,
    said: dict[str, Any],
) -> Assignment:
    """The terms are set: where the city asks for no filing, service begins at once."""
    who = force.who(work, filing, host_unit)
    terms = terms_of(rules, who.commissioner.fields, said)
    drafted = agreements.draft(
        work.new_id(),
        assignment.way,
        who,
        terms,
        rules,
        work.today,
        exception=exception,
        links={"assignment": assignment.id, "demand": assignment.demand},
    )
    named = assignments.name(assignment, drafted, work.today)
    work.assignments.save(named)
    work.announce(events.commissioner_named(named))
    if agreements.way_of(rules, assignment.way).filing.steps:
        work.agreements.add(drafted)
        work.announce(events.agreement_drafted(drafted))
    else:
        force.put_in_force(work, rules, _waived(work, rules, actor, assignment, drafted))
    return named


def _waived(work: DispatchWork, rules: Rules, actor: Actor, assignment: Assignment, drafted: Agreement) -> Agreement:
    """Where the city appoints, the reason it gives for an exception is the waiver; so is leave given with an order."""
    city = acts_as(actor, "city", drafted.scope)
    officer = actor if city else Actor(assignment.account, assignment.officer, work.city)
    for rule in drafted.findings:
        if city or rule in assignment.waived:
            drafted = reviews.waive(drafted, rule, drafted.exception, rules, officer, work.today)
            work.announce(events.agreement_rule_waived(drafted, drafted.waivers[-1]))
    return drafted
