"""What is shown of a session or an attendance, as plain values."""

from __future__ import annotations

from typing import Any

from services.training.domain.attendance import Attendance
from services.training.domain.training import Training, holds
from shared.actor import Actor
from shared.documents import plain

HIDDEN = ("city", "account", "trainer", "rules", "rulebook_version", "code", "taken")


def training(
    training: Training,
    actor: Actor,
    version: int | None = None,
    actions: list[dict[str, Any]] | None = None,
    enrolled: int | None = None,
) -> dict[str, Any]:
    """A session; its code is for its holder's eyes, who shows it to the room. `enrolled`: where it does not count."""
    shown: dict[str, Any] = {name: value for name, value in plain(training).items() if name not in HIDDEN}
    shown["articles"] = list(dict.fromkeys(training.articles))  # two conditions of one article
    shown["enrolled"] = training.taken if enrolled is None else enrolled
    if version is not None:
        shown["version"] = version
    if training.code and holds(training, actor):
        shown["code"] = training.code
    if actions is not None:
        shown["actions"] = actions
    return shown


def attendance(attendance: Attendance) -> dict[str, Any]:
    """An attendance."""
    return {name: value for name, value in plain(attendance).items() if name not in ("city", "by")}
