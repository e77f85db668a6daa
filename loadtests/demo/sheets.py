"""Excel in and out: the bureau's template filled in, rehearsed with a mistake, imported; a list exported."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from loadtests.demo import names, plan
from loadtests.demo.city import City
from loadtests.demo.wire import DemoError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST = 7_000  # the running numbers of units that come by the sheet
KIND, COUNTY, REGION = "企业", "青山区", "150204"


def bring_in(city: City, rows: int) -> None:
    """Enterprises that may become hosts: a rehearsal names the one mistake, then the corrected sheet comes in."""
    good = [
        [f"演示导入企业{n:03d}", names.credit_code(FIRST + n, plan.REGION[city.code]), KIND, COUNTY, REGION]
        for n in range(rows)
    ]
    wrong = [*good[:-1], [*good[-1][:2], "寺院", *good[-1][3:]]]
    template = city.api.fetch(city.officer, "/imports/templates/units")
    rehearsed = _job(city, _filled(template, wrong), True)
    if (rehearsed["kept"], rehearsed["wrong"]) != (rows - 1, 1):
        raise DemoError(f"the rehearsal: {rehearsed}")
    imported = _job(city, _filled(template, good), False)
    if imported["kept"] != rows:
        raise DemoError(f"the import: {imported}")
    city.count("imported units", rows)


def take_out(city: City) -> None:
    """The roster as a sheet, and the agreements."""
    for service, listed in (("registry", "filings"), ("dispatch", "agreements")):
        job = city.job(city.officer, f"/exports/{service}", {"list": listed}, None, f"export|{listed}")
        if not city.api.fetch(city.officer, f"/jobs/{job['id']}/files/0").startswith(b"PK"):
            raise DemoError(f"the export of {listed} is no sheet")
        city.count("exported rows", job["result"]["rows"])


def _job(city: City, content: bytes, rehearsal: bool) -> dict[str, int]:
    step = "rehearsal" if rehearsal else "import"
    said: dict[str, object] = {"sheet": "units", "dry_run": rehearsal}
    if city.api.done(f"{city.code}|{step}") is None:
        said["receipt"] = city.receipt(city.officer, content, XLSX, "import", None, step)
    result: dict[str, int] = city.job(city.officer, "/imports", said, None, step)["result"]
    return result


def _filled(template: bytes, rows: list[list[str]]) -> bytes:
    book = load_workbook(io.BytesIO(template))
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            book.worksheets[0].cell(number, place, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
