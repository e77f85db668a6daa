"""At the edge: what is public and about one city asks for the city, rather than find nothing in none."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gateway.app import create_app, routes
from gateway.auth import Caller
from gateway.resource import Route
from shared.actor import Actor, Grant
from tests.unit.gateway.conftest import CITY, FakeBus

OPEN = [one for one in routes() if not one.signed_in and one.of_a_city and one.method == "GET"]
ASKED = [one for one in OPEN if "<city>" not in one.path]


@pytest.fixture
def app(settings, bus):
    return create_app(settings, bus)


def address(route: Route) -> str:
    return re.sub(r"<[^>]+>", "x1", route.prefix + route.path)


def test_without_a_city_it_is_asked_for(client: FlaskClient, bus: FakeBus) -> None:
    assert len(ASKED) >= 10
    for route in ASKED:
        answer = client.get(address(route), headers={"Accept-Language": "en"})
        assert answer.status_code == 422, route.name
        (missing,) = answer.json["errors"]
        assert (missing["pointer"], missing["code"]) == ("/city", "required"), route.name
        assert "Tepai-City" in missing["detail"]
    assert not bus.asked


def test_it_is_named_by_argument_or_header_and_an_operator_names_it_too(
    app: Flask, client: FlaskClient, bus: FakeBus
) -> None:
    bus.answers["rulebook"] = {}
    nowhere = Actor("a1", "运维", "", grants=(Grant("platform_operator"),), session="s1")
    operator = {"Authorization": f"Bearer {app.extensions['tepai'].callers.token(Caller(nowhere, 0))}"}
    assert client.get("/api/rulebook", query_string={"city": CITY}).status_code == 200
    assert client.get("/api/rulebook", headers={"Tepai-City": CITY}).status_code == 200
    assert client.get("/api/rulebook", query_string={"city": CITY}, headers=operator).status_code == 200
    assert client.get("/api/rulebook", headers=operator).status_code == 422
    assert [(one.actor.city, one.actor.account) for one in bus.asked] == [(CITY, "")] * 3
