"""Certificates as PDF, one by one; and how often each was looked up."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from services.registry.domain import certificate, verification
from services.registry.domain.certificate import Names
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.rulebook import Rulebook
from shared.typeset import paper, qr, typeset
from shared.work import Page


def filing_certificate(work: RegistryWork, rulebook: Rulebook, *, filing_id: str) -> dict[str, str]:
    """The certificate of a filing in force; the same bytes as long as the filing stays as it is."""
    filing = work.filings.get(filing_id)
    unit = work.units.find(filing.unit) if filing.unit else None
    sender = work.units.find(filing.sender_unit) if filing.sender_unit else None
    names = Names(rulebook.name, unit.name if unit else "", sender.name if sender else "")
    address = verification.address(work.public_url, filing.code or "")
    data = certificate.sheet(filing, Rules.of(rulebook, work.today), names, address)
    pdf = typeset(_template(), {**data, "qr": qr(address)}, day=certificate.day(filing))
    return paper(f"{data['title']}-{filing.number}.pdf", pdf)


def filing_looks(
    work: RegistryWork, *, filing_id: str, after: str | None = None, limit: int = 50
) -> Page[dict[str, Any]]:
    """How often the filing's code was looked up, by day, the latest first; nothing of who looked is known."""
    filing = work.filings.get(filing_id)
    page = work.looks.page({"code": filing.code}, after, limit, descending=True)
    return Page([{"on": one.on, "count": one.count, "last": one.last} for one in page.items], page.next)


@cache
def _template() -> str:
    return (Path(__file__).resolve().parent.parent / "papers" / "certificate.typ").read_text("utf-8")
