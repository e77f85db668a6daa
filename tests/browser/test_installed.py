"""The phone's entry as an app: it can be installed, and its shell opens without a network."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.visits import Visits

READY = """() => Promise.race([
    navigator.serviceWorker.ready.then((one) => new URL(one.scope).pathname),
    new Promise((_, reject) => setTimeout(() => reject('no worker within 20 s'), 20_000)),
])"""


def ready(page: Page) -> str:
    """Waits until the worker has everything it keeps; the scope it watches over."""
    return str(page.evaluate(READY))


def test_the_phone_can_be_installed(visits: Visits) -> None:
    page = visits.phone(worker=True)
    ready(page)
    devtools = page.context.new_cdp_session(page)
    manifest = devtools.send("Page.getAppManifest")
    assert manifest["url"].endswith("/portal/m.webmanifest")
    assert manifest["errors"] == []
    found = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # a browser profile of a test is a private one; nothing else may stand in the way
    assert [one["errorId"] for one in found if one["errorId"] != "in-incognito"] == []


def test_without_a_network_the_shell_still_opens(visits: Visits) -> None:
    page = visits.phone(worker=True)
    ready(page)
    page.reload()  # from now on the worker answers
    visits.settled(page)
    page.context.set_offline(True)
    visits.offline = True
    page.goto("/m/sign-in?again=1")
    expect(page.locator("input[name=login]")).to_be_visible()


def test_the_worker_watches_over_the_phone_alone(visits: Visits) -> None:
    page = visits.phone(worker=True)
    assert ready(page) == "/m/"
    page.goto("/desk/")
    visits.settled(page)
    assert page.evaluate("navigator.serviceWorker.controller") is None
