"""Excel brought in by a job: the empty sheet, a dry run that keeps nothing, then the rows themselves."""

from __future__ import annotations

from gateway.resource import Resource
from shared.jobs import JobShape
from shared.sheets.exporting import XLSX
from shared.sheets.shapes import ImportRows, SheetName

imports = Resource("imports", service="registry", may=("city_officer",), zh="Excel 导入", en="Excel imports")
imports.command(
    "POST",
    "/",
    "import_rows",
    takes=ImportRows,
    gives=JobShape,
    status=202,
    zh="导入，或先行核对（任务）",
    en="Import, or rehearse it first (a job)",
)
imports.document(
    "/templates/<sheet>",
    "import_template",
    takes=SheetName,
    media=(XLSX,),
    zh="导入模板",
    en="The empty sheet",
)
