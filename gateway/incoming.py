"""Reading a request: its JSON, its query, and the headers that make a call repeatable and a change safe."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

import orjson
from flask import Request
from marshmallow import Schema, fields

from gateway.errors import BadRequest, Unsupported, VersionRequired
from shared.errors import Invalid

_KEY = re.compile(r"[\x21-\x7e]{1,128}")
_TAG = re.compile(r'"(\d{1,15})"')
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


def request_id(given: str | None) -> str:
    """The client's X-Request-Id where it is well formed, else a new one."""
    return given if given and _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def idempotency_key(request: Request) -> str:
    """The Idempotency-Key of a POST (1–128 visible ASCII characters; the quotes of the IETF draft may be left out)."""
    key = request.environ.get("HTTP_IDEMPOTENCY_KEY", "").strip('"')
    if not key:
        raise BadRequest(
            "缺少请求头 Idempotency-Key：同一件事重发时须带同一个值，以免重复办理",
            "The header Idempotency-Key is missing: the same value sent again never does the same thing twice",
            code="idempotency_key",
        )
    if not _KEY.fullmatch(key):
        raise BadRequest("Idempotency-Key 格式不对", "Idempotency-Key is not well formed", code="idempotency_key")
    return key


def expected_version(request: Request) -> int:
    """The version that If-Match names, as ETag gave it."""
    header = request.environ.get("HTTP_IF_MATCH", "").strip()
    if not header:
        raise VersionRequired(
            "缺少请求头 If-Match：请填写读取该记录时得到的 ETag",
            "The header If-Match is missing: send the ETag you got when you read the record",
        )
    found = _TAG.fullmatch(header)
    if not found:
        raise BadRequest("If-Match 应为一个 ETag", "If-Match must be one strong ETag", code="if_match")
    return int(found[1])


def json_object(request: Request, depth_limit: int) -> dict[str, Any]:
    """The body as a JSON object; no body at all is an empty one. Raises BadRequest, Unsupported or Invalid."""
    raw = request.get_data(cache=False)
    if not raw:
        return {}
    if request.mimetype != "application/json":
        raise Unsupported("请以 application/json 提交", "Please send application/json")
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise BadRequest("提交的内容不是合法的 JSON", "The body is not valid JSON", code="json") from None
    if not isinstance(body, dict):
        raise Invalid(
            [{"pointer": "", "detail": "应为一个 JSON 对象", "detail_en": "Must be a JSON object", "code": "object"}]
        )
    # Counting brackets is a cheap upper bound of the depth; only a suspicious body is walked.
    if raw.count(b"{") + raw.count(b"[") > depth_limit and _depth(body) > depth_limit:
        raise BadRequest("提交的内容嵌套过深", "The body is nested too deeply", code="depth")
    if b"\\u0000" in raw and _has_nul(body):  # no name, text or code has one, and no database keeps a key with one
        raise _nul()
    return body


def query_arguments(request: Request, schema: Schema | None) -> dict[str, Any]:
    """The query string as a plain dict: a list where the schema has a list, else one value."""
    arguments: dict[str, Any] = {}
    known: Mapping[str, fields.Field[Any]] = schema.fields if schema else {}
    repeated = []
    if b"%00" in request.query_string:
        raise _nul()
    for name, values in request.args.lists():
        if isinstance(known.get(name), fields.List):
            arguments[name] = values
        else:
            arguments[name] = values[0]
            if len(values) > 1:
                repeated.append(name)
    if repeated:
        raise Invalid(
            [
                {"pointer": f"/{name}", "detail": "只能填写一次", "detail_en": "May be given once", "code": "repeated"}
                for name in repeated
            ]
        )
    return arguments


def _nul() -> Invalid:
    detail = {"detail": "提交的内容含有空字符", "detail_en": "Holds a NUL character"}
    return Invalid([{"pointer": "", **detail, "code": "nul"}])


def _has_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any("\0" in name or _has_nul(inner) for name, inner in value.items())
    return any(map(_has_nul, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def _depth(value: Any) -> int:
    deepest, level = 0, [value]
    while level:
        deepest += 1
        below: list[Any] = []
        for item in level:
            children = item.values() if isinstance(item, dict) else item
            below.extend(child for child in children if isinstance(child, dict | list))
        level = below
    return deepest
