"""What this service tells: one function per event, plain data, the contract with whoever listens."""

from __future__ import annotations

from typing import Any

from services.training.domain.attendance import Attendance
from services.training.domain.training import Training
from shared.work import Announcement


def session_published(training: Training) -> Announcement:
    """A session is open to be enrolled for."""
    return Announcement("session_published", _subject(training), _facts(training), _rules(training))


def session_held(training: Training, attended: int) -> Announcement:
    """A session has taken place; `attended` so far (a list may still follow)."""
    return Announcement(
        "session_held", _subject(training), {**_facts(training), "attended": attended}, _rules(training)
    )


def session_cancelled(training: Training) -> Announcement:
    """A session does not take place."""
    return Announcement("session_cancelled", _subject(training), {**_facts(training), "reason": training.reason})


def attendance_recorded(attendance: Attendance) -> Announcement:
    """Somebody attended, by the code or by the holder's list."""
    data = {
        "session": attendance.training,
        "person": attendance.person,
        "account": attendance.account,
        "role": attendance.role,
        "hours": attendance.hours,
        "on": attendance.on.isoformat(),
        "way": attendance.way,
    }
    return Announcement("attendance_recorded", f"attendance:{attendance.id}", data)


def _subject(training: Training) -> str:
    return f"training:{training.id}"


def _rules(training: Training) -> list[dict[str, str]]:
    return [{"rule": rule, "article": article} for rule, article in zip(training.rules, training.articles, strict=True)]


def _facts(training: Training) -> dict[str, Any]:
    return {
        "session": training.id,
        "title": training.title,
        "holder": training.holder,
        "unit": training.unit,
        "county": training.county,
        "on": training.on.isoformat(),
        "hours": training.hours,
        "audience": list(training.audience),
        "way": training.way,
    }
