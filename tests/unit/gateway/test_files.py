"""Files that services make, as the edge sends them."""

from __future__ import annotations

import pytest

from gateway.files import disposition
from shared.typeset import paper

PATH = "/api/things/t1/certificate"


def test_a_file_goes_out_as_bytes_under_its_own_name(client, bus, bearer):
    bus.answers["thing_certificate"] = paper("备案证书 1.pdf", b"%PDF-1.7 \x00\xff")
    answer = client.get(PATH, headers=bearer())
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"%PDF-1.7 \x00\xff", "application/pdf")
    name = "filename*=UTF-8''%E5%A4%87%E6%A1%88%E8%AF%81%E4%B9%A6%201.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="1.pdf"; {name}'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert bus.asked[0].args == {"thing_id": "t1"}


def test_who_has_these_bytes_already_is_told_so(client, bus, bearer):
    bus.answers["thing_certificate"] = paper("a.pdf", b"one")
    tag = client.get(PATH, headers=bearer()).headers["ETag"]
    again = client.get(PATH, headers=bearer(**{"If-None-Match": tag}))
    assert (again.status_code, again.data) == (304, b"")
    bus.answers["thing_certificate"] = paper("a.pdf", b"two")
    assert client.get(PATH, headers=bearer(**{"If-None-Match": tag})).data == b"two"


def test_a_type_that_the_route_does_not_state_is_a_fault(client, bus, bearer):
    bus.answers["thing_certificate"] = paper("a.html", b"<script>", "text/html")
    answer = client.get(PATH, headers=bearer())
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")


@pytest.mark.parametrize("name", ['a".pdf', "a\r\nX: 1.pdf", "../a.pdf", "证书", ""])
def test_a_name_cannot_break_out_of_its_header(name):
    said = disposition(name)
    assert said.isascii()
    assert "\r" not in said
    assert "\n" not in said
    assert said.count('"') == 2


def test_the_description_says_that_it_is_binary(client):
    described = client.get("/api/openapi.json").get_json()["paths"]["/api/things/{thing_id}/certificate"]["get"]
    sent = described["responses"]["200"]
    assert sent["content"] == {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
    assert {"ETag", "Content-Disposition"} <= set(sent["headers"])
    assert "304" in described["responses"]
