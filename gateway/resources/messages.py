"""Messages: what the platform tells somebody about announcements that concern them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from flask import Response

from gateway.auth import Caller
from gateway.resource import Resource
from gateway.streams import RETRY, STILL_HERE, STREAM_SECONDS, closing, event
from services.registry import schemas as S
from shared.errors import Problem

if TYPE_CHECKING:
    from gateway.app import Gateway

QUIET_SECONDS = 15.0  # then a word that nothing has come: proxies and clients give up a line that is silent for long


def follow_messages(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> Response:
    """Server-sent events: `unread` at once, and whenever a message to the caller was written. Raises TooMany: poll."""
    return gateway.streams.answer(lambda: _told(gateway, caller))


def _told(gateway: Gateway, caller: Caller) -> Iterator[bytes]:
    """How many are unread; a registry that is away for a moment is asked at the next occasion."""
    until = time.monotonic() + STREAM_SECONDS
    yield RETRY
    with gateway.news.listen(caller.actor) as woken:
        woken.set()
        while (left := until - time.monotonic()) > 0:
            if not woken.wait(min(QUIET_SECONDS, left)):
                yield STILL_HERE
                continue
            if closing():
                return
            woken.clear()
            try:
                now = gateway.bus.question("registry", "unread_messages", {}, caller.actor, 2.0)
            except Problem:
                woken.set()
                time.sleep(1.0)
                yield STILL_HERE
                continue
            yield event("unread", now)


messages = Resource("messages", service="registry", may=("anyone",), zh="消息", en="Messages")

messages.listing(
    "GET", "/", "messages", takes=S.ListMessages, gives=S.Message, zh="我的消息", en="One's own messages, newest first"
)
messages.question("GET", "/unread", "unread_messages", gives=S.Unread, zh="未读消息数", en="How many are unread")
messages.edge("GET", "/events", follow_messages, zh="新消息实时通知（SSE）", en="New messages as server-sent events")
messages.question(
    "GET", "/topics", "message_topics", gives=S.MessageTopics, zh="消息类别及未读数", en="Topics, with unread counts"
)
messages.command(
    "POST",
    "/<message_id>/reading",
    "read_message",
    takes=S.MessageId,
    gives=S.Message,
    zh="标为已读",
    en="Mark as read",
)
messages.command("POST", "/reading", "read_messages", gives=S.Unread, zh="全部标为已读", en="Mark everything as read")
messages.command(
    "POST",
    "/topics/<topic>/muting",
    "mute_topic",
    takes=S.MuteTopic,
    gives=S.MutedTopics,
    zh="屏蔽或恢复某类消息",
    en="Mute a topic, or hear of it again",
)
messages.question(
    "GET", "/channels", "chosen_channels", gives=S.ChosenChannels, zh="我的接收渠道", en="Where one's messages go too"
)
messages.command(
    "POST",
    "/channels",
    "choose_channels",
    takes=S.ChooseChannels,
    gives=S.ChosenChannels,
    zh="选择短信、微信、邮件渠道",
    en="Choose SMS, WeChat, e-mail",
)
messages.listing(
    "GET", "/letters", "letters", takes=S.ListLetters, gives=S.Letter, zh="我的外发消息", en="What went out to oneself"
)
