"""What a stranger who holds a certificate may know of it."""

from __future__ import annotations

from typing import Any

from services.registry.domain import verification as verifications
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.errors import NotFound
from shared.rulebook import Rulebooks


def verification(work: RegistryWork, rulebooks: Rulebooks, *, code: str) -> dict[str, Any]:
    """The standing behind a code. Raises NotFound for a code that is nobody's."""
    known = work.verifications.get(code)
    found = work.filings.some({"_id": known.filing}, limit=1, everywhere=True)
    if not found:
        raise NotFound("verification")
    book = rulebooks.of(known.made_in)
    return verifications.shown(found[0], Rules.of(book, max(found[0].since, work.today)), book.name, book.page.name_en)
