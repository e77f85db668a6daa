"""Files: a place to upload to, and the receipt with which records cite them. The bytes never pass through here."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Any

import orjson
from flask import request
from marshmallow import Schema, fields, validate

from gateway import incoming
from gateway.auth import Caller
from gateway.resource import Resource
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


def _id(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> str:
    """Made from who asks, with which key, for what: never the same for two different contents."""
    asked = [caller.actor.account, caller.actor.city, incoming.idempotency_key(request), args]
    said = orjson.dumps(asked, option=orjson.OPT_SORT_KEYS)
    return hmac.new(gateway.settings.parts.token_secret.encode(), b"attachment|" + said, hashlib.sha256).hexdigest()[
        :32
    ]


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
