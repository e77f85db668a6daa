"""Commands that go on from an agreement: renewal by the same parties, hand-over to another commissioner."""

from __future__ import annotations

from typing import Any

from services.dispatch import events, force
from services.dispatch.commands.terms import changes_of
from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import succession as successions
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.party import Scope, acts_as
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import NotFound
from shared.rulebook import Rulebook


def renew_agreement(
    work: DispatchWork, rulebook: Rulebook, agreement_id: str, exception: str = "", **changes: Any
) -> Agreement:
    """The sending unit draws up the next agreement of the same parties, prefilled from this one."""
    earlier, rules = work.agreements.get(agreement_id), Rules.of(rulebook, work.today)
    successions.may_renew(earlier, rules, work.today)
    who = force.who(work, earlier.filing, earlier.host_unit)
    terms = successions.renewed(earlier, changes_of(changes), rules, work.today)
    links = {"renews": earlier.id, "demand": earlier.demand}
    drafted = agreements.draft(work.new_id(), "mutual", who, terms, rules, work.today, exception=exception, links=links)
    work.agreements.add(drafted)
    work.announce(events.agreement_drafted(drafted))
    return drafted


def hand_over_agreement(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    agreement_id: str,
    filing: str,
    open_items: tuple[str, ...] = (),
    exception: str = "",
    **changes: Any,
) -> Agreement:
    """Another of the unit's commissioners is to take over what is left; filed once the earlier agreement has ended."""
    earlier, rules = work.agreements.get(agreement_id), Rules.of(rulebook, work.today)
    successions.may_hand_over(earlier)
    who = force.who(work, filing, earlier.host_unit)
    if not acts_as(actor, "dispatching_unit", Scope(sender_unit=who.commissioner.sender_unit)):
        raise NotFound("filing")
    terms = successions.handed_over(earlier, who.commissioner.fields, changes_of(changes), work.today)
    items = successions.open_items(earlier, tuple(open_items), terms)
    links = {"continues": earlier.id, "demand": earlier.demand}
    drafted = agreements.draft(
        work.new_id(), "mutual", who, terms, rules, work.today, exception=exception, links=links, open_items=items
    )
    work.agreements.add(drafted)
    work.announce(events.agreement_drafted(drafted))
    return drafted
