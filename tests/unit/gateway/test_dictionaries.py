"""A city's dictionaries: every service's words put together, whoever asks."""

from __future__ import annotations

import pytest

from gateway.app import create_app
from gateway.resources import dictionaries as subject
from shared.errors import Late, NotFound


def word(value: str, **more: str) -> dict[str, str]:
    return {"value": value, "label": value, "label_en": value.capitalize(), **more}


@pytest.fixture(autouse=True)
def nothing_kept():
    subject._kept.clear()
    yield
    subject._kept.clear()


@pytest.fixture
def said(bus):
    """What each service answers, in the order it is asked."""
    answers = [
        {"items": [{"name": "step", "entries": [word("filing")]}, {"name": "kind", "entries": [word("a", of="x")]}]},
        {"items": [{"name": "step", "entries": [word("filing"), word("opinion")]}]},
    ]
    bus.answers["dictionaries"] = lambda args, actor: answers[(len(bus.named("dictionaries")) - 1) % 2]
    return answers


@pytest.fixture
def client(settings, bus):
    app = create_app(settings, bus, stated=[subject.resource])
    app.extensions["tepai"].services = ("registry", "dispatch")
    return app.test_client()


def test_words_of_one_name_stand_together_and_each_once(client, said):
    answer = client.get("/api/dictionaries?city=150200")
    assert answer.status_code == 200
    assert answer.json == {
        "city": "150200",
        "items": [
            {"name": "step", "entries": [word("filing"), word("opinion")]},
            {"name": "kind", "entries": [word("a", of="x")]},
        ],
        "silent": [],
    }


def test_the_city_is_named_by_the_address_or_by_the_header(client, bus, said):
    assert client.get("/api/dictionaries").status_code == 422
    assert client.get("/api/dictionaries?city=Baotou").status_code == 422
    client.get("/api/dictionaries", headers={"Tepai-City": "150200"})
    client.get("/api/dictionaries?city=130100", headers={"Tepai-City": "150200"})
    assert [one.actor.city for one in bus.named("dictionaries")] == ["150200", "150200", "130100", "130100"]
    assert not any(one.actor.account for one in bus.named("dictionaries"))


def test_they_are_asked_again_only_after_a_while(client, bus, said, monkeypatch):
    first = client.get("/api/dictionaries?city=150200").json
    assert client.get("/api/dictionaries?city=150200").json == first
    assert len(bus.named("dictionaries")) == 2
    monkeypatch.setattr(subject, "KEPT_SECONDS", -1.0)
    client.get("/api/dictionaries?city=150200")
    assert len(bus.named("dictionaries")) == 4


def test_a_service_that_is_away_is_named_and_asked_again(client, bus, said):
    bus.answers["dictionaries"] = Late("dispatch")
    assert client.get("/api/dictionaries?city=150200").json == {
        "city": "150200",
        "items": [],
        "silent": ["registry", "dispatch"],
    }
    client.get("/api/dictionaries?city=150200")
    assert len(bus.named("dictionaries")) == 4


def test_a_city_that_is_not_here_is_not_found(client, bus):
    bus.answers["dictionaries"] = NotFound("city")
    assert client.get("/api/dictionaries?city=999999").status_code == 404
