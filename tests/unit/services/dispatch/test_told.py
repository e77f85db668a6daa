"""What an answer tells somebody they can do, of the nouns that have no chain; and as which party a thing was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from services.dispatch.domain import deed, demand_draft, intent, interest, notice_comment, suggestion
from services.dispatch.domain.demand_draft import DemandDraft
from services.dispatch.domain.notice_comment import NoticeComment
from services.dispatch.domain.party import Scope, party_of
from services.dispatch.domain.suggestion import Suggestion
from shared.errors import Conflict, Refused
from tests.factories import dispatch as make

HOST = make.host_manager()
UNIT = next(iter(HOST.units("host_manager")))


def draft(**over: object) -> DemandDraft:
    return replace(DemandDraft("d", make.BAOTOU, UNIT, HOST.account, make.DAY), **over)  # type: ignore[arg-type]


def test_a_draft_says_all_that_is_missing_and_who_reports() -> None:
    with pytest.raises(Conflict) as stopped:
        demand_draft.to_be_reported(draft(title="涂层"), make.rules(), HOST)
    assert (stopped.value.reason, stopped.value.reason_en) == (
        "尚未填写：内容、技术领域", "Still missing: content, fields",
    )  # fmt: skip
    whole = draft(title="涂层", content="耐蚀", fields=("新材料",))
    demand_draft.to_be_reported(whole, make.rules(), HOST)
    with pytest.raises(Refused) as refused:
        demand_draft.to_be_reported(whole, make.rules(), make.commissioner())
    assert refused.value.details["article"]


def test_a_suggestion_is_taken_up_by_a_party_while_it_holds() -> None:
    teacher = make.commissioner()
    said = ("d", "涂层", "f", "张三", teacher.person or "", "s", UNIT, "某厂", "150203")
    made = Suggestion("d:f", make.BAOTOU, *said, 1.0, "001.000", (), (), make.DAY)
    suggestion.to_be_taken_up(made, make.rules(), teacher)
    with pytest.raises(Conflict):
        suggestion.to_be_taken_up(suggestion.close(made), make.rules(), teacher)
    with pytest.raises(Refused):
        intent.begins(made.scope, make.rules(), make.city_officer())


def test_what_was_answered_waits_no_more() -> None:
    said = NoticeComment("c", make.BAOTOU, "r", "demand", "d", "objection", "不实", "a", "甲", make.DAY)
    notice_comment.to_be_answered(said)
    done = notice_comment.answer(said, "dismissed", "经核实", make.city_officer(), make.DAY + timedelta(days=1))
    with pytest.raises(Conflict):
        notice_comment.to_be_answered(done)


def test_a_deed_and_a_tie_say_who_and_as_which_party() -> None:
    scope, officer = Scope(host_unit=UNIT, host_county="150203"), make.city_officer()
    assert deed.deed("renewed", HOST, scope, make.DAY).party == "host_unit"
    assert [party_of(one, scope) for one in (make.liaison(), officer)] == ["liaison", "city"]
    tie = interest.declare(
        "i", make.BAOTOU, "unit_firm", ("", "某院", "s"), (UNIT, "某厂", "150203"), "x", officer, make.DAY
    )
    assert (tie.recorded_by, tie.recorder_name) == ("city_officer", officer.name)
