"""Messages, channels and letters: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas, sending
from shared.hosting import command, errand, every, question


class Messages:
    """Messages, channels and letters."""

    @question(schemas.ListMessages)
    def messages(self, call: Any) -> Any:
        return queries.list_messages(call.work, call.actor, **call.args)

    @question(schemas.Nothing)
    def unread_messages(self, call: Any) -> Any:
        return queries.unread_messages(call.work, call.actor)

    @question(schemas.News)
    def news(self, call: Any) -> Any:
        return queries.news(call.work, **call.args)

    @question(schemas.Nothing)
    def message_topics(self, call: Any) -> Any:
        return queries.message_topics(call.work, call.actor)

    @command(schemas.MessageId, loads={"messages": "message_id"})
    def read_message(self, call: Any) -> Any:
        return commands.read_message(call.work, call.actor, **call.args)

    @command(schemas.Nothing)
    def read_messages(self, call: Any) -> Any:
        return commands.read_messages(call.work, call.actor)

    @command(schemas.MuteTopic)
    def mute_topic(self, call: Any) -> Any:
        return commands.mute_topic(call.work, call.actor, **call.args)

    @command(schemas.ChooseChannels)
    def choose_channels(self, call: Any) -> Any:
        return commands.choose_channels(call.work, call.actor, **call.args)

    @question(schemas.ListLetters)
    def letters(self, call: Any) -> Any:
        return queries.list_letters(call.work, **call.args)

    @errand()
    def send_letters(self, trip: Any) -> Any:
        return sending.send_letters(trip)

    @every(60)
    def tidy_sent(self, tick: Any) -> None:
        sending.tidy_sent(tick)
