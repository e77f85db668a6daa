"""Atom feeds: valid whatever a title holds, the same ids for ever, the latest change on top."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from shared.atom import Entry, feed

NS = {"a": "http://www.w3.org/2005/Atom"}
DAY = date(2024, 6, 3)
ONE = Entry(
    "150200/demands/1", "镁合金 <涂层> & 中试\x0b\x00", "/api/demands/published/1?city=150200", DAY, DAY, "内容"
)


def read(*entries: Entry, otherwise: date = DAY) -> ElementTree.Element:
    made = feed("150200/demands", "技术需求公示", "包头市", "/api/public/feeds/demands.atom", entries, otherwise)
    assert made.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    return ElementTree.fromstring(made)


def texts(found: ElementTree.Element, path: str) -> list[str | None]:
    return [one.text for one in found.findall(path, NS)]


def test_what_xml_cannot_hold_is_left_out_and_the_rest_is_as_it_was_said() -> None:
    found = read(ONE)
    assert found.tag == "{http://www.w3.org/2005/Atom}feed"
    assert texts(found, "a:entry/a:title") == ["镁合金 <涂层> & 中试"]
    links = [link.get("rel") for link in found.findall("a:link", NS) + found.findall("a:entry/a:link", NS)]
    assert links == ["self", "alternate"]


def test_ids_are_stable_and_one_things_own() -> None:
    other = Entry("150200/demands/2", "另一项", "/", DAY, DAY)
    first, again = read(ONE, other), read(other, ONE, otherwise=date(2030, 1, 1))
    ids = texts(first, "a:entry/a:id")
    assert sorted(map(str, ids)) == sorted(map(str, texts(again, "a:entry/a:id")))
    assert len({*ids, *texts(first, "a:id")}) == 3
    assert str(ids[0]).startswith("urn:uuid:")


def test_the_feed_was_updated_when_its_latest_entry_was() -> None:
    later = Entry("150200/demands/2", "另一项", "/", DAY, date(2024, 7, 1), terms=("新材料",))
    assert texts(read(ONE, later), "a:updated") == ["2024-07-01T00:00:00+08:00"]
    assert texts(read(), "a:updated") == ["2024-06-03T00:00:00+08:00"]
    assert [one.get("term") for one in read(later).findall("a:entry/a:category", NS)] == ["新材料"]
