"""A reload, a gateway that is gone, a lost answer and a second device: nothing typed is lost, nothing is sent twice."""

from __future__ import annotations

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import Form, kept, lost_once
from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, Answer, People, Someone, Unit

DEMAND = "demands/new/post_demands_report_demand"


@pytest.fixture(scope="module")
def host(people: People) -> Unit:
    return people.host(BAOTOU)


@pytest.fixture(scope="module")
def applicant(people: People) -> Someone:
    return people.person(BAOTOU)


def demand(visits: Visits, entry: str, host: Unit, people: People) -> tuple[Form, str]:
    """A need, filled in and not sent yet; its title."""
    title = f"余热回收 {secrets.token_hex(3)}"
    name = host.manager.get(f"/units/{host.id}")["name"]
    form = Form((visits.desk if entry == "desk" else visits.phone)(host.manager, DEMAND), entry)
    form.write("标题", title)
    form.write("需求内容", "退火炉余热回收改造")
    form.add("技术领域", "新材料")
    form.find("派驻单位", name)
    kept(form.page)
    return form, title


def reported(host: Unit, title: str) -> list[Answer]:
    return [one for one in host.manager.get("/demands", limit=200)["items"] if one["title"] == title]


def sent(form: Form) -> None:
    form.press("报送技术需求")
    form.page.wait_for_url(lambda url: "/new/" not in url)


@pytest.mark.parametrize("entry", ["desk", "phone"])
def test_a_reload_in_the_middle_of_a_form_loses_nothing(visits: Visits, host: Unit, people: People, entry: str) -> None:
    form, title = demand(visits, entry, host, people)
    form.page.reload()
    visits.settled(form.page)
    expect(form.box("标题")).to_have_value(title)
    expect(form.box("需求内容")).to_have_value("退火炉余热回收改造")
    sent(form)
    assert [one["content"] for one in reported(host, title)] == ["退火炉余热回收改造"]


@pytest.mark.parametrize("entry", ["desk", "phone"])
def test_without_a_gateway_what_was_typed_stays_and_is_sent_later(
    visits: Visits, host: Unit, people: People, entry: str
) -> None:
    form, title = demand(visits, entry, host, people)
    visits.offline = True
    form.page.context.set_offline(True)
    form.press("报送技术需求")
    expect(form.page.get_by_role("alert").first).to_be_visible()
    expect(form.box("标题")).to_have_value(title)
    assert reported(host, title) == []
    form.page.context.set_offline(False)
    sent(form)
    assert len(reported(host, title)) == 1


@pytest.mark.parametrize("entry", ["desk", "phone"])
def test_an_answer_lost_on_its_way_is_asked_for_again_and_counts_once(
    visits: Visits, host: Unit, people: People, entry: str
) -> None:
    form, title = demand(visits, entry, host, people)
    times = lost_once(host.manager, form.page, visits, "**/api/demands")
    form.press("报送技术需求")
    expect(form.page.get_by_role("alert").first).to_be_visible()
    sent(form)
    assert times() == 2
    assert len(reported(host, title)) == 1


def draft(someone: Someone) -> str:
    begun = someone.post("/application-drafts", {"subject": "commissioner", "kind": "technical_service"})
    return f"application-drafts/{begun['id']}?section=expertise"


def statement(page: Page, visits: Visits) -> str:
    """What the platform has of the statement, once the page has saved."""
    expect(page.get_by_role("status").filter(has_text="已保存").first).to_be_visible()
    visits.settled(page)
    return str(page.get_by_role("textbox", name="申报说明").input_value())


def test_a_draft_typed_while_the_gateway_is_gone_is_saved_once_it_is_back(visits: Visits, applicant: Someone) -> None:
    path = draft(applicant)
    page = visits.desk(applicant, path)
    box = page.get_by_role("textbox", name="申报说明")
    visits.offline = True
    page.context.set_offline(True)
    box.fill("从事热处理工艺研究十年")
    expect(page.get_by_text("已存在本机，尚未保存到平台")).to_be_visible()
    page.context.set_offline(False)
    page.reload()  # at once: before the next try
    expect(page.get_by_role("textbox", name="申报说明")).to_have_value("从事热处理工艺研究十年")
    assert statement(page, visits) == "从事热处理工艺研究十年"
    saved = applicant.get(f"/{path.split('?')[0]}")
    values = {field["field"]: field["value"] for section in saved["sections"] for field in section["fields"]}
    assert values["statement"] == "从事热处理工艺研究十年"


def test_two_devices_at_one_field_are_shown_side_by_side(visits: Visits, applicant: Someone) -> None:
    path = draft(applicant)
    here, there = visits.desk(applicant, path), visits.desk(applicant, path)
    visits.expect(412, "/api/application-drafts/")
    there.get_by_role("textbox", name="申报说明").fill("另一台设备所写")
    assert statement(there, visits) == "另一台设备所写"
    here.get_by_role("textbox", name="申报说明").fill("这台设备所写")
    asked = here.get_by_role("alert").filter(has_text="另一台设备")
    expect(asked.first).to_be_visible()
    expect(here.get_by_text("另一台设备所写").first).to_be_visible()
    expect(here.get_by_text("这台设备所写").first).to_be_visible()
    here.get_by_role("button", name="保留此项").first.click()
    assert statement(here, visits) == "这台设备所写"


@pytest.mark.parametrize("entry", ["desk", "phone"])
def test_a_change_over_a_newer_version_shows_both_and_loses_neither(visits: Visits, people: People, entry: str) -> None:
    manager = people.person(BAOTOU)
    unit = people.unit(manager)
    manager.renew()
    page = (visits.desk if entry == "desk" else visits.phone)(manager, f"units/{unit}")
    visits.expect(412, f"/api/units/{unit}")
    page.get_by_role("button", name="更新单位信息").click()
    dialog = page.get_by_role("dialog", name="更新单位信息")
    dialog.get_by_role("textbox", name="地址").fill("此处所填的地址")
    meanwhile = {"address": "别处所填的地址", "industry": "铝加工"}
    manager.change("PATCH", f"/units/{unit}", meanwhile, manager.get(f"/units/{unit}")["version"])
    send = dialog.get_by_role("button", name="更新单位信息")
    send.click()
    both = dialog.get_by_role("group", name="地址").filter(has_text="新版本")
    for address in ("此处所填的地址", "别处所填的地址"):
        expect(both.get_by_text(address)).to_be_visible()
    expect(dialog.get_by_text("已按新版本更新")).to_be_visible()
    send.click()  # before one is chosen nothing is sent
    expect(dialog.get_by_text("有 1 处需要更正")).to_be_visible()
    both.get_by_role("button", name="您填写的").click()
    send.click()
    expect(dialog).to_be_hidden()
    seen = manager.get(f"/units/{unit}")
    assert (seen["address"], seen["industry"]) == ("此处所填的地址", "铝加工")
