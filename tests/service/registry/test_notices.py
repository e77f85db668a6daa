"""Publicity before filing, objections by anybody, the public roster, over the real store."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from shared.actor import platform, public
from shared.errors import Forbidden, Invalid, NotFound, Refused
from tests.factories import registry as make
from tests.service.registry.conftest import Registry
from tests.service.registry.test_standing import STATED, stated, stated_once

__all__ = ["stated", "stated_once"]
SAYS = {"name": "热心人", "phone": "13912345678", "text": "不在本市工作", "consent": True}


def waiting(registry: Registry) -> dict[str, Any]:
    registry.on(date(2025, 3, 3))
    return registry.submit(registry.register(), subject="commissioner", kind="general")


def test_nothing_is_filed_before_its_notice_ran_out_and_every_objection_was_answered(stated: Registry) -> None:
    sent = waiting(stated)
    with pytest.raises(Refused) as early:
        stated.move(sent["id"], "file_application", stated.officer())
    assert (early.value.rule, early.value.article) == ("registry.publicity", "十四")
    made = stated.command("publish_notice", {"title": "拟备案公示", "items": [sent["id"]]}, stated.officer())
    assert (made["until"], made["items"][0]["name"][0]) == ("2025-03-10", "申")
    assert "*" in made["items"][0]["name"]
    nobody, gateway = public(STATED), platform("gateway", STATED)
    assert [one["id"] for one in stated.question("notices", {}, nobody)["items"]] == [made["id"]]
    feed = stated.question("notice_feed", {}, nobody)
    root = ElementTree.fromstring(base64.b64decode(feed["content"]))
    assert [entry.findtext("{*}title") for entry in root.iter("{http://www.w3.org/2005/Atom}entry")] == ["拟备案公示"]
    one = {"notice_id": made["id"], "item": sent["id"]}
    objector = make.actor("objector", None, STATED)
    with pytest.raises(Invalid):
        stated.command("object_to_notice", {**one, **SAYS, "consent": False}, objector)
    with pytest.raises(Invalid):
        stated.command("object_to_notice", {**one, **SAYS, "item": "other"}, objector)
    with pytest.raises(Forbidden):
        stated.command("object_to_notice", {**one, **SAYS}, nobody)
    with pytest.raises(Forbidden):
        stated.command("object_to_notice", {**one, **SAYS, "receipts": ["r"]}, gateway)
    raised = stated.command("object_to_notice", {**one, **SAYS}, objector)
    kept = stated.service.store.database["objections"].find_one({"_id": raised["objection"]})
    assert SAYS["phone"] not in str(kept)
    assert SAYS["phone"] not in str(stated.told("objection_raised"))
    stated.on(date(2025, 3, 11))
    with pytest.raises(Refused, match="异议"):
        stated.move(sent["id"], "file_application", stated.officer())
    with pytest.raises(Refused, match="公示期"):
        stated.command("object_to_notice", {**one, **SAYS}, objector)
    answer = {"objection_id": raised["objection"], "uphold": False, "answer": "已核实在本市工作"}
    assert stated.command("decide_objection", answer, stated.officer())["status"] == "dismissed"
    assert stated.move(sent["id"], "file_application", stated.officer())["filing"]
    lines = stated.question("roster", {"q": "申报"}, nobody)["items"]
    assert [(line["kind"], line["name"][:1], "*" in line["name"]) for line in lines] == [("general", "申", True)]
    assert not {"id", "person", "account"} & set(lines[0])


def test_another_city_sees_and_answers_none_of_it(stated: Registry) -> None:
    sent = waiting(stated)
    made = stated.command("publish_notice", {"title": "公示", "items": [sent["id"]]}, stated.officer())
    with pytest.raises(NotFound):
        stated.question("notice", {"notice_id": made["id"]}, public(make.BAOTOU))
    with pytest.raises(NotFound):
        stated.command("withdraw_notice", {"notice_id": made["id"], "reason": "x"}, make.officer(make.BAOTOU))


def test_where_the_document_is_silent_nothing_is_made_public(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    with pytest.raises(Refused) as silent:
        registry.command("publish_notice", {"title": "公示", "items": [filing["id"]]}, registry.officer())
    assert silent.value.article == "本办法未作规定"
