"""Pages of the portal in a real browser: opened for somebody, watched, looked at.

    page = visits.desk(people.officer(BAOTOU), "applications")     # 1440×900, signed in, Chinese
    page = visits.phone(commissioner, language="en")                # 390×844
    page = visits.desk()                                            # nobody is signed in

Whatever goes wrong in any page fails the test: an error on the console, an exception, a request that fails, an answer
of 400 and above. `visits.expect(409, "/api/applications")` says which answers a test means to provoke.
"""

from __future__ import annotations

import base64
import os
import re
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, Route

from infra.local.folder import CHECKOUT
from shared.work import BEIJING
from tests.journeys.people import Someone

PORTAL = CHECKOUT / "gateway" / "portal"
RESULTS = PORTAL / "test-results"
PICTURES = PORTAL / "pictures"
AXE = PORTAL / "node_modules" / "axe-core" / "axe.min.js"
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
_IPHONE = (
    "Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 "
    "Mobile Safari/537.36"
)
_LOCALES = {"zh": "zh-CN", "en": "en-US"}
_OPENING = ("/api/session", "/api/session/renewal")  # as any client, without a practice day
PATIENCE = 10.0  # seconds after which a page that is never at rest is taken as it is
_SERIOUS = ("serious", "critical")


@dataclass
class Visits:
    """The pages of one test. `wrong` gathers what went wrong in them.

    `offline`: the test has taken the network away, so requests fail and the browser says so.
    """

    browser: Browser
    base_url: str
    name: str
    wrong: list[str] = field(default_factory=list)
    offline: bool = False
    _expected: list[tuple[int, str]] = field(default_factory=list)
    _contexts: list[BrowserContext] = field(default_factory=list)
    _asked: list[Request] = field(default_factory=list)

    def desk(self, someone: Someone | None = None, path: str = "", **wishes: Any) -> Page:
        """A page of the desk, opened at `path` below /desk/. Wishes: see `open`."""
        return self.open(f"/desk/{path}", someone, viewport=DESK, **wishes)

    def phone(self, someone: Someone | None = None, path: str = "", **wishes: Any) -> Page:
        """A page of the phone, opened at `path` below /m/. Wishes: see `open`."""
        return self.open(f"/m/{path}", someone, viewport=PHONE, is_mobile=True, has_touch=True, **wishes)

    def open(
        self,
        path: str,
        someone: Someone | None = None,
        *,
        language: str = "zh",
        theme: str = "light",
        elder: bool = False,
        worker: bool = False,
        script: str = "",
        clocked_within: bool = False,
        **wishes: Any,
    ) -> Page:
        """A page in a browser profile of its own, at an address of the platform, once it has come to rest.

        `someone` is signed in there by a session of this profile's own, and lives on their practice day, as does the
        browser's clock. `worker`: the service worker is let in (tests of what works without a network). `script` runs
        in every page before its own; `clocked_within`: it puts the practice day on requests itself, so that none has
        to come through here. Other wishes go to Playwright's new_context.
        """
        kept = {"tepai.language": language, "tepai.theme": theme, "tepai.elder": "yes" if elder else "no"}
        if someone is not None:
            kept["tepai.session"] = self._session_of(someone)
        stored = {"origin": self.base_url, "localStorage": [{"name": key, "value": kept[key]} for key in kept]}
        if wishes.get("is_mobile"):
            wishes.setdefault("user_agent", _IPHONE)
        context = self.browser.new_context(
            base_url=self.base_url,
            locale=_LOCALES[language],
            timezone_id="Asia/Shanghai",
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",  # what is half faded in has another contrast than what is there
            service_workers="allow" if worker else "block",
            storage_state={"cookies": [], "origins": [stored]},  # type: ignore[typeddict-item]
            **wishes,
        )
        self._contexts.append(context)
        context.set_default_timeout(10_000)
        context.on("page", self._watch)
        if someone is not None and someone.day is not None:
            context.clock.set_system_time(datetime.combine(someone.day, datetime.min.time(), BEIJING).replace(hour=10))
        if someone is not None and someone.day is not None and not clocked_within:
            context.route(re.compile(re.escape(self.base_url) + "/api/"), lambda route: _on_their_day(route, someone))
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.goto(path)
        self.settled(page)
        return page

    def expect(self, status: int, part: str) -> None:
        """From now on, answers of this status from addresses that contain `part` are meant."""
        self._expected.append((status, part))

    def settled(self, page: Page, rest: int = 150) -> None:
        """Waits until the page has drawn something, then nothing new for `rest` ms, and asks for nothing more.

        Streams that stay open do not count.
        """
        page.wait_for_load_state("load")
        page.locator("#app > *").first.wait_for(state="attached")  # wait_for_function is stopped by the page's CSP
        page.evaluate("document.fonts.ready.then(() => true)")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            _quiet(page, rest)
            if not any(request.frame.page is page for request in self._asked):
                return

    def shot(self, page: Page, name: str) -> Path:
        """A picture of the whole page in gateway/portal/test-results."""
        path = RESULTS / f"{re.sub(r'[^-.0-9A-Za-z_]+', '-', f'{self.name}-{name}')}.png"
        page.screenshot(path=path, full_page=True, animations="disabled")
        return path

    def picture(self, page: Page, name: str) -> None:
        """What README and the portal's help show, as it stands on the screen now: gateway/portal/pictures/<name>.webp.

        Rewritten only where PICTURES is set: see gateway/portal/README.md.
        """
        if not os.environ.get("PICTURES"):
            return
        if page.locator("#app").count():  # a page beside the portal is drawn when it is there
            self.settled(page)
        tools = page.context.new_cdp_session(page)
        seen = tools.send("Page.getLayoutMetrics")["cssVisualViewport"]
        wide, high = seen["clientWidth"], seen["clientHeight"]
        clip = {"x": seen["pageX"], "y": seen["pageY"], "width": wide, "height": high, "scale": min(1, 1080 / wide)}
        taken = tools.send("Page.captureScreenshot", {"format": "webp", "quality": 75, "clip": clip})
        (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(taken["data"]))

    def close(self, failed: bool) -> None:
        """Closes every profile; of a test that failed, pictures are left behind."""
        for number, context in enumerate(self._contexts):
            for page in context.pages if failed else ():
                self.shot(page, f"failed-{number}")
            context.close()

    def _session_of(self, someone: Someone) -> str:
        """The renewal token of a new session: good for one profile, because each renewal ends the one before."""
        said = {
            "login": someone.login,
            "password": someone.password,
            **({"city": someone.city} if someone.city else {}),
        }
        answer = httpx.post(f"{self.base_url}/api/session", json=said, timeout=30)
        answer.raise_for_status()
        return str(answer.json()["refresh_token"])

    def _watch(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("requestfinished", self._over)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"exception: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _console(self, message: ConsoleMessage) -> None:
        # an answer of 400 and above is written there too; it is judged by _answered, which knows its address
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.wrong.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if "event-stream" not in request.headers.get("accept", ""):
            self._asked.append(request)

    def _over(self, request: Request) -> None:
        if request in self._asked:
            self._asked.remove(request)

    def _failed(self, request: Request) -> None:
        self._over(request)
        if self.offline and request.failure == "net::ERR_INTERNET_DISCONNECTED":
            return
        if request.failure != "net::ERR_ABORTED":  # a page that is left, a file that is downloaded
            self.wrong.append(f"request: {request.method} {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not any(
            status == response.status and part in response.url for status, part in self._expected
        ):
            self.wrong.append(f"answer: {response.status} {response.request.method} {response.url}")


def clocked(someone: Someone, request: Request) -> dict[str, str]:
    """The headers of a request by somebody, on their practice day."""
    path = "/" + request.url.split("/", 3)[3].split("?")[0]
    opening = path in _OPENING and request.method == "POST"
    clock = {} if opening or someone.day is None else someone.people.clock(someone.day, someone.account)
    return {**request.headers, **{name.lower(): value for name, value in clock.items()}}


def _on_their_day(route: Route, someone: Someone) -> None:
    route.continue_(headers=clocked(someone, route.request))


def _quiet(page: Page, rest: int = 150) -> None:
    """Waits until nothing has been drawn for `rest` ms."""
    page.evaluate(
        """([rest, patience]) => new Promise((resolve) => {
            const began = performance.now()
            let last = began
            const drawn = new MutationObserver(() => { last = performance.now() })
            drawn.observe(document.body, { subtree: true, childList: true, characterData: true })
            const look = () => {
                const now = performance.now()
                if (now - last < rest && now - began < patience) return setTimeout(look, Math.min(25, rest / 4))
                drawn.disconnect()
                resolve()
            }
            look()
        })""",
        [rest, PATIENCE * 1000],
    )


def serious_findings(page: Page, within: str | None = None, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds serious or critical (WCAG 2.1 A and AA), one line each: rule, element, what to do.

    `rules` names the only ones to look at, where a page has been looked at by all before.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        """([within, rules]) => axe.run(within || document, {
            runOnly: rules.length ? rules : ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
            resultTypes: ['violations'] }).then(({ violations }) => violations)""",
        [within, list(rules)],
    )
    return [
        f"{one['id']}: {node['html'][:160]} · {node['failureSummary'].splitlines()[-1].strip()}"
        for one in found
        if one["impact"] in _SERIOUS
        for node in one["nodes"]
    ]


def no_serious_findings(page: Page, within: str | None = None) -> None:
    """Raises AssertionError naming every serious finding."""
    found = serious_findings(page, within)
    assert not found, "\n".join(found)


def wider_than_the_screen(page: Page) -> list[str]:
    """What sticks out sideways, where the page as a whole can be pushed sideways."""
    found: list[str] = page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth
            if (document.documentElement.scrollWidth <= wide) return []
            return [...document.body.querySelectorAll('*')]
                .filter((one) => one.getBoundingClientRect().right > wide + 1)
                .slice(-5).map((one) => one.outerHTML.slice(0, 120))
        }"""
    )
    return found


def nothing_wider_than_the_screen(page: Page) -> None:
    """Raises AssertionError naming what sticks out sideways."""
    found = wider_than_the_screen(page)
    assert not found, "\n".join(found)


def chinese_left(page: Page) -> list[str]:
    """The texts on a page that are in Chinese, those aside that say so (lang="zh…"): none in English but data."""
    found: list[str] = page.evaluate(
        """() => {
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
            const found = new Set()
            while (texts.nextNode()) {
                const { parentElement: at, data } = texts.currentNode
                if (!/\\p{Script=Han}/u.test(data) || at.closest('body [lang^=zh]')) continue
                if (at.checkVisibility()) found.add(data.trim())
            }
            return [...found]
        }"""
    )
    return found
