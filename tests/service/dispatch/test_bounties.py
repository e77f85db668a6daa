"""Bounties over a real database: sealed until the deadline, scored without conflict of interest, shown, awarded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shared.errors import Conflict, NotFound, Refused
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch
from tests.service.dispatch.test_demands import published, stated, stating_processes

__all__ = ["stated", "stating_processes"]
CRITERIA = [{"code": "way", "label": "技术路线", "weight": 3}, {"label": "报价", "weight": 1}]  # the other is c2
REVIEWERS = [{"account": f"expert-{n}", "name": f"评审{n}", "unit": f"unit-{n}"} for n in (1, 2)]
SECRET = "微弧氧化与溶胶复合工艺"


def post(service: Dispatch, demand: dict[str, Any], **over: Any) -> dict[str, Any]:
    said = {"demand_id": demand["id"], "reward": "500000.00", "deadline": "2024-06-20", "criteria": CRITERIA, **over}
    made: dict[str, Any] = service.command("post_bounty", said, make.host_manager())
    return made


def bid(service: Dispatch, bounty: dict[str, Any], number: int) -> dict[str, Any]:
    said = {"bounty_id": bounty["id"], "filing": f"150200-commissioner-{number}", "proposal": SECRET, "price": "480000"}
    made: dict[str, Any] = service.command("place_bid", said, make.commissioner(number=number))
    return made


def test_a_city_that_says_nothing_of_bounties_refuses_them(baotou: Dispatch) -> None:
    with pytest.raises(Refused) as refused:
        post(baotou, published(baotou))
    assert refused.value.reason == "本办法未作规定"


def told_of(service: Dispatch, bounty: dict[str, Any], asker: Any) -> dict[str, bool]:
    """What the answer about a bounty says the asker may do."""
    shown = service.question("bounty", {"bounty_id": bounty["id"]}, asker)
    return {one["action"]: one["open"] for one in shown["actions"]}


def test_nobody_reads_a_bid_before_the_deadline(stated: Dispatch) -> None:
    stated.file("commissioner", 2)
    bounty = post(stated, published(stated))
    stated.command("name_reviewers", {"bounty_id": bounty["id"], "reviewers": REVIEWERS}, make.city_officer())
    expert = make.actor("expert-1", stated.city)
    assert told_of(stated, bounty, make.commissioner()) == {"place_bid": True, "comment_on_bounty": False}
    assert told_of(stated, bounty, expert)["score_bid"] is False
    placed = bid(stated, bounty, 1)
    readers = (
        make.city_officer(), make.host_manager(), make.commissioner(number=2), make.actor("expert-1", stated.city)
    )  # fmt: skip
    for reader in readers:
        with pytest.raises(NotFound):
            stated.question("bid", {"bid_id": placed["id"]}, reader)
        assert stated.question("bids", {"bounty": bounty["id"]}, reader)["items"] == []
        assert "bids" not in stated.question("bounty", {"bounty_id": bounty["id"]}, reader)
    own = stated.question("bid", {"bid_id": placed["id"]}, make.commissioner())
    assert (own["proposal"], own["price"]) == (SECRET, "480000.00")
    database = stated.service.store.database
    for name in ("bids", "bounties", "announcements"):
        assert all(SECRET not in str(row) for row in database[name].find()), f"{name} holds it open"
    assert all("commissioner" not in str(one["data"]) for one in stated.told("bid_placed"))
    with pytest.raises(Conflict):
        bid(stated, bounty, 1)
    scoring = {"bounty_id": bounty["id"], "bid_id": placed["id"], "points": {"way": 90, "c2": 80}}
    with pytest.raises(Conflict):
        stated.command("score_bid", scoring, make.actor("expert-1", stated.city))
    stated.on(date(2024, 6, 21)).tick("watch_offers")
    assert len(stated.told("bounty_closed")) == 1
    assert told_of(stated, bounty, make.commissioner())["place_bid"] is False
    assert told_of(stated, bounty, expert)["score_bid"] is True
    for reader in (make.city_officer(), make.host_manager(), make.actor("expert-1", stated.city)):
        assert stated.question("bid", {"bid_id": placed["id"]}, reader)["proposal"] == SECRET
    with pytest.raises(NotFound):
        stated.question("bid", {"bid_id": placed["id"]}, make.commissioner(number=2))
    with pytest.raises(Conflict):
        stated.command("revise_bid", {"bid_id": placed["id"], "proposal": "改"}, make.commissioner())


def test_bids_are_scored_shown_objected_to_and_awarded(stated: Dispatch) -> None:
    stated.file("commissioner", 2, sender_unit="150200-sender-2")
    demand = published(stated)
    with pytest.raises(Refused):
        post(stated, demand, deadline="2024-06-12")
    bounty = post(stated, demand)
    first, second = bid(stated, bounty, 1), bid(stated, bounty, 2)
    related = {"account": "expert-3", "name": "评审3", "unit": "150200-sender-1"}
    naming = {"bounty_id": bounty["id"], "reviewers": [*REVIEWERS, related]}
    stated.command("name_reviewers", naming, make.city_officer())
    stated.on(date(2024, 6, 21))
    deciding = {"bounty_id": bounty["id"], "winner": second["id"], "reason": "技术路线成熟"}
    with pytest.raises(Refused) as refused:
        stated.command("decide_bounty", deciding, make.city_officer())
    assert refused.value.rule.endswith("least_reviewers")
    for expert, points in (("expert-1", 90), ("expert-2", 70)):
        for one, less in ((first, 10), (second, 0)):
            scoring = {"bounty_id": bounty["id"], "bid_id": one["id"], "points": {"way": points - less, "c2": 60}}
            stated.command("score_bid", scoring, make.actor(expert, stated.city))
    scoring = {"bounty_id": bounty["id"], "bid_id": first["id"], "points": {"way": 100, "c2": 100}}
    with pytest.raises(Refused) as refused:
        stated.command("score_bid", scoring, make.actor("expert-3", stated.city))
    assert refused.value.rule.endswith("recusal")
    means = {one["id"]: one["mean"] for one in stated.question("bids", {}, make.city_officer())["items"]}
    assert means == {first["id"]: 67.5, second["id"]: 75.0}
    decided = stated.command("decide_bounty", deciding, make.city_officer())
    assert (decided["status"], decided["notice_until"]) == ("notice", "2024-06-26")
    objecting = {"bounty_id": bounty["id"], "kind": "objection", "text": "评审人有利害关系"}
    objection = stated.command("comment_on_bounty", objecting, make.commissioner())
    stated.on(date(2024, 6, 27))
    awarding = {"bounty_id": bounty["id"]}
    with pytest.raises(Conflict):
        stated.command("award_bounty", awarding, make.city_officer())
    answer = {"comment_id": objection["id"], "outcome": "upheld", "reply": "重新评榜"}
    stated.command("answer_notice_comment", answer, make.city_officer())
    with pytest.raises(Conflict):
        stated.command("award_bounty", awarding, make.city_officer())
    stated.command("decide_bounty", deciding, make.city_officer())
    with pytest.raises(Conflict):
        stated.command("decide_bounty", deciding, make.city_officer())
    awarded = stated.on(date(2024, 7, 3)).command("award_bounty", awarding, make.city_officer())
    assert awarded["status"] == "awarded"
    intent = stated.question("intent", {"intent_id": awarded["intent"]}, make.host_manager())
    assert (intent["status"], intent["filing"], intent["demand"]) == ("accepted", "150200-commissioner-2", demand["id"])
    assert stated.question("bid", {"bid_id": second["id"]}, make.commissioner(number=2))["status"] == "won"
