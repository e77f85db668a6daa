"""Exports: what was filtered, as the asker may see it, written by a job."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shared.errors import Invalid
from shared.rulebook import Rulebook
from shared.sheets.writing import Heading, Listed, write
from shared.work import BEIJING

if TYPE_CHECKING:
    from shared.working import Run

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 200
# What a list is narrowed by and none of its columns says.
NARROWED = {
    "q": "查找 Search",
    "year": "年度 Year",
    "late": "已超期 Late",
    "changes": "变更申请 Changes",
    "waits_on": "待办理 Waits on",
    "field": "技术领域 Field",
    "until_from": "截止日不早于 Ends on or after",
    "until_to": "截止日不晚于 Ends on or before",
}
SAID = {"true": "是 yes", "True": "是 yes", "false": "否 no", "False": "否 no", "me": "本人 oneself"}


@dataclass(frozen=True)
class Export:
    """A list that can be written out: the question that answers it page by page, and its columns in a city."""

    title: str
    title_en: str
    question: str
    columns: Callable[[Rulebook, date], Sequence[Listed]]


def export_list(run: Run, exports: Mapping[str, Export]) -> None:
    """args: `list`, `filter` (the list's own arguments). The file holds what the owner sees in that list, no more.

    Raises Invalid for a list that cannot be exported or a filter that the list does not take.
    """
    found = exports.get(run.args["list"])
    if found is None:
        raise Invalid.field("/list", f"可导出：{'、'.join(exports)} · may be exported: {', '.join(exports)}", "list")
    asked = {key: value for key, value in (run.args.get("filter") or {}).items() if key not in ("after", "limit")}
    at = run.now.astimezone(BEIJING)
    columns = found.columns(run.rulebook, at.date())
    said = "；".join(_narrowed(name, value, columns) for name, value in asked.items() if name != "sort")
    heading = Heading(f"{found.title} {found.title_en}", run.job.account_name, f"{at:%Y-%m-%d %H:%M}", said)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "export.xlsx")
        rows = _rows(run, found.question, asked)
        count = write(path, heading, columns, rows, lambda done: run.tell(done=done))
        run.tell(done=count, total=count)
        run.keep_file(f"{found.title}-{at:%Y%m%d-%H%M}.xlsx", XLSX, path)
    run.finish(rows=count)


def _narrowed(name: str, value: Any, columns: Sequence[Listed]) -> str:
    """What the list was narrowed by, as its column is called there and says it; else as it was asked."""
    column = next((one for one in columns if one.path.rsplit(".", 1)[-1] == name), None)
    if column is None:
        return f"{NARROWED.get(name, name)}：{SAID.get(str(value), value)}"
    return f"{column.zh} {column.en}：{column.labels.get(str(value), value)}"


def _rows(run: Run, question: str, asked: dict[str, Any]) -> Iterator[Mapping[str, Any]]:
    after: str | None = None
    while True:
        page = run.ask(question, {**asked, "limit": PAGE, **({"after": after} if after else {})})
        yield from page["items"]
        after = page["next"]
        if after is None:
            return
        run.check()
