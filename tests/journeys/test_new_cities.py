"""Two cities set up through the API alone: no file, no restart. One begins with a sample, the other empty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.journeys.people import BAOTOU, COUNTY, DAY, Answer, People, Problem, Someone, Unit, eventually

THIRD, FOURTH = "990300", "990400"
RULES = Path(__file__).parents[1] / "rulebooks" / "hebei-2022"
FROM = "2024-01-01"


def opened(people: People, code: str, **said: object) -> tuple[Someone, str]:
    """A city opened by the operator: its first officer, and the draft of its rules."""
    COUNTY[code] = f"{code[:4]}02"
    page = {
        "city": code, "name": f"第{code[3]}市", "name_en": f"City {code[3]}",
        "title": f"第{code[3]}市办法", "from": FROM,
        "divisions": [{"code": COUNTY[code], "name": "东区", "name_en": "East District"}],
    }  # fmt: skip
    made = people.operator().post("/cities", {**page, **said})
    assert made["status"] == "preparing"
    return people.officer(code), made["proposal"]


def ready(officer: Someone, proposal: str) -> Answer:
    """The draft once all six services have found that they can carry it out."""

    def checked() -> Answer:
        shown = officer.get(f"/rulebook-proposals/{proposal}")
        assert not [one for one in shown["checks"] if one["state"] == "waiting"], shown["checks"]
        return shown

    found: Answer = eventually(checked)
    assert len(found["checks"]) == 6
    return found


def publish(people: People, officer: Someone, proposal: str, from_: str = FROM) -> Answer:
    """In force everywhere: anybody reads it, and a registration goes through."""
    made = officer.post(f"/rulebook-proposals/{proposal}/publication", {"from": from_})
    reader = Someone(people, "", "nobody", "")

    def read() -> Answer:
        shown = reader.get(f"/rulebooks/{officer.city}", on=from_)
        assert shown["rulebook_version"] == made["rulebook_version"]
        return shown

    return eventually(read)


def agreed(people: People, station: Unit, teacher: Someone, host: Unit, signers: list[Someone], until: str) -> Answer:
    said = {"filing": teacher.filing, "host_unit": host.id, "content": "工艺诊断", "form": "on_site"}
    terms = {"since": DAY.isoformat(), "until": until}
    drafted = eventually(lambda: station.manager.post("/agreements", {**said, **terms}))
    for signer in signers:
        shown = signer.get(f"/agreements/{drafted['id']}")
        signer.post(f"/agreements/{drafted['id']}/signatures", {"hash": shown["content_hash"]})
    station.manager.post("/agreements/reports", {"agreements": [drafted["id"]]})
    return people.officer(station.city).post(f"/agreements/{drafted['id']}/steps", {"action": "file"})


def test_a_city_begins_with_anothers_rules_as_a_sample(people: People) -> None:
    officer, proposal = opened(people, THIRD, sample=BAOTOU)
    assert people.county(THIRD).city == THIRD, "colleagues have accounts before any rule is in force"
    shown = ready(officer, proposal)
    asked = {"subject": "workstation", "kind": "technical", "unit": "none", "fields": ["新材料"], "declares": []}
    assert officer.refused("/applications", asked).body["code"] == "city_preparing"
    assert shown["ready"], shown["errors"]
    assert any("仍为样本" in warning for warning in shown["warnings"])
    changed = {
        "file": "registry.yml",
        "pointer": "/subjects/workstation/conditions/service_years/when",
        "value": "unit.service_years >= 3",
    }
    edited = officer.change("PATCH", f"/rulebook-proposals/{proposal}", {"patches": [changed]}, shown["version"])
    assert ready(officer, proposal)["ready"]
    text = officer.get(f"/rulebook-proposals/{proposal}/files/registry.yml")
    assert "unit.service_years >= 3" in text["text"]
    assert edited["version"] == text["version"], "a check does not make the draft a newer one"
    reading = publish(people, officer, proposal)
    assert {one["origin"] for article in reading["articles"] for one in article["statements"]} <= {
        "sample", "silent", "setting", "none"
    }  # fmt: skip

    young = people.person(THIRD)
    about = people.unit(young, service_since="2022-01-01")
    refused = young.refused(
        "/applications",
        {"subject": "workstation", "kind": "technical", "unit": about, "fields": ["新材料"], "declares": []},
    )
    assert "service_years" in refused.rules
    assert all(article.startswith("样本：包头市") for article in refused.articles)

    station, host = people.station(THIRD), people.host(THIRD)
    teacher = people.commissioner(station, "technical_service")
    filed = agreed(people, station, teacher, host, [host.manager, teacher, station.manager], "2024-12-31")
    assert filed["status"] == "filed"


def test_a_city_begins_empty_and_is_given_its_rules(people: People) -> None:
    officer, proposal = opened(people, FOURTH)
    assert ready(officer, proposal)["ready"], "an empty rulebook holds: it says nothing"
    for path in sorted(RULES.glob("*.yml")):
        if path.name != "city.yml":
            version = officer.get(f"/rulebook-proposals/{proposal}")["version"]
            way = f"/rulebook-proposals/{proposal}/files/{path.name}"
            officer.change("PUT", way, {"text": path.read_text("utf-8")}, version)
    version = officer.get(f"/rulebook-proposals/{proposal}")["version"]
    # that document's filings end with their year: by the platform's real clock those of a practice day are over at once
    silent = {"file": "registry.yml", "pointer": "/filing_years", "value": {"no_rule": True}}
    officer.change("PATCH", f"/rulebook-proposals/{proposal}", {"patches": [silent]}, version)
    shown = ready(officer, proposal)
    assert shown["ready"], shown["errors"]
    differing = officer.get(f"/rulebook-proposals/{proposal}/difference")
    assert differing["added"] > 50
    publish(people, officer, proposal)

    teacher = people.person(FOURTH)
    manager = people.person(FOURTH)
    about = people.unit(manager)
    sent = people.apply(manager, "studio", "studio", unit=about)
    officer.post(f"/applications/{sent['id']}/filing")
    studio = Unit(about, manager.renew(), sent["id"], "studio", FOURTH)
    receiver = people.person(FOURTH)
    site = people.unit(receiver, unit_kind="enterprise")
    sent = people.apply(receiver, "station", "station", unit=site)
    officer.post(f"/applications/{sent['id']}/filing")
    host = Unit(site, receiver.renew(), sent["id"], "station", FOURTH)
    sent = people.apply(teacher, "commissioner", "enterprise", sender_unit=about)
    people.county(FOURTH).post(f"/applications/{sent['id']}/recommendation")
    teacher.filing = officer.post(f"/applications/{sent['id']}/filing")["filing"]
    filed = agreed(people, studio, teacher.renew(), host, [teacher, studio.manager], "2024-12-31")
    assert filed["status"] == "filed"

    # a year on, the term is shortened from a day to come: who agreed before keeps the old one
    amended = officer.post("/rulebook-proposals", {"title": "协议期限"})
    change = {
        "file": "dispatch.yml",
        "pointer": "/agreement/term/conditions/yearly/when",
        "value": "agreement.begun_months <= 3",
    }
    version = ready(officer, amended["id"])["version"]
    officer.change("PATCH", f"/rulebook-proposals/{amended['id']}", {"patches": [change]}, version)
    assert ready(officer, amended["id"])["ready"]
    begun = officer.post("/rulebook-simulations/dispatch", {"proposal_id": amended["id"]})

    def simulated() -> Answer:
        job = officer.get(f"/jobs/{begun['id']}")
        assert job["status"] == "done", job
        return job

    found = eventually(simulated, 30)["result"]
    assert (found["examined"], found["newly_refused"]) == (1, 1), "the agreement of seven months"
    autumn = date(2024, 9, 2)
    publish(people, officer, amended["id"], autumn.isoformat())
    said = {"filing": teacher.filing, "host_unit": host.id, "content": "工艺诊断", "form": "on_site"}
    terms = {"since": autumn.isoformat(), "until": "2024-12-31"}

    def too_long() -> Problem:
        return studio.manager.on(autumn).refused("/agreements", {**said, **terms})

    assert "yearly" in eventually(too_long).rules
