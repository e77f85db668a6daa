"""Commands on endings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from services.dispatch import events, force
from services.dispatch.domain import appeal as appeals
from services.dispatch.domain import defence as defences
from services.dispatch.domain import ending as endings
from services.dispatch.domain.ending import Ending
from services.dispatch.domain.evidence import kept
from services.dispatch.domain.proceeding import Paper
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
    receipts: tuple[str, ...] = (),
) -> Ending:
    """Consent, opinion or decision, with what supports it; with the last one the agreement ends and is told."""
    evidence, ending = kept(work.cite(receipt) for receipt in receipts), work.endings.get(ending_id)
    rules = Rules.of(rulebook, work.today)
    shown = replace(ending, evidence=(*ending.evidence, *evidence))
    moved = endings.step(shown, rules, actor, action, work.today, note, tuple(defects), to)
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


def serve_ending_notice(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    ending_id: str,
    what: Paper,
    to: str,
    how: Literal["in_app", "paper"],
    text: str,
    on: date | None = None,
    receipts: tuple[str, ...] = (),
) -> Ending:
    """An officer records that a paper of the case was served on a party, in the application or on paper."""
    evidence, rules = kept(work.cite(receipt) for receipt in receipts), Rules.of(rulebook, work.today)
    ending = work.endings.get(ending_id)
    told = defences.serve(ending, what, to, how, on or work.today, text, evidence, rules, actor, work.today)
    work.endings.save(told)
    work.announce(events.ending_notice_served(told, told.notices[-1]))
    return told


def defend_ending(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, ending_id: str, text: str, receipts: tuple[str, ...] = ()
) -> Ending:
    """Whom the case is directed against says what there is to say."""
    evidence, rules = kept(work.cite(receipt) for receipt in receipts), Rules.of(rulebook, work.today)
    defended = defences.defend(work.endings.get(ending_id), text, evidence, rules, actor, work.today)
    return _spoken(work, defended)


def record_ending_hearing(
    work: DispatchWork,
    actor: Actor,
    ending_id: str,
    party: str,
    text: str,
    held_on: date | None = None,
    receipts: tuple[str, ...] = (),
) -> Ending:
    """An officer files the minutes of a hearing."""
    evidence, ending = kept(work.cite(receipt) for receipt in receipts), work.endings.get(ending_id)
    heard = defences.hear(ending, party, held_on or work.today, text, evidence, actor, work.today)
    return _spoken(work, heard)


def appeal_ending(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, ending_id: str, reason: str, receipts: tuple[str, ...] = ()
) -> Ending:
    """Whom it was decided against appeals."""
    evidence, rules = kept(work.cite(receipt) for receipt in receipts), Rules.of(rulebook, work.today)
    appealed = appeals.appeal(work.endings.get(ending_id), reason, evidence, rules, actor, work.today)
    work.endings.save(appealed)
    work.announce(events.ending_appealed(appealed, "appeal"))
    return appealed


def withdraw_ending_appeal(work: DispatchWork, rulebook: Rulebook, actor: Actor, ending_id: str, reason: str) -> Ending:
    """Whoever appealed takes it back."""
    rules = Rules.of(rulebook, work.today)
    withdrawn = appeals.withdraw(work.endings.get(ending_id), reason, rules, actor, work.today)
    work.endings.save(withdrawn)
    work.announce(events.ending_appealed(withdrawn, "withdraw"))
    return withdrawn


def take_ending_appeal_step(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, ending_id: str, action: str, note: str = ""
) -> Ending:
    """A step in deciding an appeal; one that is upheld puts the agreement in force again and undoes what followed."""
    rules = Rules.of(rulebook, work.today)
    moved = appeals.step(work.endings.get(ending_id), rules, actor, action, note, work.today)
    work.endings.save(moved)
    work.announce(events.ending_appealed(moved, action))
    if moved.overturned_on is not None:
        work.announce(events.ending_overturned(moved))
        force.restore(work, moved)
    return moved


def _spoken(work: DispatchWork, ending: Ending) -> Ending:
    work.endings.save(ending)
    work.announce(events.ending_defended(ending, ending.statements[-1]))
    return ending


def _kept(work: DispatchWork, rules: Rules, ending: Ending, action: str, note: str) -> Ending:
    work.endings.save(ending)
    work.announce(events.ending_step_taken(ending, action, note))
    agreement = work.agreements.get(ending.agreement)
    if ending.state.status == "approved" and agreement.status == "filed":
        force.end(work, agreement, ending.ground, ending.article, ending.consequences, ending)
    elif ending.state.status in ("rejected", "withdrawn") and agreement.case == ending.id:
        work.agreements.save(replace(agreement, case=""))
    return ending
