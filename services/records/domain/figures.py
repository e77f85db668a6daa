"""What confirmed services come to: the sums that reports and a year's duty are drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from services.records.domain.record import Record
from services.records.rules import ServiceYear


@dataclass(frozen=True)
class Figures:
    """`days` are distinct days of one filing's service, `hosts` and `people` distinct ones; outcomes in their units."""

    services: int = 0
    days: int = 0
    hours: float = 0.0
    hosts: int = 0
    people: int = 0
    duties: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)

    @property
    def year(self) -> ServiceYear:
        """As the facts of a year's least service."""
        return ServiceYear(self.services, self.days, self.hours, self.hosts)


def add_up(records: Iterable[Record]) -> Figures:
    """The sums over records; the caller chooses which (confirmed ones of a period)."""
    services, hours = 0, 0.0
    days, hosts, people = set[tuple[str, str]](), set[str](), set[str]()
    duties, outcomes = Counter[str](), Counter[str]()
    for record in records:
        services += 1
        hours += record.hours
        days.add((record.filing, record.on.isoformat()))
        hosts.add(record.host_unit)
        people.add(record.person)
        duties.update(record.duties)
        outcomes.update(record.outcomes)
    return Figures(services, len(days), hours, len(hosts), len(people), dict(sorted(duties.items())),
                   {name: amount for name, amount in sorted(outcomes.items()) if amount})  # fmt: skip
