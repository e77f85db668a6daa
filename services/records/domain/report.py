"""Reports: a workstation's monthly report (B-12(4), B-22) and annual summaries (B-22), drafted from confirmed records.

Who owes which to whom, and by when, is the city's; where its document is silent nobody owes one and none is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from services.records.domain.figures import Figures, add_up
from services.records.domain.filing import Filing
from services.records.domain.period import Period
from services.records.domain.record import Record
from services.records.domain.review import Defect, Places, advance, may_advance, parties
from services.records.rules import ReportDuty, ReportKind, Rules
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.chain import ChainState, act, start
from shared.errors import Conflict, Forbidden, Invalid

STATUS = {"pending": "submitted", "approved": "accepted", "returned": "returned", "rejected": "rejected"}
SUBJECTS = {
    "workstation": ("workstation", "dispatching_unit"),
    "commissioner": ("commissioner", "team"),
    "liaison": ("liaison",),
}
LARGEST = 2_000  # services in one report: a page of 200 each, so ten questions to the database at most


@dataclass(frozen=True)
class Draft:
    """A report before anybody has put a name to it: figures and text drawn from `records`."""

    kind: ReportKind
    reporter: str
    period: str
    due: date
    figures: Figures
    text: str
    records: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """A submitted report. `to_unit`/`to_county`: where the receiving party sits ("" for none, the city then)."""

    id: str
    city: str
    kind: ReportKind
    reporter: str
    filing: str
    unit: str
    person: str
    account: str
    name: str
    period: str
    due: date
    submitted_on: date
    late: bool
    text: str
    remarks: str
    figures: Figures
    records: tuple[str, ...]
    to: str
    to_unit: str
    to_county: str
    status: str
    step: str | None
    review: ChainState
    rule: str
    article: str
    rulebook_version: str = ""
    version: int = 0

    @property
    def places(self) -> Places:
        """Who may stand at its review."""
        return Places(
            host_county=self.to_county,
            sender_unit=self.to_unit if self.to in ("workstation", "dispatching_unit") else "",
            competent_unit=self.to_unit if self.to == "competent_unit" else "",
            competent_county=self.to_county if self.to == "competent_unit" else "",
        )


def duty(rules: Rules, kind: ReportKind, reporter: str) -> ReportDuty:
    """Who owes what to whom. Raises Refused where the document is silent, or asks no such report of this reporter."""
    reports = rules.reports(kind)
    if reports.basis.value is None:
        note = f"：{reports.basis.note}" if reports.basis.note else ""
        raise reports.basis.refused(f"本办法未作规定{note}", "This document does not ask for such a report")
    found = reports.by.get(reporter)
    if found is None:
        raise reports.basis.refused("本办法未要求此类主体提交此项报告", "No such report is asked of this reporter")
    return found


def owes(filing: Filing, reporter: str, actor: Actor) -> None:
    """Raises Invalid when the filing is not of this kind of reporter, Forbidden when the actor is not the reporter."""
    if filing.subject not in SUBJECTS.get(reporter, ()):
        raise Invalid.field(
            "/reporter", "备案主体与报告人不符 · the filing is not of this kind of reporter", "reporter"
        )
    if reporter == "workstation":
        own = filing.unit in actor.units("dispatching_manager")
    elif reporter == "liaison":
        own = filing.unit in actor.units("liaison")
    else:
        own = actor.person is not None and actor.person in filing.people
    if not own:
        raise Forbidden("只有报告主体本身可以报送", "Only the reporter itself hands in its report")


def services_of(filing: Filing, reporter: str) -> dict[str, Any]:
    """Which records its report is drawn from, as a filter."""
    if reporter == "workstation":
        return {"sender_unit": filing.unit}
    if reporter == "liaison":
        return {"host_unit": filing.unit}
    return {"people": filing.person, "filing": filing.id}


def draft(rules: Rules, kind: ReportKind, reporter: str, period: Period, records: Sequence[Record]) -> Draft:
    """The report of a period, drawn from its confirmed records; the text is a proposal to be edited."""
    owed = duty(rules, kind, reporter)
    if len(records) > LARGEST:
        raise Conflict(f"本期服务超过{LARGEST}次，请分单位报送", "Too many services for one report")
    figures = add_up(records)
    due = period.last + timedelta(days=owed.due_days.require())
    ids = tuple(record.id for record in records)
    return Draft(kind, reporter, period.name, due, figures, _text(rules, period, kind, figures, records), ids)


def submit(
    id: str, drawn: Draft, filing: Filing, text: str, remarks: str, rules: Rules, actor: Actor, today: date
) -> Report:
    """The draft in its edited words, handed in. Raises Refused before its time; late is a flag, not a refusal."""
    owed = duty(rules, drawn.kind, drawn.reporter)
    if filing.cancelled_on:
        raise owed.owed.refused("备案已取消，不再报送", "The filing has been cancelled")
    opens = Period.of(drawn.kind, drawn.period).last - timedelta(days=owed.opens_days.require())
    if today < opens:
        raise owed.opens_days.refused(f"{opens.isoformat()}起可以报送", f"Open from {opens.isoformat()}")
    state = start(owed.chain, today, actor)
    to_unit, to_county = _receiver(owed, filing)
    return Report(
        id=id,
        city=filing.city,
        kind=drawn.kind,
        reporter=drawn.reporter,
        filing=filing.id,
        unit=filing.unit or filing.sender_unit,
        person=filing.person,
        account=actor.account,
        name=filing.name,
        period=drawn.period,
        due=drawn.due,
        submitted_on=today,
        late=today > drawn.due,
        text=text,
        remarks=remarks,
        figures=drawn.figures,
        records=drawn.records,
        to=owed.to,
        to_unit=to_unit,
        to_county=to_county,
        status="submitted",
        step=state.step,
        review=state,
        rule=owed.owed.id,
        article=owed.owed.cite,
        rulebook_version=rules.version,
    )


def resubmit(report: Report, drawn: Draft, text: str, remarks: str, rules: Rules, actor: Actor, on: date) -> Report:
    """A returned report with new words and figures. It stays as late as its first submission was."""
    chain = duty(rules, report.kind, report.reporter).chain
    state = act(report.review, chain, "resubmit", "applicant", actor, on)
    changed = replace(report, text=text, remarks=remarks, figures=drawn.figures, records=drawn.records)
    return _reviewed(changed, state)


def accept(report: Report, rules: Rules, actor: Actor, on: date, note: str = "") -> Report:
    """Taken by the receiving party (B-12(4): the competent unit)."""
    chain = duty(rules, report.kind, report.reporter).chain
    return _reviewed(report, advance(report.review, chain, "forward", _mine(report, actor), actor, on, note))


def give_back(
    report: Report, rules: Rules, actor: Actor, on: date, reason: str, defects: tuple[Defect, ...] = ()
) -> Report:
    """Sent back to the reporter with all that is to be put right."""
    chain = duty(rules, report.kind, report.reporter).chain
    mine = _mine(report, actor)
    return _reviewed(report, advance(report.review, chain, "return", mine, actor, on, reason, defects))


def open_to(report: Report, rules: Rules, actor: Actor, on: date) -> list[dict[str, Any]]:
    """What the actor may do with it now, and why not."""
    chain = duty(rules, report.kind, report.reporter).chain
    mine = _mine(report, actor)
    actions = []
    for name, way in (("accept_report", "forward"), ("return_report", "return")):
        open_now = may_advance(report.review, chain, way, mine, on)
        closed = ("报告已办结", "The report is closed") if report.status == "accepted" else NOT_THEIR_TURN
        actions.append(action(name, NOTHING if open_now else closed, chain.cite))
    own = actor.account == report.account or report.unit in actor.units("dispatching_manager", "liaison")
    why = NOTHING if report.status == "returned" else ("报告未被退回", "The report was not returned")
    return [*actions, action("resubmit_report", why if own else NOT_THE_REPORTER, report.article)]


NOT_THEIR_TURN = ("当前环节不由您办理", "It is not your turn")
NOT_THE_REPORTER = ("只有报告人可以重新提交", "Only who reported submits it again")


def _mine(report: Report, actor: Actor) -> tuple[str, ...]:
    return parties(actor, report.places)


def _reviewed(report: Report, state: ChainState) -> Report:
    return replace(report, review=state, status=STATUS[state.status], step=state.step)


def _receiver(owed: ReportDuty, filing: Filing) -> tuple[str, str]:
    """(unit, county) of the party it goes to; the city needs neither. Raises Refused when the filing names none."""
    if owed.to == "competent_unit":
        if filing.competent.level == "none":
            raise owed.owed.refused("备案未载明归口管理单位", "The filing names no competent unit")
        return filing.competent.unit, filing.competent.county
    if owed.to in ("workstation", "dispatching_unit"):
        return filing.sender_unit, ""
    return "", filing.county if owed.to == "county" else ""


def _text(rules: Rules, period: Period, kind: ReportKind, figures: Figures, records: Sequence[Record]) -> str:
    what = "月度进展情况" if kind == "monthly" else "年度工作总结"
    lines = [
        f"{period.name} {what}",
        f"本期开展服务{figures.services}次，{figures.days}人日，合计{figures.hours:g}小时，"
        f"科技特派员{figures.people}人，服务单位{figures.hosts}家。",
    ]
    done = [f"{_label(rules, name)}{times}次" for name, times in figures.duties.items()]
    if done:
        lines.append(f"服务内容：{'、'.join(done)}。")
    brought = [_outcome(rules, name, amount) for name, amount in figures.outcomes.items()]
    if brought:
        lines.append(f"取得成效：{'、'.join(brought)}。")
    shown = records if kind == "monthly" else ()
    lines += [f"{record.on.isoformat()} {record.name}：{record.content[:60]}" for record in shown[:20]]
    return "\n".join(lines)


def _label(rules: Rules, name: str) -> str:
    known = rules.service_duties.get(name)
    return known.label if known else name


def _outcome(rules: Rules, name: str, amount: int) -> str:
    known = rules.outcomes.get(name)
    if known is None:
        return f"{name} {amount}"
    if known.unit == "fen":
        return f"{known.label}{amount // 100}.{amount % 100:02d}元"
    return f"{known.label}{amount}{'人次' if known.unit == 'person' else '项'}"
