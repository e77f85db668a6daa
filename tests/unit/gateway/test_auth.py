"""Tokens, the practice clock, and signing in and out against a registry in memory."""

from __future__ import annotations

import time
from base64 import urlsafe_b64encode

import jwt
import pytest

from gateway import passwords
from gateway.app import create_app, resources
from gateway.resources import session as session_routes
from tests.unit.gateway.conftest import CITY, FakeAccounts, FakeBus

PASSWORD = "correct horse battery"


@pytest.fixture
def accounts(bus: FakeBus, settings, monkeypatch) -> FakeAccounts:
    monkeypatch.setattr(session_routes, "FAILURE_SECONDS", 0.0)
    made = FakeAccounts()
    for login, cities in (("wang", [CITY]), ("zhao", [CITY, "130100"])):
        made.accounts[login] = {
            "account": f"account-{login}",
            "login": login,
            "name": "王某",
            "person": None,
            "language": "zh",
            "password_hash": passwords.hash_password(PASSWORD, settings.parts),
            "locked_until": None,
            "disabled": False,
            "must_change_password": False,
            "cities": cities,
            "grants": [
                {"city": CITY, "role": "commissioner", "unit": "u1", "county": None},
                {"city": "130100", "role": "inspector", "unit": None, "county": None},
            ],
        }
    bus.answers.update(made.answers())
    return made


def sign_in(client, login="wang", password=PASSWORD, **more):
    return client.post("/api/session", json={"login": login, "password": password, **more})


def bearer_of(answer) -> dict[str, str]:
    return {"Authorization": f"Bearer {answer.get_json()['access_token']}", "Idempotency-Key": "k"}


def test_signing_in_gives_a_short_token_and_the_roles_of_the_city(client, accounts):
    answer = sign_in(client)
    assert answer.status_code == 201
    said = answer.get_json()
    assert (said["expires_in"], said["city"], said["login"]) == (600, CITY, "wang")
    assert said["grants"] == [{"role": "commissioner", "unit": "u1", "county": None}]
    assert client.get("/api/session", headers=bearer_of(answer)).get_json()["account"] == "account-wang"


def test_the_login_is_compared_without_case_width_or_spaces(client, accounts):
    assert sign_in(client, login=" ＷＡＮＧ ").status_code == 201


def test_neither_password_nor_refresh_token_is_told_to_the_registry(client, accounts, bus):
    refresh = sign_in(client).get_json()["refresh_token"]
    said = str(bus.asked)
    assert PASSWORD not in said
    assert refresh.partition(".")[2] not in said


def test_with_several_cities_one_must_be_chosen_and_only_after_the_password_was_right(client, accounts):
    assert sign_in(client, "zhao", "wrong password").status_code == 401
    answer = sign_in(client, "zhao")
    assert (answer.status_code, answer.get_json()["errors"][0]["code"]) == (422, "choose_city")
    assert sign_in(client, "zhao", city="130100").get_json()["grants"] == [
        {"role": "inspector", "unit": None, "county": None}
    ]
    assert sign_in(client, "zhao", city="110000").status_code == 403


def test_a_failure_says_the_same_whatever_was_wrong(client, accounts):
    accounts.accounts["zhao"]["disabled"] = True
    answers = [
        sign_in(client, "wang", "wrong password"),
        sign_in(client, "nobody", PASSWORD),
        sign_in(client, "zhao", PASSWORD, city=CITY),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.get_json()["detail"] for answer in answers}) == 1


def test_a_failure_takes_the_same_time_whatever_was_wrong(client, accounts, monkeypatch):
    monkeypatch.setattr(session_routes, "FAILURE_SECONDS", 0.15)
    for login in ("wang", "nobody"):
        began = time.monotonic()
        sign_in(client, login, "wrong password")
        assert 0.15 <= time.monotonic() - began < 0.3


def test_five_failures_lock_the_account_even_for_the_right_password(client, accounts, bus):
    for _ in range(5):
        assert sign_in(client, password="wrong password").status_code == 401
    assert sign_in(client).status_code == 401
    assert len(bus.named("note_sign_in")) == 5, "an attempt on a locked account is not counted again"


def test_unknown_accounts_are_not_noted(client, accounts, bus):
    sign_in(client, "nobody")
    assert not bus.named("note_sign_in")


def test_too_many_attempts_on_one_account_from_one_address_are_stopped(client, accounts):
    statuses = [sign_in(client, "nobody").status_code for _ in range(61)]
    assert statuses[59:] == [401, 429]
    assert int(sign_in(client, "nobody").headers["Retry-After"]) >= 1
    assert sign_in(client, "wang").status_code == 201, "others at the same address go on"


def test_many_people_may_sign_in_from_one_address(client, accounts):
    for number in range(400):
        accounts.accounts[f"p{number}"] = {**accounts.accounts["wang"], "login": f"p{number}"}
    assert all(sign_in(client, f"p{number}").status_code == 201 for number in range(400))


def test_guessing_over_many_accounts_from_one_address_is_stopped(client, accounts):
    statuses = [sign_in(client, f"guess{number}").status_code for number in range(301)]
    assert statuses[299:] == [401, 429]


def test_renewing_replaces_both_tokens(client, accounts):
    first = sign_in(client).get_json()
    second = client.post("/api/session/renewal", json={"refresh_token": first["refresh_token"]})
    assert second.status_code == 200
    assert second.get_json()["refresh_token"] != first["refresh_token"]
    assert client.get("/api/session", headers=bearer_of(second)).status_code == 200


def test_roles_given_meanwhile_count_from_the_next_renewal(client, accounts):
    first = sign_in(client).get_json()
    accounts.accounts["wang"]["grants"] = [{"city": CITY, "role": "liaison", "unit": "u1", "county": None}]
    second = client.post("/api/session/renewal", json={"refresh_token": first["refresh_token"]}).get_json()
    assert [grant["role"] for grant in second["grants"]] == ["liaison"]


def test_an_old_refresh_token_used_again_ends_the_session(client, accounts):
    first = sign_in(client).get_json()["refresh_token"]
    second = client.post("/api/session/renewal", json={"refresh_token": first}).get_json()["refresh_token"]
    assert client.post("/api/session/renewal", json={"refresh_token": first}).status_code == 401
    assert client.post("/api/session/renewal", json={"refresh_token": second}).status_code == 401


def test_renewing_does_not_mind_an_expired_access_token(client, accounts):
    first = sign_in(client).get_json()
    headers = {"Authorization": "Bearer expired.or.whatever"}
    assert (
        client.post("/api/session/renewal", json={"refresh_token": first["refresh_token"]}, headers=headers).status_code
        == 200
    )


def test_after_signing_out_the_token_is_no_longer_taken(client, accounts):
    headers = bearer_of(sign_in(client))
    assert client.delete("/api/session", headers=headers).status_code == 204
    answer = client.get("/api/session", headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (401, "session_over")


def test_one_sees_and_ends_ones_other_sessions(client, accounts):
    here, there = sign_in(client), sign_in(client)
    items = client.get("/api/session/all", headers=bearer_of(here)).get_json()["items"]
    assert {item["id"]: item["current"] for item in items} == {
        here.get_json()["session_id"]: True,
        there.get_json()["session_id"]: False,
    }
    other = there.get_json()["session_id"]
    assert client.delete(f"/api/session/{other}", headers=bearer_of(here)).status_code == 204
    assert client.get("/api/session", headers=bearer_of(there)).status_code == 401
    assert client.get("/api/session", headers=bearer_of(here)).status_code == 200


def change(client, headers, old=PASSWORD, new="another good password"):
    return client.put("/api/session/password", json={"old_password": old, "new_password": new}, headers=headers)


def test_a_first_password_opens_everything_once_it_is_changed(client, accounts):
    accounts.accounts["wang"]["must_change_password"] = True
    signed_in = sign_in(client)
    assert signed_in.get_json()["must_change_password"] is True
    assert client.get("/api/things/t1", headers=bearer_of(signed_in)).status_code == 403
    changed = change(client, bearer_of(signed_in))
    assert changed.status_code == 200
    assert client.get("/api/things/t1", headers=bearer_of(changed)).status_code == 200
    assert sign_in(client, password="another good password").status_code == 201


def test_the_old_password_must_be_right_and_a_wrong_one_counts(client, accounts, bus):
    headers = bearer_of(sign_in(client))
    assert change(client, headers, old="not the password").status_code == 401
    assert accounts.failures["account-wang"] == 1
    assert not bus.named("change_password")


@pytest.mark.parametrize("new", ["short", "1234567890123", "aaaaaaaaaaaaa", "my wang password", PASSWORD, "x" * 129])
def test_a_weak_password_is_refused(client, accounts, new):
    assert change(client, bearer_of(sign_in(client)), new=new).status_code == 422


def tampered(token: str, how: str, secret: str) -> str:
    head, body, mac = token.split(".")
    claims = jwt.decode(token, options={"verify_signature": False})
    encode = lambda plain: urlsafe_b64encode(plain).decode().rstrip("=")  # noqa: E731
    return {
        "no algorithm": encode(b'{"alg":"none","typ":"JWT"}') + f".{body}.",
        "another algorithm": jwt.encode(claims, secret, algorithm="HS512"),
        "another key": jwt.encode(claims, "another-secret-of-the-right-length-00000", algorithm="HS256"),
        "a key inside": jwt.encode(claims, "k" * 40, algorithm="HS256", headers={"jwk": {"kty": "oct", "k": "a2s"}}),
        "a key id": jwt.encode(claims, "k" * 40, algorithm="HS256", headers={"kid": "../../dev/null"}),
        "another body": f"{head}.{encode(b'{}')}.{mac}",
        "no signature": f"{head}.{body}.",
        "expired": jwt.encode({**claims, "exp": int(time.time()) - 1}, secret, algorithm="HS256"),
        "a foreign issuer": jwt.encode({**claims, "iss": "other"}, secret, algorithm="HS256"),
        "no expiry": jwt.encode({k: v for k, v in claims.items() if k != "exp"}, secret, algorithm="HS256"),
        "no session": jwt.encode({k: v for k, v in claims.items() if k != "sid"}, secret, algorithm="HS256"),
        "garbage": "garbage",
        "too long": "x" * 9000,
        "empty": "",
    }[how]


@pytest.mark.parametrize(
    "how",
    ["no algorithm", "another algorithm", "another key", "a key inside", "a key id", "another body", "no signature",
     "expired", "a foreign issuer", "no expiry", "no session", "garbage", "too long", "empty"],
)  # fmt: skip
def test_a_forged_token_is_refused(client, bearer, settings, bus, how):
    token = bearer("city_officer")["Authorization"].removeprefix("Bearer ")
    forged = tampered(token, how, settings.parts.token_secret)
    assert client.get("/api/things/t1", headers={"Authorization": f"Bearer {forged}"}).status_code == 401
    assert not bus.asked


def test_another_scheme_is_refused(client, bearer):
    basic = bearer()["Authorization"].replace("Bearer", "Basic")
    assert client.get("/api/things/t1", headers={"Authorization": basic}).status_code == 401


def test_a_token_that_was_good_is_refused_once_it_expires(settings, bus):
    from dataclasses import replace

    own = [resource for resource in resources() if resource.name == "session"]
    app = create_app(replace(settings, access_seconds=1), bus, stated=own)
    from gateway.auth import Caller
    from shared.actor import Actor

    token = app.extensions["tepai"].callers.token(Caller(Actor("a", "n", CITY, session="s"), 0, login="a"))
    headers = {"Authorization": f"Bearer {token}"}
    assert app.test_client().get("/api/session", headers=headers).status_code == 200
    time.sleep(1.1)
    answer = app.test_client().get("/api/session", headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (401, "expired")


def test_a_signed_practice_clock_sets_the_day(client, bus, bearer, clock):
    moment = "2024-12-31T23:30:00+08:00"
    client.get("/api/things/t1", headers=bearer(**{"Tepai-Clock": clock(moment, "a1")}))
    assert bus.asked[0].actor.as_of.isoformat() == "2024-12-31T15:30:00+00:00"


def test_a_practice_clock_needs_the_secret_and_the_right_account(client, bus, bearer, clock):
    moment = "2024-12-31T23:30:00+08:00"
    for header in (clock(moment, "a2"), f"{moment};00", moment, clock("2024-12-31T23:30:00+08:00", "a1")[:-1]):
        assert client.get("/api/things/t1", headers=bearer(**{"Tepai-Clock": header})).status_code == 403
    assert not bus.asked


@pytest.mark.parametrize("moment", ["2024-12-31T23:30:00", "yesterday", ""])
def test_a_practice_clock_is_a_moment_with_its_offset(client, bearer, clock, moment):
    assert client.get("/api/things/t1", headers=bearer(**{"Tepai-Clock": clock(moment, "a1")})).status_code == 400


def test_where_no_clock_secret_is_configured_nobody_sets_the_day(settings, bus, bearer, clock):
    from dataclasses import replace

    parts = replace(settings.parts, clock_secret="")
    own = [resource for resource in resources() if resource.name == "session"]
    app = create_app(replace(settings, parts=parts), bus, stated=own)
    headers = bearer(**{"Tepai-Clock": clock("2024-12-31T23:30:00+08:00", "a1")})
    assert app.test_client().get("/api/session", headers=headers).status_code == 403


def test_the_same_token_gives_the_same_actor_object(client, bus, bearer):
    headers = bearer()
    for _ in range(2):
        client.get("/api/things/t1", headers=headers)
    assert bus.asked[0].actor is bus.asked[1].actor, "signing it is memoised by object"


def test_a_request_in_english_makes_an_english_speaking_actor(client, bus, bearer):
    client.get("/api/things/t1", headers=bearer(**{"Accept-Language": "en"}))
    assert bus.asked[0].actor.language == "en"


@pytest.mark.parametrize("city", ["15020", "150200x", "../../x"])
def test_a_city_is_six_digits(client, city):
    assert client.get("/api/things/rules", headers={"Tepai-City": city}).status_code == 400
