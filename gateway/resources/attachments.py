"""Files: a place to upload to, and the receipt with which records cite them. The bytes never pass through here."""

from __future__ import annotations

import hashlib
import hmac
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson
from flask import current_app, request
from marshmallow import Schema, fields, validate
from werkzeug.exceptions import HTTPException

from gateway import incoming
from gateway.auth import Caller
from gateway.resource import Resource, Route, admit
from shared import attachments as files
from shared.errors import NotFound

if TYPE_CHECKING:
    from gateway.app import Gateway


class AnnounceAttachment(Schema):
    """What will be uploaded: exactly this many bytes of exactly this content."""

    name = fields.String(required=True, validate=validate.Length(1, 200))
    content_type = fields.String(required=True, validate=validate.OneOf(sorted(files.TYPES)))
    size = fields.Integer(required=True, validate=validate.Range(1, files.LARGEST), metadata={"description": "bytes"})
    sha256 = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{64}$"))
    purpose = fields.String(required=True, validate=validate.Regexp(r"^[a-z_]{1,40}$"))


class Place(Schema):
    """Where to post the file (multipart/form-data: all `fields`, then the file as `file`); good for five minutes."""

    id = fields.String(required=True)
    url = fields.String(required=True)
    fields_ = fields.Dict(keys=fields.String(), values=fields.String(), required=True, data_key="fields")
    ticket = fields.String(required=True, metadata={"description": "to be brought back for the receipt"})


class AskReceipt(Schema):
    """The ticket of the place."""

    attachment_id = fields.String(required=True)
    ticket = fields.String(required=True, validate=validate.Length(1, 2000))


class AskLink(Schema):
    """Which file, and the address of a record that cites it: whoever may read the record may read its files."""

    attachment_id = fields.String(required=True, validate=validate.Regexp(r"^[0-9a-f]{32}$"))
    record = fields.String(
        required=True,
        validate=validate.Length(1, 300),
        metadata={"description": "引用此文件的记录的接口地址，如 /api/applications/<id> · the record's own address"},
    )


class Link(Schema):
    """Where the file is to be had for five minutes."""

    url = fields.String(required=True)
    name = fields.String(required=True)
    content_type = fields.String(required=True)


class Receipt(Schema):
    """What a record cites."""

    id = fields.String(required=True)
    receipt = fields.String(required=True)


def announce_attachment(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """A place to upload to. The same request again gives the same id."""
    secret = gateway.settings.parts.actor_secret
    announced = files.announce(
        _id(gateway, caller, args), args["name"], args["content_type"], int(args["size"]), args["sha256"], caller.actor
    )
    place = gateway.objects.place(announced)
    ticket = files.sign_ticket(announced, secret)
    return {"id": announced.file.id, "url": place.url, "fields": dict(place.fields), "ticket": ticket}


def ask_receipt(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The receipt, once the file that arrived is the one announced."""
    secret = gateway.settings.parts.actor_secret
    announced = files.read_ticket(args["ticket"], secret, caller.actor)
    if announced.file.id != args["attachment_id"]:
        raise NotFound("attachment")
    kept_at = gateway.objects.keep(announced)
    return {"id": announced.file.id, "receipt": files.sign_receipt(announced, kept_at, secret)}


def attachment_link(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The way to a file, once the asker has been answered the record and the record does cite it. Raises NotFound."""
    asked, path = _question(args["record"])
    admit(caller, asked)
    deadline = gateway.settings.question_deadline
    answer = gateway.bus.question(asked.service, asked.name, path, caller.actor, deadline)
    file = _cited(answer, args["attachment_id"])
    if file is None:
        raise NotFound("attachment")
    content_type = str(file.get("content_type") or "application/octet-stream")
    inline = content_type in SHOWN_IN_PLACE
    url = gateway.objects.link(caller.actor.city, args["attachment_id"], str(file["name"]), content_type, inline)
    return {"url": url, "name": str(file["name"]), "content_type": content_type}


def _question(address: str) -> tuple[Route, dict[str, Any]]:
    """The question behind an address of the API, with the parameters of its path."""
    try:
        endpoint, path = current_app.url_map.bind("").match(address, method="GET")
    except HTTPException:
        raise NotFound("record") from None
    route = _questions().get(endpoint)
    if route is None:
        raise NotFound("record")
    return route, dict(path)


@cache
def _questions() -> dict[str, Route]:
    from gateway.app import routes  # the routes are known once all resources are

    return {f"{one.resource}.{one.endpoint}": one for one in routes() if one.kind == "question" and not one.media}


def _cited(answer: Any, id: str) -> dict[str, Any] | None:
    """The file of that id wherever in an answer it stands."""
    if isinstance(answer, dict):
        if answer.get("id") == id and "name" in answer and ("sha256" in answer or "content_type" in answer):
            return answer
        answer = list(answer.values())
    if isinstance(answer, list):
        return next((found for one in answer if (found := _cited(one, id)) is not None), None)
    return None


def _id(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> str:
    """Made from who asks, with which key, for what: never the same for two different contents."""
    asked = [caller.actor.account, caller.actor.city, incoming.idempotency_key(request), args]
    said = orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)
    return hmac.new(gateway.settings.parts.token_secret.encode(), b"attachment|" + said, hashlib.sha256).hexdigest()[
        :32
    ]


# A picture or a PDF opens in the browser; anything else is saved.
SHOWN_IN_PLACE = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})

attachments = Resource("attachments", service="gateway", may=("anyone",), zh="附件", en="Files")
attachments.edge(
    "POST",
    "/",
    announce_attachment,
    takes=AnnounceAttachment,
    gives=Place,
    status=201,
    zh="申请上传",
    en="Ask for a place to upload to",
)
attachments.edge(
    "POST",
    "/<attachment_id>/receipt",
    ask_receipt,
    takes=AskReceipt,
    gives=Receipt,
    zh="核对并取得回执",
    en="Have the upload checked",
)
attachments.edge(
    "GET",
    "/<attachment_id>",
    attachment_link,
    takes=AskLink,
    gives=Link,
    zh="查看记录所附文件",
    en="The way to a file that a record cites",
)
