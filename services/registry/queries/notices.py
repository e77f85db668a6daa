"""Notices for everybody, as a list and as an Atom feed; objections for the bureau; the public roster."""

from __future__ import annotations

from typing import Any

from services.registry.domain import notice as notices
from services.registry.domain.verification import masked
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.atom import ATOM, Entry, feed
from shared.rulebook import Rulebook
from shared.typeset import paper
from shared.work import Page

FEED_LENGTH = 50


def list_notices(
    work: RegistryWork,
    actor: Actor,
    *,
    after: str | None = None,
    limit: int = 50,
    open_now: bool = False,
    city: str = "",
) -> Page[dict[str, Any]]:
    """The city's notices, the latest first; `open_now`: those to which one may still object."""
    wanted = {"status": "published", "until": {"$gte": work.today.isoformat()}} if open_now else {}
    page = work.notices.page(wanted, after, limit, descending=True)
    return Page([notices.public(one, actor, work.today) for one in page.items], page.next)


def one_notice(work: RegistryWork, actor: Actor, *, notice_id: str, city: str = "") -> dict[str, Any]:
    """One notice."""
    return notices.public(work.notices.get(notice_id), actor, work.today)


def notice_feed(work: RegistryWork, rulebook: Rulebook, *, city: str = "") -> dict[str, str]:
    """The latest notices as Atom (RFC 4287)."""
    found = work.notices.page({"status": "published"}, None, FEED_LENGTH, descending=True).items
    address = f"{work.public_url}/api/public/notices"
    entries = [
        Entry(
            key=f"{one.city}/notices/{one.id}",
            title=one.title,
            link=f"{address}/{one.id}?city={one.city}",
            published=one.published_on,
            updated=one.published_on,
            summary=f"公示期{one.published_on}至{one.until}（{one.article}）："
            + "、".join(f"{item.name}（{item.kind_label}）" for item in one.items),
        )
        for one in found
    ]
    title, own = f"{rulebook.name}科技特派员公示", f"{address}/feed?city={work.city}"
    made = feed(f"{work.city}/notices", title, rulebook.name, own, entries, rulebook.source.from_)
    return paper("notices.atom", made, ATOM)


def list_objections(
    work: RegistryWork, actor: Actor, *, after: str | None = None, limit: int = 50, **equal: str
) -> Page[dict[str, Any]]:
    """Objections, for the bureau."""
    page = work.objections.page(equal, after, limit)
    return Page([notices.shown(one, actor) for one in page.items], page.next)


def list_roster(
    work: RegistryWork, rulebook: Rulebook, *, after: str | None = None, limit: int = 50, q: str = "", city: str = "",
    **equal: Any,
) -> Page[dict[str, Any]]:  # fmt: skip
    """Who may act, for everybody: public fields only, names of persons masked; `q`: a name's beginning, or a number."""
    ways: dict[str, Any] = {}
    if q:
        ways = {"$or": [{"name": {"$gte": q, "$lt": q + "\uffff"}}, {"number": q}]}
    page = work.filings.page({**equal, "status": "filed", **ways}, after, limit)
    rules = Rules.of(rulebook, work.today)
    return Page([_line(one, rules) for one in page.items], page.next)


def _line(one: Any, rules: Rules) -> dict[str, Any]:
    found = rules.subject(one.subject, one.kind)
    subject, kind = found if found is not None else (None, None)
    whole = subject is not None and subject.holder in ("unit", "team")
    return {
        "number": one.number, "name": one.name if whole else masked(one.name), "subject": one.subject, "kind": one.kind,
        "kind_label": kind.label if kind else one.kind,
        "kind_label_en": kind.label_en if kind else one.kind,
        "county": one.county, "fields": one.fields, "since": one.since,
        "until": one.until,
    }  # fmt: skip
