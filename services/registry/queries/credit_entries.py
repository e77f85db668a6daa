"""The credit register of every city."""

from __future__ import annotations

from typing import Any

from services.registry.domain import credit_entry
from services.registry.store import RegistryWork
from shared.work import Page


def list_credit_entries(
    work: RegistryWork, *, after: str | None = None, limit: int = 50, **equal: str
) -> Page[dict[str, Any]]:
    """The credit register of every city."""
    page = work.credit_entries.page(equal, after, limit)
    return Page([credit_entry.public(entry) for entry in page.items], page.next)
