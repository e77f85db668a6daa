"""Explanation: every condition of a kind as it stands for somebody before they apply, met or not, or not yet known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from services.registry.domain import eligibility
from services.registry.domain.eligibility import Dossier, Said
from services.registry.domain.form import empty
from services.registry.rules import Facts, Kind, Rules, Subject, conditions_of
from shared.rulebook import Condition

Status = Literal["met", "unmet", "unknown", "waived"]
UNSAID = ("none",)
# Where a form asks for what a condition looks at, when the two do not bear one name.
ASKED_BY = {
    "person.education_rank": "education",
    "person.title_rank": "title",
    "unit.kind": "unit_kind",
    "unit.service_years": "unit_service_since",
    "application.materials": "materials",
    "liaison.unit_filed": "unit",
}
BY_ROOT = {"sender": "sender_unit", "team": "members"}
NOT_ASKED = frozenset({"credit", "history"})


@dataclass(frozen=True)
class Explained:
    """One condition. `fields`: where the form asks for what it looks at; `waived_by`: who may set it aside."""

    rule: str
    article: str
    source: str
    strictness: str
    status: Status
    requires: str
    requires_en: str
    waived_by: str
    fields: tuple[str, ...]


def explain(
    said: Said,
    stated: tuple[Subject, Kind],
    dossier: Dossier,
    on: date,
    values: Mapping[str, Any] | None,
    waivers: Iterable[str] = (),
) -> list[Explained]:
    """Every condition, in the order of the rulebook. `values`: what stands in the form so far; None: it has been sent.

    One that is not met, and that looks at something nobody has said yet, is not known: it may still come to be met.
    Of what has been sent nothing is left to be said, so there each condition is met or not.
    """
    facts, waived = eligibility.facts(said, stated[1], dossier, on), frozenset(waivers)
    answers = []
    for condition in conditions_of(*stated):
        fields = asked_for(condition)
        status: Status = "met"
        if not condition.holds(facts):
            in_principle = condition.strictness == "in_principle"
            status = "unmet" if values is None or not _unsaid(fields, values) else "unknown"
            status = "waived" if in_principle and condition.id in waived else status
        waived_by = condition.waived_by if condition.strictness == "in_principle" else ""
        answers.append(
            Explained(
                condition.id, condition.cite, condition.source, condition.strictness, status, condition.otherwise,
                condition.otherwise_en, waived_by, fields,
            )
        )  # fmt: skip
    return answers


def asked_for(condition: Condition[Facts]) -> tuple[str, ...]:
    """The fields of a form that ask for what a condition looks at, each once."""
    paths = condition.expression.paths if condition.expression is not None else ()
    return tuple(dict.fromkeys(field for path in paths if (field := asked_by(path))))


def pointed(findings: Iterable[dict[str, str]], stated: tuple[Subject, Kind]) -> list[dict[str, str]]:
    """The findings of conditions, each with a pointer to the first field that asks for what it looks at."""
    fields = {condition.id: asked_for(condition) for condition in conditions_of(*stated)}
    return [
        {**finding, "pointer": f"/{fields[finding['rule']][0]}"} if fields.get(finding["rule"]) else finding
        for finding in findings
    ]


def asked_by(path: str) -> str:
    """The field of a form that asks for a fact; "" for what nobody is asked (credit, history)."""
    root, _, name = path.partition(".")
    if path in ASKED_BY or root in BY_ROOT:
        return ASKED_BY.get(path) or BY_ROOT[root]
    if root in NOT_ASKED or path in ("application.on", "application.year", "application.direct", "application.kind"):
        return ""
    return f"unit_{name}" if root == "unit" else name


def public(one: Explained, rules: Rules) -> dict[str, Any]:
    """The condition with who may set it aside, by name."""
    return {**vars(one), "fields": list(one.fields), "waivable": bool(one.waived_by),
            "waived_by_label": rules.party(one.waived_by) if one.waived_by else "",
            "waived_by_label_en": rules.party_en(one.waived_by) if one.waived_by else ""}  # fmt: skip


def outcome(explained: Collection[Explained]) -> str:
    """Whether somebody could apply: yes, after_waiver, not_yet_known, no."""
    unmet = [one for one in explained if one.status == "unmet"]
    if any(one.strictness == "always" for one in unmet):
        return "no"
    if any(one.status == "unknown" for one in explained):
        return "not_yet_known"
    return "after_waiver" if unmet else "yes"


def _unsaid(fields: Iterable[str], values: Mapping[str, Any]) -> bool:
    return any(empty(values.get(field)) or values.get(field) in UNSAID for field in fields)
