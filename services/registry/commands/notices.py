"""Notices and the objections to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.registry import events
from services.registry.commands.sanctions import files
from services.registry.domain import notice as notices
from services.registry.domain.notice import Objection
from services.registry.domain.sender import sender
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.vault import mask_phone


def publish_notice(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, title: str, items: Sequence[str]
) -> dict[str, Any]:
    """Made public: applications that wait to be filed, or filings, as the rulebook says."""
    rules = Rules.of(rulebook, work.today)
    before = notices.stated(rules).stage == "before_filing"
    shelf: Any = work.applications if before else work.filings
    of = [shelf.get(id) for id in items]
    number = f"GS{work.today:%Y%m%d}-{work.new_code(8)}"
    made = notices.publish(work.new_id(), work.city, number, title, of, rules, rulebook.calendar, actor, work.today)
    work.notices.add(made)
    work.announce(events.notice_moved(made, "published"))
    return notices.public(made, actor, work.today)


def withdraw_notice(work: RegistryWork, actor: Actor, *, notice_id: str, reason: str) -> dict[str, Any]:
    """Taken back, with the reason shown."""
    taken = notices.withdraw(work.notices.get(notice_id), reason)
    work.notices.save(taken)
    work.announce(events.notice_moved(taken, "withdrawn"))
    return notices.public(taken, actor, work.today)


def object_to_notice(
    work: RegistryWork, actor: Actor, *, notice_id: str, item: str, name: str, phone: str, text: str, consent: bool,
    receipts: Sequence[str] = (), city: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Anybody's objection. The contact is sealed, and used to answer only; files need an account to upload by."""
    account = sender(actor, consent, bool(receipts))
    notice = work.notices.get(notice_id)
    raised = Objection(
        work.new_id(), work.city, notice.id, item, name, work.vault.seal(phone), mask_phone(phone), account, text,
        files(work, receipts), work.today,
    )  # fmt: skip
    work.objections.add(notices.object_to(notice, raised, work.today))
    work.announce(events.objection_moved(raised, "raised"))
    return {"objection": raised.id, "raised_on": raised.raised_on}


def decide_objection(
    work: RegistryWork, actor: Actor, *, objection_id: str, uphold: bool, answer: str
) -> dict[str, Any]:
    """The bureau's reasoned answer."""
    decided = notices.decide(work.objections.get(objection_id), uphold, answer, actor, work.today)
    work.objections.save(decided)
    work.announce(events.objection_moved(decided, decided.status))
    return notices.shown(decided, actor)
