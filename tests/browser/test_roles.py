"""What each role is there for, done by hand from beginning to end; only what goes before comes through the API."""

from __future__ import annotations

import re
import secrets
import struct
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect
from pymongo import MongoClient

from tests.browser.filling import Form
from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, Answer, People, Unit, eventually
from tests.journeys.serving import Service, served
from tests.journeys.test_choosing import published
from tests.parts import Platform

DAY = date(2024, 6, 12)
TERMS: Answer = {"content": "中试线工艺诊断与改进", "form": "on_site", "since": "2024-06-12", "until": "2024-12-31"}


@pytest.fixture(scope="module")
def station(people: People) -> Unit:
    return people.station(BAOTOU)


@pytest.fixture(scope="module")
def host(people: People) -> Unit:
    return people.host(BAOTOU)


@pytest.fixture(scope="module")
def work(people: People) -> Service:
    return served(people, BAOTOU, since=DAY)


def photo() -> FilePayload:
    """A picture of a few coloured stripes, as a phone would hand it over."""
    wide, high = 320, 240
    rows = b"".join(b"\0" + bytes([40 * (row % 6), 90, 160]) * wide for row in range(high))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return {"name": "现场.png", "mimeType": "image/png", "buffer": png}


def code_on(platform: Platform, filing: str) -> str:
    """What the QR code of a filing's certificate leads to: it stands on the paper and in no answer."""
    client: MongoClient[dict[str, Any]] = MongoClient(platform.environment["MONGO_URI"])
    kept = client[f"{platform.environment['NAMESPACE']}_registry"]["filings"].find_one({"_id": filing}) or {}
    client.close()
    return str(kept["code"])


def write_by_hand(page: Page) -> None:
    """A stroke of a finger over the field for the signature."""
    canvas = page.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    finger = page.context.new_cdp_session(page)
    spots = [{"x": box["x"] + 20 + 12 * step, "y": box["y"] + 40 + (step % 3) * 15} for step in range(15)]
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": spots[:1]})
    for spot in spots[1:]:
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [spot]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_host_reports_a_need_on_the_phone_and_the_county_passes_it_on(
    visits: Visits, people: People, host: Unit
) -> None:
    title = f"余热回收 {secrets.token_hex(3)}"
    form = Form(visits.phone(host.manager), "phone")
    form.page.locator(".van-tabbar-item").filter(has_text="报需求").click()
    form.write("标题", title)
    form.write("需求内容", "退火炉余热回收改造，年节气十万立方")
    form.add("技术领域", "新材料")
    form.find("派驻单位", host.manager.get(f"/units/{host.id}")["name"])
    form.press("报送技术需求")
    expect(form.page.get_by_role("heading", name=title)).to_be_visible()

    county = people.county(BAOTOU)
    page = visits.desk(county, "demands")
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="审核通过").click()
    page.get_by_role("dialog").get_by_role("button", name="审核通过").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    [seen] = [one for one in host.manager.get("/demands", limit=200)["items"] if one["title"] == title]
    assert "county" in seen["state"]["passed_by"] or seen["status"] != "submitted"


def test_the_board_says_who_fits_a_demand_and_why(visits: Visits, people: People, work: Service) -> None:
    host = work.host.manager.on(DAY)
    demand = published(people, work.host, title=f"真空热处理 {secrets.token_hex(3)}", content="真空热处理变形控制")
    best = eventually(lambda: host.get(f"/suggestions/demands/{demand['id']}", limit=10)["best"])
    name = best[0]["name"]  # others of the same trade may be on file as well
    form = Form(visits.desk(host, "matching"), "desk")
    form.find("技术需求", demand["title"])
    row = form.page.get_by_role("row").filter(has_text=name)
    expect(row).to_be_visible()
    row.locator(".el-table__expand-icon").click()
    expect(form.page.locator(".why").first).to_be_visible()
    visits.picture(form.page, "matching")


def test_a_technician_applies_on_the_phone(visits: Visits, people: People, station: Unit) -> None:
    someone = people.person(BAOTOU)
    form = Form(visits.phone(someone, "apply"), "phone")
    page = form.page
    page.get_by_role("button", name="技术服务型科技特派员").click()
    form.press("开始申报")
    page.wait_for_url("**/application-drafts/**")
    page.get_by_role("button", name="申请的工作站").click()
    form.find("选派单位（工作站、派出单位）", someone.get(f"/units/{station.id}")["name"])
    form.press("保存并继续")
    form.write("申报说明", "从事热处理工艺研究十年")
    form.press("保存并继续")
    visits.picture(page, "applying")
    promises = page.get_by_role("checkbox")
    expect(promises.first).to_be_visible()
    for number in range(promises.count()):
        promises.nth(number).click()
    form.press("保存并继续")
    expect(page.get_by_role("heading", name="申报材料")).to_be_visible()
    form.press("保存并继续")
    expect(page.get_by_text("请核对以下内容，确认无误后提交。")).to_be_visible()
    form.press("确认提交")
    page.wait_for_url("**/applications/*")
    [mine] = someone.get("/applications")["items"]
    assert (mine["kind"], mine["state"]["status"], mine["sender_unit"]) == ("technical_service", "pending", station.id)


def test_the_city_files_beside_the_evidence_and_a_visitor_verifies_the_certificate(
    visits: Visits, people: People, platform: Platform, station: Unit
) -> None:
    someone, city = people.person(BAOTOU), people.officer(BAOTOU)
    sent = people.apply(someone, "commissioner", "technical_service", sender_unit=station.id)
    manager = visits.desk(station.manager, f"applications/{sent['id']}")
    manager.get_by_role("button", name="初审通过").click()
    manager.get_by_role("dialog").get_by_role("button", name="初审通过").click()
    expect(manager.get_by_role("dialog")).to_be_hidden()

    page = visits.desk(city, f"applications/{sent['id']}")
    for heading in ("申报条件", "学历、职称与工作经历"):  # what is asked, what was filled in, beside what may be done
        expect(page.get_by_text(heading).first).to_be_visible()
    visits.picture(page, "review")
    page.get_by_role("button", name="予以备案").click()
    page.get_by_role("dialog").get_by_role("button", name="予以备案").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    filing = city.get(f"/applications/{sent['id']}")["filing"]

    visits_paper = visits.desk(city, f"filings/{filing}")
    with visits_paper.expect_download() as waiting:
        visits_paper.get_by_role("button", name="证书 PDF").click()
    paper = Path(waiting.value.path()).read_bytes()
    assert paper.startswith(b"%PDF")
    visitor = visits.phone()
    visitor.goto(f"/verify/{code_on(platform, filing)}")
    number = city.get(f"/filings/{filing}")["number"]
    expect(visitor.get_by_text(number).first).to_be_visible()
    visits.picture(visitor, "verifying")


def test_a_commissioner_signs_by_hand_on_the_phone(visits: Visits, people: People, station: Unit, host: Unit) -> None:
    teacher = people.commissioner(station).on(DAY)
    said = {"filing": teacher.filing, "host_unit": host.id, **TERMS}
    drafted = eventually(lambda: station.manager.on(DAY).post("/agreements", said))
    page = visits.phone(teacher, f"agreements/{drafted['id']}")
    page.get_by_role("button", name="签署", exact=True).click()
    sheet = page.get_by_role("dialog", name="签署")
    sheet.get_by_text("手写签名").click()
    write_by_hand(page)
    visits.picture(page, "signing")
    sheet.get_by_role("button", name="使用此签名").click()
    expect(sheet.get_by_text("已上传并核对")).to_be_visible()
    sheet.get_by_role("button", name="签署", exact=True).click()
    expect(sheet).to_be_hidden()
    [signature] = teacher.get(f"/agreements/{drafted['id']}")["signatures"]
    assert (signature["party"], signature["way"]) == ("commissioner", "handwritten")


def test_a_service_is_recorded_with_a_photo_and_the_host_confirms_it(
    visits: Visits, people: People, work: Service
) -> None:
    me, host = work.commissioner.on(DAY), work.host.manager.on(DAY)
    form = Form(visits.phone(me, "records/new"), "phone")
    page = form.page
    page.locator("input[type=date]").first.fill(DAY.isoformat())
    page.get_by_role("spinbutton", name="时长（小时）").or_(form.box("时长（小时）")).first.fill("4")
    page.get_by_role("checkbox").first.click()
    form.write("服务地点", "一号车间")
    form.write("工作情况", "现场诊断热处理变形，提出改进方案")
    page.locator("input[type=file]").set_input_files(photo())
    expect(page.get_by_text("已上传并核对")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    visits.picture(page, "recording")
    form.press("提交记录")
    page.wait_for_url(re.compile(r"/m/records/(?!new)"))
    record = page.url.rsplit("/", 1)[1].split("?")[0]

    there = visits.phone(host, f"records/{record}")
    visits.picture(there, "confirming")
    there.get_by_role("button", name="确认服务").click()
    sheet = there.get_by_role("dialog", name="确认服务")
    sheet.get_by_role("button", name="确认服务").click()
    expect(sheet).to_be_hidden()
    seen = me.get(f"/records/{record}")
    assert (seen["status"], len(seen["evidence"])) == ("confirmed", 1)


def test_an_inspector_opens_an_ending_and_the_parties_see_its_clock(
    visits: Visits, people: People, work: Service
) -> None:
    inspector = people.invited(BAOTOU, "inspector").on(DAY)
    form = Form(visits.desk(inspector, "endings/new/post_endings_open_ending"), "desk")
    number = inspector.get(f"/agreements/{work.agreement}")["number"]
    form.find("派驻协议", number)
    form.choose("终止事由", "监督检查发现虚假协议")
    form.choose("具体情形", "无实质内容")
    form.write("理由", "现场核查未见服务痕迹")
    form.press("报告终止事由")
    form.page.wait_for_url(lambda url: "/new/" not in url)
    cases = inspector.get("/endings", limit=200)["items"]
    [case] = [one for one in cases if one["agreement"] == work.agreement]
    assert (case["agreement"], case["state"]["status"]) == (work.agreement, "pending")
    page = visits.phone(work.commissioner.on(DAY), f"endings/{case['id']}")
    expect(page.get_by_text("现场核查未见服务痕迹").first).to_be_visible()
