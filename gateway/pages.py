"""The few pages the gateway itself shows: what this is, the API to try out, what a problem type means."""

from __future__ import annotations

import re
from pathlib import Path

import flask_swagger_ui
import orjson
from flask import Blueprint, Response, abort, current_app, render_template, request, send_from_directory

from gateway.errors import KINDS, language_of
from gateway.resources.verifications import AGREEMENT, CERTIFICATE, look_up
from shared.errors import NotFound

ASSETS = Path(flask_swagger_ui.__file__).parent / "dist"
# From the package; nothing is fetched from elsewhere, so that the page works on a network of its own.
SWAGGER_FILES = frozenset({"swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"})
OWN_FILES = frozenset({"try-it.js", "pages.css"})
CONTENT_SECURITY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",  # swagger-ui styles its elements in place
        "frame-ancestors 'none'",
    )
)
PAGE_SECURITY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
CODE = re.compile(r"[0-9A-Za-z]{16,64}")
OF_AGREEMENTS = re.compile(r"[0-9A-Z]{20,40}")
blueprint = Blueprint("pages", __name__, template_folder="templates")


@blueprint.get("/about")
def about() -> Response:
    """What this is, and where to go on."""
    return _page("about.html")


@blueprint.get("/api/docs")
def docs() -> Response:
    """The API, to be read and tried out."""
    return _page("docs.html")


@blueprint.get("/api/docs/assets/<name>")
def asset(name: str) -> Response:
    """Scripts and styles of the two pages."""
    if name in SWAGGER_FILES:
        folder = ASSETS
    elif name in OWN_FILES:
        folder = Path(__file__).parent / "static"
    else:
        abort(404)
    response = send_from_directory(folder, name, max_age=3600)
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@blueprint.get("/verify/<code>")
def verification(code: str) -> Response:
    """Whether a certificate or an agreement holds, to be read by whoever scanned it."""
    gateway, wanted = current_app.extensions["tepai"], language()
    # an agreement's codes are of a narrower alphabet: dispatch is not asked of what cannot be one
    papers = (CERTIFICATE, AGREEMENT) if OF_AGREEMENTS.fullmatch(code) else (CERTIFICATE,)
    try:
        paper, found = look_up(gateway, gateway.callers.nobody(request), {"code": _code(code)}, papers)
        status = 200
    except NotFound:
        paper, found, status = "", None, 404
    page = render_template("verify.html", english=wanted == "en", found=found, agreement=paper == "dispatch")
    response = Response(page, status, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = PAGE_SECURITY
    return response


def _code(code: str) -> str:
    if not CODE.fullmatch(code):
        raise NotFound("verification")
    return code


@blueprint.get("/api/problems/<kind>")
def problem(kind: str) -> Response:
    """What the `type` of a problem document stands for."""
    if kind not in KINDS:
        abort(404)
    status, zh, en = KINDS[kind]
    title = en if language() == "en" else zh
    return Response(orjson.dumps({"kind": kind, "status": status, "title": title}), content_type="application/json")


def _page(template: str) -> Response:
    response = Response(render_template(template, english=language() == "en"), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY
    return response


def language() -> str:
    """The language of a page: the one asked for in its address, else the browser's."""
    wanted = request.args.get("lang")
    return wanted if wanted in ("zh", "en") else language_of(request.headers.get("Accept-Language"))
