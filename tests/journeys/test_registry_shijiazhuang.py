"""Shijiazhuang's registry over HTTP: four kinds of persons, teams, students, exclusions, direct appointment."""

from __future__ import annotations

import pytest

from tests.factories.registry import DECLARES
from tests.journeys.people import SHIJIAZHUANG, People, Unit


@pytest.fixture(scope="module")
def sender(people: People) -> Unit:
    """A university on file as dispatching unit."""
    return people.station(SHIJIAZHUANG)


@pytest.mark.parametrize("kind", ["agriculture", "industrial", "broker", "student"])
def test_each_kind_is_passed_by_its_unit_and_filed_by_the_city(people: People, sender: Unit, kind: str) -> None:
    before = {one["kind"]: one["taken"] for one in sender.manager.get("/quotas")["items"]}
    someone = people.commissioner(sender, kind)
    assert someone.has("commissioner")
    after = {one["kind"]: one["taken"] for one in sender.manager.get("/quotas")["items"]}
    assert after.get(kind, 1) == before.get(kind, 0) + 1
    assert someone.get(f"/filings/{someone.filing}")["competent"]["level"] == "none"


def test_a_team_of_three_to_five_is_filed_with_its_lead(people: People, sender: Unit) -> None:
    lead = people.team(sender, 5)
    filing = lead.get(f"/filings/{lead.filing}")
    assert (filing["subject"], filing["person"], len(filing["members"])) == ("team", lead.person, 4)
    small = people.person(SHIJIAZHUANG)
    said = {"subject": "team", "kind": "team", "name": "两人", "sender_unit": sender.id, "fields": ["农业"]}
    problem = small.refused("/applications", {**said, "members": [people.described()]})
    assert (problem.rules, problem.articles) == (["at_least_three"], ["一（二）"])


def test_a_student_without_research_is_filed_only_once_the_city_waives_it(people: People, sender: Unit) -> None:
    student = people.person(SHIJIAZHUANG, student=True, research_ability=False)
    sent = people.apply(student, "commissioner", "student", sender_unit=sender.id)
    path, officer = f"/applications/{sent['id']}", people.officer(SHIJIAZHUANG)
    sender.manager.post(f"{path}/pass")
    shown = next(one for one in officer.get(path)["actions"] if one["action"] == "file")
    assert (shown["open"], shown["article"]) == (False, "一（一）")
    assert officer.refused(f"{path}/filing").articles == ["一（一）"]
    officer.post(f"{path}/waivers", {"rule": sent["findings"][0]["rule"], "reason": "在研重点课题"})
    assert officer.post(f"{path}/filing")["filing"]


def test_a_provincial_commissioner_may_only_be_a_broker(people: People, sender: Unit) -> None:
    person = people.person(SHIJIAZHUANG)
    people.officer(SHIJIAZHUANG).post(f"/persons/{person.person}/provincial", {"provincial": True})
    said = {"subject": "commissioner", "sender_unit": sender.id, "fields": ["农业"], "declares": list(DECLARES)}
    problem = person.refused("/applications", {**said, "kind": "agriculture"})
    assert problem.body["article"] == "四（四）"
    assert person.post("/applications", {**said, "kind": "broker"})["state"]["status"] == "pending"


def test_the_city_appoints_somebody_directly(people: People) -> None:
    person = people.person(SHIJIAZHUANG)
    said = {"kind": "industrial", "person": person.person, "declares": list(DECLARES), "reason": "重点产业急需"}
    made = people.officer(SHIJIAZHUANG).post("/appointments", said)
    assert person.renew().has("commissioner")
    assert person.get(f"/filings/{made['filing']}")["direct"] == "重点产业急需"


def test_there_is_no_workstation_and_no_liaison_here(people: People) -> None:
    manager = people.person(SHIJIAZHUANG)
    unit = people.unit(manager)
    for subject in ("workstation", "liaison"):
        problem = manager.refused("/applications", {"subject": subject, "kind": subject, "unit": unit}, status=422)
        assert problem.body["errors"][0]["pointer"] == "/subject"
