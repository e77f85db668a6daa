"""A complaint lies with the bureau or the county concerned, and whoever lets it wait is reminded."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from services.registry.service import RegistryService
from shared.actor import Actor, platform
from shared.errors import Forbidden, Invalid, NotFound
from shared.upkeep import run_timer
from tests.factories import registry as make
from tests.parts import Parts, drop_namespace, random_namespace
from tests.service.registry.conftest import Registry

SAID = {"kind": "complaint", "about": "备案", "text": "三个月未答复", "name": "热心人", "phone": "13912345678"}
COUNTY = "150203"


@pytest.fixture
def timed(parts: Parts, tmp_path: Path) -> Iterator[Registry]:
    """Baotou as it is, once its bureau has set a time for answers and a reminder three days before."""
    namespace = random_namespace()
    shutil.copytree("shared/rulebooks/150200-baotou", tmp_path / "150200-baotou")
    file, bureau = tmp_path / "150200-baotou" / "registry.yml", "by: 某局, since: 2023-03-15"
    text = re.sub(r"  answer_within: .*", f"  answer_within: {{setting: 5, {bureau}}}", file.read_text("utf-8"))
    file.write_text(re.sub(r"  remind_days: .*", f"  remind_days: {{setting: 3, {bureau}}}", text), "utf-8")
    hosted = Registry(parts, namespace, str(tmp_path))
    yield hosted
    hosted.service.store.client.close()
    drop_namespace(parts, namespace)


def filed(registry: Registry, by: Actor, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = registry.command("file_complaint", {**SAID, "consent": True, **more}, by)
    return {"complaint_id": made["complaint"]}


def watched(registry: Registry, day: date) -> None:
    """One run of the timer on that day."""
    registry.on(day)
    parts, actor = registry.service, platform("registry", registry.city)
    parts.store.database["leases"].delete_many({"_id": "timer:watch"})
    now, method = datetime.combine(day, time(2), tzinfo=UTC), RegistryService().watch_complaints
    run_timer(parts.store, parts.calls.work, "watch", 60, actor, now, method, parts.rulebooks)


def test_the_county_concerned_deals_with_it_and_the_bureau_sees_to_it(registry: Registry) -> None:
    sender = registry.register()
    one = filed(registry, sender, county=COUNTY)
    county, other = registry.county(), make.county_officer("150202")
    shown = registry.question("complaint", one, county)
    assert (shown["desk"], shown["waits_on"]["party"]) == (COUNTY, "county")
    assert shown["deeds"][0]["article"].startswith("包头市科学技术局设定"), "marked as the bureau's own"
    assert [seen["id"] for seen in registry.question("complaints", {}, county)["items"]] == [one["complaint_id"]]
    assert registry.question("complaints", {}, other)["items"] == []
    assert len(registry.question("complaints", {"waits_on": "me"}, county)["items"]) == 1
    assert registry.question("complaints", {"waits_on": "me"}, registry.officer())["items"] == []
    with pytest.raises(NotFound):
        registry.command("answer_complaint", {**one, "answer": "已办"}, other)
    back = registry.command("take_back_complaint", {**one, "note": "不属我区"}, county)
    assert (back["desk"], back["waits_on"]["party"]) == ("", "city")
    with pytest.raises(NotFound):
        registry.question("complaint", one, county)
    with pytest.raises(Forbidden):
        registry.command("forward_complaint", {**one, "county": COUNTY, "note": "属地"}, county)
    registry.command("forward_complaint", {**one, "county": COUNTY, "note": "确属该区"}, registry.officer())
    answered = registry.command("answer_complaint", {**one, "answer": "已办结"}, county)
    assert (answered["status"], answered["waits_on"]) == ("answered", None)
    types = ["complaint_filed", "complaint_taken_back", "complaint_forwarded", "complaint_answered"]
    told = [registry.told(type)[0] for type in types]
    assert [one["data"]["decides"] for one in told] == [["county"], ["city"], ["county"], ["county"]]
    assert all(one["rules"][0]["article"] for one in told)
    with pytest.raises(Invalid):
        filed(registry, sender, county="130102")


def test_whoever_lets_it_wait_is_reminded_once_and_it_comes_up_to_the_bureau(timed: Registry) -> None:
    sender = timed.register()
    there, here = filed(timed, sender, county=COUNTY), filed(timed, sender)
    due = timed.question("complaint", there, timed.officer())["due"]
    assert due == "2024-06-11", "five working days from a Monday, the dragon boat festival among them"
    for day in (date(2024, 6, 5), date(2024, 6, 8), date(2024, 6, 9)):
        watched(timed, day)
    near = timed.told("complaint_due")
    assert {one["data"]["decides"][0] for one in near} == {"county", "city"}
    assert len(near) == 2
    for day in (date(2024, 6, 12), date(2024, 6, 13)):
        watched(timed, day)
    late = {one["data"]["complaint"]: one["data"] for one in timed.told("complaint_late")}
    assert len(timed.told("complaint_late")) == 2
    assert (late[there["complaint_id"]]["decides"], late[there["complaint_id"]]["escalated_to"]) == (
        ["county"],
        ["city"],
    )
    assert late[here["complaint_id"]]["escalated_to"] == [], "it lies at the bureau already"
    shown = timed.question("complaint", there, timed.county())
    assert (shown["waits_on"]["late"], shown["waits_on"]["late_since"]) == (True, "2024-06-12")
    assert "clocks_told" not in shown
    assert len(timed.question("complaints", {"late": True}, timed.officer())["items"]) == 2
