"""Publicity: notices, objections by anybody, the roster everybody may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from gateway import incoming
from gateway.auth import Caller
from gateway.outsiders import in_their_name
from gateway.resource import Resource
from services.registry import schemas as S

if TYPE_CHECKING:
    from gateway.app import Gateway

CITY = ("city_officer",)

notices = Resource("notices", service="registry", may=CITY, zh="公示", en="Notices")
notices.command(
    "POST", "/", "publish_notice", takes=S.PublishNotice, gives=S.Notice, status=201, zh="发布公示", en="Publish"
)
notices.command(
    "POST", "/<notice_id>/withdrawal", "withdraw_notice", takes=S.WithdrawNotice, gives=S.Notice,
    zh="撤回公示", en="Withdraw a notice",
)  # fmt: skip

notices.command(
    "POST", "/<notice_id>/objections", "object_to_notice", takes=S.ObjectToNotice, gives=S.Objected, status=201,
    may=("anyone",), zh="提出异议（可附材料）", en="Object, with files",
)  # fmt: skip

objections = Resource("objections", service="registry", may=CITY, zh="异议", en="Objections")
objections.listing("GET", "/", "objections", takes=S.ListObjections, gives=S.Objection, zh="异议列表", en="Objections")
objections.command(
    "POST", "/<objection_id>/decision", "decide_objection", takes=S.DecideObjection, gives=S.Objection,
    zh="答复异议", en="Answer an objection",
)  # fmt: skip


def object_to_notice(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """The objection of somebody without an account. Raises TooMany for who sends too many."""
    gateway.limits.attempt("objection", request.remote_addr or "")
    actor = in_their_name(caller, args)
    key, deadline = incoming.idempotency_key(request), gateway.settings.command_deadline
    answer: dict[str, Any] = gateway.bus.command("registry", "object_to_notice", args, actor, key, None, deadline)
    return answer


public_notices = Resource(
    "public.notices", service="registry", may=("public",), zh="公示（公众）", en="Notices, for everybody",
    prefix="/api/public/notices",
)  # fmt: skip
public_notices.listing("GET", "/", "notices", takes=S.ListNotices, gives=S.Notice, zh="公示列表", en="Notices")
public_notices.document(
    "/feed", "notice_feed", takes=S.OfCity, media=("application/atom+xml",), zh="公示订阅（Atom）", en="Atom feed"
)
public_notices.question("GET", "/<notice_id>", "notice", takes=S.NoticeId, gives=S.Notice, zh="公示详情", en="One")
public_notices.edge(
    "POST", "/<notice_id>/objections", object_to_notice, takes=S.ObjectToNotice, gives=S.Objected, status=201,
    zh="提出异议", en="Object to a notice",
)  # fmt: skip

roster = Resource(
    "public.roster", service="registry", may=("public",), zh="备案名录（公众）", en="Roster, for everybody",
    prefix="/api/public/roster",
)  # fmt: skip
roster.listing("GET", "/", "roster", takes=S.ListRoster, gives=S.RosterLine, zh="公开名录", en="The public roster")
