"""What is announced reaches people, other systems, and the published description: all over HTTP."""

from __future__ import annotations

from gateway.asyncapi import document
from tests.factories.contracts import CONTRACTS
from tests.factories.receiver import Receiver
from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People, eventually
from tests.parts import Platform


def test_an_application_is_told_to_its_reviewer_and_to_a_subscriber_of_the_city(people: People) -> None:
    station = people.station(BAOTOU)
    with Receiver() as receiver, Receiver() as elsewhere:
        said = {"name": "省平台", "types": ["registry.*"]}
        made = people.officer(BAOTOU).post("/webhooks", {**said, "url": receiver.url})
        people.officer(SHIJIAZHUANG).post("/webhooks", {**said, "url": elsewhere.url})
        person = people.person(BAOTOU)
        sent = people.apply(person, "commissioner", "technical_service", sender_unit=station.id)

        def told() -> bool:
            found = station.manager.get("/messages", topic="application", unread=True)["items"]
            return any(one["opens"] == {"noun": "applications", "id": sent["id"]} for one in found)

        assert eventually(told)
        subject = f"application:{sent['id']}"
        got = eventually(lambda: [one for one in receiver.got if one.said["subject"] == subject])
        assert got[0].said["type"] == "registry.application_submitted"
        assert got[0].signed_with(made["secret"])
        assert {one.said["city"] for one in receiver.got} == {BAOTOU}
        assert subject not in {one.said["subject"] for one in elsewhere.got}
    found = people.officer(BAOTOU).get("/webhooks")["items"]
    people.officer(BAOTOU).change("DELETE", f"/webhooks/{made['id']}", {}, found[0]["version"])
    (other,) = people.officer(SHIJIAZHUANG).get("/webhooks")["items"]
    people.officer(SHIJIAZHUANG).change("DELETE", f"/webhooks/{other['id']}", {}, other["version"])


def test_the_served_description_is_what_the_services_tell(people: People, platform: Platform) -> None:
    served = people.http.get("/api/asyncapi.json")
    assert served.status_code == 200
    assert served.json() == document(CONTRACTS, platform.environment["NAMESPACE"])
