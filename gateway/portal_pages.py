"""The portal as it was built (gateway/portal/dist): its two entry pages, what they load, and what stands in for them.

`/desk/…` and `/m/…` answer their entry page whatever follows: the page finds the screen. What they load has its hash in
its name and is kept by browsers for good; the pages themselves are asked for anew, so that a new build is seen at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote, urlsplit

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, send_file
from werkzeug.utils import safe_join

from gateway.pages import PAGE_SECURITY, language

if TYPE_CHECKING:
    from gateway.app import Gateway
    from gateway.settings import EdgeSettings

FOR_GOOD = "public, max-age=31536000, immutable"
ASK_ANEW = "no-cache"
AN_HOUR = "public, max-age=3600"
TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
BESIDE = frozenset({".js", ".svg", ".png", ".webmanifest"})  # what lies beside the pages, under a name of its own
blueprint = Blueprint("portal", __name__, template_folder="templates")


@blueprint.get("/")
def front() -> Response:
    """Phones to the phone's entry, everybody else to the desk's."""
    return _by_device("")


@blueprint.get("/invitation/<token>")
def invitation(token: str) -> Response:
    """The link of an invitation, on whatever it is opened."""
    return _by_device(f"invitation/{quote(token, safe='')}")


@blueprint.get("/desk/", defaults={"screen": ""})
@blueprint.get("/desk/<path:screen>")
def desk(screen: str) -> Response:
    """The desk's entry page."""
    return _on("/desk/") if request.path == "/desk" else _entry("desk.html")


@blueprint.get("/m/", defaults={"screen": ""})
@blueprint.get("/m/<path:screen>")
def phone(screen: str) -> Response:
    """The phone's entry page."""
    return _on("/m/") if request.path == "/m" else _entry("m.html")


@blueprint.get("/m/sw.js")
def worker() -> Response:
    """The phone's service worker, which keeps its shell for places without a network."""
    answer = _file("sw.js", ASK_ANEW)
    answer.headers["Service-Worker-Allowed"] = "/m/"
    answer.headers["Content-Security-Policy"] = security(_settings())  # it holds for what the worker fetches
    return answer


@blueprint.get("/portal/assets/<path:name>")
def asset(name: str) -> Response:
    """Scripts, styles and pictures under the hash of their content."""
    return _file(f"assets/{name}", FOR_GOOD)


@blueprint.get("/portal/<name>")
def beside(name: str) -> Response:
    """What has one name for good: icons, the manifest, the script for browsers that are too old."""
    if Path(name).suffix not in BESIDE or name == "sw.js":
        abort(404)
    return _file(name, AN_HOUR)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Where browsers look that were not told of an icon."""
    return _on("/portal/icon.svg")


@blueprint.get("/browsers")
def browsers() -> Response:
    """Which browsers can run the portal: the page for one that cannot, so nothing but words."""
    return _plain("browsers.html", 200, agent=request.headers.get("User-Agent", "")[:200])


def security(settings: EdgeSettings) -> str:
    """The portal's Content-Security-Policy: its own scripts only, pictures and uploads from and to the object store."""
    store = store_origin(settings)
    return "; ".join(
        (
            "default-src 'self'",
            "style-src 'self' 'unsafe-inline'",  # Element Plus and Vant place what floats by its style
            f"img-src 'self' data: blob: {store}".rstrip(),
            f"connect-src 'self' {store}".rstrip(),
            "worker-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def store_origin(settings: EdgeSettings) -> str:
    """Scheme, host and port at which browsers reach the object store; empty where there is none."""
    endpoint = settings.s3_public_url or settings.s3_endpoint
    if not endpoint:
        return ""
    if "://" not in endpoint:
        endpoint = f"{'https' if settings.s3_secure else 'http'}://{endpoint}"
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def _by_device(screen: str) -> Response:
    """On to a screen of the entry that fits the device."""
    agent = request.headers.get("User-Agent", "")
    phone = request.headers.get("Sec-CH-UA-Mobile") == "?1" or ("Mobi" in agent and "iPad" not in agent)
    answer = _on(f"/m/{screen}" if phone else f"/desk/{screen}")
    answer.headers["Vary"] = "User-Agent, Sec-CH-UA-Mobile"
    return answer


def _settings() -> EdgeSettings:
    return cast("Gateway", current_app.extensions["tepai"]).settings


def _entry(name: str) -> Response:
    settings = _settings()
    if not (Path(settings.portal) / name).is_file():
        return _plain("portal_missing.html", 503)
    answer = _file(name, ASK_ANEW)
    answer.headers["Content-Security-Policy"] = security(settings)
    return answer


def _file(name: str, keeping: str) -> Response:
    """A built file, packed where the browser takes it so: the build has packed what is worth it."""
    found = safe_join(_settings().portal, name)
    kind = TYPES.get(Path(name).suffix)
    if found is None or kind is None or not Path(found).is_file():
        abort(404)
    packed = f"{found}.gz"
    is_packed = Path(packed).is_file()
    take_packed = is_packed and request.accept_encodings["gzip"] > 0
    answer = send_file(packed if take_packed else found, mimetype=kind, conditional=True, etag=True)
    if take_packed:
        answer.headers["Content-Encoding"] = "gzip"
    if is_packed:
        answer.headers["Vary"] = "Accept-Encoding"
    answer.headers["Cache-Control"] = keeping
    answer.headers.pop("Content-Disposition", None)  # it would give the packed file's name to what is saved
    return answer


def _plain(template: str, status: int, **said: str) -> Response:
    page = render_template(template, english=language() == "en", **said)
    answer = Response(page, status, content_type="text/html; charset=utf-8")
    answer.headers["Content-Security-Policy"] = PAGE_SECURITY
    return answer


def _on(path: str) -> Response:
    query = request.query_string.decode("ascii", "ignore")
    return cast(Response, redirect(f"{path}?{query}" if query else path))
