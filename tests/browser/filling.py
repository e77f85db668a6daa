"""Filling in forms as a person does: by what a field is called, on either entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.visits import Visits, clocked
from tests.journeys.people import Someone

GONE = "internetdisconnected"  # how a request fails that never comes back; `visits.offline` says that it is meant


@dataclass
class Form:
    """What is on a page of `entry` ("desk" or "phone")."""

    page: Page
    entry: str

    def box(self, label: str) -> Locator:
        return self.page.get_by_role("textbox", name=label, exact=True)

    def write(self, label: str, text: str) -> None:
        self.box(label).fill(text)

    def add(self, label: str, word: str) -> None:
        """One word more, where several may be typed."""
        box = self.box(label)
        box.fill(word)
        box.press("Enter")

    def find(self, label: str, words: str) -> None:
        """Another record, by its name."""
        if self.entry == "desk":
            box = self.page.get_by_role("combobox", name=label, exact=True)
            box.focus()  # where several may be chosen, a hint or a tag lies over it
            box.press_sequentially(words)
            self.page.get_by_role("option", name=words).first.click()
        else:
            self.box(label).click()
            popup = self.page.locator(".van-popup").filter(has=self.page.get_by_role("searchbox"))
            popup.get_by_role("searchbox").fill(words)
            popup.locator(".van-cell").filter(has_text=words).last.click()

    def choose(self, label: str, choice: str) -> None:
        """One of what a field offers."""
        if self.entry == "desk":
            self.page.get_by_role("combobox", name=label, exact=True).click()
            self.page.get_by_role("option", name=choice, exact=True).click()
        else:
            self.box(label).click()
            popup = self.page.locator(".van-popup").filter(has=self.page.locator(".van-picker"))
            popup.get_by_text(choice, exact=True).click()
            popup.get_by_role("button", name="确认").click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()


def kept(page: Page) -> None:
    """Waits until what was typed has been put by on the device (0.4 s after the last key)."""
    page.wait_for_timeout(700)


def lost_once(someone: Someone, page: Page, visits: Visits, address: str) -> Callable[[], int]:
    """The first request to the address arrives, and its answer never comes back. Tells how many were sent."""
    sent: list[str] = []

    def pass_on(route: Route) -> None:
        if route.request.method == "GET":
            route.fallback()
            return
        sent.append(route.request.headers.get("idempotency-key", ""))
        if len(sent) > 1:
            route.fallback()
            return
        answer = route.fetch(headers=clocked(someone, route.request))
        assert answer.ok, answer.text()
        route.abort(GONE)

    visits.offline = True
    page.route(address, pass_on)
    return lambda: len(sent)


def said(page: Page, text: str) -> None:
    """The page says it somewhere."""
    expect(page.get_by_text(text).first).to_be_visible()
