"""A year put together: who may speak as its host."""

from __future__ import annotations

from datetime import date

from services.appraisal.domain.known import KnownAgreement, KnownVisit
from services.appraisal.domain.year import Heard


def test_a_host_to_whom_nobody_came_is_a_host_of_the_year_too() -> None:
    visit = KnownVisit("r1", "150200", "f1", "u1", "visited", 2024, date(2024, 5, 6), 4)
    agreements = [
        KnownAgreement("a1", "150200", "f1", "u1", "promised", date(2024, 2, 1), date(2024, 12, 31)),
        KnownAgreement("a2", "150200", "f1", "u1", "earlier", date(2023, 2, 1), date(2023, 12, 31)),
        KnownAgreement("a3", "150200", "f1", "u1", "broken", date(2023, 2, 1), None, date(2023, 6, 1), "sham"),
    ]
    heard = Heard(visits=[visit], agreements=agreements)
    assert heard.hosts(2024) == ["promised", "visited"]
