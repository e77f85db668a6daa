"""Without a mouse: one application from the first question to sending, and one review of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, People, Someone, Unit

FURTHEST = 150  # steps of the Tab key after which something cannot be reached


@pytest.fixture(scope="module")
def station(people: People) -> Unit:
    return people.station(BAOTOU)


@pytest.fixture(scope="module")
def applicant(people: People) -> Someone:
    return people.person(BAOTOU)


def reach(page: Page, wanted: Locator) -> Locator:
    """Tab until it has the focus."""
    expect(wanted.first).to_be_attached()  # a box to tick is drawn over
    for _ in range(FURTHEST):
        if wanted.first.evaluate("(one) => one === document.activeElement || one.contains(document.activeElement)"):
            return wanted
        page.keyboard.press("Tab")
    raise AssertionError(f"out of reach of the keyboard: {wanted}")


def press(page: Page, name: str) -> None:
    reach(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def go_on(page: Page, to: str) -> None:
    """Save a section and go on; the next one is there."""
    press(page, "保存并继续")
    expect(page.locator("[aria-current=step]")).to_have_text(to)


def test_an_application_is_filled_in_and_sent(visits: Visits, applicant: Someone, station: Unit) -> None:
    unit = applicant.get(f"/units/{station.id}")["name"]
    page = visits.desk(applicant, "apply")
    reach(page, page.get_by_role("button", name="技术服务型科技特派员"))
    page.keyboard.press("Enter")
    press(page, "开始申报")
    page.wait_for_url("**/application-drafts/**")
    visits.settled(page)
    go_on(page, "申请的工作站")  # what is known already stands there to be read over

    reach(page, page.get_by_role("combobox", name="选派单位（工作站、派出单位）"))
    page.keyboard.type(unit)
    expect(page.get_by_role("option", name=unit).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    go_on(page, "产业领域与专业能力")

    reach(page, page.get_by_role("textbox", name="产业领域"))
    page.keyboard.type("热处理")  # counts when the field is left
    reach(page, page.get_by_role("textbox", name="申报说明"))
    page.keyboard.type("从事热处理工艺研究十年")
    go_on(page, "承诺")

    boxes = page.get_by_role("group", name="承诺事项").get_by_role("checkbox")
    expect(boxes.first).to_be_attached()
    for number in range(boxes.count()):
        box = boxes.nth(number)
        reach(page, box)
        page.keyboard.press("Space")
        expect(box).to_be_checked()
    go_on(page, "申报材料")
    go_on(page, "检查并提交")
    expect(page.get_by_text("请核对以下内容，确认无误后提交。")).to_be_visible()
    press(page, "确认提交")
    page.wait_for_url("**/applications/*")
    mine = applicant.get("/applications")["items"]
    assert [(one["kind"], one["state"]["status"]) for one in mine] == [("technical_service", "pending")]
    assert "热处理" in applicant.get(f"/applications/{mine[0]['id']}")["fields"]


def test_it_is_found_read_and_passed(visits: Visits, applicant: Someone, station: Unit) -> None:
    manager = station.manager
    page = visits.desk(manager, "applications")
    reach(page, page.get_by_role("link", name=applicant.name))
    page.keyboard.press("Enter")
    page.wait_for_url("**/applications/*")
    visits.settled(page)
    press(page, "初审通过")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    reach(page, dialog.get_by_role("button", name="初审通过"))
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    [seen] = [one for one in manager.get("/applications")["items"] if one["name"] == applicant.name]
    assert seen["state"]["passed_by"] == ["dispatching_unit"] or seen["state"]["step"] != "recommendation"
