"""Review of what was handed in: who acts for which party, and the next state of the chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from shared.actor import Actor
from shared.chain import ChainState, act, open_actions
from shared.errors import Forbidden
from shared.rulebook import Chain

BACK = ("return", "reject")


@dataclass(frozen=True)
class Defect:
    """One thing to put right: the field and what is wrong with it."""

    field: str
    reason: str

    def text(self) -> str:
        """As the chain's history keeps it."""
        return f"{self.field}：{self.reason}" if self.field else self.reason


@dataclass(frozen=True)
class Places:
    """Whose turn may come at a record: the unit or county that stands for each party ("" for none)."""

    host_unit: str = ""
    host_county: str = ""
    sender_unit: str = ""
    competent_unit: str = ""
    competent_county: str = ""


def parties(actor: Actor, at: Places) -> tuple[str, ...]:
    """The parties for whom the actor may act. A liaison acts for the host unit that named him or her."""
    held = {
        "host_unit": bool(at.host_unit) and at.host_unit in actor.units("host_manager", "liaison"),
        "county": bool(at.host_county) and at.host_county in actor.counties("county_officer"),
        "workstation": bool(at.sender_unit) and at.sender_unit in actor.units("dispatching_manager"),
        "dispatching_unit": bool(at.sender_unit) and at.sender_unit in actor.units("dispatching_manager"),
        "competent_unit": (bool(at.competent_unit) and at.competent_unit in actor.units("competent_officer"))
        or (bool(at.competent_county) and at.competent_county in actor.counties("county_officer")),
        "city": actor.has("city_officer"),
    }  # fmt: skip
    return tuple(party for party, holds in held.items() if holds)


def advance(
    state: ChainState,
    chain: Chain,
    way: Literal["forward", "return"],
    mine: tuple[str, ...],
    actor: Actor,
    on: date,
    note: str = "",
    defects: tuple[Defect, ...] = (),
) -> ChainState:
    """The state after the actor confirms, accepts … (`forward`) or sends it back. Raises as `chain.act` does."""
    open_now = [(party, action) for _, party, action in open_actions(state, chain, on) if party in mine]
    wanted = [(party, action) for party, action in open_now if _way(action) == way]
    if not wanted and not mine:
        raise Forbidden()
    step = chain.step(state.step) if state.step else None
    named = next((action for action in (step.may if step else ()) if _way(action) == way), way)
    party, action = wanted[0] if wanted else (mine[0], named)
    texts = tuple(defect.text() for defect in defects)
    return act(state, chain, action, party, actor, on, note=note, defects=texts)


def may_advance(state: ChainState, chain: Chain, way: str, mine: tuple[str, ...], on: date) -> bool:
    """Whether `advance` would go that way."""
    return any(_way(action) == way for _, party, action in open_actions(state, chain, on) if party in mine)


def reviews(state: ChainState | None) -> list[dict[str, Any]]:
    """The history as it is shown."""
    entries = state.history if state is not None else ()
    return [
        {
            "action": entry.action,
            "step": entry.step,
            "party": entry.party,
            "by_name": entry.by_name,
            "on": entry.on,
            "note": entry.note,
            "defects": list(entry.defects),
        }
        for entry in entries
    ]


def _way(action: str) -> str:
    return "return" if action == "return" else "reject" if action == "reject" else "forward"
