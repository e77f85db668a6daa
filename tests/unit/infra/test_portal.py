"""When the portal is installed, described, built anew: a small one, and an npm that only notes what it is told."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from infra.local import portal as portal_module
from infra.local.parts import node_program
from infra.local.parts.node_program import Node, new_enough
from infra.local.parts.part import PartFailed
from infra.local.portal import Portal

NPM = """
import sys
from pathlib import Path
words = [word for word in sys.argv[1:] if not word.startswith("--")]
with open("said.txt", "a") as said:
    said.write(" ".join(words) + "\\n")
if Path("broken").exists():
    print("no such package")
    raise SystemExit(1)
makes = {
    "ci": ["node_modules/vue/package.json"],
    "run api": ["src/api/generated/operations.ts"],
    "run build": ["dist/desk.html", "dist/m.html", "dist/sw.js"],
}
for name in makes[" ".join(words)]:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text("made")
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A portal of two sources and a lock; Node is this Python with a script for npm."""
    home = tmp_path / "portal"
    for name in ("src/desk/main.ts", "desk.html", "m.html", "package.json", "package-lock.json"):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(name)
    npm = tmp_path / "npm.py"
    npm.write_text(NPM)
    monkeypatch.setattr(node_program, "get", lambda tell: Node(sys.executable, (sys.executable, str(npm))))
    monkeypatch.setattr(portal_module, "stated_digest", lambda: "the API as it is")
    return home


@pytest.fixture
def portal(home, tmp_path):
    return Portal(tmp_path / "logs" / "portal.log", home)


def said(home: Path) -> list[str]:
    """What npm was told since it was last asked."""
    found = (home / "said.txt").read_text().splitlines() if (home / "said.txt").exists() else []
    (home / "said.txt").unlink(missing_ok=True)
    return found


def test_from_nothing_it_installs_describes_and_builds(portal, home):
    assert not portal.is_built()
    told: list[str] = []
    portal.prepare(told.append)
    assert said(home) == ["ci", "run api", "run build"]
    assert len(told) == 3
    assert portal.is_built()
    assert portal.is_fresh()


def test_what_is_fresh_is_left_alone(portal, home):
    portal.prepare(lambda _: None)
    said(home)
    portal.prepare(lambda _: pytest.fail("there was nothing to do"))
    assert said(home) == []


def test_another_source_is_built_without_asking_the_api(portal, home):
    portal.prepare(lambda _: None)
    said(home)
    (home / "src/desk/main.ts").write_text("otherwise")
    assert not portal.is_fresh()
    portal.prepare(lambda _: None)
    assert said(home) == ["run build"]


def test_a_gateway_that_says_the_same_as_before_needs_no_build(portal, home, monkeypatch):
    portal.prepare(lambda _: None)
    said(home)
    monkeypatch.setattr(portal_module, "stated_digest", lambda: "another comment")
    portal.prepare(lambda _: None)
    assert said(home) == ["run api"]
    assert portal.is_fresh()


def test_other_packages_are_installed(portal, home):
    portal.prepare(lambda _: None)
    said(home)
    (home / "package-lock.json").write_text("vue 3.6")
    (home / "package.json").write_text("vue 3.6")
    portal.prepare(lambda _: None)
    assert said(home) == ["ci", "run api", "run build"]


def test_another_way_to_describe_the_api_describes_it_anew(portal, home):
    (home / "scripts").mkdir()
    portal.prepare(lambda _: None)
    said(home)
    (home / "scripts" / "operations.mjs").write_text("otherwise")
    portal.prepare(lambda _: None)
    assert said(home) == ["run api", "run build"]


def test_a_failure_says_what_npm_said_and_is_tried_again(portal, home):
    (home / "broken").touch()
    with pytest.raises(PartFailed, match="no such package") as failure:
        portal.prepare(lambda _: None)
    assert failure.value.repair == "make portal"
    assert not portal.is_fresh()
    (home / "broken").unlink()
    portal.prepare(lambda _: None)
    assert portal.is_fresh()


@pytest.mark.parametrize(
    ("version", "enough"),
    [
        ("v18.20.4", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.0", False),
        ("v22.11.0", False),
        ("v22.12.0", True),
        ("v24.1.0", True),
        ("", False),
    ],
)
def test_node_is_as_new_as_the_build_needs_it(version, enough):
    assert new_enough(version) is enough
