"""The home page of a role, and complaints, by hand: what one has begun and follows, a message that comes by itself."""

from __future__ import annotations

import re
import secrets
import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pymongo import MongoClient

from tests.browser.visits import Visits, no_serious_findings
from tests.journeys.people import BAOTOU, People, Unit
from tests.parts import Platform


@pytest.fixture(scope="module")
def station(people: People) -> Unit:
    return people.station(BAOTOU)


def test_what_waits_comes_by_itself_and_what_was_done_begun_and_followed_is_found_again(
    visits: Visits, people: People, station: Unit
) -> None:
    page = visits.desk(station.manager)
    person = people.person(BAOTOU)
    sent = people.apply(person, "commissioner", "technical_service", sender_unit=station.id)
    expect(page.locator(".todo").get_by_role("link", name=person.name, exact=True)).to_be_visible(timeout=6_000)
    visits.picture(page, "home")
    helped(page, "帮助", "首页：待办事项按种类排列")
    page.keyboard.press("Escape")
    page.goto(f"/desk/applications/{sent['id']}")
    page.get_by_role("button", name="关注", exact=True).click()
    expect(page.get_by_role("button", name="取消关注")).to_have_attribute("aria-pressed", "true")
    station.manager.post(f"/applications/{sent['id']}/pass")
    page.goto("/desk/")
    for tab, what in (("我已办理", "申报通过一个环节"), ("我关注的", "取消关注")):
        page.get_by_role("tab", name=tab).click()
        row = page.get_by_role("row").filter(has_text=what).first
        expect(row).to_be_visible()
        visits.settled(page)
        visits.shot(page, tab)
    page.get_by_role("tab", name="我已办理").click()
    page.get_by_role("textbox", name="按名称或编号查找").fill(sent["number"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("row").filter(has_text=sent["number"])).to_have_count(0)
    page.get_by_role("link", name=re.compile("申报人")).first.click()
    expect(page).to_have_url(re.compile(f"/desk/applications/{sent['id']}$"))
    own = visits.phone(person, language="en")
    own.get_by_role("tab", name="Started by me").click()
    expect(own.get_by_text("Application passed", exact=False).first).to_be_visible()
    visits.shot(own, "phone")
    helped(own, "Help", "Home: what waits, by kind")


def helped(page: Page, name: str, picture: str) -> None:
    """The "?" of a screen shows its picture, once it has been asked for."""
    expect(page.get_by_role("img", name=picture)).to_have_count(0)
    page.get_by_role("button", name=name, exact=True).click()
    shown = page.get_by_role("img", name=picture)
    expect(shown).to_be_visible()
    expect(shown).not_to_have_js_property("naturalWidth", 0)
    no_serious_findings(page)


def test_a_visitor_complains_and_reads_the_answer_that_the_bureau_gives(visits: Visits, people: People) -> None:
    about = f"备案办理 {secrets.token_hex(3)}"
    page = visits.phone(path="complain")
    page.get_by_label("城市").select_option(BAOTOU)
    expect(page.get_by_text("本市规则未作规定").first).to_be_visible()
    page.get_by_label("涉及的编号或事项").fill(about)
    page.get_by_label("涉及的旗县区").select_option(label="昆都仑区")
    page.get_by_label("正文").fill("三个月未答复")
    page.get_by_label("您的姓名").fill("热心人")
    page.get_by_label("手机号码", exact=True).fill("13912345678")
    page.get_by_label("同意主管部门").check()
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("已提交，编号"))).to_be_visible()
    visits.shot(page, "sent")

    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("昆都仑区：")).to_be_visible()

    county = visits.desk(people.county(BAOTOU), "complaints?view=to_answer")
    county.get_by_role("link", name=re.compile("TS")).first.click()
    expect(county.get_by_text("昆都仑区：").first).to_be_visible()
    county.get_by_role("button", name="答复").click()
    dialog = county.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("已核实并办结")
    dialog.get_by_role("button", name="答复").click()
    expect(county.get_by_text("已核实并办结").first).to_be_visible()
    visits.shot(county, "answered")

    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("已核实并办结")).to_be_visible()

    officer = people.officer(BAOTOU)
    number = county.url.rpartition("/")[2]
    log = visits.desk(officer, f"complaints/{number}")
    log.get_by_role("button", name="操作日志").click()
    rows = log.get_by_role("row").filter(has_text="投诉建议")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("投诉建议答复")
    visits.shot(log, "audit")
    log.get_by_role("combobox", name="办理类型").click()
    log.get_by_role("option", name="投诉建议提交").click()
    expect(rows).to_have_count(1)
    rows.get_by_role("link").click()
    expect(log).to_have_url(re.compile(f"/desk/complaints/{number}$"))


def test_the_operator_describes_a_new_city_by_the_names_of_its_places(visits: Visits, people: People) -> None:
    page = visits.desk(people.operator(), "cities/new/post_cities_open_city")
    for label, name in (("省、自治区、直辖市", "内蒙古自治区"), ("市、盟、州", "乌海市 150300")):
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option", name=name, exact=True).click()
    expect(page.get_by_label("城市名称")).to_have_value("乌海市")
    page.get_by_role("button", name="全选", exact=True).click()
    page.get_by_role("spinbutton", name="共多少条").fill("34")
    page.get_by_role("button", name="生成条文目录").click()
    preview = page.locator(".el-card").last
    expect(preview).to_contain_text("海勃湾区、海南区、乌达区")
    expect(preview).to_contain_text("第一条 至 第三十四条")
    visits.shot(page, "city")
    page.get_by_role("button", name="开设新城市").click()
    expect(page.get_by_role("alert")).to_contain_text("依据文件名称")


def test_the_operator_looks_at_queues_and_has_a_parked_event_taken_in_again(
    visits: Visits, people: People, platform: Platform
) -> None:
    environment = platform.environment
    client: MongoClient[dict[str, Any]] = MongoClient(environment["MONGO_URI"])
    rows = client[f"{environment['NAMESPACE']}_records"]["set_aside"]
    id = f"{time.time_ns():016x}{secrets.token_hex(8)}"
    event = {"id": id, "type": "unit_merged", "source": "registry", "city": BAOTOU,
             "time": "2024-06-03T01:00:00.000Z", "subject": "unit:u1", "subjectversion": 1, "data": {},
             "actor": {"account": "x", "name": "某人"}}  # fmt: skip
    rows.insert_one({"_id": id, "event": event, "line": None, "attempts": 5, "state": "parked", "due": None,
                     "trace": "", "reason": {"reason": "KeyError('loser')"}})  # fmt: skip
    try:
        page = visits.desk(people.operator(), "platform")
        row = page.get_by_role("row").filter(has_text="KeyError")
        expect(row).to_be_visible()
        page.get_by_text("显示全部队列").click()
        expect(page.get_by_role("cell", name=re.compile("records.commands$"))).to_be_visible()
        visits.shot(page, "platform")
        row.get_by_role("button", name="重新处理").click()
        expect(row).to_be_hidden()
    finally:
        rows.delete_one({"_id": id})
        client.close()
