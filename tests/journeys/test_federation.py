"""Two installations that run apart, each with its own secrets, databases, queues and gateway, ask each other."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import httpx
import pytest

from infra.local.environment import process_environment
from infra.local.folder import CHECKOUT
from infra.local.ports import any_free
from tests.factories.registry import identity_number
from tests.journeys.people import BAOTOU, Answer, People, Someone, eventually
from tests.journeys.serving import served
from tests.parts import Parts, Platform, drop_namespace, random_namespace

SECRETS = ("FIELD_SECRET", "ACTOR_SECRET", "TOKEN_SECRET")


@pytest.fixture(scope="module")
def elsewhere(parts: Parts, platform: Platform) -> Iterator[People]:
    """The people of another installation: a registry and a gateway of its own are enough for it to be asked."""
    namespace, port = random_namespace(), any_free(set())
    environment = {
        **platform.environment,
        **{name: f"another installation's own {name.lower()}, nobody shares it" for name in SECRETS},
        "NAMESPACE": namespace,
        "GATEWAY_PORT": str(port),
        "GATEWAY_URL": f"http://127.0.0.1:{port}",
        "EXPECTED_SERVICES": "registry",
    }
    commands = ([sys.executable, "-m", "shared.hosting", "registry"], [sys.executable, "-m", "gateway"])
    log = (parts.folder.root / "elsewhere.log").open("wb")
    running = [
        subprocess.Popen(command, env=process_environment(environment), cwd=CHECKOUT, stdout=log, stderr=log)
        for command in commands
    ]
    try:
        people = People(environment["GATEWAY_URL"], environment)

        def ready() -> bool:
            try:
                return people.http.get("/health/ready").status_code == 200
            except httpx.HTTPError:
                return False

        eventually(ready, 60)
        yield people
        assert not people.undescribed, "\n".join(people.undescribed)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(20)
        log.close()
        drop_namespace(parts, namespace)


def introduced(by: Someone, to: People, name: str) -> str:
    """One operator names the other's installation, with the keys it publishes; the peer's id."""
    keys = to.http.get("/api/federation").json()
    said = {"name": name, "base_url": str(to.http.base_url).rstrip("/")}
    said |= {"signing_key": keys["signing_key"], "agreement_key": keys["agreement_key"]}
    return str(by.post("/federation/peers", said)["id"])


def identity_of(login: str) -> str:
    """The number with which People registered somebody ("person-7")."""
    number = int(login.rsplit("-", 1)[1])
    return identity_number(number, date(1975, 1, 1) + timedelta(days=number // 1000))


def test_two_installations_tell_each_other_about_a_person_and_show_no_number(
    people: People, elsewhere: People, platform: Platform
) -> None:
    day = date(2024, 6, 12)
    work = served(people, BAOTOU, since=day)
    peer = introduced(elsewhere.operator(), people, "甲平台")
    introduced(people.operator(), elsewhere, "乙平台")

    number = identity_of(work.commissioner.login)
    same = elsewhere.person(BAOTOU, identity_number=number)
    stranger = elsewhere.person(BAOTOU, identity_number=identity_number(9_999_001, date(1991, 2, 3)))
    officer = elsewhere.officer(BAOTOU)

    def asked(of: Someone, year: int = 2024) -> Answer:
        return officer.post(f"/persons/{of.person}/federation-checks", {"peer_id": peer, "year": year})

    def found() -> Answer:
        answer = asked(same)
        assert answer["same_person"], "people are made findable in the background"
        assert answer["engagements"], "the agreement has been heard of"
        return answer

    first = eventually(found)
    assert not first["provincial"]
    assert len(first["engagements"]) == 1, "one host this year, and which one only as a token"
    assert asked(same, 2020)["engagements"] == []
    unknown = asked(stranger)
    assert (unknown["same_person"], unknown["provincial"], unknown["engagements"]) == (False, False, [])

    people.officer(BAOTOU).post(
        f"/persons/{work.commissioner.person}/provincial", {"provincial": True, "note": "省名单"}
    )
    second = asked(same)
    assert second["provincial"]
    shown = officer.get(f"/persons/{same.person}")
    assert shown["provincial"] == [], "an answer alone changes nothing"
    noted = {"provincial": True, "note": "据甲平台答复", "check": second["id"]}
    assert officer.post(f"/persons/{same.person}/provincial", noted)["provincial"] == ["15"]
    officer.refused(f"/persons/{stranger.person}/provincial", noted, status=404)
    kept = officer.get(f"/persons/{same.person}/federation-checks")["items"]
    assert second["id"] in {one["id"] for one in kept}
    assert number not in str(kept)
    assert work.host.id not in str(kept)

    # what went over the wire is of no use to who overheard it, or to who alters it
    answers = "/api/federation/answers"
    key = {"Idempotency-Key": "another-key"}
    again = people.http.post(answers, json={"message": second["question"]}, headers=key)
    assert (again.status_code, again.json()["code"]) == (409, "replayed")
    head, body, signature = second["question"].split(".")
    for message in (f"{head}.{body[:-3]}AAA.{signature}", "a.b.c" * 5, second["answer"]):
        assert people.http.post(answers, json={"message": message}, headers=key).status_code == 403
    people.operator()
    removed = people.operator().get("/federation/peers")["items"][0]
    people.operator().change("DELETE", f"/federation/peers/{removed['id']}", {}, removed["version"])
    refused = officer.refused(f"/persons/{same.person}/federation-checks", {"peer_id": peer, "year": 2024}, status=503)
    assert refused.body["code"] == "refused"
