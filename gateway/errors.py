"""Everything that can go wrong, as RFC 9457 problem documents: one table from kind to status and title."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar

import orjson
from flask import Flask, Response, request
from marshmallow import Schema, ValidationError, fields
from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header

from shared.errors import Problem
from shared.log import logger
from shared.shapes import errors_of

# kind -> (status, title in Chinese, title in English); kinds of the services and of the edge.
KINDS: dict[str, tuple[int, str, str]] = {
    "bad_request": (400, "请求无法读懂", "The request cannot be read"),
    "unauthenticated": (401, "请先登录", "Please sign in"),
    "forbidden": (403, "无权办理", "Not allowed"),
    "not_found": (404, "没有找到", "Not found"),
    "method_not_allowed": (405, "此地址不支持这种操作", "This address does not support that method"),
    "conflict": (409, "与当前状态冲突", "In conflict with the current state"),
    "refused": (409, "按规定不能办理", "Refused by a rule"),
    "stale": (412, "记录已被他人修改", "The record has changed since you read it"),
    "too_large": (413, "提交的内容过大", "The content is too large"),
    "unsupported": (415, "内容类型不支持", "This content type is not supported"),
    "invalid": (422, "提交的内容有误", "The content is not valid"),
    "version_required": (428, "须说明所依据的版本", "The version you act on is required"),
    "too_many": (429, "请求过于频繁", "Too many requests"),
    "internal": (500, "系统内部错误", "Internal error"),
    "unavailable": (503, "系统暂时无法处理", "Temporarily unavailable"),
    "late": (504, "未能在时限内答复", "No answer in time"),
}
_STATUS_KINDS = {status: kind for kind, (status, _, _) in KINDS.items() if kind not in ("refused",)}
_RETRY_SECONDS = {"unavailable": 2, "late": 2}


class EdgeProblem(Problem):
    """A problem that only the edge knows. `headers` go out with the answer."""

    def __init__(
        self, reason: str = "", reason_en: str = "", headers: dict[str, str] | None = None, **details: Any
    ) -> None:
        super().__init__(reason, reason_en, **details)
        self.headers = headers or {}


class BadRequest(EdgeProblem):
    """Not to be read as the request it should be (400)."""

    kind: ClassVar[str] = "bad_request"


class Unauthenticated(EdgeProblem):
    """No session, or one that is over (401)."""

    kind: ClassVar[str] = "unauthenticated"

    def __init__(self, reason: str = "", reason_en: str = "", code: str = "sign_in", **details: Any) -> None:
        super().__init__(reason, reason_en, headers={"WWW-Authenticate": 'Bearer realm="tepai"'}, code=code, **details)


class Unsupported(EdgeProblem):
    """Not JSON (415)."""

    kind: ClassVar[str] = "unsupported"


class VersionRequired(EdgeProblem):
    """A change without If-Match (428)."""

    kind: ClassVar[str] = "version_required"


class TooMany(EdgeProblem):
    """More attempts than allowed (429). `seconds` until the next one may succeed."""

    kind: ClassVar[str] = "too_many"

    def __init__(self, seconds: int, reason: str = "", reason_en: str = "") -> None:
        super().__init__(reason, reason_en, headers={"Retry-After": str(max(1, seconds))})


class FieldError(Schema):
    """One thing wrong in what was sent."""

    pointer = fields.String(required=True, metadata={"description": 'RFC 6901 pointer to the field, "" for the whole'})
    detail = fields.String(required=True)
    code = fields.String(required=True)
    choices = fields.List(fields.String(), metadata={"description": "what may be given instead, where it is few"})


class Finding(Schema):
    """One unmet condition of the city's rules."""

    rule = fields.String(required=True)
    article = fields.String(required=True)
    reason = fields.String(required=True)
    pointer = fields.String(metadata={"description": "the field of the form that it is about, where there is one"})


class ProblemDocument(Schema):
    """RFC 9457 `application/problem+json`, in the language of Accept-Language (Chinese unless asked otherwise)."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    request_id = fields.String(required=True)
    code = fields.String(metadata={"description": "a word for programs, where a kind has several cases"})
    rule = fields.String(metadata={"description": "id of the rule in the city's rulebook"})
    article = fields.String(metadata={"description": "the article it is stated in, e.g. 第十三条第3项"})
    todo = fields.String(metadata={"description": "what to do about it"})
    findings = fields.List(fields.Nested(Finding))
    errors = fields.List(fields.Nested(FieldError))


@lru_cache(maxsize=1_000)
def language_of(header: str | None) -> str:
    """ "zh" or "en" from an Accept-Language header."""
    if not header or len(header) > 200:
        return "zh"
    best = parse_accept_header(header, LanguageAccept).best_match(["zh", "zh-CN", "en"], default="zh")
    return "en" if best == "en" else "zh"


def status_of(problem: Problem) -> int:
    """The HTTP status of a problem."""
    return KINDS[_kind_of(problem)][0]


def answer(problem: Problem) -> Response:
    """The problem document of a problem, in the language of this request."""
    kind = _kind_of(problem)
    english = language_of(request.headers.get("Accept-Language")) == "en"
    details = {name: value for name, value in problem.details.items() if value not in (None, "", [])}
    document = _document(kind, (problem.reason_en or problem.reason) if english else problem.reason, english)
    if todo := details.get("todo_en" if english else "todo") or details.get("todo"):
        document["todo"] = todo
    for name in ("code", "rule", "article"):
        if name in details:
            document[name] = details[name]
    if "findings" in details:
        document["findings"] = [_finding(finding, english) for finding in details["findings"]]
    if "errors" in details:
        document["errors"] = [_field_error(error, english) for error in details["errors"]]
    response = _response(document)
    if kind in _RETRY_SECONDS:
        response.headers["Retry-After"] = str(_RETRY_SECONDS[kind])
    response.headers.update(getattr(problem, "headers", {}))
    return response


def register(app: Flask) -> None:
    """Makes every error of this app a problem document, unknown routes and our own bugs included."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(ValidationError, _on_invalid)
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(Exception, _on_bug)


def _kind_of(problem: Problem) -> str:
    if problem.details.get("fault"):  # a bug of the service, which has logged it
        return "internal"
    return problem.kind if problem.kind in KINDS else "internal"


def _document(kind: str, detail: str, english: bool) -> dict[str, Any]:
    status, zh, en = KINDS[kind]
    title = en if english else zh
    document: dict[str, Any] = {"type": f"/api/problems/{kind}", "title": title, "status": status}
    if detail and detail != title:
        document["detail"] = detail
    document["request_id"] = request.environ.get("tepai.request_id", "")
    return document


def _finding(finding: dict[str, Any], english: bool) -> dict[str, Any]:
    said = {name: value for name, value in finding.items() if name not in ("reason", "reason_en")}
    reason = finding.get("reason", "")
    return {**said, "reason": (finding.get("reason_en") or reason) if english else reason}


def _field_error(error: dict[str, Any], english: bool) -> dict[str, Any]:
    """One language of the detail; a short one may carry both in one line: "中文 · English"."""
    chinese, dot, after = error.get("detail", "").partition(" · ")
    in_english = after if dot else error.get("detail_en") or chinese
    told = {
        "pointer": error.get("pointer", ""),
        "detail": in_english if english else chinese,
        "code": error.get("code", "invalid"),
    }
    return {**told, "choices": error["choices"]} if error.get("choices") else told


def _response(document: dict[str, Any]) -> Response:
    return Response(orjson.dumps(document), status=document["status"], content_type="application/problem+json")


def _on_invalid(error: ValidationError) -> Response:
    english = language_of(request.headers.get("Accept-Language")) == "en"
    document = _document("invalid", "", english)
    document["errors"] = [_field_error(item, english) for item in errors_of(error.messages)]
    return _response(document)


def _on_http(error: HTTPException) -> Response:
    """Werkzeug's own errors: unknown routes, methods, sizes. Its English sentences stay inside."""
    status = error.code or 500
    if status < 400 and error.response is not None:  # a redirect
        return error.response  # type: ignore[return-value]
    kind = _STATUS_KINDS.get(status, "internal" if status >= 500 else "bad_request")
    english = language_of(request.headers.get("Accept-Language")) == "en"
    response = _response(_document(kind, "", english))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _on_bug(error: Exception) -> Response:
    logger("gateway").error(
        "bug", path=request.path, request_id=request.environ.get("tepai.request_id"), exc_info=error
    )
    return _response(_document("internal", "", language_of(request.headers.get("Accept-Language")) == "en"))
