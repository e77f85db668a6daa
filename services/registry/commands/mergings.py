"""Mergings: two records become one, and whatever named the one names the other; a unit's can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.registry import events
from services.registry.commands.accounts import colleagues_of, keep_account
from services.registry.commands.persons import place
from services.registry.domain import account as accounts
from services.registry.domain import merging as mergings
from services.registry.domain import person as persons
from services.registry.domain import unit as units
from services.registry.domain.account import Account
from services.registry.domain.application import Application
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
    sanctions = work.sanctions.some({"target.filing": {"$in": [filing.id for filing in theirs]}}) if theirs else []
    of_one = [filing for filing in own if filing.unit == winner]
    of_other = [filing for filing in theirs if filing.unit == loser]
    mergings.check(one, other, of_one, of_other, [*theirs, *papers], sanctions)
    managers, officers = _keepers(work, one, other)
    kept, gone = mergings.units_as_one(one, other, reason, actor.account, actor.name, work.today)
    filings, moved = _repoint(work, actor, theirs, papers, lambda named: mergings.of_unit(named, one, other), reason)
    live = [filing for filing in filings if filing.unit == winner]
    for manager in managers:
        known = work.accounts.get(manager.id)
        _keep_changed(work, known, mergings.with_roles(known, of_one, live, loser))
    for officer in officers:
        known = work.accounts.get(officer.id)
        _keep_changed(work, known, mergings.with_office(known, winner, loser, work.city))
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
    given_back, _ = _repoint(
        work, actor, filings, papers, lambda one: mergings.back_to_unit(one, fields[one.id], loser), reason, "unmerged"
    )
    own = [filing for filing in given_back if filing.unit == unit_id]
    for manager in managers:
        known = work.accounts.get(manager.id)
        _keep_changed(work, known, mergings.without_roles(known, merging, own))
    work.units.save(kept)
    work.units.save(back)
    work.mergings.save(replace(merging, undone_on=work.today))
    work.announce(events.unit_unmerged(kept, back, reason))
    return _shown(work, actor, unit_id)


def merge_persons(work: RegistryWork, actor: Actor, *, winner: str, loser: str, reason: str) -> dict[str, Any]:
    """The person `loser`, declared under a wrong number, is `winner`; the answer is the winner, masked.

    Raises as `merging.check` and `merging.check_persons` do, NotFound for somebody not of this city.
    """
    one, other = (persons.of_city(work.persons.get(id), work.city) for id in (winner, loser))
    own = work.filings.some({"$or": _person_ways(winner)}, limit=MOST_MOVED + 1)
    theirs = work.filings.some({"$or": _person_ways(loser)}, limit=MOST_MOVED + 1)
    papers = work.applications.some({"$or": _person_ways(loser)}, limit=MOST_MOVED + 1)
    about = [{"target.person": loser}, {"target.filing": {"$in": [filing.id for filing in theirs]}}]
    mergings.check(one, other, own, theirs, [*theirs, *papers], work.sanctions.some({"$or": about}))
    gone_account = work.accounts.get(other.account) if other.account else None
    mergings.check_persons(one, other, theirs, work.city, gone_account)
    ties = work.ties.some({"person": loser})
    kept, gone = mergings.persons_as_one(one, other)
    work.persons.save(kept)
    work.persons.save(gone)
    filings, moved = _repoint(work, actor, theirs, papers, lambda named: mergings.of_person(named, one, other), reason)
    account = work.accounts.find(one.account) if one.account else None
    if account is not None:
        given = account
        for filing in filings:
            role = mergings.persons_role(filing, account.id)
            given = accounts.give(given, role) if role is not None else given
        _keep_changed(work, account, given)
    if gone_account is not None:
        left = gone_account
        for filing in filings:
            left = accounts.end_filing(left, filing.id)
        _keep_changed(work, gone_account, left)
    for tie in ties:
        work.ties.put(replace(tie, person=winner))
    work.mergings.add(
        Merging(work.new_id(), work.city, "person", winner, loser, reason, work.today, actor.account, actor.name, moved)
    )
    work.announce(events.person_merged(kept, gone, reason))
    return persons.public(work.persons.get(winner))


def _unit_ways(unit: str) -> list[dict[str, Any]]:
    return [{"unit": unit}, {"sender_unit": unit}]


def _person_ways(person: str) -> list[dict[str, Any]]:
    return [{"person": person}, {"members.person": person}]


def _keepers(work: RegistryWork, one: Unit, other: Unit) -> tuple[list[Account], list[Account]]:
    """Who manages either of the two, and to whom an officer gave a role at the second."""
    given = {"$elemMatch": {"city": work.city, "role": {"$in": [*accounts.GIVEN_BY_OFFICERS]}, "unit": other.id}}
    officers = work.accounts.some({"grants": given})
    return work.accounts.gather([*dict.fromkeys((*one.managers, *other.managers))]), officers


def _repoint(
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


def _keep_changed(work: RegistryWork, before: Account, after: Account) -> None:
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
