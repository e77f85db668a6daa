"""Imports and exports: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import queries
from services.registry.sheets import EXPORTS, IMPORTS
from shared.hosting import job, question
from shared.sheets import export_list, import_rows
from shared.sheets.shapes import ExportList, ImportRows, SheetName


class Sheets:
    """Imports and exports."""

    @job(ImportRows)
    def import_rows(self, run: Any) -> None:
        import_rows(run, IMPORTS)

    @job(ExportList)
    def export_list(self, run: Any) -> None:
        export_list(run, EXPORTS)

    @question(SheetName)
    def import_template(self, call: Any) -> Any:
        return queries.import_template(call.work, call.rulebook, **call.args)
