"""Unfinished papers that name a merged record: drafts, open invitations, offices lent. They go on under the winner.

So do the files of acts against it, and entries in the credit register: whoever answers for it reads and appeals.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from services.registry.domain.credit_entry import CreditEntry
from services.registry.domain.delegation import Delegation
from services.registry.domain.draft import Draft
from services.registry.domain.invitation import Invitation
from services.registry.domain.sanction import Sanction

ROW = "row "


def units_in_draft(draft: Draft, unit: str) -> tuple[str, ...]:
    """The fields of a draft that hold the unit's id."""
    return tuple(name for name, value in draft.values.items() if value == unit)


def with_unit(draft: Draft, names: Iterable[str], unit: str) -> Draft:
    """The draft with another unit in these fields."""
    return replace(draft, values={**draft.values, **dict.fromkeys(names, unit)})


def persons_in_draft(draft: Draft, person: str, account: str | None) -> tuple[str, ...]:
    """Where a draft names the person: `person` and `applicant` (whose it is), `liaison`, or "row …" of a member."""
    found = ["person"] if draft.person == person else []
    found += ["applicant"] if account and draft.applicant == account else []
    found += ["liaison"] if _named(draft.values.get("liaison")) == person else []
    rows = (row for row in draft.values.get("members") or () if _named(row) == person)
    return (*found, *(f"{ROW}{row['row']}" for row in rows))


def with_person(draft: Draft, places: Iterable[str], person: str, name: str, account: str | None) -> Draft:
    """The draft with another person at these places; it is the other's own where it was the one's own."""
    at, values = set(places), dict(draft.values)
    if "liaison" in at:
        values["liaison"] = {**values["liaison"], "person": person, "name": name}
    if any(place.startswith(ROW) for place in at):
        values["members"] = [
            {**row, "person": person, "name": name} if f"{ROW}{row.get('row')}" in at else row
            for row in values.get("members") or ()
        ]
    own = person if "person" in at else draft.person
    applicant = account if account and "applicant" in at else draft.applicant
    return replace(draft, values=values, person=own, applicant=applicant)


def inviting(invitation: Invitation, old: str, new: str) -> Invitation:
    """The invitation to the other unit, with its roles there."""
    grants = tuple(replace(one, unit=new) if one.unit == old else one for one in invitation.grants)
    return replace(invitation, unit=new if invitation.unit == old else invitation.unit, grants=grants)


def lending_too(delegation: Delegation, old: str, new: str) -> Delegation:
    """The delegation with the offices lent at the one unit lent at the other as well; whoever lends them holds both."""
    also = (replace(one, unit=new) for one in delegation.offices if one.unit == old)
    return replace(delegation, offices=tuple(dict.fromkeys((*delegation.offices, *also))))


def lending_no_more(delegation: Delegation, unit: str) -> Delegation:
    """Without the offices at the unit."""
    return replace(delegation, offices=tuple(one for one in delegation.offices if one.unit != unit))


def against(sanction: Sanction, noun: Literal["person", "unit"], id: str, accounts: Iterable[str]) -> Sanction:
    """The file of an act, against who stands for the merged one; `accounts` read and appeal as well."""
    about: dict[str, Any] = {noun: id, "accounts": tuple(dict.fromkeys((*sanction.target.accounts, *accounts)))}
    return replace(sanction, target=replace(sanction.target, **about))


def against_again(sanction: Sanction, noun: Literal["person", "unit"], id: str, came: Iterable[str]) -> Sanction:
    """The reverse: `came` are the accounts that read it since."""
    gone = set(came)
    about: dict[str, Any] = {noun: id, "accounts": tuple(one for one in sanction.target.accounts if one not in gone)}
    return replace(sanction, target=replace(sanction.target, **about))


def read_by(entry: CreditEntry, accounts: Iterable[str]) -> CreditEntry:
    """The entry, shown to these accounts as well; against whom it was made stays."""
    return replace(entry, accounts=tuple(dict.fromkeys((*entry.accounts, *accounts))))


def read_no_more(entry: CreditEntry, came: Iterable[str]) -> CreditEntry:
    """The reverse."""
    gone = set(came)
    return replace(entry, accounts=tuple(one for one in entry.accounts if one not in gone))


def _named(row: Any) -> str | None:
    return row.get("person") if isinstance(row, dict) else None
