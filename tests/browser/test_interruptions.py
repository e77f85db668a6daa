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


@pytest.mark.parametrize("entry", ["phone"])
def test_a_reload_in_the_middle_of_a_form_loses_nothing(visits: Visits, host: Unit, people: People, entry: str) -> None:
    form, title = demand(visits, entry, host, people)
    form.page.reload()
    visits.settled(form.page)
    expect(form.box("标题")).to_have_value(title)
    expect(form.box("需求内容")).to_have_value("退火炉余热回收改造")
    sent(form)
    assert [one["content"] for one in reported(host, title)] == ["退火炉余热回收改造"]


@pytest.mark.parametrize("entry", ["phone"])
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


@pytest.mark.parametrize("entry", ["phone"])
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
