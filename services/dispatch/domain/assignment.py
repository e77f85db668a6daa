"""Assignment (定向选派、直接聘请): an officer orders a dispatch.

ordered -> serving -> closed; ordered -> declined (by the unit, with its reason) -> ordered anew (of another unit, or of
the same with more time); ordered | declined -> withdrawn. Two clocks: `due` for naming somebody, `progress_due` for the
next report of how it goes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from services.dispatch.domain.agreement import Agreement, way_of
from services.dispatch.domain.known import KnownFiling
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict, Invalid

KEPT_REPORTS = 200


@dataclass(frozen=True)
class Progress:
    """One report on how it goes, to whom the rulebook names."""

    on: date
    text: str
    account: str
    name: str


@dataclass(frozen=True)
class Turn:
    """One thing that befell the order before it was served: declined, reassigned, extended."""

    on: date
    what: Literal["declined", "reassigned", "extended"]
    sender_unit: str
    by: str
    reason: str
    due: date | None


@dataclass(frozen=True)
class Assignment:
    """One order. `due`: by when a commissioner is to be named; `reports_to`: the party that progress is reported to.

    `proposed`: the filing that the officer has in mind; `demand`, `round`: what it answers, and the directed round it
    came from. `report_every_days`: how often progress is reported (0: no interval); `progress_due`: the next day.
    `waived`: rules in principle that the officer gave leave from with the order, and why (`waiver_reason`).
    """

    id: str
    city: str
    way: Literal["directed", "appointed"]
    ordered_by: str
    account: str
    officer: str
    ordered_on: date
    sender_unit: str
    sender_name: str
    host_unit: str
    host_name: str
    host_county: str
    reason: str
    wanted: str
    fields: tuple[str, ...]
    due: date | None
    reports_to: str
    status: Literal["ordered", "declined", "serving", "closed", "withdrawn"]
    filing: str = ""
    person: str = ""
    commissioner_name: str = ""
    agreement: str = ""
    named_on: date | None = None
    late: bool = False
    progress: tuple[Progress, ...] = ()
    closed_on: date | None = None
    closing: str = ""
    proposed: str = ""
    demand: str = ""
    round: str = ""
    turns: tuple[Turn, ...] = ()
    reminded: bool = False
    report_every_days: int = 0
    progress_due: date | None = None
    progress_late: bool = False
    waived: tuple[str, ...] = ()
    waiver_reason: str = ""
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is."""
        return Scope(self.person, self.sender_unit, self.host_unit, self.host_county)


def order(
    id: str,
    city: str,
    way: Literal["directed", "appointed"],
    sender: KnownFiling | None,
    host: KnownFiling | None,
    reason: str,
    rules: Rules,
    actor: Actor,
    on: date,
    *,
    wanted: str = "",
    fields: tuple[str, ...] = (),
    due: date | None = None,
    proposed: str = "",
    demand: str = "",
    round: str = "",
    report_every_days: int | None = None,
    waived: tuple[str, ...] = (),
    waiver_reason: str = "",
) -> Assignment:
    """An order by an officer whom the rulebook names. `report_every_days` None: by the bureau's setting.

    Raises Refused where the city does not know the way, or a side is not filed; Invalid for a day already past.
    """
    going = way_of(rules, way)
    if host is None or not host.in_force(on):
        raise going.begun_by.refused("派驻单位尚未登记，或登记已失效", "The host is not filed")
    if way == "directed" and (sender is None or not sender.in_force(on)):
        raise going.begun_by.refused("派出单位尚未备案，或备案已失效", "The sending unit is not filed")
    if due is not None and due < on:
        raise Invalid.field("/due", "期限已过", "range", en="That day is over")
    assignment = Assignment(
        id=id,
        city=city,
        way=way,
        ordered_by="",
        account=actor.account,
        officer=actor.name,
        ordered_on=on,
        sender_unit=sender.unit if sender else "",
        sender_name=sender.name if sender else "",
        host_unit=host.unit,
        host_name=host.name,
        host_county=host.county,
        reason=reason,
        wanted=wanted,
        fields=fields,
        due=due,
        reports_to=going.progress_to.value or "",
        status="ordered",
        proposed=proposed,
        demand=demand,
        round=round,
        waived=waived,
        waiver_reason=waiver_reason,
        report_every_days=_interval(rules, report_every_days) if going.progress_to.value else 0,
    )
    own = parties(actor, going.begun_by.require(), assignment.scope)
    if not own:
        raise going.begun_by.refused("您不能发起此种选派", "Not yours to order")
    return replace(assignment, ordered_by=own[0])


def to_be_named(assignment: Assignment) -> None:
    """Raises Conflict unless somebody is still to be named."""
    if assignment.status != "ordered":
        raise Conflict("已确定人选或已撤销", "Named or withdrawn already", status=assignment.status)


def name(assignment: Assignment, agreement: Agreement, on: date) -> Assignment:
    """The sending unit named whom it sends, with content, form and term: service begins."""
    to_be_named(assignment)
    if agreement.host_unit != assignment.host_unit or agreement.sender_unit not in ("", assignment.sender_unit):
        raise Conflict("人选不属于被指定的派出单位", "Not of the unit that was ordered", code="parties")
    return replace(
        assignment,
        status="serving",
        filing=agreement.filing,
        person=agreement.person,
        commissioner_name=agreement.commissioner_name,
        agreement=agreement.id,
        named_on=on,
        late=assignment.due is not None and on > assignment.due,
        progress_due=_next_report(assignment, on),
    )


def report_progress(assignment: Assignment, text: str, actor: Actor, on: date) -> Assignment:
    """One more report of progress."""
    if assignment.status != "serving":
        raise Conflict("尚未开展服务，或已结束", "Not being served", status=assignment.status)
    kept = assignment.progress[-(KEPT_REPORTS - 1) :]
    progress = (*kept, Progress(on, text, actor.account, actor.name))
    due = _next_report(assignment, on)
    return replace(assignment, progress=progress, progress_due=due, progress_late=False)


def decline(assignment: Assignment, reason: str, actor: Actor, on: date) -> Assignment:
    """The unit cannot send anybody, and says why: back to the officer."""
    to_be_named(assignment)
    turn = Turn(on, "declined", assignment.sender_unit, actor.name, reason, assignment.due)
    return replace(assignment, status="declined", turns=(*assignment.turns, turn))


def reassign(
    assignment: Assignment, sender: KnownFiling | None, due: date, reason: str, rules: Rules, actor: Actor, on: date
) -> Assignment:
    """Ordered anew of a unit, by a day. Raises Refused when it is not filed, Conflict once somebody is named."""
    if assignment.status not in ("ordered", "declined"):
        raise Conflict("已确定人选或已撤销", "Named or withdrawn already", status=assignment.status)
    going = way_of(rules, assignment.way)
    if sender is None or not sender.in_force(on):
        raise going.begun_by.refused("派出单位尚未备案，或备案已失效", "The sending unit is not filed")
    _ahead(due, on)
    turn = Turn(on, "reassigned", sender.unit, actor.name, reason, due)
    again = replace(assignment, sender_unit=sender.unit, sender_name=sender.name, status="ordered", proposed="")
    return replace(again, due=due, late=False, reminded=False, turns=(*assignment.turns, turn))


def extend(assignment: Assignment, due: date, reason: str, actor: Actor, on: date) -> Assignment:
    """More time to name somebody. Raises Invalid when the day is not later."""
    to_be_named(assignment)
    _ahead(due, on)
    if assignment.due is not None and due <= assignment.due:
        raise Invalid.field("/due", "新期限须晚于原期限", "range", en="The new day must be later than the old one")
    turn = Turn(on, "extended", assignment.sender_unit, actor.name, reason, due)
    return replace(assignment, due=due, late=False, reminded=False, turns=(*assignment.turns, turn))


def remind(assignment: Assignment) -> Assignment:
    """The unit was reminded that the day is near."""
    return replace(assignment, reminded=True)


def fall_late(assignment: Assignment) -> Assignment:
    """The day has passed and nobody is named; told once."""
    return replace(assignment, late=True)


def fall_behind(assignment: Assignment) -> Assignment:
    """The day of a report has passed without one; told once."""
    return replace(assignment, progress_late=True)


def withdraw(assignment: Assignment, reason: str, on: date) -> Assignment:
    """Taken back before anybody was named."""
    if assignment.status not in ("ordered", "declined"):
        raise Conflict("已确定人选或已撤销", "Named or withdrawn already", status=assignment.status)
    return replace(assignment, status="withdrawn", closed_on=on, closing=reason)


def close(assignment: Assignment, ground: str, on: date) -> Assignment:
    """Its agreement has ended."""
    return replace(assignment, status="closed", closed_on=on, closing=ground, progress_due=None)


def reopen(assignment: Assignment) -> Assignment:
    """Its agreement is in force again."""
    return replace(assignment, status="serving", closed_on=None, closing="")


def _ahead(due: date, on: date) -> None:
    if due < on:
        raise Invalid.field("/due", "期限已过", "range", en="That day is over")


def _interval(rules: Rules, said: int | None) -> int:
    return said if said is not None else rules.selection.progress_every_days.value or 0


def _next_report(assignment: Assignment, on: date) -> date | None:
    days = assignment.report_every_days
    return on + timedelta(days=days) if days else None
