"""Searching demands, achievements and agreements: by parties, pinyin, words; only what the asker may read."""

from __future__ import annotations

from typing import Any

import pytest

from shared.actor import Actor
from shared.errors import Forbidden
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch
from tests.service.dispatch.test_demands import published, reported


def found(dispatch: Dispatch, q: str, by: Actor, **more: Any) -> list[tuple[str, str, bool]]:
    answer = dispatch.question("search", {"q": q, **more}, by)
    return [(one["kind"], one["id"], one["published"]) for one in answer["items"]]


def demand(dispatch: Dispatch, title: str, content: str = "轧机辊系振动，板形不稳", **over: Any) -> str:
    return str(reported(dispatch, title=title, content=content, **over)["id"])


def test_an_agreement_is_found_by_its_parties_number_and_content(baotou: Dispatch) -> None:
    agreement = baotou.filed()
    shown = baotou.stored("agreements", agreement["id"])
    officer, mine = make.city_officer(), ("agreements", agreement["id"], False)
    asked = (shown["commissioner_name"], shown["host_name"], shown["sender_name"], shown["number"], "中试线 工艺")
    for q in asked:
        assert mine in found(baotou, q, officer), q
        listed = baotou.question("agreements", {"q": q}, officer)["items"]
        assert agreement["id"] in [one["id"] for one in listed], q
    for party in (make.commissioner(), make.host_manager(), make.sender_manager()):
        assert found(baotou, "中试线", party) == [mine]
    strangers = (make.commissioner(number=2), make.host_manager(number=2), make.city_officer(make.SHIJIAZHUANG))
    for stranger in strangers:
        assert found(baotou, "中试线", stranger, kinds=["agreements"]) == []


def test_a_demand_is_found_before_it_is_published_by_its_own_alone(baotou: Dispatch) -> None:
    one = demand(baotou, "稀土永磁电机退磁")
    for q in ("稀土永磁", "xitu", "xtyc", "轧机 板形"):
        assert found(baotou, q, make.host_manager()) == [("demands", one, False)], q
        assert found(baotou, q, make.city_officer()) == [("demands", one, False)], q
    for stranger in (make.commissioner(), make.host_manager(number=2), make.county_officer(county="150299")):
        assert found(baotou, "稀土永磁", stranger) == []
    assert found(baotou, "稀土永磁", make.city_officer(make.SHIJIAZHUANG)) == []
    with pytest.raises(Forbidden):
        baotou.question("search", {"q": "稀土永磁"})


def test_what_is_published_in_whole_is_found_by_everybody_and_no_secret_by_its_content(baotou: Dispatch) -> None:
    open_one = published(baotou, title="稀土永磁电机退磁")["id"]
    hidden = {"title": "连铸坯裂纹", "content": "涉及稀土永磁未公开配方", "confidentiality": "titles"}
    secret = published(baotou, **hidden)["id"]
    assert found(baotou, "稀土永磁", make.commissioner()) == [("demands", open_one, True)]
    assert {id for _, id, _ in found(baotou, "稀土永磁", make.city_officer())} == {open_one, secret}
    page = baotou.question("search", {"q": "稀土永磁", "limit": 1}, make.city_officer())
    assert (len(page["items"]), page["more"]) == (1, ["demands"])


def test_records_kept_before_there_was_a_search_are_found_too(baotou: Dispatch) -> None:
    one = demand(baotou, "稀土永磁电机退磁")
    database = baotou.service.store.database
    database["demands"].update_many({}, {"$unset": {"search": ""}})
    assert found(baotou, "稀土永磁", make.host_manager()) == []
    assert baotou.service.store.find_again(baotou.service.calls.work.kinds()) == 1
    assert found(baotou, "稀土永磁", make.host_manager()) == [("demands", one, False)]
