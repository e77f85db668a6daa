"""The sheet that was sent, with every mistake marked in its cell: to be mended and sent again."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from shared.sheets.columns import Column
from shared.sheets.reading import Mistake, _plain

_RED = PatternFill("solid", fgColor="FFC7CE")
WRONG = "错误 Mistakes"


def marked(content: bytes, columns: Sequence[Column], mistakes: Sequence[Mistake]) -> bytes:
    """The workbook with red cells, comments, and a last column that says everything wrong with the row."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    by_name = {column.name: column for column in columns}
    places, head = _places(sheet, columns)
    last = next((cell.column for cell in sheet[head] if cell.value == WRONG), sheet.max_column + 1)
    for row in range(head + 1, sheet.max_row + 1):  # marks of an earlier round do not stand beside what was mended
        sheet.cell(row, last).value = None
    sheet.cell(head, last, WRONG)
    said: dict[int, list[str]] = {}
    for mistake in mistakes:
        label = by_name[mistake.column].label.zh + "：" if mistake.column in by_name else ""
        said.setdefault(mistake.row, []).append(
            f"{label}{mistake.reason}{mistake.article and f'（{mistake.article}）'}"
        )
        if mistake.column in places:
            cell = sheet.cell(mistake.row, places[mistake.column])
            cell.fill = _RED
            cell.comment = Comment(f"{mistake.reason}\n{mistake.reason_en}", "Tepai")
    for row, reasons in said.items():
        sheet.cell(row, last, "；".join(reasons)).fill = _RED
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _places(sheet: object, columns: Sequence[Column]) -> tuple[dict[str, int], int]:
    names: dict[str, str] = {}
    for column in columns:
        for text in (column.name, column.label.zh, column.label.en, column.heading, *column.label.aliases):
            names[_plain(text)] = column.name
    for row in range(1, 6):
        found = {names[_plain(c.value)]: c.column for c in sheet[row] if _plain(c.value) in names}  # type: ignore[index]
        if found:
            return found, row
    return {}, 1
