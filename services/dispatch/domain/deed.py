"""Deed: what was done with a record outside its chain of review (merged, renewed, forwarded …), kept as its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.dispatch.domain.party import Scope, party_of
from shared.actor import Actor


@dataclass(frozen=True)
class Deed:
    """One thing done. `about`: the other record or party it concerns; `was`: the value it replaced, as text.

    `party`: as which party of the record it was done; "" in what was kept before that was noted.
    """

    action: str
    account: str
    name: str
    on: date
    note: str = ""
    about: str = ""
    was: str = ""
    party: str = ""


def deed(action: str, actor: Actor, of: Scope, on: date, note: str = "", about: str = "", was: str = "") -> Deed:
    """What the actor did on a day with a record; `of`: whose it is."""
    return Deed(action, actor.account, actor.name, on, note, about, was, party_of(actor, of))
