"""The month-end peak as numbers: every factor a knob, each with where it comes from (loadtests/README.md).

`burst_writes_per_second` is what a city of so many people sends in the worst seconds of a month.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class MonthEnd:
    """Shares are of 1; sizes in bytes; `minutes` is how long the squeezed month lasts."""

    writes_per_person: float = (
        8.0  # a month: 1.2 services as Henan counted in 2023, reports, corrections, a fourfold margin
    )
    last_day: float = 0.40  # of the month's writes
    busiest_hour: float = 0.25  # of the last day's
    burst: float = 3.0  # times the busiest hour's mean
    reads_per_write: int = 10
    photos_per_write: int = 2
    photo_bytes: int = 24_000
    slow_clients: float = 0.20  # on a bad line: 200–500 ms before each request
    minutes: float = 2.0

    def burst_writes_per_second(self, people: int) -> float:
        """Writes a second inside the burst."""
        return people * self.writes_per_person * self.last_day * self.busiest_hour / 3600 * self.burst

    def stages(self, users: int) -> list[tuple[float, int]]:
        """(until which second, how many users): an ordinary day, the last day's climb, the burst, the evening."""
        seconds = self.minutes * 60
        return [
            (seconds * 0.2, max(1, users // 4)),
            (seconds * 0.5, max(1, users // 2)),
            (seconds * 0.9, users),
            (seconds, max(1, users // 4)),
        ]
