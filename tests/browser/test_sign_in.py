"""The way in: both entries open in both languages, somebody signs in, and what goes wrong is said."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visits import Visits, chinese_left, no_serious_findings, nothing_wider_than_the_screen
from tests.journeys.people import BAOTOU, People


def form(page: Page) -> tuple[Locator, Locator, Locator]:
    """Name, password, button."""
    return page.locator("input[name=login]"), page.locator("input[name=password]"), page.locator("[type=submit]")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_desk_asks_who_one_is(visits: Visits, language: str) -> None:
    page = visits.desk(language=language)
    login, password, submit = form(page)
    for one in (login, password, submit):
        expect(one).to_be_visible()
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[language]
    assert bool([text for text in chinese_left(page) if text != "中文"]) is (language == "zh")
    no_serious_findings(page)
    nothing_wider_than_the_screen(page)
    visits.shot(page, "page")


def test_an_officer_signs_in_with_the_keyboard_alone(visits: Visits, people: People) -> None:
    officer = people.officer(BAOTOU)
    page = visits.desk()
    login, *_ = form(page)
    login.focus()
    page.keyboard.type(officer.login)
    page.keyboard.press("Tab")
    page.keyboard.type(officer.password)
    page.keyboard.press("Enter")
    expect(login).to_be_hidden()
    expect(page.get_by_text(officer.name).first).to_be_visible()
    page.reload()
    visits.settled(page)
    expect(page.locator("input[name=login]")).to_have_count(0)


def test_a_wrong_password_is_said_and_nothing_else_is_told(visits: Visits, people: People) -> None:
    officer = people.officer(BAOTOU)
    page = visits.desk()
    visits.expect(401, "/api/session")
    login, password, submit = form(page)
    login.fill(officer.login)
    password.fill("not-the-password-at-all")
    submit.click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(login).to_be_visible()
