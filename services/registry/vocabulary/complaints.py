"""What a city may say in registry.yml of complaints and suggestions (投诉建议): whom to reach, how soon it answers."""

from __future__ import annotations

from dataclasses import dataclass

from shared.rulebook import Rule


@dataclass(frozen=True)
class Complaints:
    """`contact`: how the bureau is reached beside the platform, in its own words. `answer_within`: working days.

    `county_answers`: whether the department of the county concerned deals with it; the bureau alone where not stated.
    `remind_days`: how many days before the last day whoever deals with it is reminded; nobody where not stated.
    """

    contact: Rule[str]
    answer_within: Rule[int]
    county_answers: Rule[bool] | None = None
    remind_days: Rule[int] | None = None
