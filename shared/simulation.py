"""A draft of the rules held over a city's own past records: who would be decided otherwise, and the money.

    @job(Simulate)                                   # service.py of each service that decides
    def simulate_rulebook(self, run: Any) -> None:
        simulate(run, PASTS)

Both sides are judged anew with the same facts, those of the record's own day: by the rules then in force and by the
draft. So what differs, differs by the draft alone. Nothing is written; a run that breaks off begins again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from marshmallow import Schema, fields, validate

from shared.errors import Conflict, NotFound
from shared.rulebook import Edition, Rulebook, RulebookError, RulesView
from shared.work import LARGEST_PAGE

MOST = 10_000_000
SHOWN = 50  # cases in the result itself; all of them (up to LISTED) are in the file
LISTED = 50_000
UNITS = 200  # of the hardest hit, in the result


class Simulate(Schema):
    """Which proposal."""

    proposal_id = fields.String(required=True, validate=validate.Length(1, 64))


@dataclass(frozen=True)
class Judged:
    """How a record is decided: it `stands`, or these articles are in its way; `amount` in fen, 0 without money."""

    stands: bool
    articles: tuple[str, ...] = ()
    amount: int = 0


@dataclass(frozen=True)
class Case:
    """One past record, judged by both sets of rules; `unit` and `county` are whose figures it goes into."""

    id: str
    name: str
    unit: str
    county: str
    before: Judged
    after: Judged

    @property
    def otherwise(self) -> bool:
        """Whether the draft decides it otherwise, or by another amount."""
        return (self.before.stands, self.before.amount) != (self.after.stands, self.after.amount)


Views = Callable[[date], Any]
Judge = Callable[[Any, Sequence[Any], Views, Views], Iterable[Case]]


@dataclass(frozen=True)
class Past:
    """One kind of record: its collection, which of them count, and how a page of them is judged."""

    collection: str
    label: str
    label_en: str
    judge: Judge
    filter: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class Sums:
    """How many, and how much money, of one unit, one county or all."""

    examined: int = 0
    otherwise: int = 0
    newly_refused: int = 0
    newly_allowed: int = 0
    amount_before: int = 0
    amount_after: int = 0

    def add(self, case: Case) -> None:
        """One more case."""
        self.examined += 1
        self.otherwise += case.otherwise
        self.newly_refused += case.before.stands and not case.after.stands
        self.newly_allowed += case.after.stands and not case.before.stands
        self.amount_before += case.before.amount
        self.amount_after += case.after.amount


@dataclass
class Report:
    """What a simulation has found so far; money in fen."""

    total: Sums = field(default_factory=Sums)
    units: dict[str, Sums] = field(default_factory=dict)
    counties: dict[str, Sums] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)
    cases: list[tuple[str, Case]] = field(default_factory=list)

    def add(self, label: str, case: Case) -> None:
        """One more case; by article: how many the draft refuses by it that stand today."""
        for sums in (
            self.total,
            self.units.setdefault(case.unit, Sums()),
            self.counties.setdefault(case.county, Sums()),
        ):
            sums.add(case)
        if case.before.stands and not case.after.stands:
            for article in case.after.articles:
                self.articles[article] = self.articles.get(article, 0) + 1
        if case.otherwise and len(self.cases) < LISTED:
            self.cases.append((label, case))

    def result(self) -> dict[str, Any]:
        """The whole as plain data: totals, by county, the units most concerned, by article, the first cases."""
        hit = sorted(self.units.items(), key=lambda one: (-one[1].otherwise, one[0]))
        return {
            **vars(self.total),
            "counties": [{"county": code, **vars(sums)} for code, sums in sorted(self.counties.items())],
            "units": [{"unit": unit, **vars(sums)} for unit, sums in hit[:UNITS] if sums.otherwise],
            "articles": [{"article": one, "newly_refused": n} for one, n in sorted(self.articles.items())],
            "cases": [_row(label, case) for label, case in self.cases[:SHOWN]],
        }

    def table(self) -> str:
        """Every case that differs, as CSV (UTF-8 with its mark, so that Excel reads it); amounts in fen."""
        out = io.StringIO()
        rows = [_row(label, case) for label, case in self.cases]
        writer = csv.DictWriter(out, list(rows[0]) if rows else ["id"])
        writer.writeheader()
        writer.writerows({name: _told(value) for name, value in row.items()} for row in rows)
        return "\ufeff" + out.getvalue()


def simulate(run: Any, pasts: Sequence[Past], view: type[RulesView]) -> None:
    """Runs as a job: pages through the city's past records and keeps the figures, and a file of what differs.

    Raises NotFound for a draft that this service has not heard of, Conflict for one that it cannot carry out.
    """
    draft = _draft(run)
    book: Rulebook = run.rulebook
    before, after = _views(book, draft, view)
    work = run.reading()
    total = sum(getattr(work, past.collection).count(past.filter, at_most=MOST) for past in pasts)
    report, done = Report(), 0
    run.tell(done=0, total=total, said="模拟开始", said_en="Simulation begins")
    for past in pasts:
        cursor: str | None = None
        while True:
            work = run.reading()  # a page's records are let go of with it
            page = getattr(work, past.collection).page(past.filter, cursor, LARGEST_PAGE)
            for case in past.judge(work, page.items, before, after):
                report.add(past.label, case)
            done, cursor = done + len(page.items), page.next
            run.tell(done=done, said=f"模拟{past.label}", said_en=f"Simulating {past.label_en}")
            if cursor is None:
                break
    if report.cases:
        run.keep_file("simulation.csv", "text/csv", report.table().encode())
    run.finish(proposal=run.args["proposal_id"], digest=draft.digest, **report.result())


def _draft(run: Any) -> Edition:
    try:
        draft: Edition | None = run.draft(run.args["proposal_id"])
    except RulebookError as error:
        raise Conflict("草案未通过检查", "The draft does not hold", code="errors", errors=error.errors[:20]) from None
    if draft is None or draft.city != run.job.city:
        raise NotFound("rulebook_proposals")
    return draft


def _views(book: Rulebook, draft: Edition, view: type[RulesView]) -> tuple[Views, Views]:
    first = min(edition.from_ for edition in book.editions)
    return (
        lambda on: view.of(book, max(on, first)),
        lambda on: view.of(draft, max(on, draft.source.from_)),
    )


def _row(label: str, case: Case) -> dict[str, Any]:
    return {
        "what": label,
        "id": case.id,
        "name": case.name,
        "unit": case.unit,
        "county": case.county,
        "before": case.before.stands,
        "after": case.after.stands,
        "articles_before": list(case.before.articles),
        "articles_after": list(case.after.articles),
        "amount_before": case.before.amount,
        "amount_after": case.after.amount,
    }


def _told(value: Any) -> Any:
    if isinstance(value, list):
        return "、".join(value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value  # a name must not become a formula in somebody's sheet
    return value
