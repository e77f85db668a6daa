"""Signatures: by a click, by hand, on paper; over one hash; taken back as long as not all have signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.dispatch.domain import signature as signatures
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.evidence import Evidence
from shared.actor import Actor
from shared.errors import Conflict, Invalid, Refused
from shared.rulebook import Rule
from tests.factories import dispatch as make

AT = datetime(2024, 6, 4, tzinfo=UTC)
STROKES = Evidence("f1", "签名.png", "a" * 64, 900, "image/png")
SCAN = Evidence("f2", "协议.pdf", "b" * 64, 90_000, "application/pdf")


def taking(*ways: str, paper_by: tuple[str, ...] | None = None) -> Any:
    """The city's rules, with these ways of signing."""
    rules = make.rules()
    stated = [Rule("w", "设定", "setting", "", "市科技局", None, value) for value in (ways or None, paper_by)]
    signing = replace(rules.agreement.signing, ways=stated[0], paper_by=stated[1])
    return replace(rules, agreement=replace(rules.agreement, signing=signing))


def sign(agreement: Agreement, actor: Actor, **more: Any) -> Agreement:
    return signatures.sign(agreement, actor, agreement.content_hash, None, AT, make.rules(), **more)


def on_paper(agreement: Agreement, actor: Actor, **over: Any) -> Agreement:
    said: dict[str, Any] = {
        "named": (),
        "signed_on": date(2024, 6, 3),
        "evidence": (SCAN,),
        "confirms": True,
        "rules": make.rules(),
        **over,
    }
    return signatures.sign_on_paper(agreement, actor, agreement.content_hash, at=AT, on=make.DAY, **said)


def test_a_hand_written_signature_keeps_its_strokes_and_where_it_was_made() -> None:
    signed = sign(make.draft(), make.commissioner(), way="handwritten", evidence=(STROKES,), address="10.0.0.8")
    kept = signed.signatures[0]
    assert (kept.way, kept.evidence, kept.address, kept.party) == (
        "handwritten",
        (STROKES,),
        "10.0.0.8",
        "commissioner",
    )
    with pytest.raises(Invalid):
        sign(make.draft(), make.commissioner(), way="handwritten", evidence=(SCAN,))


def test_a_scan_stands_for_all_who_signed_on_it() -> None:
    clicked = sign(make.draft(), make.commissioner())
    signed = on_paper(clicked, make.sender_manager())
    assert signed.status == "signed"
    assert [(one.party, one.way) for one in signed.signatures] == [
        ("commissioner", "click"),
        ("workstation", "paper"),
        ("host_unit", "paper"),
    ]
    assert {one.signed_on for one in signed.signatures[1:]} == {date(2024, 6, 3)}


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"evidence": ()}, "/receipts"),
        ({"confirms": False}, "/confirms"),
        ({"signed_on": date(2024, 6, 4)}, "/signed_on"),
        ({"named": ("liaison",)}, "/parties/0"),
    ],
)
def test_a_scan_is_confirmed_dated_and_of_a_party(over: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        on_paper(make.draft(), make.sender_manager(), **over)
    assert wrong.value.details["errors"][0]["pointer"] == field


def test_a_city_says_which_ways_it_takes_and_who_confirms_paper() -> None:
    with pytest.raises(Refused):
        signatures.sign(make.draft(), make.commissioner(), make.draft().content_hash, None, AT, taking("paper"))
    with pytest.raises(Refused):
        on_paper(make.draft(), make.sender_manager(), rules=taking("click", "handwritten"))
    by_city = taking("paper", paper_by=("city",))
    with pytest.raises(Refused):
        on_paper(make.draft(), make.sender_manager(), rules=by_city)
    assert on_paper(make.draft(), make.city_officer(), rules=by_city).status == "signed"


def test_a_signature_is_taken_back_until_all_have_signed() -> None:
    signed = sign(sign(make.draft(), make.commissioner()), make.host_manager())
    left, gone = signatures.revoke(signed, make.host_manager(), None)
    assert (gone.party, [one.party for one in left.signatures]) == ("host_unit", ["commissioner"])
    with pytest.raises(Conflict):
        signatures.revoke(left, make.host_manager(), None)
    with pytest.raises(Conflict, match="均已签署"):
        signatures.revoke(make.signed(), make.commissioner(), None)


def test_only_who_brought_a_scan_takes_it_back() -> None:
    scanned = on_paper(make.draft(), make.sender_manager(), named=("host_unit",))
    with pytest.raises(Conflict):
        signatures.revoke(scanned, make.host_manager(), None)
    assert signatures.revoke(scanned, make.sender_manager(), "host_unit")[0].signatures == ()


def test_a_changed_term_makes_every_signature_void() -> None:
    from services.dispatch.domain import agreement as agreements

    signed = on_paper(make.draft(), make.sender_manager())
    revised = agreements.revise(signed, {"content": "别的"}, make.parties(), make.rules(), make.DAY)
    assert (revised.signatures, revised.status) == ((), "draft")
    with pytest.raises(Conflict, match="已变化"):
        signatures.sign(revised, make.commissioner(), signed.content_hash, None, AT)
