"""What the parties agree on: content, form, term, and the year's targets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.dispatch.rules import Rules
from shared.errors import Invalid


@dataclass(frozen=True)
class Target:
    """A yearly target, in words and a number (培训企业技术人员 20 人次). `year` 0: for each year of the term.

    `type`: a code of the rulebook's types of targets, "" for one in free words.
    """

    name: str
    amount: int
    unit: str = ""
    year: int = 0
    type: str = ""


@dataclass(frozen=True)
class Terms:
    """What the parties agree on. `days_a_year` 0: none promised."""

    content: str
    form: str
    since: date
    until: date
    fields: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    days_a_year: int = 0

    def targets_of(self, year: int) -> tuple[Target, ...]:
        """What is planned for one year."""
        return tuple(target for target in self.targets if target.year in (0, year))


def check_terms(terms: Terms, rules: Rules) -> None:
    """Raises Invalid when they end before they begin, or a target's year or type does not fit; with its place."""
    if terms.until < terms.since:
        raise Invalid.field("/until", "截止日早于开始日", "range", en="It ends before it begins")
    known = {one.code for one in rules.agreement.target_types.value or ()}
    wrong = []
    for place, target in enumerate(terms.targets):
        if target.year and not terms.since.year <= target.year <= terms.until.year:
            wrong.append(_wrong(place, "year", "目标年度不在服务期限内", "Outside the term", "range"))
        if target.type and target.type not in known:
            wrong.append(_wrong(place, "type", "本市未设此类目标", "No such type of target here", "choice"))
    if wrong:
        raise Invalid(wrong)


def next_years(targets: tuple[Target, ...], years: int) -> tuple[Target, ...]:
    """The same targets so many years later: how a renewal is prefilled."""
    return tuple(replace(target, year=target.year + years) if target.year else target for target in targets)


def _wrong(place: int, name: str, detail: str, detail_en: str, code: str) -> dict[str, str]:
    return {"pointer": f"/targets/{place}/{name}", "detail": detail, "detail_en": detail_en, "code": code}
