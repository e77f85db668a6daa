"""Uploads over a real S3 store: what a presigned place lets in, and what `keep` lets pass."""

from __future__ import annotations

import hashlib
import io
import secrets

import httpx
import pytest
from minio import Minio

from shared.actor import Actor
from shared.attachments import INCOMING, KEPT, Announced, ObjectStore, Place, announce
from shared.errors import Conflict, Invalid, Unavailable
from tests.parts import Parts

ACTOR = Actor("a1", "张", "150200")
PHOTO = b"\xff\xd8\xff\xe0" + b"a photo of a visit" * 40


@pytest.fixture
def store(parts: Parts, namespace: str) -> ObjectStore:
    made = ObjectStore(parts.s3_endpoint, parts.s3_access_key, parts.s3_secret_key, namespace, parts.s3_secure)
    made.prepare()
    return made


@pytest.fixture
def inside(parts: Parts) -> Minio:
    """The store as its administrator sees it."""
    host = parts.s3_endpoint.split("://")[-1]
    return Minio(host, access_key=parts.s3_access_key, secret_key=parts.s3_secret_key, secure=parts.s3_secure)


def announced(content: bytes = PHOTO, **changes) -> Announced:
    asked = {
        "id": secrets.token_hex(16),
        "name": "现场.jpg",
        "content_type": "image/jpeg",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return announce(**{**asked, **changes}, actor=ACTOR)


def post(place: Place, content: bytes, **changes: str) -> httpx.Response:
    form = {**place.fields, **changes}
    return httpx.post(place.url, data=form, files={"file": ("x", content, form["Content-Type"])})


def test_what_was_announced_is_let_in_checked_and_kept(store: ObjectStore, inside: Minio, namespace: str):
    photo = announced()
    assert post(store.place(photo), PHOTO).status_code == 204
    kept_at = store.keep(photo)
    assert inside.get_object(namespace, f"{KEPT}150200/{photo.file.id}").read() == PHOTO
    assert abs((store.keep(photo) - kept_at).total_seconds()) < 5, "asking again keeps what is kept"


def test_what_was_kept_no_client_can_replace(store: ObjectStore, inside: Minio, namespace: str):
    photo = announced()
    place = store.place(photo)
    post(place, PHOTO)
    store.keep(photo)
    other = PHOTO[:-1] + b"X"
    post(place, other)
    store.keep(photo)
    assert inside.get_object(namespace, f"{KEPT}150200/{photo.file.id}").read() == PHOTO
    assert post(place, other, key=f"{KEPT}150200/{photo.file.id}").status_code == 403


@pytest.mark.parametrize("content", [PHOTO + b"x", PHOTO[:-1], b"", PHOTO * 100])
def test_another_size_is_not_let_in(store: ObjectStore, content: bytes):
    photo = announced()
    assert post(store.place(photo), content).status_code in (400, 403)
    with pytest.raises(Conflict):
        store.keep(photo)


@pytest.mark.parametrize(
    "changes",
    [{"key": f"{INCOMING}150200/other"}, {"key": "x"}, {"Content-Type": "text/html"}, {"x-amz-signature": "0" * 64}],
)
def test_another_key_type_or_signature_is_not_let_in(store: ObjectStore, changes: dict[str, str]):
    assert post(store.place(announced()), PHOTO, **changes).status_code in (400, 403)


def test_other_content_of_the_same_size_is_not_kept(store: ObjectStore):
    photo = announced()
    post(store.place(photo), PHOTO[:-1] + b"X")
    with pytest.raises(Invalid) as told:
        store.keep(photo)
    assert told.value.details["errors"][0]["code"] == "sha256"


@pytest.mark.parametrize("content", [b"<html>a page</html>", b"MZ a program", b"%PDF-1.7 a document"])
def test_content_of_another_type_is_not_kept(store: ObjectStore, content: bytes):
    disguised = announced(content)
    post(store.place(disguised), content)
    with pytest.raises(Invalid) as told:
        store.keep(disguised)
    assert told.value.details["errors"][0]["code"] == "type"


def test_nothing_uploaded_is_a_conflict(store: ObjectStore):
    with pytest.raises(Conflict):
        store.keep(announced())


def test_nobody_reads_without_a_signature(store: ObjectStore):
    photo = announced()
    place = store.place(photo)
    post(place, PHOTO)
    store.keep(photo)
    for key in (INCOMING, KEPT):
        assert httpx.get(f"{place.url}/{key}150200/{photo.file.id}").status_code == 403
    assert httpx.get(place.url).status_code == 403


def test_what_is_never_kept_goes_away(inside: Minio, store: ObjectStore, namespace: str):
    rules = inside.get_bucket_lifecycle(namespace).rules
    assert [(rule.rule_filter.prefix, rule.expiration.days) for rule in rules] == [(INCOMING, 1)]


def test_preparing_twice_changes_nothing(store: ObjectStore, inside: Minio, namespace: str):
    inside.put_object(namespace, "kept/x", io.BytesIO(b"x"), 1)
    store.prepare()
    assert inside.stat_object(namespace, "kept/x").size == 1
    assert store.answers()


def test_a_store_that_does_not_answer_is_unavailable():
    store = ObjectStore("http://127.0.0.1:9", "key", "secret-secret", "bucket", False)
    assert not store.answers()
    with pytest.raises(Unavailable):
        store.place(announced())
