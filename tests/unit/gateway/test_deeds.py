"""What one has done, over all services: merged by the moment, only of what one could open; and what one may follow."""

from __future__ import annotations

import pytest

from gateway import subjects
from gateway.app import create_app
from gateway.resources.deeds import deeds
from gateway.resources.follows import follows
from shared.errors import Late, NotFound


def deed(id: str, noun: str, type: str) -> dict[str, object]:
    told = {"type": type, "at": "2024-06-03T02:00:00.000Z"}
    return {
        "id": id,
        "noun": noun,
        "object": "x1",
        "started": True,
        "title": "某事",
        "number": "",
        **told,
        "latest": told,
    }


@pytest.fixture
def edge(settings, bus):
    return create_app(settings, bus, stated=[deeds, follows]).test_client()


def test_pages_of_services_are_merged_and_go_on_before_the_last(edge, bus, bearer):
    told = {"registry": [deed("03", "application", "application_filed")],
            "dispatch": [deed("02", "demand", "demand_late")],
            "records": [deed("01", "record", "record_submitted")]}  # fmt: skip
    asked: list[tuple[str, dict[str, object]]] = []

    def question(service, name, args, actor, deadline=5.0):
        asked.append((service, args))
        return {"items": told.get(service, [])}

    bus.question = question
    page = edge.get("/api/deeds?limit=2&started=true&q=某", headers=bearer("city_officer")).json
    assert [(one["id"], one["noun"], one["type"]) for one in page["items"]] == [
        ("03", "applications", "registry.application_filed"), ("02", "demands", "dispatch.demand_late"),
    ]  # fmt: skip
    assert page["next"] == "02"
    assert page["silent"] == []
    edge.get("/api/deeds?after=02&limit=2", headers=bearer("city_officer"))
    assert asked[0][1] == {"started": "true", "q": "某", "limit": 2, "nouns": asked[0][1]["nouns"]}
    assert asked[-1][1]["before"] == "02"


def test_a_service_that_is_away_is_named(edge, bus, bearer):
    def question(service, name, args, actor, deadline=5.0):
        if service == "funding":
            raise Late()
        return {"items": []}

    bus.question = question
    assert edge.get("/api/deeds", headers=bearer("city_officer")).json == {
        "items": [],
        "next": None,
        "silent": ["funding"],
    }


def test_only_what_the_asker_could_open_is_asked_for(edge, bus, bearer):
    bus.answers["deeds"] = {"items": []}
    edge.get("/api/deeds", headers=bearer("commissioner"))
    nouns = {one.service: one.args["nouns"] for one in bus.named("deeds")}
    assert "application" in nouns["registry"]
    assert "record" in nouns["records"]
    assert "account" not in nouns["registry"], "accounts are the city officers'"
    assert edge.get("/api/deeds?noun=accounts", headers=bearer("commissioner")).status_code == 422


def test_what_one_may_not_read_one_cannot_follow(edge, bus, bearer):
    said = {"noun": "demands", "object": "d1"}
    bus.answers["demand"] = NotFound("demands")
    sent = {"headers": bearer("commissioner") | {"Idempotency-Key": "k1"}, "json": said}
    assert edge.post("/api/follows", **sent).status_code == 404
    assert not bus.named("follow_record")
    bus.answers["demand"] = {"id": "d1", "title": "减速机降噪", "version": 2}
    assert edge.post("/api/follows", **sent).status_code == 201
    (command,) = bus.named("follow_record")
    assert command.args == {
        "noun": "demands", "object": "d1", "subject": "dispatch.demand:d1", "title": "减速机降噪",
    }  # fmt: skip
    assert edge.post("/api/follows", **{**sent, "json": {"noun": "accounts", "object": "a"}}).status_code == 403
    assert edge.post("/api/follows", **{**sent, "json": {"noun": "jobs", "object": "a"}}).status_code == 422


def test_every_record_that_can_be_opened_has_one_place():
    found = subjects.details()
    assert len(subjects.by_resource()) == len(found) > 30
    assert found["registry", "application"].resource == "applications"
    assert all(subjects.argument(route).endswith("_id") for route in found.values())
