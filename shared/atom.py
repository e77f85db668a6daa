"""Atom feeds (RFC 4287): what a city has published, for whoever follows it with a reader or another system."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from shared.work import BEIJING

ATOM = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One entry. `key`: what it is known by for ever ("<city>/<noun>/<id>"); `link`: where all of it is read.

    `published` and `updated`: days in China; `terms`: what it is about; `summary`: nothing that is not public.
    """

    key: str
    title: str
    link: str
    published: date
    updated: date
    summary: str = ""
    terms: tuple[str, ...] = ()


def feed(key: str, title: str, author: str, link: str, entries: Sequence[Entry], otherwise: date) -> bytes:
    """The feed as UTF-8 XML; `updated` is its latest entry's, or `otherwise` where there is none.

    Ids are made of the keys alone, so the same thing has the same id whenever and wherever the feed is read.
    """
    root = ElementTree.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "zh-CN"})
    latest = max((entry.updated for entry in entries), default=otherwise)
    _text(root, id=_id(key), title=title, updated=_moment(latest))
    _text(ElementTree.SubElement(root, "author"), name=author)
    ElementTree.SubElement(root, "link", {"rel": "self", "type": ATOM, "href": link})
    for entry in entries:
        made = ElementTree.SubElement(root, "entry")
        _text(made, id=_id(entry.key), title=entry.title, updated=_moment(entry.updated))
        _text(made, published=_moment(entry.published), summary=entry.summary)
        ElementTree.SubElement(made, "link", {"rel": "alternate", "href": entry.link})
        for term in entry.terms:
            ElementTree.SubElement(made, "category", {"term": _NO_XML.sub("", term)})
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _text(parent: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = _NO_XML.sub("", text)


def _id(key: str) -> str:
    return uuid5(NAMESPACE_URL, f"tepai:{key}").urn


def _moment(day: date) -> str:
    return datetime.combine(day, time(), BEIJING).isoformat()
