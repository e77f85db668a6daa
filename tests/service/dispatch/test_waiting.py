"""What waits for whom (`waits_on=me`), over a real database: it moves from party to party as the matter does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.actor import Actor
from shared.errors import Forbidden
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch
from tests.service.dispatch.test_intents import offered

PEOPLE: dict[str, Actor] = {
    "commissioner": make.commissioner(),
    "sender": make.sender_manager(),
    "host": make.host_manager(),
    "county": make.county_officer(),
    "city": make.city_officer(),
    "other": make.host_manager(number=2),
}


def waits_on(dispatch: Dispatch, noun: str, id: str) -> set[str]:
    """For whom a record is in the list of what waits; nothing waits where the list is not one's own."""

    def listed(by: Actor) -> list[str]:
        try:
            return [item["id"] for item in dispatch.question(noun, {"waits_on": "me"}, by)["items"]]
        except Forbidden:
            return []

    return {name for name, by in PEOPLE.items() if id in listed(by)}


def test_an_agreement_waits_for_each_signer_then_the_sender_then_the_city(baotou: Dispatch) -> None:
    agreement = baotou.draft()
    id, said = agreement["id"], {"agreement_id": agreement["id"], "hash": agreement["content_hash"]}
    assert waits_on(baotou, "agreements", id) == {"host", "commissioner", "sender"}
    baotou.command("sign_agreement", said, make.host_manager())
    assert waits_on(baotou, "agreements", id) == {"commissioner", "sender"}
    baotou.command("sign_agreement", said, make.commissioner())
    baotou.command("sign_agreement", said, make.sender_manager())
    assert waits_on(baotou, "agreements", id) == {"sender"}
    baotou.command("report_agreements", {"agreements": [id]}, make.sender_manager())
    reviewers = waits_on(baotou, "agreements", id)
    assert "city" in reviewers
    assert not reviewers & {"host", "commissioner", "sender"}
    baotou.result(baotou.together([baotou.filing_call(agreement)])[0])
    assert waits_on(baotou, "agreements", id) == set()


def test_an_intent_waits_for_the_other_side_and_accepted_for_the_sender(baotou: Dispatch) -> None:
    id = offered(baotou, content="远程指导", form="remote", since="2024-06-10", until="2024-12-31")["id"]
    assert waits_on(baotou, "intents", id) == {"host"}
    baotou.command("counter_intent", {"intent_id": id, "note": "须到厂", "form": "on_site"}, make.host_manager())
    assert waits_on(baotou, "intents", id) == {"commissioner", "sender"}
    baotou.command("accept_intent", {"intent_id": id}, make.commissioner())
    assert waits_on(baotou, "intents", id) == {"sender"}
    baotou.command("draft_intent_agreement", {"intent_id": id}, make.sender_manager())
    assert waits_on(baotou, "intents", id) == set()


def test_a_batch_waits_for_its_unit_until_it_is_submitted(baotou: Dispatch) -> None:
    said = {"agreements": [baotou.signed()["id"]]}
    id = baotou.command("compose_batch", said, make.sender_manager())["id"]
    assert waits_on(baotou, "batches", id) == {"sender"}
    baotou.command("submit_batch", {"batch_id": id}, make.sender_manager())
    assert waits_on(baotou, "batches", id) == {"city"}


def test_a_case_waits_where_its_chain_stands(baotou: Dispatch) -> None:
    agreement = baotou.filed()
    said = {
        "agreement": agreement["id"],
        "ground": "commissioner_default",
        "circumstance": "walked_out",
        "reason": "多次联系未果",
    }
    id = baotou.command("open_ending", said, make.host_manager())["id"]
    assert waits_on(baotou, "endings", id) == {"county"}
    step = {"ending_id": id, "action": "recommend", "note": "情况属实"}
    baotou.command("take_ending_step", step, make.county_officer())
    assert waits_on(baotou, "endings", id) == {"city"}


def test_agreements_are_found_by_the_days_on_which_they_end(baotou: Dispatch) -> None:
    agreement = baotou.filed()

    def found(**asked: Any) -> list[str]:
        items = baotou.question("agreements", {"status": "filed", **asked}, make.city_officer())["items"]
        return [item["id"] for item in items]

    assert found(until_from="2025-12-01", until_to="2025-12-31") == [agreement["id"]]
    assert found(until_to="2025-12-30") == found(until_from="2026-01-01") == []
    assert found(host_county=agreement["host_county"]) == [agreement["id"]]


@pytest.mark.parametrize("noun", ["achievements", "assignments", "supplements", "directed_rounds"])
def test_nothing_waits_where_nothing_is(baotou: Dispatch, noun: str) -> None:
    for by in (make.city_officer(), make.county_officer()):
        assert baotou.question(noun, {"waits_on": "me"}, by)["items"] == []


def test_figures_are_the_lengths_of_the_lists_they_lead_to(baotou: Dispatch) -> None:
    agreement = baotou.filed()
    baotou.draft("150200-commissioner-1", content="另一份")
    city = baotou.question("dispatch_figures", {}, make.city_officer())
    for row in city["agreements"]:
        asked = {"status": row["status"], "host_county": row["county"]}
        assert len(baotou.question("agreements", asked, make.city_officer())["items"]) == row["count"]
    assert {(row["status"], row["count"]) for row in city["agreements"]} == {("filed", 1), ("draft", 1)}
    assert [row["count"] for row in city["ending_soon"]] == [0, 0]
    elsewhere = make.county_officer(county="150204" if agreement["host_county"] != "150204" else "150202")
    assert baotou.question("dispatch_figures", {}, elsewhere)["agreements"] == []
    soon = baotou.on(date(2025, 11, 20)).question("dispatch_figures", {}, make.city_officer())["ending_soon"]
    assert [(row["days"], row["count"]) for row in soon] == [(30, 0), (90, 1)]
    with pytest.raises(Forbidden):
        baotou.question("dispatch_figures", {}, make.host_manager())
