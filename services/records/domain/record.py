"""The daily record: one service of a commissioner to a host, under a live agreement (B-21, B-22; S silent).

It is recorded, confirmed or returned by whom the city's chain names, and corrected by a new version, never edited:
what stood there before is kept with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.records.domain.agreement import Agreement
from services.records.domain.evidence import Evidence
from services.records.domain.review import Defect, Places, advance, may_advance, parties
from services.records.rules import (
    Confirmation,
    ConfirmationFacts,
    DailyRecords,
    Rules,
    Service,
    ServiceFacts,
    Term,
)
from shared.actions import NOTHING, Why, action
from shared.actor import Actor
from shared.chain import ChainState, act, start
from shared.errors import Conflict, Forbidden, Invalid, Refused
from shared.rulebook import Finding, Rule, check, refuse

STATUS = {"pending": "submitted", "approved": "confirmed", "returned": "returned", "rejected": "rejected"}


@dataclass(frozen=True)
class Content:
    """What was done: day, hours (halves allowed), duties and outcome figures by their ids in the rulebook, evidence."""

    on: date
    hours: float
    duties: tuple[str, ...]
    place: str
    content: str
    outcomes: dict[str, int]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Earlier:
    """A version that a correction replaced."""

    of_version: int
    content: Content
    replaced_on: date
    by_name: str
    reason: str = ""


@dataclass(frozen=True)
class Record:
    """One daily record. `review` is None until somebody has acted on it: most are only ever confirmed once."""

    id: str
    city: str
    agreement: str
    filing: str
    kind: str
    person: str
    people: tuple[str, ...]
    account: str
    name: str
    sender_unit: str
    host_unit: str
    host_county: str
    on: date
    hours: float
    duties: tuple[str, ...]
    place: str
    content: str
    outcomes: dict[str, int]
    evidence: tuple[Evidence, ...]
    status: str
    step: str | None
    submitted_on: date
    confirmed_on: date | None = None
    review: ChainState | None = None
    earlier: tuple[Earlier, ...] = ()
    rulebook_version: str = ""
    version: int = 0

    @property
    def said(self) -> Content:
        """Its content as it stands."""
        return Content(self.on, self.hours, self.duties, self.place, self.content, self.outcomes, self.evidence)

    @property
    def places(self) -> Places:
        """Who may stand at its review."""
        return Places(self.host_unit, self.host_county, self.sender_unit)


def submit(id: str, agreement: Agreement, said: Content, rules: Rules, actor: Actor, today: date) -> Record:
    """A new record. Raises Invalid for what no city takes, Refused with every rule that stands in the way."""
    pause = next((pause for pause in agreement.pauses if pause.covers(said.on)), None)
    if pause is not None:
        reason = f"备案自{pause.since}起暂停，暂停期间的服务不予记录"
        raise Refused("registry.suspensions", pause.article, reason, "The filing is suspended on that day")
    _meets(agreement, said, rules, submitted_on=today, today=today)
    daily = rules.daily
    if not daily.confirmation.steps:
        raise daily.confirmation.unstated()
    return Record(
        id=id,
        city=agreement.city,
        agreement=agreement.id,
        filing=agreement.filing,
        kind=agreement.kind,
        person=agreement.person,
        people=agreement.people,
        account=actor.account,
        name=actor.name,
        sender_unit=agreement.sender_unit,
        host_unit=agreement.host_unit,
        host_county=agreement.host_county,
        on=said.on,
        hours=said.hours,
        duties=said.duties,
        place=said.place,
        content=said.content,
        outcomes=said.outcomes,
        evidence=said.evidence,
        status="submitted",
        step=daily.confirmation.steps[0].step,
        submitted_on=today,
        rulebook_version=rules.version,
    )


def correct(
    record: Record, agreement: Agreement, said: Content, rules: Rules, actor: Actor, today: date, reason: str = ""
) -> Record:
    """The record with new content, and the old one kept in it; a returned record goes to its first step again.

    A day counts as late by the day of the first submission. Raises Conflict when it is confirmed, and as `submit` does.
    """
    if record.status == "confirmed":
        raise Conflict("已确认的记录不能更正", "A confirmed record is not corrected any more")
    _meets(agreement, said, rules, submitted_on=record.submitted_on, today=today)
    state = record.review
    if state is not None and state.status == "returned":
        state = act(state, rules.daily.confirmation, "resubmit", "applicant", actor, today)
    earlier = Earlier(record.version, record.said, today, actor.name, reason)
    return replace(
        record,
        on=said.on,
        hours=said.hours,
        duties=said.duties,
        place=said.place,
        content=said.content,
        outcomes=said.outcomes,
        evidence=said.evidence,
        status="submitted",
        step=state.step if state is not None else record.step,
        review=state,
        earlier=(*record.earlier, earlier),
        rulebook_version=rules.version,
    )


def confirm(
    record: Record, rules: Rules, actor: Actor, on: date, note: str = "", files: tuple[Evidence, ...] = ()
) -> Record:
    """The record after the host's (or a later step's) word. Raises Forbidden for one's own, and as the chain does."""
    _not_own(record, actor)
    mine = parties(actor, record.places)
    state = advance(_state(record, rules), rules.daily.confirmation, "forward", mine, actor, on, note)
    entry = state.history[-1]
    facts = ConfirmationFacts(
        _service(record.said, record.submitted_on), Confirmation(entry.step or "", entry.party, len(files))
    )
    refuse(check(rules.daily.confirming, facts))
    given = tuple(replace(file, given_by=entry.party) for file in files)
    confirmed_on = on if state.status == "approved" else None
    return replace(_reviewed(record, state), evidence=record.evidence + given, confirmed_on=confirmed_on)


def give_back(
    record: Record, rules: Rules, actor: Actor, on: date, reason: str, defects: tuple[Defect, ...] = ()
) -> Record:
    """The record returned to who made it, with all that is to be put right."""
    _not_own(record, actor)
    mine = parties(actor, record.places)
    state = advance(_state(record, rules), rules.daily.confirmation, "return", mine, actor, on, reason, defects)
    return _reviewed(record, state)


def open_to(record: Record, rules: Rules, actor: Actor, on: date) -> list[dict[str, Any]]:
    """What the actor may do with it now, and why not."""
    chain = rules.daily.confirmation
    mine, own = parties(actor, record.places), actor.person is not None and actor.person in record.people
    state = _state(record, rules)
    actions = []
    for name, way in (("confirm_record", "forward"), ("return_record", "return")):
        open_now = not own and may_advance(state, chain, way, mine, on)
        why = NOTHING if open_now else OWN_SERVICE if own else _why_not(record, bool(mine))
        actions.append(action(name, why, chain.cite))
    why = NOTHING if record.status != "confirmed" else ("已确认的记录不能更正", "A confirmed record is not corrected")
    return [*actions, action("correct_record", why if own else NOT_WHO_SERVED)]


OWN_SERVICE = ("不能确认自己的服务", "Nobody confirms their own service")
NOT_WHO_SERVED = ("只有服务的科技特派员可以更正", "Only the commissioner who served corrects it")


def _why_not(record: Record, has_party: bool) -> Why:
    if record.status == "confirmed":
        return "记录已确认", "The record is confirmed"
    if has_party:
        return "当前环节不由您办理", "It is not your turn"
    return "您不是本记录的确认方", "You are not who confirms this record"


def _meets(agreement: Agreement, said: Content, rules: Rules, submitted_on: date, today: date) -> None:
    """Raises Invalid or Refused; every rule that stands in the way is named at once."""
    if said.on > today:
        raise Invalid.field("/on", "服务日期不能晚于今天 · not a day in the future", "future")
    unknown = [
        {"pointer": f"/duties/{at}", "detail": f"没有这项职责 · unknown duty: {duty}", "code": "unknown_duty"}
        for at, duty in enumerate(said.duties)
        if duty not in rules.service_duties
    ]
    unknown += [
        {"pointer": f"/outcomes/{name}", "detail": f"没有这项成效 · unknown outcome: {name}", "code": "unknown_outcome"}
        for name in said.outcomes
        if name not in rules.outcomes
    ]
    if unknown:
        raise Invalid(unknown)
    service = _service(said, submitted_on)
    term = Term(agreement.kind, agreement.way, agreement.since, agreement.until, agreement.ended_on, agreement.ended_by)
    findings = check(rules.daily.conditions, ServiceFacts(service, term))
    findings += _limits(service, rules.daily)
    for duty in said.duties:
        kinds = rules.service_duties[duty].kinds
        if kinds and agreement.kind not in kinds:
            says = rules.service_duties[duty].says
            findings.append(_finding(says, f"“{says.value}”不是此类科技特派员的职责", "Not a duty of this kind"))
    refuse(findings)


def _limits(service: Service, daily: DailyRecords) -> list[Finding]:
    found = []
    back = daily.days_back
    if back.value is not None and service.days_late > back.value:
        found.append(
            _finding(back, f"服务须在{back.value}日内记录，现已过{service.days_late}日", "Too many days have passed")
        )
    files = daily.files_at_least
    if files.value is not None and service.files < files.value:
        found.append(_finding(files, f"每次服务至少附{files.value}份佐证材料", "Evidence is missing"))
    photos = daily.photos_at_least
    if photos.value is not None and service.photos < photos.value:
        found.append(_finding(photos, f"每次服务至少附{photos.value}张现场照片", "A photo of the service is missing"))
    return found


def _finding(rule: Rule[Any], reason: str, reason_en: str) -> Finding:
    return Finding(rule.id, rule.cite, reason, reason_en, False, "always")


def _service(said: Content, submitted_on: date) -> Service:
    photos = [file for file in said.evidence if file.is_photo]
    that_day = said.on.isoformat()
    return Service(
        on=said.on,
        hours=said.hours,
        days_late=(submitted_on - said.on).days,
        duties=said.duties,
        files=len(said.evidence),
        photos=len(photos),
        photos_that_day=sum(1 for photo in photos if photo.taken_on == that_day),
    )


@dataclass(frozen=True)
class _By:
    account: str
    name: str


def _state(record: Record, rules: Rules) -> ChainState:
    """Where its review stands; started only when somebody looks, since recording itself is done a thousandfold."""
    return record.review or start(rules.daily.confirmation, record.submitted_on, _By(record.account, record.name))


def _reviewed(record: Record, state: ChainState) -> Record:
    return replace(record, review=state, status=STATUS[state.status], step=state.step)


def _not_own(record: Record, actor: Actor) -> None:
    if actor.person is not None and actor.person in record.people:
        raise Forbidden("不能确认或退回自己的服务记录", "Nobody confirms or returns their own service")
