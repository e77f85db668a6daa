"""Demands, achievements, bounties and bids as answers show them: no search keys, and to each no more than theirs."""

from __future__ import annotations

from typing import Any

import orjson

from services.dispatch.domain import bid as bids
from services.dispatch.domain import bounty as bounties
from services.dispatch.domain import confidentiality, followup
from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.bid import Bid
from services.dispatch.domain.bounty import Bounty
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.money import yuan
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.documents import plain

KEYS = ("words", "title_words", "bands", "opened_to", "similar", "late_told", "reminded", "status_before", "own_level")
INSIDE = ("account", "reporter_name", "deeds", "state", "defects", "co_owners", "reason")
PUBLIC_DEMAND = (
    "id", "title", "content", "people_wanted", "until", "host_name", "host_county", "round", "published_on",
    "demand_class", "confidentiality", "expires_on", "bounty",
)  # fmt: skip
PUBLIC_ACHIEVEMENT = (
    "id", "title", "content", "stage", "unit_name", "round", "published_on", "confidentiality", "expires_on", "patents"
)  # fmt: skip
# What a list of titles does not give away.
BEHIND_TITLE = ("content", "host_name", "unit_name", "patents")


def demand(work: DispatchWork, found: Demand, actor: Actor) -> dict[str, Any]:
    """A demand to its parties and departments; only these see its history, and only departments what is like it."""
    stored = work.stored(found)
    shown = {name: value for name, value in plain(stored).items() if name not in KEYS}
    for one in shown["followups"]:
        one["contract_amount"] = yuan(one.pop("contract_fen"))
    shown["days_to_contact"] = stored.days_to_contact
    shown["followups_waiting"] = list(followup.waiting(stored, work.today))
    if confidentiality.oversees(actor, stored):
        shown["similar"] = plain(stored.similar)
    elif not confidentiality.owns(actor, stored):
        shown = {name: value for name, value in shown.items() if name not in (*INSIDE, "followups")}
    return shown


def achievement(work: DispatchWork, found: Achievement, actor: Actor) -> dict[str, Any]:
    """An achievement to its owner and the departments; to others it was opened to, without its history."""
    stored = work.stored(found)
    shown = {name: value for name, value in plain(stored).items() if name not in KEYS}
    if not (confidentiality.oversees(actor, stored) or confidentiality.owns(actor, stored)):
        shown = {name: value for name, value in shown.items() if name not in INSIDE}
    return shown


def public_demand(found: Demand) -> dict[str, Any]:
    """A published demand as everybody sees it: no names of people; of a confidential one the title only."""
    return _public(found, PUBLIC_DEMAND)


def public_achievement(found: Achievement) -> dict[str, Any]:
    """A published achievement as everybody sees it."""
    return _public(found, PUBLIC_ACHIEVEMENT)


def _public(found: Demand | Achievement, names: tuple[str, ...]) -> dict[str, Any]:
    shown = {name: plain(getattr(found, name)) for name in names} | {"fields": list(found.fields)}
    if found.confidentiality != "public":
        shown.update({name: "" if isinstance(shown[name], str) else [] for name in BEHIND_TITLE if name in shown})
    return shown


def bounty(work: DispatchWork, found: Bounty, actor: Actor) -> dict[str, Any]:
    """A bounty to everybody; who scores is known to the parties only."""
    stored = work.stored(found)
    shown = plain(stored)
    shown["reward"] = yuan(shown.pop("reward_fen"))
    shown["sealed"] = stored.is_open(work.today)
    inside = actor.has("city_officer") or stored.host_unit in actor.units("host_manager", "liaison")
    if not inside:
        shown["reviewers"] = [one for one in shown["reviewers"] if one["account"] == actor.account and actor.account]
    return shown


def bid_readable(work: DispatchWork, found: Bid, posted: Bounty, actor: Actor) -> bool:
    """Whether the asker may know of a bid: its bidder always; host, city and reviewers after the deadline.

    A reviewer who stepped aside, or is of the bidder's, does not.
    """
    if _bidder(found, actor):
        return True
    if posted.is_open(work.today) or posted.status == "cancelled":
        return False
    if actor.has("city_officer") or found.host_unit in actor.units("host_manager"):
        return True
    own = next((one for one in posted.reviewers if one.account == actor.account), None)
    return own is not None and not own.recused and not bounties.conflicted(posted, found, own, actor)


def bid(work: DispatchWork, found: Bid, posted: Bounty, actor: Actor) -> dict[str, Any]:
    """A bid with its content opened, to who may read it. Reviewers see their own scores until the choice is made."""
    stored = work.stored(found)
    shown = {name: value for name, value in plain(stored).items() if name not in ("sealed", "reviewer_accounts")}
    said = orjson.loads(work.vault.open(stored.sealed))
    shown |= {"proposal": said["proposal"], "plan": said["plan"], "price": yuan(said["price_fen"])}
    shown["files"] = said["files"]
    counting = frozenset(one.account for one in posted.reviewers if not one.recused)
    inside = actor.has("city_officer") or stored.host_unit in actor.units("host_manager")
    if inside:
        shown["mean"] = bids.mean(stored, counting)
    elif not (posted.status in ("awarded", "failed") and _bidder(stored, actor)):
        shown["scores"] = [one for one in shown["scores"] if one["account"] == actor.account]
    return shown


def _bidder(found: Bid, actor: Actor) -> bool:
    own = bool(found.person) and actor.person == found.person
    return own or found.sender_unit in actor.units("dispatching_manager")
