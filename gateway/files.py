"""Sending a file that a service made (a certificate, an agreement, a feed) as bytes."""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import quote

from flask import Request, Response

from shared.errors import Unavailable

_ASCII = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def send(request: Request, answer: dict[str, Any], media: tuple[str, ...]) -> Response:
    """The answer {name, content_type, content: base64} as a download; 304 where the client has these bytes already.

    Raises Unavailable for a content type that the route does not state: a file must not turn into a page of ours.
    """
    content_type = answer["content_type"]
    if content_type.partition(";")[0] not in media:
        raise Unavailable("系统内部错误，已记录", "An internal error; it has been logged", fault=True)
    content = base64.b64decode(answer["content"])
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("If-None-Match", ""):
        return Response(status=304, headers=headers)
    headers["Content-Disposition"] = disposition(answer["name"])
    return Response(content, content_type=content_type, headers=headers)


def disposition(name: str) -> str:
    """Content-Disposition with the name in UTF-8 (RFC 6266, RFC 8187) and an ASCII one for old clients."""
    plain = "".join(sign if sign in _ASCII else "_" for sign in name).strip("_") or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def described(media: tuple[str, ...]) -> dict[str, Any]:
    """The successful responses of such a route in the OpenAPI description; {} where the answer is no file."""
    if not media:
        return {}
    text = {"schema": {"type": "string"}}
    headers = {
        "ETag": text | {"description": "the content's own"},
        "Content-Disposition": text | {"description": "attachment; filename*=UTF-8''…"},
    }
    binary = {"schema": {"type": "string", "format": "binary"}}
    sent = {"description": "OK", "headers": headers, "content": dict.fromkeys(media, binary)}
    return {"200": sent, "304": {"description": "the client has these bytes already"}}
