"""What every rulebook can say: values, conditions, amounts, chains, and what a city's own page (city.yml) holds.

Each carries its basis: `cite` (an article), or `by` and `since` (the bureau's own setting), or `no_rule`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, NewType, TypeVar

from shared.errors import Refused
from shared.rulebook.expressions import Expression
from shared.working_days import NATIONAL, WorkCalendar

T = TypeVar("T")
F = TypeVar("F")

Cite = NewType("Cite", str)
"""An article in the document's own numbering (第九条第2项); checked against the city's list of articles."""

Source = Literal["document", "setting", "silent"]
Strictness = Literal["always", "in_principle"]


@dataclass(frozen=True)
class Basis:
    """Where a rule comes from. `id` is unique in the city: file, path, own id. `cite` names the article or setter.

    In YAML each of these states its body (`value`, `when`, `amount`, `measure`, `day`, `chain`; in the plural, by date)
    with `cite`; or with `by` and `since`, the bureau's own (`setting` may then stand for the body's name); or no_rule.
    """

    id: str
    cite: str
    source: Source
    note: str
    by: str
    since: date | None

    def refused(self, reason: str, reason_en: str = "", todo: str = "", todo_en: str = "") -> Refused:
        """The refusal that this rule stands for, to be raised."""
        return Refused(self.id, self.cite, reason, reason_en, todo, todo_en)

    def unstated(self) -> Refused:
        """The refusal where the document says nothing, or repealed what it said."""
        return self.refused("本办法未作规定", "This document does not say")


@dataclass(frozen=True)
class Rule(Basis, Generic[T]):
    """One value. YAML: {cite, value | values: {date: value}} or {setting | settings, by, since} or {no_rule: true}."""

    value: T | None

    def require(self) -> T:
        """The value. Raises Refused where the document says nothing, or repealed it."""
        if self.value is None:
            raise self.unstated()
        return self.value


@dataclass(frozen=True)
class Formula(Basis, Generic[F]):
    """A CEL expression over the facts F; None where the document is silent."""

    expression: Expression | None

    def evaluate(self, facts: F) -> Any:
        """The expression's value. Raises Refused when silent, RuntimeError naming the rule when it fails."""
        if self.expression is None:
            raise self.unstated()
        try:
            return self.expression.evaluate(facts)
        except Exception as error:
            raise RuntimeError(f"{self.id}: {self.expression.source}: {error}") from error


@dataclass(frozen=True)
class Condition(Formula[F]):
    """YAML: {id, cite, when, otherwise, otherwise_en, strictness, waived_by}. Holds when `when` is true, or silent."""

    otherwise: str = ""
    otherwise_en: str = ""
    strictness: Strictness = "always"
    waived_by: str = "city"

    def holds(self, facts: F) -> bool:
        """Whether the facts meet it."""
        return self.expression is None or bool(self.evaluate(facts))

    def finding(self, facts: F, waivers: Iterable[str] = ()) -> Finding | None:
        """None when met; else what is missing. A condition in principle whose id is waived is found, but met."""
        if self.holds(facts):
            return None
        waived = self.strictness == "in_principle" and self.id in waivers
        return Finding(self.id, self.cite, self.otherwise, self.otherwise_en, waived, self.strictness)


@dataclass(frozen=True)
class Amount(Formula[F]):
    """A whole number (money in fen, counts, days). YAML: {id, cite, amount | amounts: {date: CEL}}."""

    def of(self, facts: F) -> int:
        """The amount."""
        return int(self.evaluate(facts))


@dataclass(frozen=True)
class Measure(Formula[F]):
    """A decimal or whole number (points, shares). YAML: {id, cite, measure}."""

    def of(self, facts: F) -> float:
        """The number."""
        return float(self.evaluate(facts))


@dataclass(frozen=True)
class Day(Formula[F]):
    """A day, worked out from dates. YAML: {id, cite, day: end_of_year(since, 1)}."""

    def of(self, facts: F) -> date:
        """The day."""
        return date.fromisoformat(self.evaluate(facts)[:10])


@dataclass(frozen=True)
class Finding:
    """A condition that is not met (or, `met`, waived by a named officer)."""

    rule: str
    article: str
    reason: str
    reason_en: str
    met: bool
    strictness: Strictness

    def as_dict(self) -> dict[str, str]:
        """As `Refused` carries it."""
        return {"rule": self.rule, "article": self.article, "reason": self.reason, "reason_en": self.reason_en}


def check(conditions: Iterable[Condition[F]], facts: F, waivers: Iterable[str] = ()) -> list[Finding]:
    """Everything that stands in the way, not just the first; waived findings are listed as met."""
    waived = frozenset(waivers)
    return [finding for condition in conditions if (finding := condition.finding(facts, waived))]


def refuse(findings: Iterable[Finding]) -> None:
    """Raises one Refused with all unmet findings; returns when there is none."""
    unmet = [finding for finding in findings if not finding.met]
    if unmet:
        first, all_of_them = unmet[0], [finding.as_dict() for finding in unmet]
        reason_en = "; ".join(finding.reason_en for finding in unmet if finding.reason_en)
        reason = "；".join(finding.reason for finding in unmet)
        raise Refused(first.rule, first.article, reason, reason_en, findings=all_of_them)


@dataclass(frozen=True)
class Step:
    """One step: the parties (all of them, when joint), what they may do, and how many working days they have.

    `label`, `label_en`: how the city calls it, where that is not the platform's word (shared/rulebook/names.py).
    """

    step: str
    by: tuple[str, ...]
    may: tuple[str, ...]
    within_working_days: int | Rule[int] | None = None
    escalates_to: str | None = None
    label: str = ""
    label_en: str = ""

    @property
    def term(self) -> int | None:
        """The working days, wherever they were stated: in the document, or set by the bureau."""
        days = self.within_working_days
        return days.value if isinstance(days, Rule) else days


@dataclass(frozen=True)
class Chain(Basis):
    """A sequence of steps, none when silent. YAML: {cite, chain: [{step, by, may, within_working_days, ...}]}.

    Its terms run by `calendar`, the working days of the city whose rulebook states it.
    """

    steps: tuple[Step, ...]
    calendar: WorkCalendar = field(default=NATIONAL, compare=False, repr=False)

    def step(self, name: str) -> Step | None:
        """The step of that name."""
        return next((step for step in self.steps if step.step == name), None)
