"""All screens of an entry, as the built portal itself knows them, and who comes to each.

The addresses come from the running page's own router, and with them the nouns they are drawn from; who may open one
comes from the description of the API. So a screen that is added is visited, and no list here can go stale. What is
looked at on a screen stands in walk.js, which runs within the page: two entries are walked side by side.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.visits import AXE, PORTAL, Visits
from tests.journeys.people import Problem, Someone

WALK = Path(__file__).with_name("walk.js")
SLOWEST = 300.0  # seconds after which somebody's round is given up
# A screen of its own that only makes sense to one role, though others may read what it belongs to.
_FOR = {
    "/records/new": "commissioner",
    "/reports/new": "dispatching_manager",
    "/platform": "platform_operator",
    "/cities": "platform_operator",
    "/bids/:id": "commissioner",
}


@cache
def operations() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Path and roles of every operation, by its id."""
    described = json.loads((PORTAL / "src" / "api" / "generated" / "openapi.json").read_text(encoding="utf-8"))
    return {
        one["operationId"]: (path.removeprefix("/api"), tuple(one["x-may-call"]))
        for path, methods in described["paths"].items()
        for one in methods.values()
        if isinstance(one, dict) and "operationId" in one
    }


def may(someone: Someone | None, operation: str) -> bool:
    """Whether somebody may call an operation, as the portal asks it (`mayCall`)."""
    roles = set(operations()[operation][1])
    if someone is None:
        return "public" in roles
    held = {grant["role"] for grant in someone.grants} | {"public", "anyone", "applicant"}
    return bool(roles & held)


def _is_a_closed_reference(wrong: str, path: str) -> bool:
    """Whether a record that another one names was not open to whoever looked: the screen says so in its place."""
    named = re.fullmatch(r"answer: (?:403|404) GET /api/[a-z-]+/([\w-]+)", wrong)
    return named is not None and named[1] not in path


@dataclass(frozen=True)
class Screen:
    """One address of an entry: `pattern` as the router has it (with the operation of a form), `path` to open."""

    pattern: str
    path: str


@dataclass
class Tour:
    """The screens of one entry, visited by one after another; each once, by the first who has it.

    `seen` are the patterns visited, `found` what is wrong on them, one line each. `known`: where an address leads that
    no list tells (the token of an invitation), by pattern.
    """

    visits: Visits
    entry: str
    known: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)
    routes: list[dict[str, Any]] = field(default_factory=list)

    def rounds(self, cast: dict[str, Someone | None]) -> Iterator[None]:
        """Everybody's round in turn. Comes back, now and then, while a page is at work."""
        for name, someone in cast.items():
            waiting = self._new(name, self._screens(someone)) if self.routes else []
            if self.routes and not waiting:
                continue
            page = self._opened(someone)
            if not self.routes:
                self.routes = page.evaluate("window.__routes()")
                waiting = self._new(name, self._screens(someone))
            while waiting:
                walked = yield from self._walk(page, [one.path for one in waiting])
                self._judge(name, walked)
                leads = (Screen(*lead) for one in walked for lead in one["leads"])
                waiting = self._new(name, (one for one in leads if self._leads(someone, one)))
            page.context.close()

    def missed(self) -> list[str]:
        """Addresses that nobody came to."""
        return [
            one["pattern"]
            for one in self.routes
            if not one["pattern"].endswith("/new/:with") and one["pattern"] not in self.seen
        ]

    def _opened(self, someone: Someone | None) -> Page:
        """A page at the entry's first screen that knows how to walk."""
        opened = self.visits.desk if self.entry == "desk" else self.visits.phone
        clock = someone.people.clock(someone.day, someone.account).get("Tepai-Clock") if someone else None
        scripts = (AXE.read_text(encoding="utf-8"), f"window.__clock = {json.dumps(clock)}", WALK.read_text("utf-8"))
        return opened(someone, script=";\n".join(scripts), clocked_within=True)

    def _new(self, name: str, screens: Iterator[Screen]) -> list[Screen]:
        """Those of the screens that nobody has been to; they count as seen from now on."""
        new: dict[str, Screen] = {}
        for one in screens:
            if one.pattern not in self.seen and _FOR.get(one.pattern, name) == name:
                new.setdefault(one.pattern, one)
        self.seen |= set(new)
        return [*new.values()]

    def _walk(self, page: Page, paths: list[str]) -> Generator[None, None, list[dict[str, Any]]]:
        """What was found on each address, once the page has been to all."""
        page.evaluate("(paths) => window.__walk(paths)", paths)
        until = time.monotonic() + SLOWEST
        while time.monotonic() < until:
            yield
            walked: list[dict[str, Any]] | None = page.evaluate("window.__walked")
            if walked is not None:
                return walked
            page.wait_for_timeout(20)
        raise AssertionError(f"{self.entry}: {paths} are not walked after {SLOWEST} s")

    def _judge(self, name: str, walked: list[dict[str, Any]]) -> None:
        for one in walked:
            wrong = [what for what in one["wrong"] if not _is_a_closed_reference(what, one["path"])]
            self.found += [f"{self.entry} {name} {one['path']}: {what}" for what in (*one["found"], *wrong)]

    def _leads(self, someone: Someone | None, screen: Screen) -> bool:
        """Whether a link leads somebody to a screen that is theirs."""
        route = next((one for one in self.routes if one["pattern"] == screen.pattern), None)
        return route is not None and not screen.pattern.endswith("/new/:with") and self._has(someone, route)

    def _has(self, someone: Someone | None, route: dict[str, Any]) -> bool:
        if someone is None:
            return bool(route["open"])
        noun = route["noun"] or self._noun_of(route["pattern"])
        about = noun and (noun.get("detail") if ":" in route["pattern"] else noun.get("list"))
        return not about or may(someone, about["operation"])

    def _noun_of(self, pattern: str) -> dict[str, Any] | None:
        """The noun an address is of, where its screen is one of its own."""
        first = pattern.split("/")[1]
        return next((one["noun"] for one in self.routes if one["noun"] and one["noun"]["name"] == first), None)

    def _screens(self, someone: Someone | None) -> Iterator[Screen]:
        for route in self.routes:
            pattern, noun = route["pattern"], route["noun"] or self._noun_of(route["pattern"])
            if not self._has(someone, route) or (someone is not None and route["open"] and not noun):
                continue
            if pattern.endswith("/new/:with"):
                for one in (noun or {}).get("create") or ():
                    if may(someone, one):
                        yield Screen(f"{pattern[:-5]}{one}", f"{pattern[:-5]}{one}")
            elif pattern in self.known or ":" not in pattern:
                yield Screen(pattern, self.known.get(pattern, pattern))
            elif pattern.count(":") == 1 and pattern not in self.seen and noun and someone:
                for id in self._one_of(someone, noun):
                    yield Screen(pattern, re.sub(r":\w+\??", id, pattern))

    def _one_of(self, someone: Someone, noun: dict[str, Any]) -> Iterator[str]:
        """The id of a record of the noun that somebody sees, where there is one."""
        asked = noun.get("list")
        if not asked or not may(someone, asked["operation"]):
            return
        path = operations()[asked["operation"]][0]
        try:
            items = someone.get(path, **asked.get("fixed", {}), limit=1)["items"]
        except Problem as problem:
            if problem.status not in (404, 422):  # whoever belongs to no city finds none of a city's records
                self.found.append(f"{noun['name']}: {problem}")
            return
        yield from (str(item["id"]) for item in items[:1] if "id" in item)


def side_by_side(*tours: Iterator[None]) -> None:
    """Goes several rounds at once: each page works by itself, and is asked in turn how far it is."""
    waiting = [*tours]
    while waiting:
        waiting = [one for one in waiting if next(one, waiting) is not waiting]
