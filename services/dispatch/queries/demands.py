"""Demands, to their parties, to the departments and to the public."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.dispatch import traces, views
from services.dispatch.domain import confidentiality, followup, merging, validity
from services.dispatch.domain import demand as demands
from services.dispatch.domain.demand import Demand
from services.dispatch.queries.answers import LIMIT, Actions, Tries, awaited, given, steps_open, tried
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared import words
from shared.actor import Actor
from shared.documents import plain
from shared.errors import NotFound
from shared.rulebook import Rulebook

NOTHING: dict[str, Any] = {"_id": {"$in": []}}


def demand(work: DispatchWork, rulebook: Rulebook, actor: Actor, demand_id: str) -> dict[str, Any]:
    """One demand, with what was made upon it and what the asker may do."""
    found, rules = work.demands.get(demand_id), Rules.of(rulebook, work.today)
    inside = confidentiality.owns(actor, found) or confidentiality.oversees(actor, found)
    shown = views.demand(work, found, actor)
    if inside:
        shown["links"] = _links(work, found)
    awaits = awaited(found.state, rules.demands.gathering, work.today, found.reporter)
    return {**shown, "awaits": awaits, "actions": _actions(work, found, rules, actor)}


def _actions(work: DispatchWork, found: Demand, rules: Rules, actor: Actor) -> Actions:
    on = work.today
    tries: Tries = {
        "resubmit_demand": lambda: demands.resubmit(found, {}, rules, actor, on),
        "withdraw_demand": lambda: demands.withdraw(found, "", on),
        "solve_demand": lambda: demands.solve(found, "", actor, on),
        "reclassify_demand": lambda: demands.reclassify(found, found.confidentiality, "", rules, actor, on),
        "renew_demand": lambda: validity.renew(found, validity.add_months(on, 1), "", rules, actor, on),
        "forward_demand": lambda: demands.forward(found, "-", "", "", rules, actor, on),
        "merge_demand": lambda: merging.merge(found, replace(found, id="", status="reported"), "", actor, on),
        "split_demand": lambda: merging.to_be_split(found),
    }
    if any(one.due <= on for one in found.followups):
        tries["answer_followup"] = lambda: followup.to_be_answered(found, on)
    steps = steps_open("take_demand_step", found.state, rules.demands.gathering, found.scope, found, actor, work)
    return (steps if found.status == "reported" else []) + tried(tries, found, actor)


def demands_page(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    after: str | None = None,
    limit: int = LIMIT,
    **asked: Any,
) -> dict[str, Any]:
    """The demands the asker may see, narrowed; by the order of their making, or (`sort=due`) by the desk's last day.

    Where the city gives the desks no clock there is no last day: `sort=due` then lists what lies with them as it came.
    """
    late, waits_on = asked.pop("late", None), asked.pop("waits_on", None)
    sort, q, field = asked.pop("sort", None), asked.pop("q", None), asked.pop("field", None)
    parts = [given({**asked, "fields": field})]
    if late is not None:
        over = {"status": "reported", "state.due": {"$lt": work.today.isoformat()}}
        parts.append(over if late else {"$nor": [over]})
    if waits_on:
        parts.append(waiting(work, Rules.of(rulebook, work.today), actor))
    if q:
        parts.append(words.matching(q, traces.synonyms(rulebook)))
    timed = any(step.term for step in Rules.of(rulebook, work.today).demands.gathering.steps)
    if sort == "due":
        parts.append({"status": "reported", **({"state.due": {"$gt": ""}} if timed else {})})
    by = "state.due" if sort == "due" and timed else "id"
    page = work.demands.page({"$and": [part for part in parts if part] or [{}]}, after, limit, sort=by)
    return {"items": [views.demand(work, one, actor) for one in page.items], "next": page.next}


def waiting(work: DispatchWork, rules: Rules, actor: Actor) -> dict[str, Any]:
    """What waits for the asker: at the own desk, escalated to it, returned to the own unit, or to be followed up."""
    ways: list[dict[str, Any]] = []
    counties, today = sorted(actor.counties("county_officer")), work.today.isoformat()
    at_desk = {"$or": [{"desk": {"$in": counties}}, {"desk": "", "host_county": {"$in": counties}}]}
    for step in rules.demands.gathering.steps:
        here = {"status": "reported", "state.step": step.step}
        if "county" in step.by and counties:
            ways.append({**here, **at_desk})
        if "city" in step.by and actor.has("city_officer"):
            ways.append(here)
        if step.escalates_to == "city" and actor.has("city_officer"):
            ways.append({**here, "state.due": {"$lt": today}})
    units = sorted(actor.units("host_manager", "liaison"))
    if units:
        ways.append({"host_unit": {"$in": units}, "status": "returned"})
        unanswered = {"$elemMatch": {"due": {"$lte": today}, "result": ""}}
        ways.append({"owner_units": {"$in": units}, "followups": unanswered})
    return {"$or": ways} if ways else NOTHING


def similar_demands(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, title: str, content: str = ""
) -> dict[str, Any]:
    """The published demands that say much the same as a text, before it is reported; to the city, of all open ones."""
    rules = Rules.of(rulebook, work.today)
    seen: dict[str, Any] = {} if actor.has("city_officer") else {"status": "published", "confidentiality": "public"}
    found = traces.like_text(work, rulebook, rules, title, content, seen)
    least = rules.demands.similar_from
    return {"items": plain(found), "least": least.value, "basis": least.cite}


def published_demand(work: DispatchWork, demand_id: str, city: str = "") -> dict[str, Any]:
    """One published demand, as everybody sees it."""
    found = work.demands.get(demand_id)
    over = found.expires_on is not None and found.expires_on < work.today
    if found.status != "published" or over or not confidentiality.listed(found.confidentiality):
        raise NotFound("demand")
    return views.public_demand(found)


def published_demands(
    work: DispatchWork,
    rulebook: Rulebook,
    after: str | None = None,
    limit: int = LIMIT,
    field: str | None = None,
    q: str | None = None,
    city: str = "",
) -> dict[str, Any]:
    """The public list: no names of people, and no more of a confidential demand than its title."""
    asked = published(work, rulebook, field, q)
    page = work.demands.page(asked, after, limit)
    return {"items": [views.public_demand(one) for one in page.items], "next": page.next}


def published(work: DispatchWork, rulebook: Rulebook, field: str | None, q: str | None) -> dict[str, Any]:
    """The filter of a public list. Words are looked for in what everybody may read: of some, in the title only."""
    standing = {"$or": [{"expires_on": None}, {"expires_on": {"$gte": work.today.isoformat()}}]}
    parts: list[dict[str, Any]] = [given({"status": "published", "fields": field}), standing]
    if q:
        alike = traces.synonyms(rulebook)
        whole = {"$and": [{"confidentiality": "public"}, words.matching(q, alike, field="words")]}
        title = {"$and": [{"confidentiality": "titles"}, words.matching(q, alike, field="title_words")]}
        parts.append({"$or": [whole, title]})
    else:
        parts.append({"confidentiality": {"$in": list(confidentiality.LISTED)}})
    return {"$and": parts}


def _links(work: DispatchWork, found: Demand) -> list[dict[str, Any]]:
    """What was made upon it: intents and agreements, the newest first."""
    asked, newest = {"demand": found.id}, [("_id", -1)]
    intents = work.intents.some(asked, sort=newest, limit=50)
    agreements = work.agreements.some(asked, sort=newest, limit=50)
    return [
        *({"noun": "intent", "id": one.id, "status": one.status, "on": plain(one.offered_on)} for one in intents),
        *({"noun": "agreement", "id": one.id, "status": one.status, "on": plain(one.drafted_on)} for one in agreements),
    ]
