"""Who may act: invited, accepted, with a one-time code, for somebody away, and stopped within the second everywhere."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime, timedelta

import httpx
import pyotp
import pytest

from shared.work import BEIJING
from tests.journeys.people import BAOTOU, COUNTY, PASSWORD, People, Problem, Someone


def invited(people: People, by: Someone, **grant: str) -> Someone:
    """Somebody who accepted an invitation with these roles, signed in; today is today, for sessions are real."""
    login = f"guest-{secrets.token_hex(4)}"
    made = by.post("/invitations", {"name": f"经办人{secrets.token_hex(2)}", "grants": [grant]})
    nobody = Someone(people, by.city, "", "", day=None)
    nobody.refused("/invitations/acceptance", {"token": "A" * 24, "login": login, "password": PASSWORD}, status=404)
    nobody.post("/invitations/acceptance", {"token": made["token"], "login": login, "password": PASSWORD})
    return Someone(people, by.city, login, PASSWORD, day=None).sign_in()


def with_code(someone: Someone, code: str) -> Someone:
    body = {"login": someone.login, "password": someone.password, "city": someone.city, "code": code}
    return someone._opened(someone._ask("POST", "/session", json=body))


def seconds_until_refused(people: People, someone: Someone, path: str) -> float:
    """How long until no process of the gateway takes the token, asked over many connections at once."""
    clients = [httpx.Client(base_url=people.http.base_url, timeout=10) for _ in range(8)]
    began, refused = time.monotonic(), [False] * len(clients)
    while not all(refused) and time.monotonic() - began < 5:
        refused = [client.get(f"/api{path}", headers=someone.headers()).status_code in (401, 403) for client in clients]
    took = time.monotonic() - began
    for client in clients:
        client.close()
    return took


def test_invited_accepted_with_a_code_acting_for_somebody_away_and_revoked_within_a_second(people: People) -> None:
    officer = people.officer(BAOTOU).on(None)
    away = invited(people, officer, role="county_officer", county=COUNTY[BAOTOU])
    colleague = invited(people, officer, role="county_officer", county=COUNTY[BAOTOU])

    # a one-time code: from now on the password alone opens nothing
    secret = colleague.post("/session/second-factor")["secret"]
    codes = pyotp.TOTP(secret)
    recovery = colleague.post("/session/second-factor/confirmation", {"code": codes.now()})["recovery_codes"]
    with pytest.raises(Problem) as needed:
        colleague.sign_in()
    assert (needed.value.status, needed.value.body["code"]) == (401, "code_needed")
    with pytest.raises(Problem) as wrong:
        with_code(colleague, "000000")
    assert wrong.value.body["code"] == "code_wrong"
    with_code(colleague, recovery[0])
    assert [one["outcome"] for one in colleague.get("/session/log")["items"]] == ["opened", "code", "opened"]

    # for somebody away, under both names, in their roles only
    until = datetime.now(UTC).astimezone(BEIJING).date() + timedelta(days=2)
    lent = away.post("/delegations", {"login": colleague.login, "until": until.isoformat(), "reason": "出差"})
    acting = colleague._ask("POST", "/session/delegation", json={"delegation_id": lent["id"]})
    assert acting["behalf"] == away.account
    own_token, colleague.token = colleague.token, acting["access_token"]
    again = {"login": colleague.login, "until": until.isoformat(), "reason": "再委托"}
    assert colleague.refused("/delegations", again, status=403).body["code"] == "delegated"
    unit = people.unit(people.person(BAOTOU, day=None), county=COUNTY[BAOTOU])
    assert unit
    assert colleague.get("/session")["name"] == f"{colleague.name}（代{away.name}）"

    # the giver's role ends: the delegate's powers are looked up anew, within the second
    began = time.monotonic()
    reason = {"role": "county_officer", "county": COUNTY[BAOTOU], "reason": "调离"}
    officer.post(f"/accounts/{away.account}/roles/ending", reason)
    while colleague.get("/session")["behalf"] is not None:
        assert time.monotonic() - began < 2
    print(f"delegated powers gone after {time.monotonic() - began:.2f} s")
    assert away.get("/session")["grants"] == []

    # sessions: listed, ended one by one, all, and by an officer
    colleague.token = own_token
    assert [one["current"] for one in colleague.get("/session/all")["items"]].count(True) == 1
    assert colleague.change("DELETE", "/session/all", {}, 0)["ended"] == 1
    officer.post(f"/accounts/{colleague.account}/sessions/ending", {"reason": "账户可能被盗用"})
    took = seconds_until_refused(people, colleague, "/session")
    print(f"revoked everywhere after {took:.2f} s")
    assert took < 1.5
    officer.post(f"/accounts/{away.account}/disabling", {"reason": "调离"})
    took = seconds_until_refused(people, away, "/session")
    print(f"disabled everywhere after {took:.2f} s")
    assert took < 1.5
    log = officer.get(f"/accounts/{colleague.account}/sign-ins")["items"]
    assert log[0]["outcome"] == "opened"


def test_asking_who_is_known_by_registering_tells_nothing_and_ends_soon(people: People) -> None:
    known = people.described()
    nobody = Someone(people, BAOTOU, "nobody", "", day=None)
    account = {"password": PASSWORD, "education": "bachelor"}
    nobody.post("/registrations", {**known, **account, "login": f"k-{secrets.token_hex(4)}"})
    again = nobody.refused("/registrations", {**known, **account, "login": f"k-{secrets.token_hex(4)}"})
    other = {**known, **account, "name": "另一人", "login": f"k-{secrets.token_hex(4)}"}
    assert nobody.refused("/registrations", other).body["detail"] == again.body["detail"]
    assert again.body["code"] == "identity_not_open"


def test_somebody_sees_who_looked_takes_their_data_along_and_is_forgotten(people: People) -> None:
    nobody = Someone(people, BAOTOU, "", "", day=None)
    notice = nobody.get("/privacy")
    assert all(purpose["article"] for purpose in notice["purposes"])
    person = people.person(BAOTOU, day=None)
    agreed = person.post("/persons/me/consents", {"consents": ["contact"], "notice_version": notice["version"]})
    assert {one["state"] for one in agreed["items"] if one["purpose"] == "contact"} == {"given"}
    officer = people.officer(BAOTOU).on(None)
    why = {"reason": "核对收款人", "purpose": "payment", "numbers": ["phone"]}
    assert officer.post(f"/persons/{person.person}/disclosure", why)["identity_number"] == ""
    (seen,) = person.get("/persons/me/disclosures")["items"]
    assert (seen["purpose"], seen["numbers"], seen["by_name"]) == ("payment", ["phone"], officer.name)
    assert officer.get(f"/persons/{person.person}/presence")["elsewhere"] == []
    found = officer.get("/search", q=person.name, kinds="persons")["items"]
    assert person.person in {one["id"] for one in found}

    held = person.get("/persons/me/data")
    assert held["silent"] == []
    assert set(held["services"]) >= {"registry", "dispatch", "records", "appraisal", "funding", "training"}
    assert {"persons", "accounts", "consents", "disclosures"} <= set(held["services"]["registry"])

    gone = person.post("/persons/me/erasure", {"reason": "不再参加"})
    assert (gone["name"], gone["identity_mask"], gone["phone_mask"]) == ("已注销用户", "", "")
    assert seconds_until_refused(people, person, "/persons/me") < 1.5
    with pytest.raises(Problem) as closed:
        person.sign_in()
    assert closed.value.status == 401
    officer.refused(f"/persons/{person.person}/disclosure", why, status=404)
