"""A complaint has the city's clock, is answered or withdrawn once, and is followed by number and phone."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from services.registry.domain import complaint as complaints
from services.registry.domain import complaint_clock
from services.registry.domain.complaint import Complaint
from services.registry.rules import Rules
from services.registry.vocabulary.complaints import Complaints
from shared.actor import Actor, Grant
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from shared.rulebook import Division, Rule, Rulebooks

DAY = date(2024, 6, 3)
OFFICER = Actor("o1", "经办", "150200", grants=(Grant("city_officer"),))
COUNTY = Actor("k1", "区经办", "150200", grants=(Grant("county_officer", county="150203"),))
DIVISIONS = {"150203": Division("昆都仑区", "Kundulun District")}
SENDER = Actor("a1", "某人", "150200")
RAISED = Complaint(
    "c1", "150200", "TS20240603-ABCDEFGH", "complaint", "备案迟迟未办", "已三个月", "某人", "sealed", "139****5678",
    "a1", (), DAY, None, "",
)  # fmt: skip


def days(on: date, count: int) -> date:
    return on + timedelta(days=count)


def rules(**said: Any) -> Any:
    named = {"party": lambda name: {"city": "市局", "county": "区局"}[name], "party_en": lambda name: name}
    return SimpleNamespace(complaints=Complaints(**said) if said else None, **named)


def rule(value: Any) -> Rule[Any]:
    silent = value is None
    return Rule("registry.complaints.x", "第九条", "silent" if silent else "setting", "", "某局", DAY, value)


SET = rules(contact=rule("电话"), answer_within=rule(15), county_answers=rule(True))


def test_the_clock_runs_where_the_rulebook_has_one():
    taken = complaints.take_in(RAISED, rules(contact=rule("电话"), answer_within=rule(15)), days)
    assert (taken.due, taken.article) == (date(2024, 6, 18), "第九条")


@pytest.mark.parametrize("stated", [rules(), rules(contact=rule(None), answer_within=rule(None))])
def test_no_clock_runs_where_the_rulebook_is_silent(stated):
    taken = complaints.take_in(RAISED, stated, days)
    assert (taken.due, taken.article) == (None, "本办法未作规定")
    assert complaints.stated(stated)["contact"]["value"] == ""


def test_it_is_answered_once_and_not_after_it_was_withdrawn():
    answered = complaints.answer(RAISED, "已办结", OFFICER, DAY)
    assert (answered.status, answered.answer, answered.answered_by) == ("answered", "已办结", "经办")
    for ended in (answered, complaints.withdraw(RAISED)):
        with pytest.raises(Conflict):
            complaints.answer(ended, "再答", OFFICER, DAY)
        with pytest.raises(Conflict):
            complaints.withdraw(ended)


def offered(complaint: Complaint, actor: Actor, said: Any = None) -> dict[str, bool]:
    return {one["action"]: one["open"] for one in complaints.actions(complaint, said or rules(), actor)}


def test_each_is_offered_what_is_theirs():
    assert offered(RAISED, OFFICER) == {"answer_complaint": True, "forward_complaint": False}
    assert offered(RAISED, OFFICER, SET) == {"answer_complaint": True, "forward_complaint": True}
    assert offered(RAISED, COUNTY, SET) == {}
    there = replace(RAISED, desk="150203")
    assert offered(there, COUNTY, SET) == offered(there, OFFICER, SET) == {
        "answer_complaint": True, "take_back_complaint": True,
    }  # fmt: skip
    assert offered(RAISED, SENDER) == {"withdraw_complaint": True}
    (closed,) = complaints.actions(replace(RAISED, status="answered"), rules(), SENDER)
    assert (closed["open"], closed["reason"]) == (False, "此件已答复")


def test_it_goes_to_the_county_concerned_where_the_bureau_has_set_so_and_says_by_whose_setting():
    concerned = replace(RAISED, county="150203")
    assert complaints.take_in(concerned, rules(), days).desk == "", "nobody has set it"
    taken = complaints.take_in(concerned, SET, days)
    assert (taken.desk, taken.deeds[0].article, taken.deeds[0].by_name) == ("150203", "第九条", "registry")
    assert complaints.take_in(RAISED, SET, days).desk == "", "no county is concerned"
    waits = complaints.waits_on(taken, SET, DIVISIONS, DAY)
    assert waits is not None
    assert (waits["party"], waits["label"], waits["since"]) == ("county", "昆都仑区：区局", DAY)


def test_it_is_forwarded_with_a_reason_and_comes_back_while_its_clock_runs_on():
    late = replace(complaints.take_in(RAISED, SET, days), clocks_told=("due", "late"))
    sent = complaints.forward(late, "150203", "属地事项", SET, OFFICER, date(2024, 6, 5))
    assert (sent.desk, sent.since, sent.due, sent.clocks_told) == ("150203", date(2024, 6, 5), late.due, ("due",))
    back = complaints.forward(sent, "", "不属我区", SET, COUNTY, date(2024, 6, 6))
    assert (back.desk, [one.action for one in back.deeds]) == ("", ["forwarded", "taken_back"])
    with pytest.raises(Forbidden):
        complaints.forward(sent, "150202", "属东河区", SET, COUNTY, DAY)
    with pytest.raises(Refused) as unset:
        complaints.forward(RAISED, "150203", "属地事项", rules(), OFFICER, DAY)
    assert unset.value.details["article"] == "本办法未作规定"
    with pytest.raises(Invalid):
        complaints.forward(late, "150203", "", SET, OFFICER, DAY)
    with pytest.raises(Conflict):
        complaints.forward(back, "", "再退", SET, OFFICER, DAY)


def test_its_clock_rings_once_before_and_once_after_its_last_day():
    taken = complaints.take_in(RAISED, SET, days)  # until 06-18
    assert [complaint_clock.rings(taken, date(2024, 6, day), 3) for day in (14, 15, 18, 19)] == [
        "", "due", "due", "late",
    ]  # fmt: skip
    assert complaint_clock.rings(taken, date(2024, 6, 18), None) == "", "nobody is reminded where no days are set"
    told = complaint_clock.told(complaint_clock.told(taken, "due"), "late")
    assert complaint_clock.rings(told, date(2024, 6, 19), 3) == ""
    assert complaint_clock.rings(replace(taken, status="answered"), date(2024, 6, 19), 3) == ""
    waits = complaints.waits_on(taken, SET, DIVISIONS, date(2024, 6, 20))
    assert waits is not None
    assert (waits["late"], waits["late_since"]) == (True, date(2024, 6, 19))
    assert complaints.waits_on(replace(taken, status="answered"), SET, DIVISIONS, DAY) is None


def test_whoever_is_erased_leaves_the_matter_under_no_name():
    left = complaints.forget(RAISED)
    assert (left.name, left.contact, left.contact_mask, left.text) == ("已注销用户", "", "", "已三个月")
    with pytest.raises(NotFound):
        complaints.progress(left, "5678")


def test_number_and_phone_together_show_the_answer_and_nothing_of_the_sender():
    told = complaints.progress(RAISED, "5678")
    assert told["status"] == "open"
    assert not {"name", "contact", "contact_mask", "account", "text"} & set(told)
    with pytest.raises(NotFound):
        complaints.progress(RAISED, "5679")


def test_nobody_sees_the_sealed_contact():
    assert not {"contact", "account", "city"} & set(complaints.public(RAISED))


def test_a_bureau_sets_contact_and_time_as_data(tmp_path):
    for folder in Path("shared/rulebooks").iterdir():
        shutil.copytree(folder, tmp_path / folder.name)
    file = tmp_path / "150200-baotou" / "registry.yml"
    text, bureau = file.read_text("utf-8"), "by: 某局, since: 2023-03-15"
    text = re.sub(r"  answer_within: .*", f"  answer_within: {{setting: 15, {bureau}}}", text)
    file.write_text(re.sub(r"  contact: \{no_rule.*", f"  contact: {{setting: 服务窗口, {bureau}}}", text), "utf-8")
    books = Rulebooks.from_folder(str(tmp_path))
    said = Rules.of(books.of("150200"), DAY)
    assert complaints.stated(said)["contact"]["value"] == "服务窗口"
    taken = complaints.take_in(RAISED, said, books.of("150200").calendar)
    assert taken.due == date(2024, 6, 25), "fifteen working days, the dragon boat festival among them"
    assert taken.article.startswith("某局")
