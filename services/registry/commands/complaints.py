"""Complaints and suggestions: sent by anybody, withdrawn by who sent them, answered by the bureau."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from services.registry import events
from services.registry.commands.sanctions import files
from services.registry.domain import complaint as complaints
from services.registry.domain.complaint import Complaint
from services.registry.domain.sender import sender
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.vault import mask_phone


def file_complaint(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, kind: Literal["complaint", "suggestion"], text: str,
    name: str, phone: str, consent: bool, about: str = "", receipts: Sequence[str] = (), city: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Taken in under a number. The contact is sealed, and used to answer only; files need an account to upload by."""
    account = sender(actor, consent, bool(receipts))
    number = f"TS{work.today:%Y%m%d}-{work.new_code(8)}"
    raised = Complaint(
        work.new_id(), work.city, number, kind, about, text, name, work.vault.seal(phone), mask_phone(phone), account,
        files(work, receipts), work.today, None, "",
    )  # fmt: skip
    taken = complaints.take_in(raised, Rules.of(rulebook, work.today), rulebook.calendar)
    work.complaints.add(taken)
    work.announce(events.complaint_moved(taken, "filed"))
    return {"complaint": taken.id, "number": taken.number, "due": taken.due, "article": taken.article}


def answer_complaint(work: RegistryWork, actor: Actor, *, complaint_id: str, answer: str) -> dict[str, Any]:
    """The bureau's answer, which its sender reads."""
    answered = complaints.answer(work.complaints.get(complaint_id), answer, actor, work.today)
    work.complaints.save(answered)
    work.announce(events.complaint_moved(answered, "answered"))
    return {**complaints.public(answered), "actions": complaints.actions(answered, actor)}


def withdraw_complaint(work: RegistryWork, actor: Actor, *, complaint_id: str) -> dict[str, Any]:
    """Taken back before it was answered."""
    taken = complaints.withdraw(work.complaints.get(complaint_id))
    work.complaints.save(taken)
    work.announce(events.complaint_moved(taken, "withdrawn"))
    return {**complaints.public(taken), "actions": complaints.actions(taken, actor)}
