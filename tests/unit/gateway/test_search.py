"""At the edge: one search, asked of every service that owns a kind."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.app import create_app, resources
from shared.actor import Actor
from shared.errors import Unavailable
from tests.unit.gateway.conftest import FakeBus


@pytest.fixture
def app(settings, bus):
    return create_app(settings, bus, stated=[one for one in resources() if one.name == "search"])


def item(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "id": f"{kind}-1", "name": "王", "city": "150200", "about": {}, **more}


def answering(args: dict[str, Any], _: Actor) -> dict[str, Any]:
    if "persons" in args["kinds"]:
        return {"items": [item("persons")], "more": ["persons"]}
    return {"items": [item("demands", published=True), item("agreements", published=False)], "more": []}


def test_each_service_is_asked_for_its_own_kinds(client: FlaskClient, bus: FakeBus, bearer) -> None:
    bus.answers["search"] = answering
    found = client.get("/api/search?q=w&limit=3", headers=bearer("city_officer")).json
    assert [one["href"] for one in found["items"]] == [
        "/api/persons/persons-1",
        "/api/demands/published/demands-1",
        "/api/agreements/agreements-1",
    ]
    assert (found["more"], found["silent"]) == (["persons"], [])
    asked = {one.service: one.args["kinds"] for one in bus.asked}
    assert asked == {
        "registry": ["persons", "units", "filings", "applications"],
        "dispatch": ["demands", "achievements", "agreements"],
    }
    client.get("/api/search?q=w&kinds=agreements", headers=bearer("city_officer"))
    assert [(one.service, one.args["kinds"]) for one in bus.asked[2:]] == [("dispatch", ["agreements"])]


def test_a_service_that_is_away_is_named(client: FlaskClient, bus: FakeBus, bearer) -> None:
    def away(args: dict[str, Any], actor: Actor) -> dict[str, Any]:
        if "demands" in args["kinds"]:
            raise Unavailable()
        return answering(args, actor)

    bus.answers["search"] = away
    found = client.get("/api/search?q=w", headers=bearer("city_officer")).json
    assert [one["kind"] for one in found["items"]] == ["persons"]
    assert found["silent"] == ["demands", "achievements", "agreements"]
