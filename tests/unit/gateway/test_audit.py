"""At the edge: the audit log of every service as one, the latest first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.app import create_app, resources
from shared.actor import Actor
from shared.errors import Unavailable
from tests.unit.gateway.conftest import FakeBus


@pytest.fixture
def app(settings, bus):
    six = ("registry", "dispatch", "records", "appraisal", "funding", "training")
    only = [one for one in resources() if one.name == "audit-log"]
    return create_app(replace(settings, services=six), bus, stated=only)


def entry(id: str, type: str) -> dict[str, Any]:
    told = dict.fromkeys(("title", "number", "reason", "behalf"), "")
    return {
        **told,
        "id": id,
        "type": type,
        "at": "",
        "noun": "x",
        "object": "1",
        "account": "a",
        "by": "",
        "articles": [],
    }


def test_pages_are_merged_by_the_moment_and_one_that_is_away_is_named(
    client: FlaskClient, bus: FakeBus, bearer
) -> None:
    seen: list[str] = []

    def question(service: str, name: str, args: dict[str, Any], actor: Actor, deadline: float = 5.0) -> dict[str, Any]:
        seen.append(service)
        if service == "funding":
            raise Unavailable()
        return {"items": [entry("05", "application_filed"), entry("02", "late")] if service == "registry" else []}

    bus.question = question  # type: ignore[method-assign]
    page = client.get("/api/audit-log?limit=1", headers=bearer("city_officer")).json
    assert [(one["id"], one["type"]) for one in page["items"]] == [("05", "registry.application_filed")]
    assert page["items"][0]["opens"] == "", "no address answers for it"
    assert (page["next"], page["silent"]) == ("05", ["funding"])
    assert len(set(seen)) == 6


def test_it_is_narrowed_and_of_officers_only(client: FlaskClient, bus: FakeBus, bearer) -> None:
    bus.answers["audit"] = {"items": []}
    path = "/api/audit-log?type=registry.application_filed&from=2024-06-01&to=2024-06-03&record=application:1&after=09"
    assert client.get(path, headers=bearer("city_officer")).json["items"] == []
    (call,) = bus.asked
    assert (call.service, call.args) == (
        "registry",
        {"record": "application:1", "limit": 50, "type": "application_filed", "since": "2024-06-01",
         "until": "2024-06-03", "before": "09"},
    )  # fmt: skip
    assert client.get("/api/audit-log?record=applications:1", headers=bearer("city_officer")).status_code == 200
    by_address = bus.asked[-1]
    assert (by_address.service, by_address.args["record"]) == ("registry", "application:1"), "by its address as well"
    assert len(bus.asked) == 2, "whose record it is, is asked alone"
    assert client.get("/api/audit-log?service=nothing", headers=bearer("city_officer")).status_code == 422
    assert client.get("/api/audit-log?type=filed", headers=bearer("city_officer")).status_code == 422
    assert client.get("/api/audit-log", headers=bearer("county_officer")).status_code == 403
