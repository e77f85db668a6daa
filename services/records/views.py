"""What is shown of a record: the public form of each noun, as plain values."""

from __future__ import annotations

from typing import Any

from services.records.domain.case import Case
from services.records.domain.problem import ProblemReport
from services.records.domain.record import Record
from services.records.domain.report import Report
from services.records.domain.review import reviews
from shared.documents import plain

HIDDEN = ("review", "people", "account", "city")  # accounts and other persons' ids are nobody's business in an answer


def receipt(record: Record, told: dict[str, Any]) -> dict[str, Any]:
    """The answer to a submission: what was announced, without the content that the sender has in hand."""
    shown = {name: value for name, value in told.items() if name not in ("record", "account")}
    return {
        "id": record.id,
        "version": 1,
        "step": record.step,
        "submitted_on": record.submitted_on.isoformat(),
        **shown,
    }


def record(record: Record, version: int | None = None, actions: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A daily record; `version` where it is just being saved."""
    return _shown(record, version, actions)


def report(report: Report, version: int | None = None, actions: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A report."""
    return _shown(report, version, actions)


def case(case: Case, version: int | None = None, actions: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """A case."""
    return _shown(case, version, actions)


def problem(
    problem: ProblemReport, version: int | None = None, actions: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """A problem."""
    return _shown(problem, version, actions)


def _shown(kept: Any, version: int | None, actions: list[dict[str, Any]] | None) -> dict[str, Any]:
    shown: dict[str, Any] = {name: value for name, value in plain(kept).items() if name not in HIDDEN}
    shown["reviews"] = plain(reviews(kept.review))
    if version is not None:
        shown["version"] = version
    if actions is not None:
        shown["actions"] = actions
    return shown
