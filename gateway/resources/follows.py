"""Records that one follows (关注): whoever may read a record may hear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from marshmallow import Schema, fields, validate

from gateway import incoming, subjects
from gateway.auth import Caller
from gateway.resource import Resource, admit
from services.registry import schemas as S
from shared.errors import Invalid

if TYPE_CHECKING:
    from gateway.app import Gateway

CALLED = ("title", "name", "host_name", "number")  # by which answers say what their record is called
LONGEST = 200


class FollowRecord(Schema):
    """Which record: the noun of its address and its id."""

    noun = fields.String(required=True, validate=validate.Regexp(r"^[a-z-]{1,40}$"))
    object = fields.String(required=True, validate=validate.Length(1, 64))


def follow_record(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The record's service is asked first, as the caller: what one may not read one cannot follow. Raises NotFound."""
    route = subjects.by_resource().get(args["noun"])
    if route is None:
        raise Invalid.field("/noun", "这一类事项不能关注 · Records of this kind cannot be followed", "unknown_noun")
    admit(caller, route)
    wanted, deadline = {subjects.argument(route): args["object"]}, gateway.settings.question_deadline
    found = gateway.bus.question(route.service, route.name, wanted, caller.actor, deadline)
    said = {
        "noun": route.resource,
        "object": args["object"],
        "subject": f"{route.service}.{route.name}:{args['object']}",
        "title": next((str(found[name]) for name in CALLED if found.get(name)), "")[:LONGEST],
    }
    key = incoming.idempotency_key(request)
    command = gateway.settings.command_deadline
    answer: dict[str, Any] = gateway.bus.command("registry", "follow_record", said, caller.actor, key, None, command)
    return answer


follows = Resource("follows", service="registry", may=("anyone",), zh="关注", en="What one follows")
follows.listing("GET", "/", "follows", takes=S.ListFollows, gives=S.Follow, zh="我关注的事项", en="What I follow")
follows.edge(
    "POST", "/", follow_record, takes=FollowRecord, gives=S.Follow, status=201, zh="关注一项记录", en="Follow a record"
)
follows.command(
    "POST", "/<follow_id>/ending", "unfollow_record", takes=S.FollowId, gives=S.Follow, zh="取消关注", en="Unfollow it"
)
