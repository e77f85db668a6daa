"""Receipts to evidence: the files that a command cites."""

from __future__ import annotations

from typing import Any

from services.records.domain.evidence import Evidence
from services.records.store import RecordsWork


def cited(work: RecordsWork, given: list[dict[str, Any]]) -> tuple[Evidence, ...]:
    """The files behind the receipts. Raises Invalid for a forged or foreign one."""
    files = []
    for item in given:
        file = work.cite(item["receipt"])
        taken_on = item["taken_on"].isoformat() if "taken_on" in item else ""
        files.append(Evidence(file.id, file.name, file.sha256, file.size, file.content_type, taken_on))
    return tuple(files)
