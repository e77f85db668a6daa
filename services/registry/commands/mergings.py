"""Mergings of units: two records become one, and whatever named the one names the other; and back again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.registry import events
from services.registry.commands import carried_acts
from services.registry.commands.accounts import colleagues_of, keep_account
from services.registry.commands.persons import place
from services.registry.domain import account as accounts
from services.registry.domain import merging as mergings
from services.registry.domain import unfinished
from services.registry.domain import unit as units
from services.registry.domain.account import Account
from services.registry.domain.application import Application
from services.registry.domain.credit_entry import unit_key
from services.registry.domain.filing import Filing, Why, people_of
from services.registry.domain.merging import MOST_MOVED, Merging, Moved
from services.registry.domain.unit import Unit
from services.registry.store import RegistryWork
from shared.actor import Actor

Naming = Callable[[Any], dict[str, Any]]


def merge_units(work: RegistryWork, actor: Actor, *, winner: str, loser: str, reason: str) -> dict[str, Any]:
    """The unit `loser` is the same as `winner`; the answer is the winner. Raises as `merging.check` does."""
    one, other = work.units.gather([winner, loser]) if winner != loser else [work.units.get(winner)] * 2
    own = work.filings.some({"$or": _unit_ways(winner)}, limit=MOST_MOVED + 1)
    theirs = work.filings.some({"$or": _unit_ways(loser)}, limit=MOST_MOVED + 1)
    papers = work.applications.some({"$or": _unit_ways(loser)}, limit=MOST_MOVED + 1)
    about = [{"target.unit": loser}, {"target.filing": {"$in": [filing.id for filing in theirs]}}]
    sanctions = work.sanctions.some({"$or": about})
    of_one = [filing for filing in own if filing.unit == winner]
    of_other = [filing for filing in theirs if filing.unit == loser]
    mergings.check(one, other, of_one, of_other, [*theirs, *papers], sanctions)
    managers, officers = _keepers(work, one, other)
    begun = work.drafts.some({"$or": [{"values.unit": loser}, {"values.sender_unit": loser}]}, limit=MOST_MOVED)
    open_ones = work.invitations.some({"unit": loser, "status": "open"}, limit=MOST_MOVED)
    givers = [officer.id for officer in (*managers, *officers)]
    lent = work.delegations.some({"giver": {"$in": givers}, "city": work.city, "ended_on": None}, limit=MOST_MOVED)
    kept, gone = mergings.units_as_one(one, other, reason, actor.account, actor.name, work.today)
    filings, moved = repoint(work, actor, theirs, papers, lambda named: mergings.of_unit(named, one, other), reason)
    live = [filing for filing in filings if filing.unit == winner]
    for manager in managers:
        known = work.accounts.get(manager.id)
        keep_changed(work, known, mergings.with_roles(known, of_one, live, loser))
    for officer in officers:
        known = work.accounts.get(officer.id)
        keep_changed(work, known, mergings.with_office(known, winner, loser, work.city))
    moved = (*moved, *carried_acts.carry(work, "unit", winner, loser, unit_key(other.uscc), sanctions, kept.managers))
    for draft in begun:
        names = unfinished.units_in_draft(draft, loser)
        work.drafts.save(unfinished.with_unit(draft, names, winner))
        moved = (*moved, Moved("draft", draft.id, 0, names))
    for invitation in open_ones:
        work.invitations.save(unfinished.inviting(invitation, loser, winner))
        moved = (*moved, Moved("invitation", invitation.id, 0))
    for delegation in lent:
        both = unfinished.lending_too(delegation, loser, winner)
        if both != delegation:
            work.delegations.save(both)
            moved = (*moved, Moved("delegation", delegation.id, 0))
    work.units.save(kept)
    work.units.save(gone)
    work.mergings.add(
        Merging(
            work.new_id(),
            work.city,
            "unit",
            winner,
            loser,
            reason,
            work.today,
            actor.account,
            actor.name,
            moved,
            one.managers,
            other.managers,
            tuple(officer.id for officer in officers),
        )
    )
    work.announce(events.unit_merged(kept, gone, reason))
    return _shown(work, actor, winner)


def unmerge_unit(work: RegistryWork, actor: Actor, *, unit_id: str, reason: str) -> dict[str, Any]:
    """A merged unit stands for itself again, as long as nothing that was re-pointed has changed since."""
    loser = work.units.get(unit_id)
    last = work.mergings.some({"loser": unit_id}, sort=[("_id", -1)], limit=1)
    winner = work.units.get(loser.merged_into or unit_id)
    moved = last[0].moved if last else ()
    filings = work.filings.gather([one.id for one in moved if one.kind == "filing"])
    papers = work.applications.gather([one.id for one in moved if one.kind == "application"])
    now: dict[str, Filing | Application] = {one.id: one for one in filings}
    now |= {one.id: one for one in papers}
    merging = mergings.check_undo(last[0] if last else None, winner, now)
    managers, _ = _keepers(work, winner, loser)
    held_by = [*dict.fromkeys((*merging.loser_managers, *merging.winner_managers, *merging.officers))]
    managers = list({one.id: one for one in (*managers, *work.accounts.gather(held_by))}.values())
    kept, back = mergings.units_apart(merging, winner, loser, reason, actor.account, actor.name, work.today)
    fields = {one.id: one.fields for one in merging.moved}
    given_back, _ = repoint(
        work, actor, filings, papers, lambda one: mergings.back_to_unit(one, fields[one.id], loser), reason, "unmerged"
    )
    own = [filing for filing in given_back if filing.unit == unit_id]
    for manager in managers:
        known = work.accounts.get(manager.id)
        keep_changed(work, known, mergings.without_roles(known, merging, own))
    carried_acts.give_back(work, "unit", unit_id, merging.moved)
    for one in merging.moved:
        _give_back_to_unit(work, one, winner.id, unit_id)
    work.units.save(kept)
    work.units.save(back)
    work.mergings.save(mergings.undone(merging, work.today))
    work.announce(events.unit_unmerged(kept, back, reason))
    return _shown(work, actor, unit_id)


def _give_back_to_unit(work: RegistryWork, moved: Moved, winner: str, loser: str) -> None:
    """An unfinished paper names the loser again, if it is still there."""
    draft = work.drafts.find(moved.id) if moved.kind == "draft" else None
    if draft is not None:
        names = [name for name in moved.fields if draft.values.get(name) == winner]
        work.drafts.save(unfinished.with_unit(draft, names, loser))
    invitation = work.invitations.find(moved.id) if moved.kind == "invitation" else None
    if invitation is not None and invitation.status == "open":
        work.invitations.save(unfinished.inviting(invitation, winner, loser))
    delegation = work.delegations.find(moved.id) if moved.kind == "delegation" else None
    if delegation is not None:
        work.delegations.save(unfinished.lending_no_more(delegation, winner))


def _unit_ways(unit: str) -> list[dict[str, Any]]:
    return [{"unit": unit}, {"sender_unit": unit}]


def _keepers(work: RegistryWork, one: Unit, other: Unit) -> tuple[list[Account], list[Account]]:
    """Who manages either of the two, and to whom an officer gave a role at the second."""
    given = {"$elemMatch": {"city": work.city, "role": {"$in": [*accounts.GIVEN_BY_OFFICERS]}, "unit": other.id}}
    officers = work.accounts.some({"grants": given})
    return work.accounts.gather([*dict.fromkeys((*one.managers, *other.managers))]), officers


def repoint(
    work: RegistryWork,
    actor: Actor,
    filings: Sequence[Filing],
    applications: Sequence[Application],
    naming: Naming,
    reason: str,
    action: str = "merged",
) -> tuple[list[Filing], tuple[Moved, ...]]:
    """Saves what named the loser; every filing is told anew, so that whoever keeps a copy follows."""
    why = Why(action, "", reason, actor.name, actor.account)
    work.persons.fetch([id for filing in filings for id in people_of(filing)])
    kept, moved = [], []
    for filing in filings:
        after = naming(filing)
        work.filings.save(mergings.repointed(filing, after, action, why, work.today))
        changed = work.filings.get(filing.id)
        work.announce(events.filing_changed(changed, mergings.differences(filing, after)))
        place(work, changed)
        kept.append(changed)
        moved.append(_moved("filing", filing, changed.version, after))
    for paper in applications:
        after = naming(paper)
        work.applications.save(replace(paper, **after))
        moved.append(_moved("application", paper, work.applications.get(paper.id).version, after))
    return kept, tuple(moved)


def _moved(kind: str, one: Filing | Application, version: int, after: Mapping[str, Any]) -> Moved:
    return Moved(kind, one.id, version, tuple(after))


def keep_changed(work: RegistryWork, before: Account, after: Account) -> None:
    if after is before:
        return
    takers = colleagues_of(work, before.id)
    keep_account(work, after)
    for taker in takers:
        keep_account(work, accounts.changed_hands(work.accounts.get(taker.id)))


def _shown(work: RegistryWork, actor: Actor, unit: str) -> dict[str, Any]:
    kept = work.units.get(unit)
    told = units.shown(kept, actor.account, officer=True)
    return {**told, "actions": units.actions(kept, actor.account, officer=True)}
