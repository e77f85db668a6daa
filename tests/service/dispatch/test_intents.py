"""Mutual selection over a real database: proposals and counter-proposals, notes, expiry, the agreement that follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.errors import Conflict, Forbidden, Invalid, NotFound
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch
from tests.service.dispatch.test_suggestions import published


def offered(service: Dispatch, **over: Any) -> dict[str, Any]:
    city = service.city
    said = {"filing": f"{city}-commissioner-1", "host_unit": f"{city}-host-1", "message": "愿承接中试", **over}
    made: dict[str, Any] = service.command("offer_intent", said, make.commissioner(city))
    return made


def test_a_counter_proposal_is_accepted_and_fills_the_agreement(baotou: Dispatch) -> None:
    intent = offered(baotou, content="远程指导", form="remote", since="2024-06-10", until="2024-12-31")
    host, sender = make.host_manager(), make.sender_manager()
    said = {"intent_id": intent["id"], "note": "须到厂调试", "content": "到厂调试中试线", "form": "on_site"}
    with pytest.raises(Conflict):
        baotou.command("counter_intent", said, sender)
    countered = baotou.command("counter_intent", said, host)
    assert (countered["proposed_by"], countered["proposal"]["until"]) == ("host", "2024-12-31")
    baotou.command("note_intent", {"intent_id": intent["id"], "text": "周二可到"}, make.commissioner())
    shown = baotou.question("intent", {"intent_id": intent["id"]}, make.county_officer())
    assert (shown["waits_on"], [entry["text"] for entry in shown["thread"]]) == ("sending", ["须到厂调试", "周二可到"])
    opens = {
        one["action"]: one["open"] for one in baotou.question("intent", {"intent_id": intent["id"]}, host)["actions"]
    }
    assert opens == {
        "accept_intent": False, "decline_intent": False, "counter_intent": False, "note_intent": True,
        "withdraw_intent": False,
    }  # fmt: skip
    with pytest.raises(Conflict):
        baotou.command("draft_intent_agreement", {"intent_id": intent["id"]}, sender)
    baotou.command("accept_intent", {"intent_id": intent["id"]}, sender)
    drafted = baotou.command("draft_intent_agreement", {"intent_id": intent["id"], "until": "2024-11-30"}, sender)
    terms = drafted["terms"]
    assert (terms["content"], terms["form"], terms["since"], terms["until"]) == (
        "到厂调试中试线", "on_site", "2024-06-10", "2024-11-30",
    )  # fmt: skip
    assert baotou.stored("intents", intent["id"])["agreement"] == drafted["id"]
    told = baotou.told("intent_countered")[0]["data"]
    assert (told["waits_on"], "text" in told) == ("sending", False)


def test_strangers_do_not_read_the_thread(baotou: Dispatch) -> None:
    intent = offered(baotou)
    for stranger in (make.host_manager(number=2), make.county_officer(county="150204"), make.commissioner(number=2)):
        with pytest.raises(NotFound):
            baotou.question("intent", {"intent_id": intent["id"]}, stranger)
        with pytest.raises((NotFound, Forbidden)):
            baotou.command("note_intent", {"intent_id": intent["id"], "text": "x"}, stranger)


def test_an_intent_nobody_answers_expires_by_the_bureaus_setting(shijiazhuang: Dispatch) -> None:
    intent = offered(shijiazhuang)
    assert intent["expires_on"] == "2024-07-03"
    shijiazhuang.on(date(2024, 7, 3)).tick("expire_intents")
    assert shijiazhuang.stored("intents", intent["id"])["status"] == "offered"
    shijiazhuang.on(date(2024, 7, 4)).tick("expire_intents")
    assert shijiazhuang.stored("intents", intent["id"])["status"] == "expired"
    assert [told["data"]["status"] for told in shijiazhuang.told("intent_answered")] == ["expired"]


def test_the_first_contact_about_a_demand_is_told_once(baotou: Dispatch) -> None:
    demand = published(baotou)
    offered(baotou, demand=demand["id"])
    offered(baotou, demand=demand["id"])
    assert [told["data"]["demand"] for told in baotou.told("demand_contacted")] == [demand["id"]]


def test_about_a_published_demand_the_host_need_not_be_named(baotou: Dispatch) -> None:
    demand = published(baotou)
    said = {"filing": "150200-commissioner-1", "demand": demand["id"], "message": "愿承接"}
    made = baotou.command("offer_intent", said, make.commissioner())
    assert (made["host_unit"], made["demand"]) == (demand["host_unit"], demand["id"])
    with pytest.raises(Invalid) as neither:
        baotou.command("offer_intent", {"filing": "150200-commissioner-1", "message": "愿承接"}, make.commissioner())
    assert neither.value.details["errors"][0]["pointer"] == "/host_unit"
