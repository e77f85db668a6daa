"""The roster of the city, and the places of a year."""

from __future__ import annotations

from typing import Any

from services.registry.access import ACCESS
from services.registry.domain import change, filing, quota, verification
from services.registry.queries.search import synonyms_of
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.rulebook import Rulebook
from shared.words import matching
from shared.work import Page


def list_filings(
    work: RegistryWork,
    rulebook: Rulebook,
    *,
    q: str = "",
    after: str | None = None,
    limit: int = 50,
    person: str | None = None,
    **equal: Any,
) -> Page[dict[str, Any]]:
    """The roster of the city; `q`: found by name, pinyin, initials, number, field of work."""
    ways: list[dict[str, Any]] = [{"$or": [{"person": person}, {"members.person": person}]}] if person else []
    ways += [matching(q, synonyms_of(rulebook))] if q else []
    page = work.filings.page({**equal, **({"$and": ways} if ways else {})}, after, limit)
    return Page([filing.public(one) for one in page.items], page.next)


def one_filing(work: RegistryWork, rulebook: Rulebook, actor: Actor, *, filing_id: str) -> dict[str, Any]:
    """One filing of the city, with what the asker may do about it; who may have its certificate sees its code too."""
    found = work.filings.get(filing_id)
    subject = Rules.of(rulebook, filing.kept_since(found)).subjects.get(found.subject)
    replaceable = subject.replaceable if subject is not None else None
    actions = filing.actions(found, replaceable, actor.units("host_manager"))
    rules = Rules.of(rulebook, work.today)
    actions += change.actions(found, rules, actor) + filing.going_on(found, rules.restorations, actor)
    own = found.code is not None and ACCESS["filing_certificate"].allows(actor, found)
    code = {"code": found.code, "address": verification.address(work.public_url, found.code or "")} if own else None
    return {**filing.public(found), "history": filing.past(found), "actions": actions, "verification": code}


def registry_figures(work: RegistryWork) -> dict[str, Any]:
    """Filings in force by subject, kind and county, for an officer's dashboard."""
    counted = work.filings.tally({"status": "filed"}, by=("subject", "kind", "county"))
    rows = [
        {name: row.get(name) or "" for name in ("subject", "kind", "county")} | {"count": row["count"]}
        for row in counted
    ]
    ordered = sorted(rows, key=lambda row: (row["subject"], row["kind"], row["county"]))
    return {"on": work.today.isoformat(), "filings": ordered}


def quotas(work: RegistryWork, rulebook: Rulebook, *, year: int | None = None) -> dict[str, Any]:
    """Places of a year, taken and left, with the article that states them."""
    wanted = year or work.today.year
    items = []
    for rule in Rules.of(rulebook, work.today).quotas.values():
        for county in rulebook.divisions(work.today) if rule.area == "county" else ("",):
            empty = quota.empty(work.city, rule.subject, rule.kind, wanted, rule, county)
            items.append(quota.public(work.quotas.get_or(empty.id, empty), rule))
    return {"items": items}
