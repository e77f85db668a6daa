"""Suggestion (推荐): a demand and a commissioner who fits it, told to both sides; each may put it aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from services.dispatch.domain import intent as intents
from services.dispatch.domain.matching import Reason
from services.dispatch.domain.party import Scope, parties
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict

Side = Literal["commissioner", "sending", "host"]
SIDES: dict[Side, tuple[str, ...]] = {
    "commissioner": ("commissioner",),
    "sending": ("workstation", "dispatching_unit"),
    "host": ("host_unit",),
}


@dataclass(frozen=True)
class Dismissal:
    """Which side put it aside, and why. It changes no score."""

    side: Side
    reason: str
    by: str
    on: date


@dataclass(frozen=True)
class Suggestion:
    """One pair. `merit` sorts like `score` (text, so that a page's cursor holds it); `ties`: known interests.

    `hidden_from`: the sides that put it aside; `open`: demand and filing both still are.
    """

    id: str
    city: str
    demand: str
    title: str
    filing: str
    commissioner_name: str
    person: str
    sender_unit: str
    host_unit: str
    host_name: str
    host_county: str
    score: float
    merit: str
    reasons: tuple[Reason, ...]
    ties: tuple[str, ...]
    suggested_on: date
    hidden_from: tuple[str, ...] = ()
    dismissals: tuple[Dismissal, ...] = ()
    open: bool = True
    version: int = 0

    @property
    def scope(self) -> Scope:
        """Whose it is."""
        return Scope(self.person, self.sender_unit, self.host_unit, self.host_county)


@dataclass(frozen=True)
class Unmatched:
    """A demand or filing for which suggestions are still to be worked out; `id` is "demand:<id>" or "filing:<id>"."""

    id: str
    city: str
    version: int = 0


def key(demand: str, filing: str) -> str:
    """The record's id: one per pair, so that suggesting it again keeps what was put aside."""
    return f"{demand}:{filing}"


def merit(score: float) -> str:
    """A score as text that sorts like it."""
    return f"{score:07.3f}"


def again(there: Suggestion, fresh: Suggestion) -> Suggestion:
    """The same pair worked out anew: who put it aside is not asked again."""
    return replace(fresh, hidden_from=there.hidden_from, dismissals=there.dismissals, version=there.version)


def sides(actor: Actor, suggestion: Suggestion) -> tuple[Side, ...]:
    """The sides that the actor stands for."""
    return tuple(side for side, names in SIDES.items() if parties(actor, names, suggestion.scope))


def side_of(actor: Actor) -> Side:
    """The side whose list somebody sees who does not say which."""
    if actor.has("commissioner"):
        return "commissioner"
    return "sending" if actor.has("dispatching_manager") else "host"


def dismiss(suggestion: Suggestion, reason: str, actor: Actor, on: date) -> Suggestion:
    """Put aside by the asker's side (all of them, who stands for several). Raises Conflict where it was already."""
    own = [side for side in sides(actor, suggestion) if side not in suggestion.hidden_from]
    if not own:
        raise Conflict("此推荐已忽略", "Put aside already", code="dismissed")
    more = tuple(Dismissal(side, reason, actor.name, on) for side in own)
    return replace(
        suggestion,
        hidden_from=(*suggestion.hidden_from, *own),
        dismissals=(*suggestion.dismissals, *more),
    )


def to_be_taken_up(suggestion: Suggestion, rules: Rules, actor: Actor) -> None:
    """Whether an intent may begin from it. Raises Conflict where it no longer holds, Refused as for any intent."""
    if not suggestion.open:
        raise Conflict("需求或备案已失效", "The demand or the filing is no more", code="closed")
    intents.begins(suggestion.scope, rules, actor)


def close(suggestion: Suggestion) -> Suggestion:
    """The demand or the filing is no more."""
    return replace(suggestion, open=False)
