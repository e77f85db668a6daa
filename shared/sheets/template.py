"""The empty sheet: headings with notes, drop-downs, an example on a sheet of its own, and the mark of its version."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

import xlsxwriter

from shared.sheets.columns import Column

ROWS = 10_000  # as far down as drop-downs reach, and as many rows as one import takes
YES_NO = ("是", "否")
MARK = "tepai-template"
_INLINE = 250  # Excel takes a longer list of choices only from cells


def version_of(columns: Sequence[Column]) -> str:
    """A mark that changes with any heading, type or choice."""
    said = "|".join(f"{one.name}:{one.kind}:{one.required}:{','.join(one.choices)}" for one in columns)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def template(title: str, columns: Sequence[Column]) -> bytes:
    """An .xlsx to be filled in: the first sheet for data, then examples and notes, choices hidden behind."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_custom_property(MARK, version_of(columns))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF7", "border": 1})
        text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
        data, example = book.add_worksheet("数据 Data"), book.add_worksheet("示例 Example")
        notes, lists = book.add_worksheet("说明 Notes"), book.add_worksheet("选项 Choices")
        lists.hide()
        notes.write_row(0, 0, [title, "必填 required", "说明 note", "选项 choices"], head)
        notes.set_column(0, 3, 40)
        for number, column in enumerate(columns):
            width = 12 if column.kind in ("whole", "day", "yes_no") else 22
            # identity numbers and codes are text: as numbers Excel would round them
            shape = {"day": day, "whole": None}.get(column.kind, text)
            data.set_column(number, number, width, shape)
            example.set_column(number, number, width, shape)
            data.write_string(0, number, column.heading, head)
            example.write_string(0, number, column.heading, head)
            # of a closed list the first: an example that is not taken would teach the wrong thing
            example.write_string(1, number, column.label.example or next(iter(column.choices.values()), ""))
            if column.label.note:
                data.write_comment(0, number, column.label.note)
            shown = "；".join(column.choices.values())
            notes.write_row(number + 1, 0, [column.label.zh, "是" if column.required else "", column.label.note, shown])
            _limit(data, lists, number, column)
        data.set_row(0, 32)
        data.freeze_panes(1, 1)
    return out.getvalue()


def _limit(
    data: xlsxwriter.worksheet.Worksheet, lists: xlsxwriter.worksheet.Worksheet, number: int, column: Column
) -> None:
    """What the cells of a column take; a wrong one is refused as it is typed."""
    choices = list(YES_NO) if column.kind == "yes_no" else list(column.choices.values())
    wrong = {"error_title": "填写有误", "error_message": f"请按说明填写“{column.label.zh}”"}
    if choices and column.kind != "many":
        source: object = choices
        if len(",".join(choices)) > _INLINE:
            lists.write_column(0, number, choices)
            letter = xlsxwriter.utility.xl_col_to_name(number)
            source = f"='选项 Choices'!${letter}$1:${letter}${len(choices)}"
        data.data_validation(1, number, ROWS, number, {"validate": "list", "source": source, **wrong})
    elif column.kind == "whole":
        data.data_validation(1, number, ROWS, number, {"validate": "integer", "criteria": ">=", "value": 0, **wrong})
