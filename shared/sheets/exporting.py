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
    said = "；".join(f"{key}={value}" for key, value in asked.items())
    at = run.now.astimezone(BEIJING)
    heading = Heading(f"{found.title} {found.title_en}", run.job.account_name, f"{at:%Y-%m-%d %H:%M}", said)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "export.xlsx")
        rows = _rows(run, found.question, asked)
        count = write(path, heading, found.columns(run.rulebook, at.date()), rows, lambda done: run.tell(done=done))
        run.tell(done=count, total=count)
        run.keep_file(f"{found.title}-{at:%Y%m%d-%H%M}.xlsx", XLSX, path)
    run.finish(rows=count)


def _rows(run: Run, question: str, asked: dict[str, Any]) -> Iterator[Mapping[str, Any]]:
    after: str | None = None
    while True:
        page = run.ask(question, {**asked, "limit": PAGE, **({"after": after} if after else {})})
        yield from page["items"]
        after = page["next"]
        if after is None:
            return
        run.check()
