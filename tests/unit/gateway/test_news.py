"""Who listens is told of a message within seconds: one look for everybody, a place for each, and polling beyond."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest

from gateway.app import create_app
from gateway.news import News, keys
from gateway.resource import Resource
from gateway.resources.messages import messages
from gateway.streams import Room
from services.registry.domain.message import readers
from shared.actor import Actor, Grant
from shared.errors import Unavailable
from tests.unit.gateway.conftest import CITY, FakeBus

OFFICER = Actor("a1", "王", CITY, grants=(Grant("city_officer"), Grant("dispatching_manager", unit="u1")))


def wrote(reader: str, at: float) -> dict[str, object]:
    return {"id": f"m-{reader}-{at}", "reader": reader, "written": at}


def news(found: list[dict[str, object]]) -> News:
    made = News(FakeBus({"news": lambda _, __: {"items": list(found)}}), look_every=0.01)
    made._thread = threading.current_thread()  # looked by hand
    return made


def test_the_keys_are_those_under_which_the_registry_keeps_messages():
    assert keys(OFFICER) == frozenset(readers(OFFICER))


def test_only_whom_a_message_is_for_is_woken_and_once_for_each():
    found: list[dict[str, object]] = []
    told = news(found)
    with told.listen(OFFICER) as mine, told.listen(replace(OFFICER, account="a2", grants=())) as others:
        told.look()
        found.append(wrote("role:dispatching_manager@u1", time.time()))
        told.look()
        assert (mine.is_set(), others.is_set()) == (True, False)
        mine.clear()
        told.look()
        assert not mine.is_set(), "the overlap of two looks finds it again"


def test_what_was_written_before_somebody_listens_wakes_nobody():
    told = news([wrote("a1", time.time() - 5)])
    with told.listen(OFFICER) as woken:
        told.look()
        assert not woken.is_set()


def test_cities_are_told_apart_and_forgotten_with_their_last_listener():
    told = news([])
    with told.listen(OFFICER), told.listen(replace(OFFICER, city="130100")):
        told.look()
        assert {asked.actor.city for asked in told._bus.named("news")} == {CITY, "130100"}
    told.look()
    assert len(told._bus.named("news")) == 2


@pytest.fixture
def live(settings, bus):
    """A gateway with the messages' routes and two places for streams."""
    own: list[Resource] = [messages]
    return create_app(replace(settings, streams=2), bus, stated=own).test_client()


def test_a_stream_tells_how_many_are_unread_and_the_third_is_told_to_poll(live, bus, bearer):
    bus.answers |= {"unread_messages": {"unread": 4}, "news": {"items": []}}
    first, second = (live.get("/api/messages/events", headers=bearer()) for _ in range(2))
    said = first.response
    assert [next(iter(said)), next(iter(said))][1] == b'event: unread\ndata: {"unread":4}\n\n'
    refused = live.get("/api/messages/events", headers=bearer())
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
    for answer in (first, second):
        answer.close()
    live.get("/api/messages/events", headers=bearer()).close()


def test_a_registry_that_is_away_ends_no_stream(live, bus, bearer, monkeypatch):
    monkeypatch.setattr("gateway.resources.messages.time.sleep", lambda _: None)
    answers = iter([Unavailable(), {"unread": 1}])

    def unread(args, actor):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    bus.answers |= {"unread_messages": unread, "news": {"items": []}}
    with live.get("/api/messages/events", headers=bearer()) as answer:
        said = iter(answer.response)
        assert [next(said) for _ in range(3)][1:] == [b": still here\n\n", b'event: unread\ndata: {"unread":1}\n\n']


def test_a_stream_leaves_its_room_to_the_next_request():
    app = Room(lambda environ, start: iter([b"told"]), 1)
    streams = [app({}, lambda *_: None) for _ in range(5)]
    assert [next(iter(one)) for one in streams] == [b"told"] * 5
