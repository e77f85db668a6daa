"""Certificates in a batch: a job that makes one ZIP of what its owner may have one by one."""

from __future__ import annotations

import base64
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from shared.errors import Invalid, Problem
from shared.working import Run

ZIP = "application/zip"
MOST = 2_000
_EPOCH = (2000, 1, 1, 0, 0, 0)  # no time of making: the same certificates give the same archive


def bundle_certificates(run: Run) -> None:
    """args: the roster's own filter. What is not the owner's is left out, and counted. Raises Invalid for none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "certificates.zip"
        with path.open("wb") as file:
            looked_at, count = _made(run, file)
        if not count:
            raise Invalid.field("/subject", "没有可以出具证书的备案 · no filing to certify", "none")
        run.tell(done=looked_at, total=looked_at)
        run.keep_file("备案证书.zip", ZIP, str(path))
    run.finish(certificates=count, left_out=looked_at - count)


def _made(run: Run, file: BinaryIO) -> tuple[int, int]:
    looked_at = 0

    def papers() -> Iterator[tuple[str, bytes]]:
        nonlocal looked_at
        for filing in _filings(run):
            looked_at += 1
            try:
                made = run.ask("filing_certificate", {"filing_id": filing["id"]})
            except Problem:  # not the owner's, or ended since the list was read
                continue
            yield made["name"], base64.b64decode(made["content"])
            run.tell(done=looked_at)
            run.check()

    count = archive(file, papers())
    return looked_at, count


def archive(file: BinaryIO, papers: Iterable[tuple[str, bytes]]) -> int:
    """Writes the papers as a ZIP, each under its name (a name met again gets a number); how many there are."""
    names: dict[str, int] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in papers:
            names[name] = names.get(name, 0) + 1
            stem, dot, ending = name.rpartition(".")
            shown = name if names[name] == 1 else f"{stem}-{names[name]}{dot}{ending}"
            zipped.writestr(zipfile.ZipInfo(shown.replace("/", "_"), _EPOCH), content, zipfile.ZIP_DEFLATED)
    return sum(names.values())


def _filings(run: Run) -> Iterator[dict[str, Any]]:
    after: str | None = None
    shown = 0
    while shown < MOST:
        asked = {**run.args, "status": "filed", "limit": 100, **({"after": after} if after else {})}
        page = run.ask("filings", asked)
        for filing in page["items"][: MOST - shown]:
            shown += 1
            yield filing
        after = page["next"]
        if after is None:
            return
