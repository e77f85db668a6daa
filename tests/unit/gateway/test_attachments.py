"""Places and receipts over a store in memory; the real store is in tests/service/gateway."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from gateway.app import create_app, resources
from shared.actor import Actor
from shared.attachments import Announced, Place, read_receipt
from shared.errors import Conflict
from tests.unit.gateway.conftest import CITY

PHOTO = {"name": "现场.jpg", "content_type": "image/jpeg", "size": 3, "sha256": "a" * 64, "purpose": "evidence"}


class FakeObjects:
    """Keeps what has "arrived"."""

    def __init__(self) -> None:
        self.arrived: set[str] = set()

    def place(self, announced: Announced) -> Place:
        return Place("http://store/bucket", {"key": announced.file.id})

    def keep(self, announced: Announced) -> datetime:
        if announced.file.id not in self.arrived:
            raise Conflict("文件尚未上传", code="not_uploaded")
        return datetime(2024, 5, 1, tzinfo=UTC)

    def answers(self) -> bool:
        return True


@pytest.fixture
def objects() -> FakeObjects:
    return FakeObjects()


@pytest.fixture
def client(settings, bus, objects) -> FlaskClient:
    own = [resource for resource in resources() if resource.name in ("session", "attachments")]
    return create_app(settings, bus, objects, stated=own).test_client()


def ask(client, headers, **changes):
    return client.post("/api/attachments", json={**PHOTO, **changes}, headers=headers)


def test_a_file_is_announced_uploaded_and_cited_by_its_receipt(client, objects, bearer, settings):
    place = ask(client, bearer())
    assert place.status_code == 201
    said = place.get_json()
    path = f"/api/attachments/{said['id']}/receipt"
    early = client.post(path, json={"ticket": said["ticket"]}, headers=bearer())
    assert (early.status_code, early.get_json()["code"]) == (409, "not_uploaded")
    objects.arrived.add(said["id"])
    receipt = client.post(path, json={"ticket": said["ticket"]}, headers=bearer()).get_json()["receipt"]
    file = read_receipt(receipt, settings.parts.actor_secret, Actor("a1", "张", CITY))
    assert (file.id, file.name, file.size) == (said["id"], "现场.jpg", 3)


def test_the_same_request_again_gives_the_same_place_and_another_content_never(client, bearer):
    first, again = (ask(client, bearer()).get_json()["id"] for _ in range(2))
    assert first == again
    assert ask(client, bearer(), sha256="b" * 64).get_json()["id"] != first
    assert ask(client, bearer(account="a2")).get_json()["id"] != first
    assert ask(client, {**bearer(), "Idempotency-Key": "k2"}).get_json()["id"] != first


def test_somebody_elses_ticket_is_refused(client, objects, bearer):
    said = ask(client, bearer()).get_json()
    objects.arrived.add(said["id"])
    path = f"/api/attachments/{said['id']}/receipt"
    assert client.post(path, json={"ticket": said["ticket"]}, headers=bearer(account="a2")).status_code == 422


def test_a_ticket_is_for_one_file(client, objects, bearer):
    said, other = ask(client, bearer()).get_json(), ask(client, bearer(), sha256="b" * 64).get_json()
    objects.arrived |= {said["id"], other["id"]}
    path = f"/api/attachments/{other['id']}/receipt"
    assert client.post(path, json={"ticket": said["ticket"]}, headers=bearer()).status_code == 404


@pytest.mark.parametrize(
    "changes", [{"size": 0}, {"content_type": "image/svg+xml"}, {"sha256": "x"}, {"purpose": "../x"}]
)
def test_what_is_not_accepted_is_refused(client, bearer, changes):
    assert ask(client, bearer(), **changes).status_code == 422


def test_nobody_uploads_without_signing_in(client):
    assert ask(client, {"Idempotency-Key": "k"}).status_code == 401
