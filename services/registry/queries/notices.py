"""Notices for everybody, as a list and as an Atom feed; objections for the bureau; the public roster."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as xml

from services.registry.domain import notice as notices
from services.registry.domain.verification import masked
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.rulebook import Rulebook
from shared.typeset import paper
from shared.work import Page

ATOM = "http://www.w3.org/2005/Atom"
FEED_LENGTH = 50


def list_notices(
    work: RegistryWork, *, after: str | None = None, limit: int = 50, open_now: bool = False, city: str = ""
) -> Page[dict[str, Any]]:
    """The city's notices, the latest first; `open_now`: those to which one may still object."""
    wanted = {"status": "published", "until": {"$gte": work.today.isoformat()}} if open_now else {}
    page = work.notices.page(wanted, after, limit, descending=True)
    return Page([notices.public(one) for one in page.items], page.next)


def one_notice(work: RegistryWork, *, notice_id: str, city: str = "") -> dict[str, Any]:
    """One notice."""
    return notices.public(work.notices.get(notice_id))


def notice_feed(work: RegistryWork, rulebook: Rulebook, *, city: str = "") -> dict[str, str]:
    """The latest notices as Atom (RFC 4287)."""
    found = work.notices.page({"status": "published"}, None, FEED_LENGTH, descending=True).items
    feed = xml.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    address = f"{work.public_url}/api/public/notices"
    _said(feed, "id", f"{address}?city={work.city}")
    _said(feed, "title", f"{rulebook.name}科技特派员公示")
    _said(feed, "updated", f"{found[0].published_on if found else rulebook.source.from_}T00:00:00+08:00")
    for one in found:
        entry = xml.SubElement(feed, "entry")
        _said(entry, "id", f"{address}/{one.id}")
        _said(entry, "title", one.title)
        _said(entry, "updated", f"{one.published_on}T00:00:00+08:00")
        xml.SubElement(entry, "link", {"href": f"{address}/{one.id}?city={work.city}"})
        names = "、".join(f"{item.name}（{item.kind_label}）" for item in one.items)
        _said(entry, "summary", f"公示期{one.published_on}至{one.until}（{one.article}）：{names}")
        author = xml.SubElement(entry, "author")
        _said(author, "name", rulebook.name)
    return paper("notices.atom", xml.tostring(feed, "utf-8", xml_declaration=True), "application/atom+xml")


def list_objections(
    work: RegistryWork, *, after: str | None = None, limit: int = 50, **equal: str
) -> Page[dict[str, Any]]:
    """Objections, for the bureau."""
    page = work.objections.page(equal, after, limit)
    return Page([notices.shown(one) for one in page.items], page.next)


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
        "kind_label": kind.label if kind else one.kind, "county": one.county, "fields": one.fields, "since": one.since,
        "until": one.until,
    }  # fmt: skip


def _said(into: xml.Element, name: str, text: str) -> None:
    xml.SubElement(into, name).text = text
