"""At the edge: many reviews in one request, and progress asked after without an account."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from gateway.app import create_app, resources
from shared.actor import Actor
from shared.errors import Late, NotFound, Outdated, Refused
from tests.unit.gateway.conftest import CITY, FakeBus


@pytest.fixture
def app(settings, bus):
    wanted = ("application-reviews", "application-progress")
    return create_app(settings, bus, stated=[one for one in resources() if one.name in wanted])


def item(number: int, action: str = "pass", **more: Any) -> dict[str, Any]:
    return {"application_id": f"app-{number}", "action": action, "version": 1, **more}


def reached(args: dict[str, Any], _: Actor) -> dict[str, Any]:
    if args["application_id"] == "app-2":
        raise Outdated("记录已被他人修改", "Changed since", code="version")
    return {"state": {"status": "pending", "step": "filing"}, "version": 2, "filing": None}


def test_each_of_many_reviews_has_its_own_outcome_key_and_version(client: FlaskClient, bus: FakeBus, bearer) -> None:
    bus.answers["pass_application"] = reached
    bus.answers["file_application"] = Refused("registry.quotas.broker", "四（一）", "名额已满")
    sent = {"items": [item(1), item(2), item(3, "file", version=7)]}
    answer = client.post("/api/applications/reviews", json=sent, headers=bearer("city_officer"))
    assert answer.status_code == 200
    outcomes = answer.json["items"]
    assert (answer.json["done"], answer.json["refused"]) == (1, 2)
    assert [one["ok"] for one in outcomes] == [True, False, False]
    assert (outcomes[0]["step"], outcomes[0]["version"]) == ("filing", 2)
    assert outcomes[1]["problem"]["status"] == 412
    assert outcomes[2]["problem"]["article"] == "四（一）"
    assert {one.key for one in bus.asked} == {"k1|app-1|pass", "k1|app-2|pass", "k1|app-3|file"}
    assert bus.named("file_application")[0].version == 7


def test_what_had_no_answer_in_time_is_told_by_the_same_key(client: FlaskClient, bus: FakeBus, bearer) -> None:
    late = {"app-2"}

    def slow(args: dict[str, Any], _: Actor) -> dict[str, Any]:
        if args["application_id"] in late:
            raise Late()
        return {"state": {"status": "pending", "step": "filing"}, "version": 2, "filing": None}

    bus.answers["pass_application"] = slow
    sent = {"items": [item(1), item(2)]}
    first = client.post("/api/applications/reviews", json=sent, headers=bearer("city_officer")).json
    assert (first["done"], first["refused"], first["unanswered"]) == (1, 0, 1)
    assert [one["answered"] for one in first["items"]] == [True, False]
    late.clear()
    again = client.post("/api/applications/reviews", json=sent, headers=bearer("city_officer")).json
    assert (again["done"], again["unanswered"]) == (2, 0)
    assert [one.key for one in bus.asked].count("k1|app-2|pass") == 2


def test_all_items_share_one_deadline(settings, bus: FakeBus, bearer, client: FlaskClient) -> None:
    def slow(args: dict[str, Any], _: Actor) -> dict[str, Any]:
        time.sleep(0.02)
        raise NotFound("applications")

    bus.answers["pass_application"] = slow
    client.application.extensions["tepai"].settings = replace(settings, command_deadline=0.03)
    many = {"items": [item(n) for n in range(200)]}
    answer = client.post("/api/applications/reviews", json=many, headers=bearer("city_officer")).json
    assert answer["unanswered"] > 0, "a second round of fifty begins after the time is over"
    assert answer["refused"] + answer["unanswered"] == 200
    assert len(bus.asked) < 200


def test_an_application_is_named_once(client: FlaskClient, bus: FakeBus, bearer) -> None:
    twice = {"items": [item(1), item(1, "file")]}
    answer = client.post("/api/applications/reviews", json=twice, headers=bearer("city_officer"))
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/items/1/application_id")
    assert not bus.asked


def test_no_more_than_two_hundred_and_by_reviewers_only(client: FlaskClient, bus: FakeBus, bearer) -> None:
    many = {"items": [item(n) for n in range(201)]}
    assert client.post("/api/applications/reviews", json=many, headers=bearer("city_officer")).status_code == 422
    one = {"items": [item(1)]}
    assert client.post("/api/applications/reviews", json=one, headers=bearer("commissioner")).status_code == 403
    assert bus.asked == []


def test_progress_is_asked_by_the_platform_and_guessing_is_stopped(client: FlaskClient, bus: FakeBus) -> None:
    bus.answers["application_progress"] = {"number": "SQ20240603-ABCDEFGH", "steps": []}
    asked = {"number": "SQ20240603-ABCDEFGH", "phone_tail": "0042"}
    assert client.get("/api/application-progress", query_string=asked).status_code == 422, "of which city?"
    found = client.get("/api/application-progress", query_string={**asked, "city": CITY})
    assert found.status_code == 200
    (call,) = bus.asked
    assert (call.actor.city, call.actor.has("platform")) == (CITY, True)
    assert "city" not in call.args
    bus.answers["application_progress"] = NotFound("application")
    statuses = {
        client.get("/api/application-progress", query_string={**asked, "city": CITY}).status_code for _ in range(70)
    }
    assert statuses == {404, 429}
