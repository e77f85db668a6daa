"""Commands on endings."""

from __future__ import annotations

from dataclasses import replace

from services.dispatch import events, force
from services.dispatch.domain import ending as endings
from services.dispatch.domain.ending import Ending
from services.dispatch.domain.evidence import kept
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Rulebook


def open_ending(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    agreement: str,
    ground: str,
    reason: str,
    circumstance: str = "",
    receipts: tuple[str, ...] = (),
    funds_obtained: bool = False,
) -> Ending:
    """Whoever the rulebook names reports why an agreement should end."""
    in_force = work.agreements.get(agreement)
    rules = Rules.of(rulebook, work.today)
    opened, marked = endings.open_case(
        work.new_id(),
        in_force,
        ground,
        circumstance,
        reason,
        kept(work.cite(receipt) for receipt in receipts),
        funds_obtained,
        rules,
        actor,
        work.today,
    )
    work.endings.add(opened)
    work.agreements.save(marked)
    work.announce(events.ending_opened(opened))
    return opened


def take_ending_step(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    ending_id: str,
    action: str,
    note: str = "",
    defects: tuple[str, ...] = (),
    to: str | None = None,
) -> Ending:
    """Consent, opinion or decision; with the last one the agreement ends and what follows is told."""
    ending = work.endings.get(ending_id)
    rules = Rules.of(rulebook, work.today)
    moved = endings.step(ending, rules, actor, action, work.today, note, tuple(defects), to)
    return _kept(work, rules, moved, action, note)


def resubmit_ending(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    ending_id: str,
    reason: str | None = None,
    receipts: tuple[str, ...] = (),
) -> Ending:
    """Who opened it reports again after a return."""
    ending = work.endings.get(ending_id)
    rules = Rules.of(rulebook, work.today)
    again = endings.resubmit(ending, reason, kept(work.cite(receipt) for receipt in receipts), rules, actor, work.today)
    return _kept(work, rules, again, "resubmit", reason or "")


def withdraw_ending(work: DispatchWork, rulebook: Rulebook, actor: Actor, ending_id: str, reason: str) -> Ending:
    """Who opened it takes it back; the agreement runs on."""
    rules = Rules.of(rulebook, work.today)
    withdrawn = endings.withdraw(work.endings.get(ending_id), reason, rules, actor, work.today)
    return _kept(work, rules, withdrawn, "withdraw", reason)


def _kept(work: DispatchWork, rules: Rules, ending: Ending, action: str, note: str) -> Ending:
    work.endings.save(ending)
    work.announce(events.ending_step_taken(ending, action, note))
    agreement = work.agreements.get(ending.agreement)
    if ending.state.status == "approved" and agreement.status == "filed":
        force.end(work, agreement, ending.ground, ending.article, ending.consequences, ending)
    elif ending.state.status in ("rejected", "withdrawn") and agreement.case == ending.id:
        work.agreements.save(replace(agreement, case=""))
    return ending
