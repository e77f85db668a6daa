"""Public rounds over a real database: their notice, what is said to it, what is taken out, and the next one."""

from __future__ import annotations

from datetime import date

import pytest

from shared.errors import Conflict, Forbidden, NotFound
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch
from tests.service.dispatch.test_demands import published, stated, stating_processes

__all__ = ["stated", "stating_processes"]


def test_an_objection_is_answered_and_the_item_taken_out_and_corrected(stated: Dispatch) -> None:
    demand = published(stated)
    said = {"round_id": demand["round"], "kind": "objection", "text": "该技术早已公开", "demand": demand["id"]}
    comment = stated.command("comment_on_round", said, make.commissioner(number=2))
    with pytest.raises(NotFound):
        stated.question("notice_comment", {"comment_id": comment["id"]}, make.host_manager(number=2))
    answer = {"comment_id": comment["id"], "outcome": "noted", "reply": "属实"}
    with pytest.raises(Forbidden):
        stated.command("answer_notice_comment", answer, make.host_manager())
    with pytest.raises(Conflict):
        stated.command("answer_notice_comment", answer, make.city_officer())
    stated.command("answer_notice_comment", {**answer, "outcome": "upheld"}, make.city_officer())
    taking = {"round_id": demand["round"], "demand": demand["id"], "reason": "异议成立"}
    assert stated.command("take_out_of_round", taking, make.city_officer())["taken_out"] == 1
    assert stated.question("published_demands", {})["items"] == []
    again = stated.command("resubmit_demand", {"demand_id": demand["id"], "title": "改正后"}, make.liaison())
    assert (again["status"], again["round"]) == ("reported", "")


def test_after_the_notice_nothing_is_said_or_taken_out(stated: Dispatch) -> None:
    demand = published(stated)
    stated.on(date(2024, 6, 21))
    said = {"round_id": demand["round"], "kind": "comment", "text": "迟到的意见"}
    with pytest.raises(Conflict):
        stated.command("comment_on_round", said, make.commissioner())
    taking = {"round_id": demand["round"], "demand": demand["id"], "reason": "迟了"}
    with pytest.raises(Conflict):
        stated.command("take_out_of_round", taking, make.city_officer())


def test_the_end_is_told_once_and_the_next_round_opens_when_it_is_due(stated: Dispatch) -> None:
    demand = published(stated)
    stated.on(date(2024, 6, 21)).tick("watch_rounds")
    stated.tick("watch_rounds")
    assert [one["data"]["round"] for one in stated.told("publication_round_ended")] == [demand["round"]]
    stated.on(date(2024, 12, 2)).tick("watch_rounds")
    assert len(stated.told("publication_round_opened")) == 1
    stated.on(date(2024, 12, 3)).tick("watch_rounds")
    stated.tick("watch_rounds")
    assert [one["data"]["title"] for one in stated.told("publication_round_opened")][1:] == ["2024年12月公示"]
