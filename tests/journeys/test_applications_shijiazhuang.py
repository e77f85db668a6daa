"""Applying in Shijiazhuang over HTTP: the unit collects by the list, the city files by the list."""

from __future__ import annotations

from tests.journeys.people import SHIJIAZHUANG, People


def test_a_unit_collects_a_team_and_others_and_the_city_files_them_by_the_list(people: People) -> None:
    sender, officer = people.station(SHIJIAZHUANG), people.officer(SHIJIAZHUANG).on(None)
    sender.manager.on(None)  # today: nothing of it is late, so the timer leaves the versions alone
    lead = people.person(SHIJIAZHUANG, day=None)
    members = [people.described() for _ in range(2)]
    values = {"team_name": "果树团队", "sender_unit": sender.id, "fields": ["林果"], "members": members}
    draft = lead.post("/application-drafts", {"subject": "team", "kind": "team", "values": values})
    assert members[0]["identity_number"] not in str(draft)
    assert draft["outcome"] == "yes"
    lead.post(f"/application-drafts/{draft['id']}/submission", version=1)
    for kind in ("agriculture", "industrial"):
        people.apply(people.person(SHIJIAZHUANG, day=None), "commissioner", kind, sender_unit=sender.id)
    queue = sender.manager.get("/applications", waits_on="me", sort="due")["items"]
    passes = [{"application_id": one["id"], "action": "pass", "version": one["version"]} for one in queue]
    passed = sender.manager.post("/applications/reviews", {"items": passes})
    assert passed["done"] == 3
    files = [
        {"application_id": one["application_id"], "action": "file", "version": one["version"]}
        for one in passed["items"]
    ]
    filed = officer.post("/applications/reviews", {"items": files})
    assert filed["done"] == 3
    subjects = {officer.get(f"/filings/{one['filing']}")["subject"] for one in filed["items"]}
    assert subjects == {"team", "commissioner"}
    assert lead.renew().has("commissioner")
