"""The dispatch done by clicking: an agreement until it is filed, a tie until it ends, a case with its circumstances."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import Form
from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, People, Someone
from tests.journeys.serving import Service, served

DAY = date(2024, 6, 12)
TERMS = {"服务起始日": "2024-06-12", "服务截止日": "2024-12-31"}


@pytest.fixture(scope="module")
def work(people: People) -> Service:
    return served(people, BAOTOU, since=DAY)


def day(page: Page, label: str, value: str) -> None:
    box = page.get_by_role("combobox", name=label, exact=True)
    box.fill(value)
    box.press("Enter")


def confirm(page: Page, name: str) -> None:
    """The button of an action, and the one of the same name in what it opens."""
    page.get_by_role("button", name=name, exact=True).first.click()
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()


def test_an_agreement_is_drafted_signed_by_three_and_filed_in_a_batch(
    visits: Visits, people: People, work: Service
) -> None:
    station, host = work.station, people.host(BAOTOU, day=DAY)
    commissioner = people.commissioner(station, day=DAY)
    form = Form(visits.desk(station.manager.on(DAY), "agreements/new/post_agreements_draft_agreement"), "desk")
    form.write("服务内容", "中试线工艺诊断与改进")
    form.choose("服务形式", "现场服务")
    for label, value in TERMS.items():
        day(form.page, label, value)
    form.find("科技特派员", name_of(commissioner))
    form.find("派驻单位", host.manager.get(f"/units/{host.id}")["name"])
    form.press("起草协议")
    form.page.wait_for_url(lambda url: "/new/" not in url)
    drafted = form.page.url.rpartition("/")[2]

    for signer in (host.manager, commissioner):
        page = visits.phone(signer.on(DAY), f"agreements/{drafted}")
        confirm(page, "签署")
        expect(page.get_by_role("button", name="签署", exact=True)).to_have_count(0)
    desk = form.page
    desk.reload()
    confirm(desk, "签署")
    confirm(desk, "报送备案")
    desk.wait_for_url("**/desk/batches/*")  # what was reported opens as the batch that the city gets

    batch = desk.url.rpartition("/")[2]
    officer = people.officer(BAOTOU).on(DAY)
    page = visits.phone(officer, f"batches/{batch}")
    page.get_by_role("button", name="审核其余全部").click()
    expect(page.get_by_text("已办理 1 件")).to_be_visible()
    assert officer.get(f"/agreements/{drafted}")["status"] == "filed"


def test_a_tie_is_declared_and_ended_on_the_phone(visits: Visits, work: Service) -> None:
    me = work.commissioner.on(DAY)
    said = {"tie": "family", "filing": me.filing, "host_unit": work.host.id, "note": "配偶持股"}
    tie = me.post("/interests", said)
    page = visits.phone(me, "interests")
    page.get_by_role("button", name="解除关联").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("textbox").first.fill("股份已转让")
    sheet.get_by_role("button", name="解除关联").click()
    expect(page.get_by_role("button", name="解除关联")).to_have_count(0)
    [ended] = [one for one in me.get("/interests")["items"] if one["id"] == tie["id"]]
    assert ended["ended_on"] == DAY.isoformat()


def test_an_ending_offers_the_circumstances_of_its_ground_and_opens_its_case(visits: Visits, work: Service) -> None:
    page = visits.desk(work.station.manager.on(DAY), f"agreements/{work.agreement}")
    page.get_by_role("button", name="提出终止：协商解除").click()
    form = Form(page, "desk")
    page.get_by_role("combobox", name="具体情形").click()
    offered = page.locator(".el-select-dropdown__item:visible")
    expect(offered).to_have_text(circumstances(work.station.manager, "consent"))
    page.keyboard.press("Escape")
    form.choose("具体情形", "不可抗力")
    page.get_by_role("dialog").get_by_role("textbox", name="理由").fill("厂区停产")
    page.get_by_role("dialog").get_by_role("button", name="提出终止：协商解除").click()
    page.wait_for_url("**/desk/endings/*")
    expect(page.get_by_text("厂区停产").first).to_be_visible()


def circumstances(someone: Someone, ground: str) -> list[str]:
    """What the city's rulebook says of a ground."""
    told: list[dict[str, Any]] = someone.get("/dictionaries", city=BAOTOU)["items"]
    [entries] = [one["entries"] for one in told if one["name"] == "circumstance"]
    return [one["label"] for one in entries if one["of"] == ground]


def name_of(someone: Someone) -> str:
    return str(someone.get(f"/filings/{someone.filing}")["name"])
