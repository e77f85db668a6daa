"""The portal in Debian's Chromium, against the running platform. What tests use is in visits.py."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import cvttf_NotoSansCJK_Regular as sans_cjk
import pytest
from playwright.sync_api import Browser, sync_playwright

from infra.local.parts import chromium, node_program
from infra.local.parts.part import PartFailed
from infra.local.portal import Portal
from tests.browser.visits import RESULTS, Visits
from tests.journeys.people import People
from tests.parts import Platform

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>
<cachedir>{cache}</cachedir></fontconfig>
"""


OWN_CHECKS: list[subprocess.Popen[str]] = []


def pytest_collection_finish(session: pytest.Session) -> None:
    """The portal is built and checked beside the other tests: this folder's come last, and find it done."""
    asked = any("own_checks" in getattr(item, "fixturenames", ()) for item in session.items)
    if asked and not session.config.option.collectonly:
        RESULTS.mkdir(exist_ok=True)
        command = [sys.executable, "-m", "infra.local", "portal", "--test"]
        with open(RESULTS / "checks.log", "w") as log:
            OWN_CHECKS.append(
                subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, text=True, start_new_session=True
                )
            )


def pytest_sessionfinish() -> None:
    """Nothing is left running where the run was broken off."""
    for running in OWN_CHECKS:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGTERM)  # npm and what it started as well


@pytest.fixture(scope="session")
def own_checks() -> tuple[int, str]:
    """What the portal's own checks ended with, and what they said."""
    (running,) = OWN_CHECKS
    return running.wait(timeout=900), (RESULTS / "checks.log").read_text("utf-8")


@pytest.fixture(scope="session")
def portal(request: pytest.FixtureRequest) -> None:
    """The portal as its sources are now, built where it is stale."""
    RESULTS.mkdir(exist_ok=True)
    capture = request.config.pluginmanager.getplugin("capturemanager")
    try:
        with capture.global_and_fixture_disabled():
            Portal(RESULTS / "build.log").prepare(lambda what: print(f"portal: {what}", flush=True))
    except PartFailed as failure:
        pytest.fail(f"{failure} · {failure.repair}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all, each page with a profile of its own. It ends with this folder: its loop disturbs others."""
    try:
        program = chromium.get(lambda what: print(what, flush=True))
        # its own Node asks for a library that a bare Debian lacks; the one that built the portal runs everywhere
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node_program.get(lambda what: print(what, flush=True)).program)
    except PartFailed as failure:
        pytest.fail(f"{failure} · {failure.repair}")
    with tempfile.TemporaryDirectory(prefix="tepai-fonts-") as folder:
        # the fonts that papers are typeset with: every machine draws the same Chinese
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(FONTS.format(fonts=Path(sans_cjk.__file__).parent, cache=folder))
        with sync_playwright() as playwright:
            # as root, in a container or a bare machine, Chromium has no sandbox to run in
            launched = playwright.chromium.launch(
                executable_path=program,
                chromium_sandbox=os.geteuid() != 0,
                args=["--font-render-hinting=none", "--disable-gpu"],
                env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
            )
            yield launched
            launched.close()


@pytest.fixture
def visits(portal: None, browser: Browser, platform: Platform, request: pytest.FixtureRequest) -> Iterator[Visits]:
    """Pages for this test. In the end nothing may have gone wrong in any."""
    made = Visits(browser, platform.base_url, request.node.name)
    yield made
    failed = getattr(request.node, "failed_in_call", False)
    made.close(failed or bool(made.wrong))
    if not failed:
        assert not made.wrong, "\n".join(made.wrong)
    elif made.wrong:
        print("\n".join(made.wrong))


@pytest.fixture(autouse=True)
def officers_are_back(request: pytest.FixtureRequest) -> Iterator[None]:
    """Officers are shared: whoever took them to another practice day leaves them on the usual one."""
    yield
    if "people" in request.fixturenames:
        people: People = request.getfixturevalue("people")
        people.back()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Tells the fixtures whether the test failed, so that pictures are left behind."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call":
        item.failed_in_call = report.failed  # type: ignore[attr-defined]
