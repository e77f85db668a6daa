"""The period of a report: a month "2024-05" or a year "2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from services.records.rules import ReportKind
from shared.errors import Invalid

_SHAPE = {"monthly": re.compile(r"\d{4}-(0[1-9]|1[0-2])"), "annual": re.compile(r"\d{4}")}


@dataclass(frozen=True)
class Period:
    """Its name, first and last day."""

    name: str
    first: date
    last: date

    @classmethod
    def of(cls, kind: ReportKind, name: str) -> Period:
        """Raises Invalid when the name is not of that kind of report."""
        if not _SHAPE[kind].fullmatch(name) or name.startswith("0000"):
            raise Invalid.field("/period", "月报写如 2024-05，年度总结写如 2024 · 2024-05 or 2024", "period")
        year = int(name[:4])
        if kind == "annual":
            return cls(name, date(year, 1, 1), date(year, 12, 31))
        month = int(name[5:])
        following = date(year + (month == 12), month % 12 + 1, 1)
        return cls(name, date(year, month, 1), following - timedelta(days=1))
