"""Exports: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch.sheets import EXPORTS
from shared.hosting import job
from shared.sheets import export_list
from shared.sheets.shapes import ExportList


class Sheets:
    """Exports."""

    @job(ExportList)
    def export_list(self, run: Any) -> None:
        export_list(run, EXPORTS)
