"""All screens of an entry, as the built portal itself knows them, and what is looked at on each.

The addresses come from the running page's own router, and with them the nouns they are drawn from; who may open one
comes from the description of the API. So a screen that is added is visited, and no list here can go stale.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.browser.visits import PORTAL, Visits, serious_findings, wider_than_the_screen
from tests.journeys.people import Problem, Someone

REST = 60  # ms without anything new after which a screen within the page counts as drawn
_ROUTER = "document.querySelector('#app').__vue_app__.config.globalProperties.$router"
_ROUTES = f"""() => {_ROUTER}.getRoutes().filter((one) => !one.redirect && !one.path.includes('*')).map((one) => {{
    const given = one.props.default, to = {{ params: {{}}, query: {{}} }}
    const noun = (typeof given === 'function' ? given(to) : given)?.noun
    return {{ pattern: one.path, open: !!one.meta.open, noun: noun ? JSON.parse(JSON.stringify(noun)) : null }}
}})"""
_LEADS = f"""() => [...document.querySelectorAll('a[href]')].map((one) => one.getAttribute('href'))
    .filter((href) => href.startsWith('/desk/') || href.startsWith('/m/'))
    .map((href) => {_ROUTER}.resolve(href.replace(/^\\/(desk|m)/, '')))
    .filter((to) => to.matched.length).map((to) => [to.matched[to.matched.length - 1].path, to.fullPath])"""
# What people wrote, as answers carry it: a Chinese text beside which no English one lies. It may stand in any language.
_REMEMBERS = """() => {
    const data = new Set(), asked = window.fetch
    const han = /\\p{Script=Han}/u
    const walk = (value, paired) => {
        if (typeof value === 'string') { if (!paired && han.test(value)) data.add(value.trim()) }
        else if (Array.isArray(value)) for (const one of value) walk(one, paired)
        else if (value && typeof value === 'object')
            for (const [key, one] of Object.entries(value)) {
                const pair = `${key}_en` in value || key.endsWith('_zh') || (key === 'zh' && 'en' in value)
                if (han.test(key)) data.add(key)
                walk(one, paired || (pair && value[`${key}_en`] !== null && value[`${key}_en`] !== ''))
            }
    }
    window.__written = data
    window.fetch = async (...given) => {
        const answer = await asked(...given)
        if ((answer.headers.get('Content-Type') || '').includes('json')) walk(await answer.clone().json(), false)
        return answer
    }
}"""
_LOOK = """(english) => {
    const written = [...window.__written].sort((one, other) => other.length - one.length)
    const rest = (text) => written.reduce((left, one) => (left.includes(one) ? left.split(one).join('') : left), text)
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = new Set(), han = /\\p{Script=Han}/u
    while (texts.nextNode()) {
        const { parentElement: at, data } = texts.currentNode, text = data.trim()
        if (!text || at.closest('script, style') || !at.checkVisibility()) continue
        if (/^[a-z][a-z_-]*(\\.[a-zA-Z][\\w-]*)+$/.test(text)) found.add(`no word for: ${text}`)
        if (/^[a-z]+(_[a-z]+)+$/.test(text)) found.add(`a code: ${text}`)
        if (/\\b[0-9a-f]{8}-[0-9a-f]{4}-|^[0-9a-f]{24,32}$/.test(text)) found.add(`an id: ${text}`)
        if (/\\[object |\\bundefined\\b|\\bNaN\\b|\\bnull\\b/.test(text)) found.add(`no value: ${text}`)
        if (!english || !han.test(text) || at.closest('body [lang^=zh]')) continue
        if (han.test(rest(text))) found.add(`Chinese: ${text}`)
    }
    return [...found]
}"""
# A screen of its own that only makes sense to one role, though others may read what it belongs to.
_FOR = {"/records/new": "commissioner", "/reports/new": "dispatching_manager"}
_COLOURS = ("color-contrast", "link-in-text-block")


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
    named = re.fullmatch(r"answer: (?:403|404) GET \S+/api/[a-z-]+/([\w-]+)", wrong)
    return named is not None and named[1] not in path


@dataclass(frozen=True)
class Screen:
    """One address of an entry: `pattern` as the router has it (with the operation of a form), `path` to open."""

    pattern: str
    path: str


@dataclass
class Tour:
    """The screens of one entry, visited by one after another; each once, by the first who has it.

    `seen` are the patterns visited, `found` what is wrong on them, one line each.
    """

    visits: Visits
    entry: str
    seen: set[str] = field(default_factory=set)
    found: list[str] = field(default_factory=list)
    routes: list[dict[str, Any]] = field(default_factory=list)

    def by(self, name: str, someone: Someone | None) -> None:
        """Visits whatever is new for somebody; nobody is a visitor who is not signed in."""
        page = self._opened(someone)
        self.routes = page.evaluate(_ROUTES)
        waiting = [*self._screens(someone)]
        while waiting:
            screen = waiting.pop(0)
            if screen.pattern in self.seen or _FOR.get(screen.pattern, name) != name:
                continue
            self.seen.add(screen.pattern)
            self._visit(page, name, screen)
            known = {route["pattern"]: route for route in self.routes}
            waiting += [
                Screen(pattern, path)
                for pattern, path in page.evaluate(_LEADS)
                if pattern in known and not pattern.endswith("/new/:with") and self._has(someone, known[pattern])
            ]

    def missed(self) -> list[str]:
        """Addresses that nobody came to."""
        return [
            one["pattern"]
            for one in self.routes
            if not one["pattern"].endswith("/new/:with") and one["pattern"] not in self.seen
        ]

    def _opened(self, someone: Someone | None) -> Page:
        """A page at the entry's first screen that remembers what answers carry."""
        opened = self.visits.desk if self.entry == "desk" else self.visits.phone
        return opened(someone, script=f"({_REMEMBERS})()")

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
            elif ":" not in pattern:
                yield Screen(pattern, pattern)
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
            self.found.append(f"{noun['name']}: {problem}")
            return
        yield from (str(item["id"]) for item in items[:1] if "id" in item)

    def _visit(self, page: Page, name: str, screen: Screen) -> None:
        """Opens a screen within the page, and looks at it in Chinese and English, light, dark and in large print."""
        before = len(self.visits.wrong)
        page.evaluate(f"(path) => {{ {_ROUTER}.push(path) }}", screen.path)
        self.visits.settled(page, REST)
        found = [*page.evaluate(_LOOK, False), *wider_than_the_screen(page), *serious_findings(page)]
        self._choose(page, language="en", theme="dark")
        found += [*page.evaluate(_LOOK, True), *wider_than_the_screen(page)]
        found += [f"dark: {one}" for one in serious_findings(page, None, _COLOURS)]
        self._choose(page, theme="light", elder="yes")
        found += [
            f"large print: {one}" for one in (*wider_than_the_screen(page), *serious_findings(page, None, _COLOURS))
        ]
        self._choose(page, language="zh", elder="no")
        found += [one for one in self.visits.wrong[before:] if not _is_a_closed_reference(one, screen.path)]
        del self.visits.wrong[before:]
        self.found += [f"{self.entry} {name} {screen.path}: {one}" for one in dict.fromkeys(found)]

    def _choose(self, page: Page, **choices: str) -> None:
        """Chooses as another tab of the same browser would."""
        page.evaluate(
            """(choices) => Object.entries(choices).forEach(([key, newValue]) =>
                dispatchEvent(new StorageEvent('storage', { key: `tepai.${key}`, newValue })))""",
            choices,
        )
        self.visits.settled(page, REST)
