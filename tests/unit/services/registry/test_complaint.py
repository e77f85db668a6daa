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
from services.registry.domain.complaint import Complaint
from services.registry.rules import Rules
from services.registry.vocabulary.complaints import Complaints
from shared.actor import Actor, Grant
from shared.errors import Conflict, NotFound
from shared.rulebook import Rule, Rulebooks

DAY = date(2024, 6, 3)
OFFICER = Actor("o1", "经办", "150200", grants=(Grant("city_officer"),))
SENDER = Actor("a1", "某人", "150200")
RAISED = Complaint(
    "c1", "150200", "TS20240603-ABCDEFGH", "complaint", "备案迟迟未办", "已三个月", "某人", "sealed", "139****5678",
    "a1", (), DAY, None, "",
)  # fmt: skip


def days(on: date, count: int) -> date:
    return on + timedelta(days=count)


def rules(**said: Any) -> Any:
    return SimpleNamespace(complaints=Complaints(**said) if said else None)


def rule(value: Any) -> Rule[Any]:
    silent = value is None
    return Rule("registry.complaints.x", "第九条", "silent" if silent else "setting", "", "某局", DAY, value)


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


def test_each_is_offered_what_is_theirs():
    assert [one["action"] for one in complaints.actions(RAISED, OFFICER)] == ["answer_complaint"]
    assert [one["action"] for one in complaints.actions(RAISED, SENDER)] == ["withdraw_complaint"]
    (closed,) = complaints.actions(replace(RAISED, status="answered"), SENDER)
    assert (closed["open"], closed["reason"]) == (False, "此件已答复")


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
