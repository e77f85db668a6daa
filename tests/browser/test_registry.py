"""The registry by hand: an inspection on site with its photo, a first officer's way in, an invitation on the phone."""

from __future__ import annotations

import secrets
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.test_roles import photo
from tests.browser.visits import Visits
from tests.journeys.people import BAOTOU, PASSWORD, SHIJIAZHUANG, People


def done(page: Page, name: str) -> None:
    """An action of a record, confirmed in its dialog."""
    page.locator("main .actions").get_by_role("button", name=name, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def sign_in(page: Page, login: str, password: str) -> None:
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(password)
    page.locator("[type=submit]").click()


def test_a_county_inspects_on_site_and_the_city_files_with_every_condition_in_view(
    visits: Visits, people: People
) -> None:
    manager = people.person(BAOTOU)
    sent = people.apply(manager, "workstation", "service", unit=people.unit(manager))
    page = visits.desk(people.county(BAOTOU), f"applications/{sent['id']}")
    expect(page.locator("aside .conditions li")).not_to_have_count(0)
    assert page.locator("aside .conditions li").count() == len(page_conditions(people, sent))
    form = page.locator(".el-card").filter(has=page.get_by_role("button", name="提交考察情况"))
    for criterion in form.locator("fieldset").all():
        criterion.get_by_text("符合", exact=True).click()
    visited = form.get_by_label("考察日期")
    visited.fill("2024-06-03")
    visited.press("Enter")
    form.get_by_label("考察结论").fill("场所、队伍属实")
    form.locator("input[type=file]").set_input_files(photo())
    expect(form.get_by_text("已上传并核对")).to_be_visible()
    form.get_by_role("button", name="提交考察情况").click()
    expect(page.locator("main .actions").get_by_role("button", name="推荐", exact=True)).to_be_enabled()
    expect(page.locator(".photos img")).to_be_visible()
    done(page, "推荐")
    officer = people.officer(BAOTOU)
    page = visits.desk(officer, f"applications/{sent['id']}")
    expect(page.locator("aside").get_by_text("全部符合")).to_be_visible()
    done(page, "予以备案")
    filed = officer.get(f"/applications/{sent['id']}")
    assert (filed["state"]["status"], len(filed["inspections"][0]["photos"])) == ("approved", 1)
    assert filed["conditions"] == []


def page_conditions(people: People, sent: dict[str, Any]) -> list[dict[str, Any]]:
    """The conditions of an application, as its reviewer is told them."""
    told: list[dict[str, Any]] = people.county(BAOTOU).get(f"/applications/{sent['id']}")["conditions"]
    assert {one["status"] for one in told} == {"met"}
    assert all(one["article"] for one in told)
    return told


def test_a_new_officer_comes_in_and_goes_on_in_another_city(visits: Visits, people: People) -> None:
    login = f"new-{secrets.token_hex(4)}"
    said = {"login": login, "name": "新任经办", "grants": [{"role": "county_officer", "county": "150203"}]}
    once = people.officer(BAOTOU).on(None).post("/accounts", said)["one_time_password"]
    page = visits.desk()
    sign_in(page, login, once)
    page.locator("input[name=old_password]").fill(once)
    for name in ("new_password", "repeat"):
        page.locator(f"input[name={name}]").fill(PASSWORD)
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_role("heading", name="您好，新任经办")).to_be_visible()

    page.goto("/desk/me?part=cities")
    page.get_by_role("combobox", name="选择城市").click()
    page.get_by_role("option", name="石家庄市").click()
    page.get_by_role("button", name="进入该城市").click()
    expect(page.locator("nav .brand small")).to_have_text("石家庄市")
    page = visits.desk()
    visits.expect(422, "/api/session")  # which of the two, it asks
    sign_in(page, login, PASSWORD)
    page.get_by_role("radio", name="包头市").check(force=True)
    page.locator("[type=submit]").click()
    expect(page.locator("nav .brand small")).to_have_text("包头市")


def test_an_invitation_is_taken_up_on_the_phone(visits: Visits, people: People) -> None:
    officer = people.officer(SHIJIAZHUANG).on(None)
    made = officer.post("/invitations", {"name": "培训经办", "grants": [{"role": "trainer"}]})
    page = visits.phone()
    page.goto(f"/invitation/{made['token']}?city={SHIJIAZHUANG}")
    login = f"guest-{secrets.token_hex(4)}"
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="接受邀请").click()
    page.get_by_role("button", name="登录").click()
    sign_in(page, login, PASSWORD)
    expect(page.get_by_text("培训经办").first).to_be_visible()
    [known] = officer.get("/accounts", q=login)["items"]
    assert [grant["role"] for grant in known["grants"]] == ["trainer"]
