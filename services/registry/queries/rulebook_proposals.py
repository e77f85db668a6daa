"""Proposals of rules, for the city's officers: how the checks stand, what they change, what may be done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import yaml

from services.registry.domain import city as cities
from services.registry.domain import gazetteer
from services.registry.domain import rulebook_proposal as proposals
from services.registry.queries.rulebooks import by_article, differing
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.documents import plain
from shared.errors import NotFound
from shared.rulebook import Rulebooks
from shared.rulebook.reading import Statement, difference, read
from shared.work import Page


def list_rulebook_proposals(
    work: RegistryWork, *, after: str | None = None, limit: int = 50, **equal: str
) -> Page[dict[str, Any]]:
    """The city's proposals, the latest first."""
    page = work.rulebook_proposals.page(equal, after, limit, descending=True)
    return Page([proposals.public(one) for one in page.items], page.next)


def rulebook_proposal(work: RegistryWork, rulebooks: Rulebooks, actor: Actor, *, proposal_id: str) -> dict[str, Any]:
    """One proposal with every error (file, line, reason), warnings, contradictions, and the actions open."""
    proposal = work.rulebook_proposals.get(proposal_id)
    texts = work.rulebook_files(proposal)
    services = work.checking_services(rulebooks, proposal)
    checks = work.rulebook_checks_of(proposal)
    stand = proposals.standing(proposal, checks, services)
    statements = read(texts)
    others, latest = work.other_officers(actor.account), work.latest_rulebook(rulebooks)
    return {
        **proposals.public(proposal),
        "checks": [{"service": name, "state": stand.states.get(name, "waiting")} for name in services],
        "ready": stand.ready,
        "errors": list(stand.errors),
        "warnings": proposals.warnings(proposal, checks, texts, _articles(statements)),
        "conflicts": _conflicts(statements),
        "actions": proposals.actions(proposal, stand, latest, actor.account, others),
    }


def _conflicts(statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """The document's contradictions as the draft states them: topic, clauses, and the ruling where there is one."""
    found = [one for one in statements if one.id.startswith("city.conflicts[") and "topic" in one.says]
    return [
        {
            "topic": one.says["topic"],
            "clauses": [
                {"cite": each.article, "says": each.says.get("says", "")}
                for each in statements
                if each.id.startswith(f"{one.id}.clauses[")
            ],
            "ruling": one.says.get("ruling", ""),
            "by": one.by,
            "since": one.since,
        }
        for one in found
    ]


def rulebook_proposal_file(work: RegistryWork, *, proposal_id: str, file: str) -> dict[str, Any]:
    """One file of a draft as it stands, with its statements and the pointers by which a form changes them.

    An optional one that is not there is shown as it would begin; of these `content` is what the text says.
    """
    proposal = work.rulebook_proposals.get(proposal_id)
    texts = work.rulebook_files(proposal)
    text = texts.get(file, proposals.BEGUN.get(file))
    if text is None:
        raise NotFound(file)
    statements = read({file: text})
    return {
        "file": file,
        "text": text,
        "content": plain(yaml.safe_load(text)) if file in proposals.BEGUN else {},
        "articles": by_article(statements, tuple(_articles(read({"city.yml": texts["city.yml"]})))),
        "version": proposal.version,
    }


def rulebook_proposal_difference(
    work: RegistryWork, rulebooks: Rulebooks, *, proposal_id: str, against: int | None = None
) -> dict[str, Any]:
    """What the draft states otherwise than the version it began from, or another. Raises NotFound."""
    proposal = work.rulebook_proposals.get(proposal_id)
    number = proposal.base if against is None else against
    before = {} if number is None else rulebooks.of(proposal.city).edition(number).texts
    return differing(difference(before, work.rulebook_files(proposal)))


def list_cities(work: RegistryWork) -> dict[str, Any]:
    """The cities opened through the platform; those it started with are among the rulebooks."""
    return {"items": [cities.public(one) for one in work.cities.some({}, sort=[("_id", 1)])]}


def read_gazetteer(under: str) -> dict[str, Any]:
    """What lies under a province or city, to be chosen by name."""
    return {"items": gazetteer.under(under)}


def check_city(work: RegistryWork, rulebooks: Rulebooks, city: str) -> None:
    """Raises NotFound for a city that is neither here nor being prepared."""
    if city not in rulebooks.cities() and work.cities.find(city) is None:
        raise NotFound("city")


def counties(work: RegistryWork, rulebooks: Rulebooks) -> Collection[str]:
    """The codes of the city's counties today; while its first rules are being prepared or begin later, by those.

    So a new city's officers open accounts and share the work before anything is in force. Raises NotFound for a city
    that is not here.
    """
    book = rulebooks.books.get(work.city)
    if book is not None:
        begun = max(work.today, book.editions[0].from_)
        return set(book.on(begun).divisions(begun))
    city = work.cities.find(work.city)
    if city is None:
        return set(rulebooks.of(work.city).divisions(work.today))
    draft = work.rulebook_files(work.rulebook_proposals.get(city.proposal))
    found = (one.pointer.split("/") for one in read({"city.yml": draft["city.yml"]}))
    return {way[2] for way in found if way[1:2] == ["divisions"] and len(way) == 3}


def _articles(statements: list[Statement]) -> list[str]:
    page = next((one for one in statements if one.id == "city"), None)
    return list(page.says.get("articles", ())) if page is not None else []
