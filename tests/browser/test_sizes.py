"""What the portal weighs: a phone in a field has 400 kbit/s, a bureau's desktop not much more on a Monday."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.visits import PORTAL, Visits
from tests.journeys.people import BAOTOU, People

DIST = PORTAL / "dist"
KB = 1024
PHONE_SHELL, DESK_FIRST_PAGE = 180 * KB, 350 * KB
SLOW = {"offline": False, "latency": 100, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}


def shell(entry: str) -> set[str]:
    """The scripts and styles that an entry page loads before it does anything, by file name."""
    built: dict[str, dict[str, Any]] = json.loads((DIST / ".vite" / "manifest.json").read_text())
    files, waiting, seen = set(), [entry], set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            files |= {built[name]["file"], *built[name].get("css", ())}
            waiting += built[name].get("imports", ())
    return files


def packed(name: str) -> int:
    """Bytes on the wire: the packed file where there is one."""
    path = DIST / f"{name}.gz"
    return (path if path.exists() else DIST / name).stat().st_size


def told(weights: dict[str, int]) -> str:
    return "\n".join(f"{size / KB:7.1f} KB {name}" for name, size in sorted(weights.items(), key=lambda one: -one[1]))


def loaded(page: Page) -> dict[str, int]:
    """What a page has loaded of the portal so far, in bytes on the wire."""
    found: dict[str, int] = page.evaluate(
        """() => Object.fromEntries(performance.getEntriesByType('resource')
            .filter((one) => new URL(one.name).pathname.startsWith('/portal/'))
            .map((one) => [new URL(one.name).pathname, one.encodedBodySize]))"""
    )
    return found


@pytest.mark.parametrize(("entry", "most"), [("m.html", PHONE_SHELL), ("desk.html", DESK_FIRST_PAGE)])
def test_the_shell_of_an_entry_is_light(portal: None, entry: str, most: int) -> None:
    weights = {name: packed(name) for name in shell(entry)}
    assert sum(weights.values()) <= most, told(weights)


def test_the_first_page_of_the_desk_is_light(visits: Visits, people: People) -> None:
    for someone in (None, people.officer(BAOTOU)):
        weights = loaded(visits.desk(someone))
        assert sum(weights.values()) <= DESK_FIRST_PAGE, told(weights)


def test_the_phone_opens_within_six_seconds_at_400_kbit_and_at_once_the_second_time(visits: Visits) -> None:
    page = visits.phone(worker=True)
    page.evaluate("navigator.serviceWorker?.getRegistrations().then((all) => all.map((one) => one.unregister()))")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.clearBrowserCache")
    network.send("Network.emulateNetworkConditions", SLOW)
    seconds = [opened(page), opened(page)]
    assert seconds[0] <= 6, f"{seconds[0]:.1f} s\n{told(loaded(page))}"
    assert seconds[1] <= 1, f"{seconds[1]:.1f} s the second time"


def opened(page: Page) -> float:
    """Seconds until the phone's page shows something."""
    page.goto("/m/", wait_until="commit")
    page.locator("#app > *").first.wait_for()
    shown: float = page.evaluate("performance.now()")
    return shown / 1000
