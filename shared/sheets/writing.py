"""A list of any length as .xlsx, row by row in constant memory; its head says who, when and by which filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter


@dataclass(frozen=True)
class Listed:
    """One column of a list: a dotted path into the answer's items, and labels for coded values."""

    path: str
    zh: str
    en: str
    width: int = 18
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Heading:
    """What stands above the rows. `at`: a moment of Asia/Shanghai as text; `filter`: what was filtered, in words."""

    title: str
    by: str
    at: str
    filter: str


def write(
    path: str,
    heading: Heading,
    listed: Sequence[Listed],
    rows: Iterable[Mapping[str, Any]],
    told: Callable[[int], None] = lambda done: None,
) -> int:
    """Writes the file and returns how many rows it holds. `told` hears of every thousandth row."""
    written = 0
    with xlsxwriter.Workbook(
        path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("数据 Data")
        bold = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EEF7", "border": 1})
        sheet.write_string(0, 0, heading.title, book.add_format({"bold": True, "font_size": 14}))
        sheet.write_string(1, 0, f"导出人 by {heading.by} · {heading.at} · 条件 filter: {heading.filter or '无 none'}")
        for number, one in enumerate(listed):
            sheet.set_column(number, number, one.width)
            sheet.write_string(2, number, f"{one.zh}\n{one.en}", bold)
        sheet.freeze_panes(3, 1)
        for row in rows:
            written += 1
            for number, one in enumerate(listed):
                _cell(sheet, written + 2, number, _dug(row, one.path), one.labels)
            if written % 1_000 == 0:
                told(written)
    return written


def _dug(row: Any, path: str) -> Any:
    for part in path.split("."):
        row = row.get(part) if isinstance(row, Mapping) else None
    return row


def _cell(sheet: Any, row: int, number: int, value: Any, labels: Mapping[str, str]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, number, "是" if value else "否")
    elif isinstance(value, int | float):
        sheet.write_number(row, number, value)
    elif isinstance(value, list):
        sheet.write_string(row, number, "、".join(labels.get(str(one), str(one)) for one in value))
    else:
        sheet.write_string(row, number, labels.get(str(value), str(value)))
