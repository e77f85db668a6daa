"""What waits for the asker, noun by noun, as filters: the turn of a chain's party, a signature, an answer, a report.

Each is the list's own `waits_on=me`; the home page of every role is these lists together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from services.dispatch.domain.ending import BY_CANCELLATION
from services.dispatch.domain.intent import SENDING
from services.dispatch.domain.party import held
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.rulebook import Chain

Filter = dict[str, Any]
NOTHING: Filter = {"_id": {"$in": []}}
SENDER = "dispatching_unit"
SIGNERS = ("commissioner", "workstation", "dispatching_unit", "host_unit")


def any_of(ways: Iterable[Filter]) -> Filter:
    """Records that fit one of these; none where there is none."""
    found = list(ways)
    return {"$or": found} if found else NOTHING


def at_steps(
    chain: Chain, actor: Actor, today: str, state: str = "state", own: Mapping[str, str] | None = None
) -> list[Filter]:
    """Records whose chain stands where the asker is the party awaited, or the one a late step escalates to."""
    ways: list[Filter] = []
    for step in chain.steps:
        here = {f"{state}.status": "pending", f"{state}.step": step.step}
        for party in step.by:
            if (mine := held(actor, party, own)) is not None:
                ways.append({**here, f"{state}.passed_by": {"$ne": party}, **mine})
        if step.escalates_to and (mine := held(actor, step.escalates_to, own)) is not None:
            ways.append({**here, f"{state}.due": {"$lt": today}, **mine})
    return ways


def achievements(work: DispatchWork, rules: Rules, actor: Actor) -> Filter:
    """At the asker's step of the gathering; or returned to who offered it."""
    own = {"host_county": "county", "sender_unit": "unit", "host_unit": "unit"}
    ways = at_steps(rules.achievements.gathering, actor, work.today.isoformat(), own=own)
    ways = [{"status": "reported", **way} for way in ways]
    if actor.account:
        ways.append({"status": "returned", "account": actor.account})
    return any_of(ways)


def intents(work: DispatchWork, rules: Rules, actor: Actor) -> Filter:
    """Whose answer is awaited, within its time; and, accepted, whose agreement is to be drawn up."""
    in_time = {"$or": [{"expires_on": None}, {"expires_on": {"$gte": work.today.isoformat()}}]}
    by_host = {"$or": [{"proposed_by": "host"}, {"proposed_by": "", "offered_by": "host_unit"}]}
    by_sending = {"$or": [{"proposed_by": "sending"}, {"proposed_by": "", "offered_by": {"$in": list(SENDING)}}]}
    ways: list[Filter] = []
    for party, proposed in (("commissioner", by_host), (SENDER, by_host), ("host_unit", by_sending)):
        if (mine := held(actor, party)) is not None:
            ways.append({"status": "offered", "$and": [in_time, proposed], **mine})
    if (mine := held(actor, SENDER)) is not None:
        ways.append({"status": "accepted", "agreement": "", **mine})
    return any_of(ways)


def _signing(actor: Actor) -> list[Filter]:
    """Drafts that the asker has still to sign; signed or returned ones that the sending unit has to report."""
    ways = [
        {"status": "draft", "signers": party, "signatures.party": {"$ne": party}, **mine}
        for party in SIGNERS
        if (mine := held(actor, party)) is not None
    ]
    if (mine := held(actor, SENDER)) is not None:
        ways.append({"status": {"$in": ["signed", "returned"]}, **mine})
    return ways


def agreements(work: DispatchWork, rules: Rules, actor: Actor) -> Filter:
    """To be signed, to be reported, or at the asker's step of the filing."""
    ways = _signing(actor)
    for name, way in vars(rules.ways).items():
        ways += [
            {"status": "reported", "way": name, **step} for step in at_steps(way.filing, actor, work.today.isoformat())
        ]
    return any_of(ways)


supplements = agreements
"""A supplement goes the way of its agreement."""


def assignments(work: DispatchWork, rules: Rules, actor: Actor) -> Filter:
    """To the unit: name somebody, report how it goes. To the officer: what was declined."""
    ways: list[Filter] = []
    if (mine := held(actor, SENDER)) is not None:
        ways.append({"status": "ordered", **mine})
        ways.append({"status": "serving", "progress_due": {"$lte": work.today.isoformat()}, **mine})
    for party in ("county", "city"):
        if (mine := held(actor, party)) is not None:
            ways.append({"status": "declined", "ordered_by": party, **mine})
    return any_of(ways)


def batches(work: DispatchWork, rules: Rules, actor: Actor) -> Filter:
    """To the unit: put together, not submitted yet. To the city: submitted, not through with."""
    ways: list[Filter] = []
    if (mine := held(actor, SENDER)) is not None:
        ways.append({"status": "draft", **mine})
    if (mine := held(actor, "city")) is not None:
        ways.append({"status": "submitted", **mine})
    return any_of(ways)


def directed_rounds(work: DispatchWork, rules: Rules, actor: Actor) -> Filter:
    """Rounds still to be planned or confirmed."""
    ways: list[Filter] = []
    for party in ("county", "city"):
        if (mine := held(actor, party, {"host_county": "county"})) is not None:
            ways.append({"status": {"$in": ["open", "proposed"]}, "ordered_by": party, **mine})
    return any_of(ways)


def endings(work: DispatchWork, rules: Rules, actor: Actor) -> Filter:
    """At the asker's step of the case or of the appeal; returned to who reported; a notice to be answered in time."""
    today, ways = work.today.isoformat(), list[Filter]()
    for ground, stated in rules.endings.cases.items():
        for chain, state in ((stated.chain, "state"), (stated.process.appeal, "appeal.state")):
            ways += [{"ground": ground, **step} for step in at_steps(chain, actor, today, state)]
    ways += [
        {"ground": BY_CANCELLATION, **step}
        for step in at_steps(rules.endings.cancellation.appeal, actor, today, "appeal.state")
    ]
    if actor.account:
        ways.append({"state.status": "returned", "account": actor.account})
    for party in SIGNERS:
        if (mine := held(actor, party)) is not None:
            served = {"$elemMatch": {"what": "notice", "to": party, "due": {"$gte": today}}}
            unsaid = {"statements.party": {"$ne": party}}
            ways.append({"state.status": "pending", "against": party, "notices": served, **unsaid, **mine})
    return any_of(ways)
