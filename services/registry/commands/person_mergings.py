"""Mergings of persons: a record made under a wrong number becomes one with the right one; and back again."""

from __future__ import annotations

from typing import Any

from services.registry import events
from services.registry.commands import carried_acts
from services.registry.commands.mergings import keep_changed, repoint
from services.registry.domain import account as accounts
from services.registry.domain import merging as mergings
from services.registry.domain import person as persons
from services.registry.domain import unfinished
from services.registry.domain.application import Application
from services.registry.domain.credit_entry import person_key
from services.registry.domain.filing import Filing
from services.registry.domain.merging import MOST_MOVED, Merging, Moved
from services.registry.store import RegistryWork
from shared.actor import Actor


def merge_persons(work: RegistryWork, actor: Actor, *, winner: str, loser: str, reason: str) -> dict[str, Any]:
    """The person `loser`, declared under a wrong number, is `winner`; the answer is the winner, masked.

    Raises as `merging.check` and `merging.check_persons` do, NotFound for somebody not of this city.
    """
    one, other = (persons.of_city(work.persons.get(id), work.city) for id in (winner, loser))
    own = work.filings.some({"$or": _person_ways(winner)}, limit=MOST_MOVED + 1)
    theirs = work.filings.some({"$or": _person_ways(loser)}, limit=MOST_MOVED + 1)
    by_account = [{"applicant": other.account}] if other.account else []
    papers = work.applications.some({"$or": [*_person_ways(loser), *by_account]}, limit=MOST_MOVED + 1)
    begun = work.drafts.some({"$or": [*_draft_ways(loser), *by_account]}, limit=MOST_MOVED)
    about = [{"target.person": loser}, {"target.filing": {"$in": [filing.id for filing in theirs]}}]
    sanctions = work.sanctions.some({"$or": about})
    mergings.check(one, other, own, theirs, [*theirs, *papers], sanctions)
    gone_account = work.accounts.get(other.account) if other.account else None
    mergings.check_persons(one, other, theirs, work.city, gone_account)
    kept, gone = mergings.persons_as_one(one, other)
    work.persons.save(kept)
    work.persons.save(gone)
    filings, moved = repoint(work, actor, theirs, papers, lambda named: mergings.of_person(named, one, other), reason)
    account = work.accounts.find(one.account) if one.account else None
    if account is not None:
        given = account
        for filing in filings:
            role = mergings.persons_role(filing, account.id)
            given = accounts.give(given, role) if role is not None else given
        keep_changed(work, account, given)
    if gone_account is not None:
        left = gone_account
        for filing in filings:
            left = accounts.end_filing(left, filing.id)
        keep_changed(work, gone_account, left)
    for draft in begun:
        places = unfinished.persons_in_draft(draft, loser, other.account)
        work.drafts.save(unfinished.with_person(draft, places, winner, one.name, one.account))
        moved = (*moved, Moved("draft", draft.id, 0, places))
    readers = [one.account] if one.account else []
    acts = carried_acts.carry(work, "person", winner, loser, person_key(loser), sanctions, readers)
    moved = (*moved, *acts)
    made = Merging(
        work.new_id(), work.city, "person", winner, loser, reason, work.today, actor.account, actor.name, moved,
        before=mergings.care_of(one),
    )  # fmt: skip
    work.mergings.add(made)
    work.announce(events.person_merged(kept, gone, reason))
    return persons.public(work.persons.get(winner))


def unmerge_person(work: RegistryWork, actor: Actor, *, person_id: str, reason: str) -> dict[str, Any]:
    """A merged person stands for themselves again, as long as nothing that was re-pointed has changed since."""
    loser = persons.of_city(work.persons.get(person_id), work.city)
    last = work.mergings.some({"loser": person_id}, sort=[("_id", -1)], limit=1)
    winner = work.persons.get(loser.merged_into or person_id)
    moved = {one.id: one for one in (last[0].moved if last else ())}
    theirs = work.filings.gather([one.id for one in moved.values() if one.kind == "filing"])
    papers = work.applications.gather([one.id for one in moved.values() if one.kind == "application"])
    own = work.filings.some({"$or": _person_ways(winner.id)}, limit=MOST_MOVED)
    now: dict[str, Filing | Application] = {one.id: one for one in theirs}
    now |= {one.id: one for one in papers}
    merging = mergings.check_undo(last[0] if last else None, winner, now)
    kept, back = mergings.persons_apart(merging, winner, loser, [one for one in own if one.id not in moved])
    work.persons.save(kept)
    work.persons.save(back)
    given_back, _ = repoint(
        work,
        actor,
        theirs,
        papers,
        lambda one: mergings.back_to_person(one, moved[one.id].fields, winner, loser),
        reason,
        "unmerged",
    )
    for one in moved.values():
        draft = work.drafts.find(one.id) if one.kind == "draft" else None
        if draft is not None:
            still = set(one.fields) & set(unfinished.persons_in_draft(draft, winner.id, winner.account))
            work.drafts.save(unfinished.with_person(draft, still, loser.id, loser.name, loser.account))
    carried_acts.give_back(work, "person", loser.id, moved.values())
    _roles_back(work, winner.account, loser.account, given_back)
    work.mergings.save(mergings.undone(merging, work.today))
    work.announce(events.person_unmerged(kept, back, reason))
    return persons.public(work.persons.get(person_id))


def _roles_back(work: RegistryWork, winner: str | None, loser: str | None, filings: list[Filing]) -> None:
    """The roles of these filings leave the winner's account; the loser's, where there is one, has them again."""
    if winner and (account := work.accounts.find(winner)) is not None:
        left = account
        for filing in filings:
            left = accounts.end_filing(left, filing.id)
        keep_changed(work, account, left)
    if loser and (account := work.accounts.find(loser)) is not None:
        given = account
        for filing in filings:
            role = mergings.persons_role(filing, account.id)
            given = accounts.give(given, role) if role is not None else given
        keep_changed(work, account, given)


def _person_ways(person: str) -> list[dict[str, Any]]:
    return [{"person": person}, {"members.person": person}]


def _draft_ways(person: str) -> list[dict[str, Any]]:
    return [{"person": person}, {"values.members.person": person}, {"values.liaison.person": person}]
