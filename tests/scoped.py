"""Listens to every query that services send from a test's own process: one over a city's records must name the city.

By id is enough, for an id is 128 bits that nobody guesses, and `Shelf.find` holds what came against the city. What a
service looks up in every city on purpose is listed here with its reason.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

from pymongo import monitoring

from shared.hosting import service_class, service_names

FILTERS = {"find": "filter", "count": "query", "distinct": "query", "findAndModify": "query"}
# (service, collection): why it is read in every city
EVERYWHERE = {
    ("registry", "filings"): "a person's filings follow them into every city (S-4(4); roles at registration)",
    ("registry", "applications"): "nobody is forgotten while a matter of theirs runs in any city",
    ("registry", "complaints"): "whoever is forgotten is named in no complaint of any city",
    ("registry", "units"): "whoever is forgotten leaves no unit of any city without a manager",
    ("registry", "ties"): "nobody is forgotten while a matter of theirs runs in any city",
}


@cache
def tenants(service: str) -> frozenset[str]:
    """The collections of a service whose records are a city's."""
    collections = service_class(service).work.collections()
    return frozenset(name for name, one in collections.items() if not one.everywhere)


class Unscoped(monitoring.CommandListener):
    """Collects what was asked without a city."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Looks at a command before it is sent."""
        service, name = event.database_name.rpartition("_")[2], event.command_name
        if service not in service_names():
            return
        collection = str(event.command.get(name, ""))
        if collection not in tenants(service) or (service, collection) in EVERYWHERE:
            return
        for asked in _filters(name, event.command):
            if not _scoped(asked) and _by_a_service():
                self.found.append(f"{service}.{collection}: {name} {dict(asked)}"[:300])

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Nothing to do."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Nothing to do."""


def _by_a_service() -> bool:
    """Whether a service's own code asked, and not a test that looks or clears up: which is nearer on the stack.

    A person's own data, shown to them or forgotten, is theirs in every city: `shared/subject_access.py` asks by person.
    A stored shape is brought forward in all of them at once (`shared/migrations.py`).
    """
    ours = False
    frame = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if path.endswith(("/shared/subject_access.py", "/shared/migrations.py")):
            return False
        if path != __file__ and "/tests/" in path:
            return ours
        ours = ours or "/services/" in path or path.endswith(("/shared/work.py", "/shared/sheaf.py"))
        frame = frame.f_back  # type: ignore[assignment]
    return ours


def _filters(name: str, command: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if name in FILTERS:
        return [command.get(FILTERS[name], {})]
    if name in ("update", "delete"):
        return [one["q"] for one in command.get(f"{name}s", ())]
    if name == "aggregate":
        first = (command.get("pipeline") or [{}])[0]
        return [first.get("$match", {})]
    return []


def _scoped(asked: Mapping[str, Any]) -> bool:
    parts = [asked, *asked.get("$and", ())]
    return any("city" in part or _by_id(part.get("_id")) for part in parts)


def _by_id(asked: Any) -> bool:
    """An id, or a list of them; a range of ids is a list of everybody's."""
    return isinstance(asked, str) or (isinstance(asked, Mapping) and "$in" in asked)
