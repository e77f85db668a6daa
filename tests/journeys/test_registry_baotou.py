"""Baotou's registry over HTTP: stations of both levels, commissioners of both kinds, hosts and liaisons."""

from __future__ import annotations

from tests.factories.registry import found
from tests.journeys.people import BAOTOU, SHIJIAZHUANG, People, Someone, eventually


def test_a_city_workstation_applies_is_inspected_and_filed(people: People) -> None:
    station = people.station(BAOTOU, "technical")
    filing = station.manager.get(f"/filings/{station.filing}")
    assert (filing["level"], filing["competent"]["level"], filing["competent"]["unit"]) == ("city", "unit", station.id)
    assert station.manager.has("dispatching_manager")


def test_a_county_workstation_is_inspected_and_recommended_by_its_county_first(people: People) -> None:
    manager = people.person(BAOTOU)
    unit = people.unit(manager, unit_kind="service_organisation")
    sent = people.apply(manager, "workstation", "service", unit=unit)
    path = f"/applications/{sent['id']}"
    city, county = people.officer(BAOTOU), people.county(BAOTOU)
    assert city.get(path)["waits_on"]["party"] == "county"
    city.refused(f"{path}/filing")
    visit = {"visited_on": "2024-06-03", "result": "属实", "found": found()}
    people.county(BAOTOU, "150204").refused(f"{path}/inspection", visit, 404)
    county.post(f"{path}/inspection", visit)
    county.post(f"{path}/recommendation", {"note": "建议备案"})
    filed = city.post(f"{path}/filing")
    assert city.get(f"/filings/{filed['filing']}")["competent"]["county"] == "150203"


def test_a_unit_that_does_not_fit_is_told_everything_at_once(people: People) -> None:
    manager = people.person(BAOTOU)
    unit = people.unit(manager, region="110108", independent=False, premises=False, service_since="2023-06-04")
    problem = manager.refused("/applications", {"subject": "workstation", "kind": "technical", "unit": unit})
    assert set(problem.rules) == {"legal_person", "registered_in_region", "premises", "service_years"}
    assert {"第十三条第1项", "第十三条第2项", "第十三条第3项"} == set(problem.articles)


def test_commissioners_of_both_kinds_are_passed_by_their_station_and_filed_by_the_city(people: People) -> None:
    station = people.station(BAOTOU, "service")
    for kind in ("technical_service", "technology_service"):
        someone = people.commissioner(station, kind)
        assert someone.has("commissioner")
        filing = someone.get(f"/filings/{someone.filing}")
        assert (filing["kind"], filing["sender_unit"], filing["person"]) == (kind, station.id, someone.person)
        assert filing["competent"] == {"level": "county", "unit": None, "county": "150203"}


def test_a_returned_application_lists_every_defect_and_comes_back(people: People) -> None:
    station = people.station(BAOTOU)
    person = people.person(BAOTOU)
    sent = people.apply(person, "commissioner", "technical_service", sender_unit=station.id)
    path = f"/applications/{sent['id']}"
    defects = [{"pointer": "/statement", "detail": "请补充计划"}, {"pointer": "/fields", "detail": "请写明细分领域"}]
    station.manager.post(f"{path}/return", {"note": "两处须补正", "defects": defects})
    mine = person.get(path)
    assert mine["waits_on"]["party"] == "applicant"
    assert {one["action"] for one in mine["actions"] if one["open"]} == {"resubmit", "start_mending", "withdraw"}
    person.post(f"{path}/resubmission", {"statement": "每月两次", "fields": ["稀土永磁"]})
    station.manager.post(f"{path}/pass")
    closed = people.officer(BAOTOU).post(f"{path}/rejection", {"reason": "材料不实", "article": "第九条第1项"})
    assert closed["state"]["status"] == "rejected"
    person.refused(f"{path}/withdrawal")


def test_nobody_of_another_city_or_station_sees_an_application(people: People) -> None:
    station, other = people.station(BAOTOU), people.station(BAOTOU)
    person = people.person(BAOTOU)
    sent = people.apply(person, "commissioner", "technical_service", sender_unit=station.id)
    other.manager.refused(f"/applications/{sent['id']}/pass", status=404)
    people.officer(SHIJIAZHUANG).refused(f"/applications/{sent['id']}/filing", status=404)
    people.person(BAOTOU).refused(f"/applications/{sent['id']}/withdrawal", status=404)
    shown = other.manager.get("/applications", status="pending", subject="commissioner")["items"]
    assert sent["id"] not in {one["id"] for one in shown}


def test_a_host_is_filed_by_its_county_and_its_liaison_is_replaced_any_day(people: People) -> None:
    host = people.host(BAOTOU)
    assert host.manager.has("host_manager")
    liaison = people.liaison(host)
    assert liaison.has("liaison")
    said = {**people.described(), "position": "administration"}
    sent = people.apply(host.manager, "liaison", "liaison", unit=host.id, liaison=said, replaces=liaison.filing)
    people.county(BAOTOU).post(f"/applications/{sent['id']}/filing")
    former = people.officer(BAOTOU).get(f"/filings/{liaison.filing}")
    assert (former["status"], former["cancelled"]["article"]) == ("replaced", "第十七条（三）")
    assert not liaison.renew().has("liaison")


def test_one_person_has_one_account_and_may_act_in_another_city_with_it(people: People) -> None:
    someone = people.commissioner(people.station(BAOTOU))
    identity = people.officer(BAOTOU).post(f"/persons/{someone.person}/disclosure", {"reason": "核对身份"})
    again = {"login": f"{someone.login}-again", "password": someone.password, "name": someone.name}
    again |= {"identity_number": identity["identity_number"], "phone": identity["phone"]}
    twice = Someone(people, SHIJIAZHUANG, again["login"], again["password"]).refused("/registrations", again)
    assert twice.body["code"] == "identity_not_open"
    assert someone.post(f"/cities/{SHIJIAZHUANG}/membership")["cities"] == [SHIJIAZHUANG, BAOTOU]
    someone.city = SHIJIAZHUANG
    assert not someone.sign_in().has("commissioner")
    sender = people.station(SHIJIAZHUANG)
    assert people.commissioner(sender, "industrial", someone).has("commissioner")


def test_the_roster_shows_names_and_nothing_personal(people: People) -> None:
    station = people.station(BAOTOU)
    someone = people.commissioner(station)
    roster = eventually(lambda: people.person(BAOTOU).get("/filings", sender_unit=station.id)["items"])
    assert [one["person"] for one in roster] == [someone.person]
    assert set(roster[0]) & {"identity", "identity_mask", "phone", "phone_mask", "education"} == set()
