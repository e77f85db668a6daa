"""Reading a filled-in sheet: columns found by their heading wherever they stand, every mistake with row and column."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from shared.errors import Invalid
from shared.sheets.columns import Column
from shared.sheets.template import ROWS, YES_NO

_YES = {YES_NO[0], "yes", "true", "y", "1", "√", "✓", "有"}
_NO = {YES_NO[1], "no", "false", "n", "0", "×", "无"}
_SEPARATORS = re.compile(r"[、,，;；\n]+")
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d")
Broken: Any = object()


@dataclass(frozen=True)
class Mistake:
    """What is wrong in one cell. `row` as Excel counts, `column` the name of the field ("" for the whole row)."""

    row: int
    column: str
    reason: str
    reason_en: str
    article: str = ""


@dataclass
class Sheet:
    """Rows as (row number, arguments); mistakes; headings nobody knows, which are left unread."""

    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read(content: bytes, columns: Sequence[Column]) -> Sheet:
    """The first sheet. Columns may stand in any order, under headings of an earlier template; empty rows are skipped.

    Raises Invalid when it is no spreadsheet, a required column is missing, or there are more than 10,000 rows.
    """
    try:
        cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    except (CalamineError, IndexError, ValueError) as error:
        raise Invalid.field("/receipt", "文件无法作为电子表格读取 · not a readable spreadsheet", "sheet") from error
    start, found, sheet = _headings(cells, columns)
    for number, row in enumerate(cells[start + 1 :], start + 2):
        if all(value in ("", None) for value in row):
            continue
        if len(sheet.rows) >= ROWS:
            raise Invalid.field("/receipt", f"一次最多导入 {ROWS} 行 · at most {ROWS} rows at once", "rows")
        sheet.rows.append((number, _row(number, row, found, sheet)))
    return sheet


def _headings(cells: list[list[Any]], columns: Sequence[Column]) -> tuple[int, dict[int, Column], Sheet]:
    """The row of headings is the first of five in which one is known."""
    by_heading: dict[str, Column] = {}
    for column in columns:
        for text in (column.name, column.label.zh, column.label.en, column.heading, *column.label.aliases):
            by_heading[_plain(text)] = column
    for start, row in enumerate(cells[:5]):
        found = {i: by_heading[_plain(text)] for i, text in enumerate(row) if _plain(text) in by_heading}
        if found:
            there = {column.name for column in found.values()}
            missing = [column.label.zh for column in columns if column.required and column.name not in there]
            if missing:
                said = "、".join(missing)
                raise Invalid.field("/receipt", f"缺少列：{said} · columns are missing: {said}", "columns")
            unknown = [str(text) for i, text in enumerate(row) if i not in found and text not in ("", None)]
            return start, found, Sheet(unknown=unknown)
    raise Invalid.field("/receipt", "没有找到表头，请使用模板 · no headings found; please use the template", "columns")


def _plain(text: Any) -> str:
    return re.sub(r"[\s*＊]", "", str(text)).casefold()


def _row(number: int, row: list[Any], found: dict[int, Column], sheet: Sheet) -> dict[str, Any]:
    args: dict[str, Any] = {}
    for place, column in found.items():
        given = row[place] if place < len(row) else ""
        if given in ("", None):
            if column.required:
                sheet.mistakes.append(Mistake(number, column.name, "必须填写", "Must be filled in"))
            continue
        value = _value(given, column)
        if isinstance(value, tuple):
            sheet.mistakes.append(Mistake(number, column.name, *value))
        elif value is not Broken:
            args[column.name] = value
    return args


def _value(given: Any, column: Column) -> Any:
    """The cell as the command takes it; a pair of sentences where it cannot be."""
    text = _text(given)
    match column.kind:
        case "whole":
            return int(float(text)) if re.fullmatch(r"-?\d+(\.0+)?", text) else ("应为整数", "Must be a whole number")
        case "yes_no":
            plain = text.casefold()
            return True if plain in _YES else False if plain in _NO else ("应为“是”或“否”", "Must be yes or no")
        case "day":
            return _day(given, text)
        case "many":
            parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
            return _codes(parts, column) if column.choices else parts
    if column.choices:
        codes = _codes([text], column)
        return codes[0] if isinstance(codes, list) else codes
    if column.most is not None and len(text) > column.most:
        return f"不得超过 {column.most} 字", f"At most {column.most} characters"
    return text


def _text(given: Any) -> str:
    """A number that Excel made of a code is written out again, without the .0 it gained."""
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    return str(given).strip().replace("\u00a0", " ").strip()


def _codes(parts: list[str], column: Column) -> list[str] | tuple[str, str]:
    """The codes of a closed list; a pair of sentences where one is not of it."""
    codes = [_code(part, column) for part in parts]
    if all(code in column.choices for code in codes):
        return codes
    known = "、".join(list(column.choices.values())[:20])
    return f"不在选项中：{known}", f"Not one of: {known}"


def _code(text: str, column: Column) -> str:
    return next((code for code, label in column.choices.items() if text in (code, label)), text)


def _day(given: Any, text: str) -> Any:
    if isinstance(given, datetime):
        return given.date().isoformat()
    if isinstance(given, date):
        return given.isoformat()
    for shape in _DAYS:
        try:
            return datetime.strptime(text, shape).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return "应为日期，如 2025-03-01", "Must be a day such as 2025-03-01"
