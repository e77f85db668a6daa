"""Everything that goes wrong is a problem document, in the caller's language, with a number to quote."""

from __future__ import annotations

import pytest

from shared.errors import Conflict, Forbidden, Invalid, Late, NotFound, Outdated, Refused, Unavailable

ARTICLE = "第五条（一）"
NEEDED = "须具有本科学位"
REFUSED = Refused(
    "degree_or_title",
    ARTICLE,
    NEEDED,
    "A bachelor's degree is required",
    "补充学历证明",
    "Add the certificate",
    findings=[{"rule": "degree_or_title", "article": ARTICLE, "reason": NEEDED, "reason_en": "A degree"}],
)


@pytest.mark.parametrize(
    ("problem", "status", "kind"),
    [
        (Invalid.field("/x", "不对"), 422, "invalid"),
        (Forbidden(), 403, "forbidden"),
        (NotFound("thing"), 404, "not_found"),
        (Conflict("已办结"), 409, "conflict"),
        (Outdated("已被他人修改"), 412, "stale"),
        (REFUSED, 409, "refused"),
        (Unavailable(), 503, "unavailable"),
        (Unavailable(fault=True), 500, "internal"),
        (Late(), 504, "late"),
    ],
)
def test_each_kind_has_its_status(client, bus, bearer, problem, status, kind):
    bus.answers["thing"] = problem
    answer = client.get("/api/things/t1", headers=bearer())
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    document = answer.get_json()
    assert (document["status"], document["type"]) == (status, f"/api/problems/{kind}")
    assert document["request_id"] == answer.headers["X-Request-Id"]
    assert client.get(document["type"]).status_code == 200


def test_a_refusal_names_its_rules_and_articles(client, bus, bearer):
    bus.answers["thing"] = REFUSED
    document = client.get("/api/things/t1", headers=bearer()).get_json()
    assert (document["rule"], document["article"]) == ("degree_or_title", "第五条（一）")
    assert (document["detail"], document["todo"]) == ("须具有本科学位", "补充学历证明")
    assert document["findings"] == [{"rule": "degree_or_title", "article": "第五条（一）", "reason": "须具有本科学位"}]


def test_the_caller_chooses_the_language(client, bus, bearer):
    bus.answers["thing"] = REFUSED
    document = client.get("/api/things/t1", headers=bearer(**{"Accept-Language": "en-GB,en;q=0.9,zh;q=0.1"})).get_json()
    assert document["detail"] == "A bachelor's degree is required"
    assert document["todo"] == "Add the certificate"
    assert document["findings"][0]["reason"] == "A degree"


@pytest.mark.parametrize(("language", "detail"), [("zh", "须为 0.5 的倍数"), ("en", "Must be a multiple of 0.5")])
def test_a_field_error_in_two_languages_is_told_in_one(client, bus, bearer, language, detail):
    bus.answers["thing"] = Invalid.field("/hours", "须为 0.5 的倍数 · Must be a multiple of 0.5")
    document = client.get("/api/things/t1", headers=bearer(**{"Accept-Language": language})).get_json()
    assert document["errors"] == [{"pointer": "/hours", "detail": detail, "code": "invalid"}]


@pytest.mark.parametrize("header", ["", "zh-CN,zh;q=0.9,en;q=0.5", "fr", "*", ";;;", "x" * 500])
def test_chinese_unless_english_is_asked_for(client, header):
    assert client.get("/api/nowhere", headers={"Accept-Language": header}).get_json()["title"] == "没有找到"


def test_a_chinese_document_has_no_english_sentence(client, bearer):
    answer = client.post("/api/things", json={"title": "x" * 30, "rows": 1, "on": 3, "z": None}, headers=bearer())
    for error in answer.get_json()["errors"]:
        assert any("\u4e00" <= character <= "\u9fff" for character in error["detail"]), error


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/api/nowhere", 404, "not_found"),
        ("DELETE", "/api/things/t1", 405, "method_not_allowed"),
    ],
)
def test_unknown_routes_and_methods_are_problem_documents(client, method, path, status, kind):
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.get_json()["type"] == f"/api/problems/{kind}"


def test_405_says_what_is_allowed(client):
    assert "GET" in client.delete("/api/things/t1").headers["Allow"]


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"title": NaN}', "application/json", 400),
        (b'{"title": "\xff"}', "application/json", 400),
        (b'{"title": "\\ud800"}', "application/json", 400),
        (b'["title"]', "application/json", 422),
        (b"null", "application/json", 422),
        (b"title=x", "application/x-www-form-urlencoded", 415),
        (b'{"title":"x"}', "text/plain", 415),
        (b'{"title":"x"}', "application/json; charset=utf-8", 201),
        (b'{"title":"x", "rows":' + b"[" * 100 + b"]" * 100 + b"}", "application/json", 400),
        (b'{"title":"x", "rows":[' + b",".join([b'{"amount":1}'] * 100) + b"]}", "application/json", 201),
        (b"[" * 2000, "application/json", 400),
        (b'{"title":"' + b"x" * 1_000_000 + b'"}', "application/json", 413),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_before_it_is_checked(client, bus, bearer, data, content_type, status):
    answer = client.post("/api/things", data=data, content_type=content_type, headers=bearer())
    assert answer.status_code == status, answer.get_json()
    assert bool(bus.asked) == (status == 201)


def test_a_bug_of_ours_is_told_without_details(client, bus, bearer):
    bus.answers["thing"] = RuntimeError("secret detail")
    answer = client.get("/api/things/t1", headers=bearer())
    assert answer.status_code == 500
    assert "secret" not in answer.get_data(as_text=True)
    assert answer.get_json()["request_id"]


def test_what_may_be_tried_again_says_when(client, bus, bearer):
    bus.answers["thing"] = Unavailable()
    assert client.get("/api/things/t1", headers=bearer()).headers["Retry-After"] == "2"


def test_a_request_id_of_the_client_is_kept_and_a_bad_one_replaced(client):
    assert (
        client.get("/nowhere", headers={"X-Request-Id": "trace-00000001"}).headers["X-Request-Id"] == "trace-00000001"
    )
    for bad in ("short", "x" * 65, "with space in it"):
        assert client.get("/nowhere", headers={"X-Request-Id": bad}).headers["X-Request-Id"] != bad


def test_every_answer_carries_the_security_headers(client, bearer):
    for answer in (client.get("/nowhere"), client.get("/api/things/t1", headers=bearer()), client.get("/")):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store"
