"""Complaints and suggestions: sent by anybody, withdrawn by who sent them, answered by the bureau or a county."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Literal

from services.registry import events
from services.registry.commands.sanctions import files
from services.registry.domain import complaint as complaints
from services.registry.domain import complaint_clock
from services.registry.domain.complaint import Complaint
from services.registry.domain.sender import sender
from services.registry.queries.complaints import shown
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Invalid
from shared.rulebook import Rulebook
from shared.vault import mask_phone

AT_ONCE = 200


def file_complaint(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, kind: Literal["complaint", "suggestion"], text: str,
    name: str, phone: str, consent: bool, about: str = "", county: str = "", receipts: Sequence[str] = (),
    city: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Taken in under a number. The contact is sealed, and used to answer only; files need an account to upload by."""
    account = sender(actor, consent, bool(receipts))
    _known(work, rulebook, county)
    number = f"TS{work.today:%Y%m%d}-{work.new_code(8)}"
    raised = Complaint(
        work.new_id(), work.city, number, kind, about, text, name, work.vault.seal(phone), mask_phone(phone), account,
        files(work, receipts), work.today, None, "", county=county,
    )  # fmt: skip
    taken = complaints.take_in(raised, Rules.of(rulebook, work.today), rulebook.calendar)
    work.complaints.add(taken)
    _tell(work, rulebook, taken, "filed")
    return {"complaint": taken.id, "number": taken.number, "due": taken.due, "article": taken.article}


def answer_complaint(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, complaint_id: str, answer: str
) -> dict[str, Any]:
    """The answer of whoever deals with it, which its sender reads."""
    answered = complaints.answer(work.complaints.get(complaint_id), answer, actor, work.today)
    return _kept(work, rulebook, actor, answered, "answered")


def forward_complaint(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, complaint_id: str, county: str, note: str
) -> dict[str, Any]:
    """To the department of the county concerned; whoever sent it is told who deals with it now."""
    one, rules = work.complaints.get(complaint_id), Rules.of(rulebook, work.today)
    _known(work, rulebook, county)
    sent = complaints.forward(one, county, note, rules, actor, work.today)
    return _kept(work, rulebook, actor, sent, "forwarded")


def take_back_complaint(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, complaint_id: str, note: str
) -> dict[str, Any]:
    """Back to the bureau: taken by it, or given back by the county that it is no matter of."""
    one, rules = work.complaints.get(complaint_id), Rules.of(rulebook, work.today)
    taken = complaints.forward(one, "", note, rules, actor, work.today)
    return _kept(work, rulebook, actor, taken, "taken_back")


def withdraw_complaint(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, complaint_id: str) -> dict[str, Any]:
    """Taken back before it was answered."""
    return _kept(work, rulebook, actor, complaints.withdraw(work.complaints.get(complaint_id)), "withdrawn")


def watch_complaints(work: RegistryWork, rulebook: Rulebook) -> int:
    """Tells whoever deals with a complaint that its day is near or over; how many. The rest at the next round."""
    rules = Rules.of(rulebook, work.today)
    reminded = rules.complaints.remind_days if rules.complaints is not None else None
    days = reminded.value if reminded is not None else None
    today, soon = work.today.isoformat(), (work.today + timedelta(days=days or 0)).isoformat()
    over = {"due": {"$type": "string", "$lt": today}, "clocks_told": {"$ne": "late"}}
    near = {"due": {"$type": "string", "$gte": today, "$lte": soon}, "clocks_told": {"$ne": "due"}}
    waiting = work.complaints.some({"status": "open", "$or": [over, near]}, [("due", 1)], limit=AT_ONCE)
    ringing = [(one, what) for one in waiting if (what := complaint_clock.rings(one, work.today, days))]
    for one, what in ringing:
        work.complaints.save(complaint_clock.told(one, what))
        work.announce(events.complaint_clock(one, what, *_handler(rulebook, rules, one)))
    return len(ringing)


def _kept(work: RegistryWork, rulebook: Rulebook, actor: Actor, moved: Complaint, what: str) -> dict[str, Any]:
    work.complaints.save(moved)
    _tell(work, rulebook, moved, what)
    return shown(work, rulebook, actor, moved)


def _tell(work: RegistryWork, rulebook: Rulebook, moved: Complaint, what: str) -> None:
    handler = _handler(rulebook, Rules.of(rulebook, work.today), moved)
    work.announce(events.complaint_moved(moved, what, *handler))


def _handler(rulebook: Rulebook, rules: Rules, one: Complaint) -> tuple[str, str]:
    return complaints.handler(one, rules, rulebook.page.divisions or {})


def _known(work: RegistryWork, rulebook: Rulebook, county: str) -> None:
    """Raises Invalid for a county that the city does not have today."""
    if county and county not in rulebook.divisions(work.today):
        raise Invalid.field("/county", "本市没有此旗县区", "unknown_county", en="This city has no such county")
