"""The built portal as browsers meet it: which entry, what is kept how long, what may be loaded from where."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest

from gateway.app import create_app
from gateway.portal_pages import security, store_origin
from tests.unit.gateway.conftest import things

PHONE = "Mozilla/5.0 (Linux; Android 13; HarmonyOS) AppleWebKit/537.36 Chrome/114.0 Mobile Safari/537.36"
DESK = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/90.0.4430.93 Safari/537.36"
)
TABLET = "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
SCRIPT = "console.log('特派');\n" * 40


@pytest.fixture
def dist(tmp_path):
    """A portal as the build leaves it."""
    made = {
        "desk.html": "<title>desk</title>",
        "m.html": "<title>phone</title>",
        "sw.js": "// worker",
        "icon.svg": "<svg/>",
        "m.webmanifest": "{}",
        "assets/desk-abc.js": SCRIPT,
        "assets/desk-abc.css": "a{}",
        ".vite/manifest.json": "{}",
    }
    for name, text in made.items():
        path = tmp_path / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "dist/assets/desk-abc.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (tmp_path / "secret.js").write_text("beyond the folder")
    return tmp_path / "dist"


@pytest.fixture
def portal(settings, bus, dist):
    """A gateway over that portal, its object store at an address of its own."""
    edge = replace(settings, portal=str(dist), s3_public_url="https://files.example.cn/s3/")
    return create_app(edge, bus, stated=[things()]).test_client()


@pytest.mark.parametrize(("agent", "entry"), [(PHONE, "/m/"), (DESK, "/desk/"), (TABLET, "/desk/"), ("", "/desk/")])
def test_the_front_door_goes_by_the_device(portal, agent, entry):
    answer = portal.get("/?lang=en", headers={"User-Agent": agent})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{entry}?lang=en")
    assert "User-Agent" in answer.headers["Vary"]
    link = portal.get("/invitation/AbC-1?city=150200", headers={"User-Agent": agent})
    assert link.headers["Location"] == f"{entry}invitation/AbC-1?city=150200"


@pytest.mark.parametrize("path", ["/desk/", "/desk/applications/a1?tab=2", "/desk/x.y"])
def test_whatever_follows_the_desk_is_its_entry_page(portal, path):
    answer = portal.get(path)
    assert answer.get_data(as_text=True) == "<title>desk</title>"
    assert answer.content_type == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/m/", "/m/records/new"])
def test_whatever_follows_the_phone_is_its_entry_page(portal, path):
    assert portal.get(path).get_data(as_text=True) == "<title>phone</title>"


@pytest.mark.parametrize("path", ["/m", "/desk"])
def test_an_entry_ends_in_a_slash_that_a_worker_may_watch_over_it(portal, path):
    assert portal.get(path).headers["Location"] == f"{path}/"


def test_an_entry_page_that_has_not_changed_is_not_sent_again(portal):
    tag = portal.get("/desk/").headers["ETag"]
    assert portal.get("/desk/anything", headers={"If-None-Match": tag}).status_code == 304


def test_a_new_build_is_seen_at_once(portal, dist):
    tag = portal.get("/desk/").headers["ETag"]
    (dist / "desk.html").write_text("<title>another desk</title>")
    answer = portal.get("/desk/", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.get_data(as_text=True)) == (200, "<title>another desk</title>")


def test_assets_are_kept_for_good_and_come_packed_to_those_who_take_it(portal):
    plain = portal.get("/portal/assets/desk-abc.js")
    packed = portal.get("/portal/assets/desk-abc.js", headers={"Accept-Encoding": "br, gzip"})
    refused = portal.get("/portal/assets/desk-abc.js", headers={"Accept-Encoding": "gzip;q=0"})
    assert plain.get_data(as_text=True) == refused.get_data(as_text=True) == SCRIPT
    assert gzip.decompress(packed.get_data()).decode() == SCRIPT
    assert packed.headers["Content-Encoding"] == "gzip"
    assert plain.headers["ETag"] != packed.headers["ETag"]
    for answer in (plain, packed):
        assert answer.content_type == "text/javascript; charset=utf-8"
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Content-Disposition" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_what_was_not_worth_packing_comes_plain(portal):
    answer = portal.get("/portal/assets/desk-abc.css", headers={"Accept-Encoding": "gzip"})
    assert (answer.get_data(as_text=True), answer.headers.get("Content-Encoding")) == ("a{}", None)


def test_the_worker_may_watch_over_the_phone_and_is_asked_for_anew(portal):
    answer = portal.get("/m/sw.js")
    assert answer.headers["Service-Worker-Allowed"] == "/m/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.content_type.startswith("text/javascript")
    assert "connect-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/portal/desk.html",
        "/portal/sw.js",
        "/portal/assets/../.vite/manifest.json",
        "/portal/assets/none.js",
        "/portal/.vite/manifest.json",
        "/portal/assets/../../secret.js",
        "/portal/assets/..%2f..%2fsecret.js",
        "/portal/assets/desk-abc.js.gz",
    ],
)
def test_no_other_file_is_served(portal, path):
    assert portal.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/portal/icon.svg", "/portal/m.webmanifest"])
def test_what_has_one_name_for_good_is_kept_for_an_hour(portal, path):
    assert portal.get(path).headers["Cache-Control"] == "public, max-age=3600"


def test_only_own_scripts_run_and_only_the_store_is_reached_beside(portal):
    policy = dict(part.split(" ", 1) for part in portal.get("/m/").headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy  # so the default holds for scripts
    assert policy["connect-src"] == "'self' https://files.example.cn"
    assert policy["img-src"] == "'self' data: blob: https://files.example.cn"
    assert policy["frame-ancestors"] == "'none'"


@pytest.mark.parametrize(
    ("endpoint", "secure", "public", "origin"),
    [
        ("127.0.0.1:9000", False, "", "http://127.0.0.1:9000"),
        ("s3.example.cn", True, "", "https://s3.example.cn"),
        ("https://s3.example.cn/", True, "", "https://s3.example.cn"),
        ("10.0.0.9:9000", False, "https://files.example.cn/store", "https://files.example.cn"),
        ("", False, "", ""),
    ],
)
def test_the_store_is_named_as_browsers_reach_it(settings, endpoint, secure, public, origin):
    edge = replace(settings, s3_endpoint=endpoint, s3_secure=secure, s3_public_url=public)
    assert store_origin(edge) == origin
    assert security(edge).endswith("frame-ancestors 'none'")


@pytest.mark.parametrize(("lang", "said"), [("zh", "门户尚未构建"), ("en", "has not been built")])
def test_without_a_build_a_plain_page_says_what_to_run(settings, bus, tmp_path, lang, said):
    client = create_app(replace(settings, portal=str(tmp_path / "none")), bus, stated=[things()]).test_client()
    for path in ("/desk/", "/m/home"):
        answer = client.get(f"{path}?lang={lang}")
        assert answer.status_code == 503
        assert said in answer.get_data(as_text=True)
        assert "make portal" in answer.get_data(as_text=True)
    assert client.get("/m/sw.js").status_code == 404


@pytest.mark.parametrize(("lang", "said"), [("zh", "极速模式"), ("en", "Which browsers work")])
def test_a_browser_that_is_too_old_is_told_which_work(portal, lang, said):
    answer = portal.get(f"/browsers?lang={lang}", headers={"User-Agent": "MSIE 8.0 <b>"})
    assert said in answer.get_data(as_text=True)
    assert "MSIE 8.0 &lt;b&gt;" in answer.get_data(as_text=True)
    assert "<script" not in answer.get_data(as_text=True)
