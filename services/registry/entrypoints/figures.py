"""Figures of the dashboard: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import queries, schemas
from shared.hosting import question


class Figures:
    """Figures of the dashboard."""

    @question(schemas.AskRegistryFigures)
    def registry_figures(self, call: Any) -> Any:
        return queries.registry_figures(call.work)
