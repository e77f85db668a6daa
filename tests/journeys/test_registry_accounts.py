"""Accounts over HTTP: from the operator's one-time password to people of their own; locks, sessions, two cities."""

from __future__ import annotations

import secrets

import pytest

from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People, Problem, Someone


def test_the_operator_opens_a_citys_first_officer_and_the_city_keeps_itself_from_then_on(people: People) -> None:
    officer = people.officer(BAOTOU)
    assert officer.has("city_officer")
    listed = officer.get("/accounts", role="city_officer")["items"]
    assert officer.account in {account["id"] for account in listed}
    assert all("password" not in key for account in listed for key in account if key != "must_change_password")
    said = {"login": f"second-{secrets.token_hex(3)}", "name": "第二经办人"}
    assert people.operator().refused("/accounts", {**said, "grants": [{"role": "city_officer"}]}, status=403)
    made = officer.post("/accounts", {**said, "grants": [{"role": "city_officer"}]})
    second = Someone(people, BAOTOU, made["login"], made["one_time_password"]).sign_in()
    assert second.refused("/units", {}, status=403).body["code"] == "password_change_required"
    assert second.change_password("a-password-of-ones-own").get("/accounts")["items"]


def test_roles_of_a_filing_cannot_be_handed_out(people: People) -> None:
    said = {"login": f"x-{secrets.token_hex(3)}", "name": "某人", "grants": [{"role": "commissioner"}]}
    people.officer(BAOTOU).refused("/accounts", said, status=403)
    nowhere = {**said, "grants": [{"role": "county_officer", "county": "999999"}]}
    people.officer(BAOTOU).refused("/accounts", nowhere, status=422)


def test_somebody_registers_and_sees_only_masks_of_their_own_numbers(people: People) -> None:
    person = people.person(BAOTOU)
    me = person.get("/persons/me")
    assert "*" in me["identity_mask"]
    assert "*" in me["phone_mask"]
    assert set(me) & {"identity", "identity_number", "phone"} == set()
    changed = person.change("PATCH", "/persons/me", {"title": "senior"}, me["version"])
    assert (changed["title"], changed["education"]) == ("senior", "bachelor")
    with pytest.raises(Problem) as stale:
        person.change("PATCH", "/persons/me", {"title": "junior"}, me["version"])
    assert stale.value.status == 412


def test_a_wrong_identity_number_or_a_taken_login_is_told(people: People) -> None:
    person = people.person(BAOTOU)
    described = {**people.described(), "login": person.login, "password": "long-enough-for-anybody"}
    nobody = Someone(people, BAOTOU, "nobody", "")
    assert nobody.refused("/registrations", described).body["code"] == "login_taken"
    wrong = {**described, "login": f"n-{secrets.token_hex(4)}", "identity_number": "150203198505170011"}
    if wrong["identity_number"] == described["identity_number"]:
        wrong["identity_number"] = "150203198505170012"
    problem = nobody.refused("/registrations", wrong, status=422)
    assert problem.body["errors"][0]["pointer"] == "/identity_number"


def test_five_wrong_passwords_lock_the_account(people: People) -> None:
    person = people.person(BAOTOU)
    right, person.password = person.password, "not-the-password"
    for _ in range(5):
        with pytest.raises(Problem) as wrong:
            person.sign_in()
        assert wrong.value.status == 401
    person.password = right
    with pytest.raises(Problem) as locked:
        person.sign_in()
    assert locked.value.status in (401, 429)


def test_an_old_refresh_token_used_again_ends_the_session(people: People) -> None:
    person = people.person(BAOTOU)
    old = person.refresh_token
    newest = person.renew().refresh_token
    for token in (old, newest):
        person.refresh_token = token
        with pytest.raises(Problem) as ended:
            person.renew()
        assert ended.value.status == 401


def test_a_disabled_account_cannot_go_on(people: People) -> None:
    officer = people.officer(BAOTOU)
    login = f"leaver-{secrets.token_hex(3)}"
    made = officer.post("/accounts", {"login": login, "name": "离任者", "grants": [{"role": "inspector"}]})
    leaver = (
        Someone(people, BAOTOU, login, made["one_time_password"]).sign_in().change_password("a-password-of-ones-own")
    )
    officer.post(f"/accounts/{made['id']}/disabling", {"reason": "调离"})
    with pytest.raises(Problem):
        leaver.renew()
    with pytest.raises(Problem):
        leaver.sign_in()
    people.officer(SHIJIAZHUANG).refused(f"/accounts/{made['id']}/disabling", {"reason": "外市"}, status=404)


def test_the_same_key_answers_the_same_and_another_body_under_it_is_refused(people: People) -> None:
    person = people.person(BAOTOU)
    unit = people.unit(person)
    body = {"subject": "workstation", "kind": "technical", "unit": unit, "fields": [], "declares": []}
    key = {"Idempotency-Key": secrets.token_hex(8), **person.headers()}
    first = people.http.post("/api/applications", json=body, headers=key).json()
    assert people.http.post("/api/applications", json=body, headers=key).json() == first
    other = people.http.post("/api/applications", json={**body, "kind": "service"}, headers=key)
    assert other.status_code == 422


def test_reading_an_identity_number_in_full_needs_a_reason_and_a_city_officer(people: People) -> None:
    person = people.person(BAOTOU)
    officer = people.officer(BAOTOU)
    officer.refused(f"/persons/{person.person}/disclosure", {}, status=422)
    person.refused(f"/persons/{person.person}/disclosure", {"reason": "想看"}, status=403)
    people.officer(SHIJIAZHUANG).refused(f"/persons/{person.person}/disclosure", {"reason": "想看"}, status=404)
    told = officer.post(f"/persons/{person.person}/disclosure", {"reason": "核对身份"})
    assert len(told["identity_number"]) == 18


def test_anybody_may_read_the_rules_with_their_articles(people: People) -> None:
    nobody = Someone(people, BAOTOU, "nobody", "")
    rules = nobody.get("/rulebook")
    assert rules["source"]["number"] == "包科发〔2023〕19号"
    station = next(one for one in rules["subjects"] if one["subject"] == "workstation")
    assert [kind["kind"] for kind in station["kinds"]] == ["technical", "service"]
    assert all(condition["article"] for kind in station["kinds"] for condition in kind["conditions"])
    assert len(rules["conflicts"]) == 4
    nobody.city = SHIJIAZHUANG
    assert {one["kind"]: one["limit"] for one in nobody.get("/rulebook")["quotas"]} == {
        "agriculture": 40, "broker": 30, "industrial": 350,
    }  # fmt: skip
