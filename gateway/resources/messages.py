"""Messages: what the platform tells somebody about announcements that concern them."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

messages = Resource("messages", service="registry", may=("anyone",), zh="消息", en="Messages")

messages.listing(
    "GET", "/", "messages", takes=S.ListMessages, gives=S.Message, zh="我的消息", en="One's own messages, newest first"
)
messages.question("GET", "/unread", "unread_messages", gives=S.Unread, zh="未读消息数", en="How many are unread")
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
