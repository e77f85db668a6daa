"""`python -m loadtests.sheets`: 200,000 rows out to Excel in constant memory, 10,000 rows in through a SIGKILL.

The jobs run where they always run, in a process of `shared.working` over real parts; its memory is read from /proc.
Two exports, of a tenth and of all, tell whether memory grows with the rows. The import's process is killed half-way
and another one goes on: a row missing, or there twice, is a failure. Bounded in rows; a job that takes longer than
ten minutes is given up.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
import xlsxwriter
from rich.console import Console

from infra.local.folder import CHECKOUT
from loadtests import people
from services.registry.service import RegistryService
from services.registry.sheets import IMPORTS
from shared.actor import Actor, Grant
from shared.attachments import Announced, File, ObjectStore, sign_receipt
from shared.sheets.exporting import XLSX
from tests.factories.hosted import SECRET, Hosted
from tests.factories.registry import credit_code
from tests.parts import Parts, drop_namespace, random_namespace, started_parts

CITY, DAY = "150200", date(2024, 6, 3)
COUNTIES = ("150202", "150203", "150204", "150205", "150206", "150207", "150221", "150222", "150223", "150271")
OFFICER = Actor("bench", "某", CITY, grants=(Grant("city_officer"),))
MOST_SECONDS = 600.0
MOST_GROWTH = 48.0  # MiB between a tenth of the rows and all of them
screen = Console()


def main(
    rows: Annotated[int, typer.Option(help="导出行数 · rows to export")] = 200_000,
    imported: Annotated[int, typer.Option(help="导入行数 · rows to import")] = 10_000,
    out: Annotated[str, typer.Option(help="结果文件 · where the figures go")] = "loadtests/results/sheets.json",
) -> None:
    """Measures and prints; ends with a line for machines."""
    with started_parts() as parts:
        namespace = random_namespace()
        hosted = Hosted(RegistryService, parts, namespace, DAY)
        try:
            figures = coming_in(hosted, parts, namespace, imported)
            screen.print(f"sheets, coming in: {json.dumps(figures)}", soft_wrap=True)  # whatever becomes of the rest
            figures |= going_out(hosted, parts, namespace, rows)
        finally:
            hosted.close()
            drop_namespace(parts, namespace)
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    screen.print(f"sheets: {json.dumps(figures)}", soft_wrap=True)
    exact = figures["import_missing"] == figures["import_doubled"] == 0 and figures["export_rows"] == rows
    if not exact or figures["export_growth_mib"] > MOST_GROWTH:
        raise SystemExit(1)


def coming_in(hosted: Hosted, parts: Parts, namespace: str, count: int) -> dict[str, float]:
    """An import killed once it is half done, gone on with by another process."""
    receipt = uploaded(parts, namespace, sheet(hosted, count))
    said = {"sheet": "units", "receipt": receipt, "dry_run": False}
    began = time.monotonic()
    job = hosted.command("import_rows", said, OFFICER)["id"]
    with working(parts, namespace) as first:
        waited(hosted, job, lambda now: now["done"] >= count // 2)
        first.send_signal(signal.SIGKILL)
    before = hosted.database["units"].count_documents({"city": CITY})
    with working(parts, namespace):
        ended = waited(hosted, job, lambda now: now["status"] not in ("queued", "running"))
    kept = ended["result"].get("kept", 0)
    codes = hosted.database["units"].distinct("uscc")
    told = hosted.database["announcements"].count_documents({"type": "unit_registered"})
    return {
        "import_rows": count,
        "import_before_kill": before,
        "import_kept": kept,
        "import_attempts": ended["attempts"],
        "import_missing": count - len(codes),
        "import_doubled": hosted.database["units"].count_documents({}) - len(codes) + max(0, told - count),
        "import_seconds": round(time.monotonic() - began, 1),
    }


def going_out(hosted: Hosted, parts: Parts, namespace: str, count: int) -> dict[str, float]:
    """A tenth of the rows, then all of them, with the most memory that the process held meanwhile."""
    hosted.database["units"].delete_many({})
    with screen.status(f"生成 {count} 行 generating"):
        people.keep(hosted.database, "units", people.units(count, CITY, COUNTIES))
    with working(parts, namespace) as process:
        part, part_rows, _ = exported(hosted, process, {"county": COUNTIES[0]})
        whole, whole_rows, seconds = exported(hosted, process, {})
    return {
        "export_rows": whole_rows,
        "export_seconds": round(seconds, 1),
        "export_rows_per_second": round(whole_rows / seconds),
        "export_tenth_rows": part_rows,
        "export_tenth_peak_mib": round(part, 1),
        "export_peak_mib": round(whole, 1),
        "export_growth_mib": round(whole - part, 1),
    }


def exported(hosted: Hosted, process: subprocess.Popen[bytes], chosen: dict[str, str]) -> tuple[float, int, float]:
    """The most memory held (MiB), rows and seconds of one export."""
    peak, began = 0.0, time.monotonic()
    job = hosted.command("export_list", {"list": "units", "filter": chosen}, OFFICER)["id"]

    def over(now: dict[str, Any]) -> bool:
        nonlocal peak
        peak = max(peak, resident(process.pid))
        return now["status"] not in ("queued", "running")

    ended = waited(hosted, job, over)
    if ended["status"] != "done":
        raise SystemExit(f"the export {ended['status']}: {ended['problem']}")
    return peak, ended["result"]["rows"], time.monotonic() - began


def waited(hosted: Hosted, job: str, done: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The job once it is so far. Gives up after ten minutes."""
    until = time.monotonic() + MOST_SECONDS
    while True:
        now: dict[str, Any] = hosted.question("job", {"job_id": job}, OFFICER)
        if done(now):
            return now
        if time.monotonic() > until:
            raise SystemExit(f"not within {MOST_SECONDS:g} s: {now['status']} at {now['done']} of {now['total']}")
        time.sleep(0.1)


@contextmanager
def working(parts: Parts, namespace: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process that runs the registry's jobs."""
    secrets = dict.fromkeys(("ACTOR_SECRET", "FIELD_SECRET", "TOKEN_SECRET", "CLOCK_SECRET"), SECRET)
    named = {"NAMESPACE": namespace, "S3_BUCKET": namespace, "LOG_LEVEL": "ERROR", "PYTHONPATH": str(CHECKOUT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "shared.working", "registry"],
        env={**os.environ, **parts.environment(), **secrets, **named},
        cwd=CHECKOUT,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def resident(pid: int) -> float:
    """The memory a process holds now, in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def sheet(hosted: Hosted, count: int) -> bytes:
    """A filled-in sheet of units, as the template has its columns."""
    columns = IMPORTS["units"].columns(hosted.service.rulebooks.of(CITY), DAY)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "constant_memory": True}) as book:
        page = book.add_worksheet()
        for place, column in enumerate(columns):
            page.write_string(0, place, column.heading)
        for number in range(count):
            values = {
                "name": f"导入单位{number}",
                "uscc": credit_code(number),
                "unit_kind": "企业",
                "county": "青山区",
                "region": "150204",
            }
            for place, column in enumerate(columns):
                if column.name in values:
                    page.write_string(number + 1, place, values[column.name])
    return content.getvalue()


def uploaded(parts: Parts, namespace: str, content: bytes) -> str:
    """The receipt of the sheet, kept in the object store."""
    store = ObjectStore(parts.s3_endpoint, parts.s3_access_key, parts.s3_secret_key, namespace, parts.s3_secure, "")
    store.put(CITY, "sheet", XLSX, content)
    file = File("sheet", "单位.xlsx", hashlib.sha256(content).hexdigest(), len(content), XLSX)
    return sign_receipt(Announced(file, CITY, OFFICER.account), datetime.now(UTC), SECRET)


if __name__ == "__main__":
    typer.run(main)
