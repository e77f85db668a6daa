"""Certificates: worded by the city, the same bytes for the same filing, verified without showing whose number it is."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from services.registry.bundling import archive
from services.registry.domain import certificate, filing, verification
from services.registry.domain.certificate import Names
from services.registry.domain.filing import Filing, Why
from services.registry.rules import Rules
from shared.errors import Conflict
from shared.rulebook import Rulebook
from shared.typeset import qr, typeset
from tests.factories import registry as make

WHY = Why("sham", "第三十一条", "虚假协议", "市局")
NAMES = Names("包头市", sender="第一学院")
TEMPLATE = Path("services/registry/papers/certificate.typ").read_text("utf-8")


def rules(city: str = make.BAOTOU) -> Rules:
    return Rules.of(make.rulebooks().of(city), make.DAY)


def filed(**over: object) -> Filing:
    said = {"subject": "commissioner", "kind": "technical_service", "name": "张三丰", "person": "p-1", "unit": None}
    made = make.filing(**{**said, **over})
    return filing.opened(made, "A" * 26, Why("filed", "", "", "市局"))


def test_it_says_who_is_filed_as_what_by_whom() -> None:
    sheet = certificate.sheet(filed(fields=("新材料",)), rules(), NAMES, "https://x.example/verify/A")
    assert (sheet["title"], sheet["issuer"]) == ("企业科技特派员备案证书", "包头市科学技术局")
    assert sheet["text"] == "经审核，张三丰已备案为包头市技术服务型科技特派员。"
    rows = dict(sheet["rows"])
    assert (rows["编号"], rows["派出单位"], rows["有效期"]) == ("包科特2024-00001", "第一学院", "自2024年1月10日起")


def test_a_city_words_its_own_and_no_brace_reaches_further_than_its_words() -> None:
    book = Rules.of(Rulebook(Path("tests/rulebooks/notice-and-appeal")), make.DAY)
    one = filed(kind="general", city="000900", until=date(2026, 12, 31))
    sheet = certificate.sheet(one, book, Names("某市"), "")
    assert sheet["title"] == "聘书"
    assert sheet["text"] == "兹聘请张三丰为某市科技特派员，自2024年1月10日起至2026年12月31日止。{__class__}"
    assert sheet["issuer"] == "虚构市科学技术局"


@pytest.mark.parametrize("ended", [filing.cancel, filing.suspend])
def test_none_is_printed_for_a_filing_that_is_not_in_force(ended) -> None:
    with pytest.raises(Conflict):
        certificate.sheet(ended(filed(), WHY, make.DAY), rules(), NAMES, "")


def test_the_same_filing_gives_the_same_bytes() -> None:
    def printed(one: Filing) -> bytes:
        sheet = certificate.sheet(one, rules(), NAMES, "https://x.example/verify/A")
        return typeset(TEMPLATE, {**sheet, "qr": qr(sheet["address"])}, day=certificate.day(one))

    assert printed(filed()) == printed(filed())
    assert printed(filed()) != printed(filed(name="张三"))
    assert printed(filed(name='#read("/etc/passwd")')).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("standing", "moved"),
    [
        ("valid", lambda one: one),
        ("suspended", lambda one: filing.suspend(one, WHY, make.DAY)),
        ("valid", lambda one: filing.resume(filing.suspend(one, WHY, make.DAY), WHY, make.DAY)),
        ("changed", lambda one: filing.changed(one, "changed", WHY, make.DAY)),
        ("cancelled", lambda one: filing.cancel(one, WHY, make.DAY)),
        ("ended", lambda one: filing.cancel(one, WHY, make.DAY, "replaced")),
        ("ended", lambda one: filing.cancel(one, WHY, make.DAY, "expired")),
        ("valid", lambda one: filing.restore(filing.cancel(one, WHY, make.DAY), WHY, make.DAY)),
    ],
)
def test_a_look_tells_the_standing_and_masks_the_name(standing, moved) -> None:
    shown = verification.shown(moved(filed()), rules(), "包头市", "Baotou")
    assert (shown["standing"], shown["holder"]) == (standing, "张**")
    assert not {"person", "account", "unit", "id", "code"} & set(shown)


def test_a_unit_is_named_in_full() -> None:
    shown = verification.shown(filing.opened(make.filing(name="第一学院"), "B" * 26, WHY), rules(), "包头市", "Baotou")
    assert shown["holder"] == "第一学院"
    assert [verification.masked(name) for name in ("张", "张三", "张三丰")] == ["张*", "张*", "张**"]


def test_an_archive_holds_every_paper_under_a_name_of_its_own_and_is_the_same_again() -> None:
    def made() -> bytes:
        file = io.BytesIO()
        assert archive(file, [("a.pdf", b"1"), ("a.pdf", b"2"), ("b/c.pdf", b"3")]) == 3
        return file.getvalue()

    with zipfile.ZipFile(io.BytesIO(made())) as zipped:
        assert {name: zipped.read(name) for name in zipped.namelist()} == {
            "a.pdf": b"1", "a-2.pdf": b"2", "b_c.pdf": b"3",
        }  # fmt: skip
    assert made() == made()


def test_looks_of_a_day_add_up_and_keep_the_latest_moment() -> None:
    none = verification.Looks("A:2024-06-03", make.BAOTOU, "A", make.DAY)
    looks = verification.looked(verification.looked(none, 3, make.NOW), 2, make.NOW.replace(hour=1))
    assert (looks.count, looks.last) == (5, make.NOW)
    assert replace(looks, count=0, last=None) == none
