"""Commands on supplementary agreements."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.dispatch import events, force
from services.dispatch.commands.terms import changes_of
from services.dispatch.domain import signature as signatures
from services.dispatch.domain import supplement as supplements
from services.dispatch.domain.evidence import kept
from services.dispatch.domain.signature import SignWay
from services.dispatch.domain.supplement import Supplement
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import Conflict
from shared.rulebook import Rulebook


def draft_supplement(
    work: DispatchWork, rulebook: Rulebook, agreement_id: str, reason: str, **changes: Any
) -> Supplement:
    """The sending unit draws up a change within the term. One is open at a time."""
    agreement, rules = work.agreements.get(agreement_id), Rules.of(rulebook, work.today)
    if work.supplements.first({"agreement": agreement.id, "status": {"$in": list(supplements.OPEN)}}) is not None:
        raise Conflict("已有在办的补充协议", "There is an open one", code="open")
    who = force.who(work, agreement.filing, agreement.host_unit)
    drafted = supplements.draft(work.new_id(), agreement, changes_of(changes), reason, who, rules, work.today)
    work.supplements.add(drafted)
    work.announce(events.supplement_drafted(drafted))
    return drafted


def revise_supplement(
    work: DispatchWork, rulebook: Rulebook, supplement_id: str, reason: str | None = None, **changes: Any
) -> Supplement:
    """Drawn up otherwise; all sign again."""
    found, rules = work.supplements.get(supplement_id), Rules.of(rulebook, work.today)
    agreement = work.agreements.get(found.agreement)
    who = force.who(work, agreement.filing, agreement.host_unit)
    revised = supplements.revise(found, agreement, changes_of(changes), reason, who, rules, work.today)
    work.supplements.save(revised)
    work.announce(events.supplement_drafted(revised))
    return revised


def sign_supplement(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    supplement_id: str,
    hash: str,
    party: str | None = None,
    way: SignWay = "click",
    receipts: tuple[str, ...] = (),
    seen: dict[str, str] | None = None,
) -> Supplement:
    """One party signs exactly what it was shown."""
    found, rules = work.supplements.get(supplement_id), Rules.of(rulebook, work.today)
    evidence = kept(work.cite(receipt) for receipt in receipts)
    signed = signatures.sign(found, actor, hash, party, work.now, rules, way=way, evidence=evidence, **(seen or {}))
    work.supplements.save(signed)
    work.announce(events.supplement_signed(signed))
    return signed


def sign_supplement_on_paper(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    supplement_id: str,
    hash: str,
    receipts: tuple[str, ...],
    confirms: bool,
    signed_on: date | None = None,
    parties: tuple[str, ...] = (),
) -> Supplement:
    """The scan of a paper that the parties signed."""
    found, rules = work.supplements.get(supplement_id), Rules.of(rulebook, work.today)
    evidence = kept(work.cite(receipt) for receipt in receipts)
    signed = signatures.sign_on_paper(
        found, actor, hash, parties, signed_on or work.today, evidence, confirms, rules, work.now, work.today
    )
    work.supplements.save(signed)
    work.announce(events.supplement_signed(signed))
    return signed


def report_supplement(work: DispatchWork, rulebook: Rulebook, actor: Actor, supplement_id: str) -> Supplement:
    """The sending unit sends it to the city; where the way knows no filing it is in force at once."""
    rules = Rules.of(rulebook, work.today)
    reported = supplements.report(work.supplements.get(supplement_id), rules, actor, work.today)
    work.announce(events.supplement_reported(reported))
    return _kept(work, rules, reported, reported.state is None)


def take_supplement_step(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    supplement_id: str,
    action: str,
    note: str = "",
    defects: tuple[str, ...] = (),
) -> Supplement:
    """A reviewer's step; with the last one the agreement has its new terms."""
    rules = Rules.of(rulebook, work.today)
    found = work.supplements.get(supplement_id)
    moved = supplements.step(found, rules, actor, action, work.today, note, tuple(defects))
    work.announce(events.supplement_step_taken(moved, action, note, defects))
    return _kept(work, rules, moved, moved.state is not None and moved.state.status == "approved")


def withdraw_supplement(work: DispatchWork, supplement_id: str) -> Supplement:
    """The sending unit gives it up."""
    withdrawn = supplements.withdraw(work.supplements.get(supplement_id))
    work.supplements.save(withdrawn)
    return withdrawn


def _kept(work: DispatchWork, rules: Rules, supplement: Supplement, approved: bool) -> Supplement:
    if not approved:
        work.supplements.save(supplement)
        return supplement
    agreement = work.agreements.get(supplement.agreement)
    who = force.who(work, agreement.filing, agreement.host_unit)
    filed, changed = supplements.put_in_force(supplement, agreement, who, rules, work.today)
    work.supplements.save(filed)
    work.agreements.save(changed)
    work.announce(events.supplement_filed(filed, changed))
    if "targets" in filed.changed:
        work.announce(events.targets_set(changed))
    return filed
