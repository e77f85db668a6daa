"""What a city may say in registry.yml of complaints and suggestions (投诉建议): whom to reach, how soon it answers."""

from __future__ import annotations

from dataclasses import dataclass

from shared.rulebook import Rule


@dataclass(frozen=True)
class Complaints:
    """`contact`: how the bureau is reached beside the platform, in its own words. `answer_within`: working days."""

    contact: Rule[str]
    answer_within: Rule[int]
