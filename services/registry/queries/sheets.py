"""Templates of imports."""

from __future__ import annotations

from services.registry.sheets import IMPORTS
from services.registry.store import RegistryWork
from shared.rulebook import Rulebook
from shared.sheets import template_of
from shared.sheets.exporting import XLSX
from shared.typeset import paper


def import_template(work: RegistryWork, rulebook: Rulebook, *, sheet: str) -> dict[str, str]:
    """The empty sheet, with this city's choices. Raises Invalid for a sheet nobody imports."""
    name, content = template_of(IMPORTS, sheet, rulebook, work.today)
    return paper(name, content, XLSX)
