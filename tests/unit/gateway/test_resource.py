"""What a stated route does with a request before and after the service decides."""

from __future__ import annotations

import pytest

from gateway.resource import Resource
from shared.actor import Grant
from tests.unit.gateway.conftest import CITY, ListThings, SubmitThing, Thing


def pointers(answer) -> dict[str, str]:
    return {error["pointer"]: error["code"] for error in answer.get_json()["errors"]}


def test_a_command_reaches_its_service_with_the_arguments_as_they_came(client, bus, bearer):
    body = {"title": "上门服务", "on": "2024-05-01", "rows": [{"amount": "3"}]}
    answer = client.post("/api/things", json=body, headers=bearer())
    assert answer.status_code == 201
    asked = bus.asked[0]
    assert (asked.service, asked.name, asked.key, asked.version) == ("registry", "submit_thing", "k1", None)
    assert asked.args == body, "the service checks what the client sent, not what the gateway made of it"


def test_the_answer_goes_out_as_it_is_and_its_version_is_the_etag(client, bus, bearer):
    bus.answers["submit_thing"] = {"id": "t1", "version": 7, "extra": ["任何", 1, None]}
    answer = client.post("/api/things", json={"title": "x"}, headers=bearer())
    assert answer.get_json() == bus.answers["submit_thing"]
    assert answer.headers["ETag"] == '"7"'


def test_an_answer_without_content_is_204(client, bus, bearer):
    bus.answers["submit_thing"] = None
    assert client.post("/api/things", json={"title": "x"}, headers=bearer()).status_code == 204


def test_the_path_joins_the_arguments(client, bus, bearer):
    client.post("/api/things/t9/filing", json={"note": "可"}, headers=bearer("city_officer", **{"If-Match": '"3"'}))
    assert bus.asked[0].args == {"note": "可", "thing_id": "t9"}
    assert bus.asked[0].version == 3


def test_what_the_path_says_cannot_be_said_again_in_the_body(client, bus, bearer):
    headers = bearer("city_officer", **{"If-Match": '"3"'})
    answer = client.post("/api/things/t9/filing", json={"thing_id": "t1"}, headers=headers)
    assert answer.status_code == 422
    assert pointers(answer) == {"/thing_id": "unknown"}
    assert not bus.asked


@pytest.mark.parametrize("id", ["x" * 129, "a%00b", "a%0Ab"])
def test_an_id_that_cannot_be_one_is_not_found(client, bus, bearer, id):
    assert client.get(f"/api/things/{id}", headers=bearer()).status_code == 404
    assert not bus.asked


def test_every_mistake_in_the_body_is_named_at_once(client, bus, bearer):
    answer = client.post("/api/things", json={"rows": [{"amount": 1}, {}], "on": "gestern", "z": 1}, headers=bearer())
    assert answer.status_code == 422
    assert pointers(answer) == {"/title": "required", "/rows/1/amount": "required", "/on": "date", "/z": "unknown"}
    assert not bus.asked


@pytest.mark.parametrize("body", [{"title": "a\0b"}, {"title": "x", "rows": [{"a\0": "1"}]}, {"\0": {}}])
def test_a_nul_character_is_refused_wherever_it_stands(client, bus, bearer, body):
    answer = client.post("/api/things", json=body, headers=bearer())
    assert (answer.status_code, pointers(answer)) == (422, {"": "nul"})
    answer = client.get("/api/things?status=a%00b", headers=bearer())
    assert (answer.status_code, pointers(answer)) == (422, {"": "nul"})
    assert not bus.asked
    assert client.post("/api/things", json={"title": "\\u0000"}, headers=bearer()).status_code == 201, "six characters"


def test_a_post_without_a_key_is_refused(client, bus, bearer):
    headers = {name: value for name, value in bearer().items() if name != "Idempotency-Key"}
    answer = client.post("/api/things", json={"title": "x"}, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (400, "idempotency_key")
    assert not bus.asked


@pytest.mark.parametrize(
    ("key", "status"), [('"quoted"', 201), ("x" * 128, 201), ("x" * 129, 400), ("中", 400), ("a b", 400)]
)
def test_a_key_is_visible_ascii_of_at_most_128(client, bearer, key, status):
    headers = {**bearer(), "Idempotency-Key": key.encode().decode("latin-1")}
    assert client.post("/api/things", json={"title": "x"}, headers=headers).status_code == status


def test_the_quotes_of_a_key_do_not_count(client, bus, bearer):
    client.post("/api/things", json={"title": "x"}, headers={**bearer(), "Idempotency-Key": '"k7"'})
    assert bus.asked[0].key == "k7"


def test_a_change_without_a_version_is_refused(client, bus, bearer):
    answer = client.patch("/api/things/t1", json={"note": "x"}, headers=bearer())
    assert answer.status_code == 428
    assert not bus.asked


@pytest.mark.parametrize("tag", ["*", 'W/"3"', "3", '"x"', '"1", "2"'])
def test_a_version_is_one_strong_etag(client, bus, bearer, tag):
    assert client.patch("/api/things/t1", json={}, headers=bearer(**{"If-Match": tag})).status_code == 400
    assert not bus.asked


def test_a_query_becomes_arguments_and_repeated_names_a_list(client, bus, bearer):
    client.get("/api/things?unit=u1&kinds=a&kinds=b&limit=5", headers=bearer())
    assert bus.asked[0].args == {"unit": "u1", "kinds": ["a", "b"], "limit": "5"}


@pytest.mark.parametrize(
    ("query", "wrong"),
    [("limit=0", "/limit"), ("limit=201", "/limit"), ("limit=x", "/limit"), ("z=1", "/z"), ("unit=a&unit=b", "/unit")],
)
def test_a_query_is_checked_like_a_body(client, bus, bearer, query, wrong):
    answer = client.get(f"/api/things?{query}", headers=bearer())
    assert answer.status_code == 422
    assert list(pointers(answer)) == [wrong]
    assert not bus.asked


def test_a_question_that_takes_nothing_takes_no_query(client, bearer):
    assert client.get("/api/things/t1?x=1", headers=bearer()).status_code == 422


def test_the_actor_is_who_signed_in(client, bus, bearer):
    client.get("/api/things/t1", headers=bearer("commissioner", "liaison", account="a7"))
    actor = bus.asked[0].actor
    assert (actor.account, actor.city, actor.person, actor.session) == ("a7", CITY, "p1", "s1")
    assert actor.grants == (Grant("commissioner"), Grant("liaison"))


def test_without_signing_in_only_public_routes_are_open(client, bus):
    assert client.get("/api/things/t1").status_code == 401
    assert client.get("/api/things/rules", headers={"Tepai-City": CITY}).status_code == 200
    assert (bus.asked[0].actor.account, bus.asked[0].actor.city) == ("", CITY)


def test_a_role_that_is_not_named_is_refused_early(client, bus, bearer):
    headers = {"If-Match": '"1"'}
    assert client.post("/api/things/t1/filing", json={}, headers=bearer("commissioner", **headers)).status_code == 403
    assert not bus.asked
    assert client.post("/api/things/t1/filing", json={}, headers=bearer("city_officer", **headers)).status_code == 200


def test_before_the_first_password_is_changed_nothing_else_is_open(client, bus, bearer):
    answer = client.get("/api/things/t1", headers=bearer(must_change=True))
    assert (answer.status_code, answer.get_json()["code"]) == (403, "password_change_required")
    assert client.get("/api/session", headers=bearer(must_change=True)).status_code == 200
    assert not bus.asked


def test_a_public_command_acts_in_the_city_it_names(client, bus):
    body = {"login": "li", "password": "correct horse", "city": "130100"}
    assert client.post("/api/things/joining", json=body, headers={"Idempotency-Key": "k"}).status_code == 201
    assert bus.asked[0].actor.city == "130100"


def test_no_password_leaves_the_gateway(client, bus):
    body = {"login": "li", "password": "correct horse", "city": CITY}
    for _ in range(2):
        client.post("/api/things/joining", json=body, headers={"Idempotency-Key": "k"})
    first, second = bus.asked
    assert "password" not in first.args
    assert first.args["password_hash"].startswith("$argon2id$")
    assert first.args["password_hash"] != second.args["password_hash"]
    assert first.digest == second.digest, "a repeat is the same request although its hash differs"


def test_another_password_under_the_same_key_is_another_request(client, bus):
    for password in ("correct horse", "battery staple"):
        body = {"login": "li", "password": password, "city": CITY}
        client.post("/api/things/joining", json=body, headers={"Idempotency-Key": "k"})
    assert bus.asked[0].digest != bus.asked[1].digest


def test_a_weak_password_is_refused_at_once(client, bus):
    body = {"login": "li", "password": "1234567890", "city": CITY}
    answer = client.post("/api/things/joining", json=body, headers={"Idempotency-Key": "k"})
    assert (answer.status_code, pointers(answer)) == (422, {"/password": "weak_password"})
    assert not bus.asked


def test_a_one_time_password_is_shown_once_and_the_same_again_on_a_repeat(client, bus, bearer):
    answers = [
        client.post("/api/things/officers", json={}, headers=bearer("city_officer")).get_json() for _ in range(2)
    ]
    assert answers[0]["one_time_password"] == answers[1]["one_time_password"]
    assert len(answers[0]["one_time_password"]) == 16
    assert answers[0]["one_time_password"] not in str(bus.asked)
    other = client.post("/api/things/officers", json={}, headers={**bearer("city_officer"), "Idempotency-Key": "k2"})
    assert other.get_json()["one_time_password"] != answers[0]["one_time_password"]


def test_a_trailing_slash_makes_no_difference(client, bearer):
    assert client.get("/api/things/", headers=bearer()).status_code == 200


def test_who_may_call_must_name_known_roles():
    with pytest.raises(ValueError, match="known roles"):
        Resource("x", service="registry", may=("king",))
    with pytest.raises(ValueError, match="known roles"):
        Resource("x", service="registry", may=())


def test_a_list_must_be_paged():
    made = Resource("x", service="registry", may=("anyone",))
    with pytest.raises(TypeError, match="Paged"):
        made.listing("GET", "/", "xs", takes=SubmitThing, gives=Thing, zh="", en="")
    made.listing("GET", "/", "xs", takes=ListThings, gives=Thing, zh="", en="")
