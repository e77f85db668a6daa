"""Imports: first a rehearsal that decides every row and keeps nothing, then the same rows as commands, each once."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from shared.errors import Invalid
from shared.rulebook import Rulebook
from shared.sheets.columns import Column
from shared.sheets.exporting import XLSX
from shared.sheets.marking import marked
from shared.sheets.reading import Mistake, Sheet, read
from shared.sheets.template import template
from shared.work import BEIJING

if TYPE_CHECKING:
    from shared.working import Run

AT_ONCE = 250  # decided together, within a transaction's few seconds; a rehearsed row sees those before it of its lot
TOLD = 100  # mistakes in the job's own answer; all of them stand in the marked copy


@dataclass(frozen=True)
class Import:
    """A sheet whose rows become commands. `unique`: columns in which no value may stand twice."""

    title: str
    title_en: str
    command: str
    columns: Callable[[Rulebook, date], Sequence[Column]]
    unique: tuple[str, ...] = ()


def import_rows(run: Run, imports: Mapping[str, Import]) -> None:
    """args: `sheet`, `dry_run`. Every row is accounted for: kept, or wrong with its reasons in the marked copy.

    A dry run goes through the very decisions and keeps nothing. Begun again after a crash it goes on, and doubles
    nothing: a row's key is the job's and its number. Raises Invalid where the file as a whole cannot be read.
    """
    found, content = one_of(imports, run.args["sheet"]), run.read_file()
    columns = tuple(found.columns(run.rulebook, run.now.astimezone(BEIJING).date()))
    run.tell(said="正在读取", said_en="Reading")
    sheet = read(content, columns)
    mistakes = [*sheet.mistakes, *_twice(sheet, found.unique, columns)]
    wrong = {mistake.row for mistake in mistakes}
    rows = [(number, args) for number, args in sheet.rows if number not in wrong]
    dry = bool(run.args["dry_run"])
    doing = ("正在核对", "Checking") if dry else ("正在导入", "Importing")
    run.tell(done=len(wrong), total=len(sheet.rows), said=doing[0], said_en=doing[1])
    kept, known = 0, 0
    for start in range(0, len(rows), AT_ONCE):
        items = [(str(number), args) for number, args in rows[start : start + AT_ONCE]]
        answers = run.rehearse(found.command, items) if dry else run.carry_out(found.command, items)
        for (number, _), answer in zip(items, answers, strict=True):
            if "problem" in answer:
                mistakes += _told(int(number), answer["problem"], columns)
            else:
                kept += 1
                known += bool((answer["result"] or {}).get("known"))
        run.tell(done=len(wrong) + start + len(items))
    mistakes.sort(key=lambda mistake: mistake.row)
    if mistakes:
        run.check()  # a long sheet takes some seconds to be marked
        run.keep_file(f"{found.title}-错误标注.xlsx", XLSX, marked(content, columns, mistakes))
    run.finish(
        dry_run=dry,
        rows=len(sheet.rows),
        kept=kept,
        known=known,
        wrong=len(sheet.rows) - kept,
        unknown_columns=sheet.unknown,
        mistakes=[_shown(mistake, columns) for mistake in mistakes[:TOLD]],
    )


def template_of(imports: Mapping[str, Import], sheet: str, rulebook: Rulebook, on: date) -> tuple[str, bytes]:
    """File name and content of the empty sheet. Raises Invalid for a sheet nobody imports."""
    found = one_of(imports, sheet)
    return f"{found.title}导入模板.xlsx", template(
        f"{found.title} {found.title_en}", tuple(found.columns(rulebook, on))
    )


def one_of(imports: Mapping[str, Import], sheet: str) -> Import:
    """The import of that name. Raises Invalid."""
    if sheet not in imports:
        known = ", ".join(imports)
        raise Invalid.field("/sheet", f"可导入：{known} · may be imported: {known}", "sheet")
    return imports[sheet]


def _twice(sheet: Sheet, unique: Sequence[str], columns: Sequence[Column]) -> list[Mistake]:
    found: list[Mistake] = []
    for name in unique:
        first: dict[Any, int] = {}
        for number, args in sheet.rows:
            value = args.get(name)
            if value is None:
                continue
            if value in first:
                said, said_en = f"与第 {first[value]} 行重复", f"The same as in row {first[value]}"
                found.append(Mistake(number, name, said, said_en))
            else:
                first[value] = number
    return found


def _told(row: int, problem: Mapping[str, Any], columns: Sequence[Column]) -> list[Mistake]:
    """A refused command as mistakes of its row: each field's own, each unmet rule with its article."""
    names = {column.name for column in columns}
    if errors := problem.get("errors"):
        return [Mistake(row, _column(one, names), *_both(one)) for one in errors]
    if findings := problem.get("findings"):
        return [
            Mistake(row, _column(one, names), one["reason"], one.get("reason_en", ""), one.get("article", ""))
            for one in findings
        ]
    return [Mistake(row, "", problem["reason"], problem.get("reason_en", ""), problem.get("article", ""))]


def _shown(mistake: Mistake, columns: Sequence[Column]) -> dict[str, Any]:
    """The mistake with its column's heading in both languages, "" for the whole row."""
    label = next((column.label for column in columns if column.name == mistake.column), None)
    return {**vars(mistake), "label": label.zh if label else "", "label_en": label.en if label else ""}


def _column(one: Mapping[str, Any], names: Container[str]) -> str:
    """The column that a pointer ("/members/0") leads to, "" for none."""
    place = [*str(one.get("pointer", "")).split("/"), ""][1]
    return place if place in names else ""


def _both(error: Mapping[str, Any]) -> tuple[str, str]:
    zh, dot, en = str(error.get("detail", "")).partition(" · ")
    return zh, en if dot else str(error.get("detail_en") or zh)
