"""Somebody was filed under two accounts: after the merger one host a year holds across both, over HTTP, and back."""

from __future__ import annotations

from datetime import date

from tests.journeys.people import SHIJIAZHUANG, People, Someone, Unit, eventually
from tests.journeys.serving import served
from tests.journeys.test_dispatch_shijiazhuang import TERMS, drafted, sent

LATER = date(2024, 6, 10)


def cancelled(people: People, someone: Someone) -> None:
    """The filing is cancelled by a decision of the city, after notice and defence."""
    officer = people.officer(SHIJIAZHUANG).on(LATER)
    notice = {"act": "cancel", "ground": "appraisal", "filing": someone.filing, "reason": "考核不合格"}
    file = officer.post("/sanctions", {**notice, "reply_by": "2024-06-30"})
    someone.on(LATER).post(f"/sanctions/{file['id']}/defence", {"text": "无异议"})
    officer.post(f"/sanctions/{file['id']}/decision", {"impose": True, "reason": "属实"})


def test_who_was_filed_twice_serves_one_host_a_year(people: People) -> None:
    sender, officer = people.station(SHIJIAZHUANG), people.officer(SHIJIAZHUANG)
    hosts: list[Unit] = [people.host(SHIJIAZHUANG) for _ in range(2)]
    mistaken, real = people.commissioner(sender), people.commissioner(sender)
    before = served(people, SHIJIAZHUANG, station=sender, host=hosts[0], someone=mistaken)
    record = before.confirmed(date(2024, 6, 5))
    waiting = drafted(sender, real, hosts[1])
    sent(sender, waiting)
    merge = {"winner": real.person, "loser": mistaken.person, "reason": "身份号码登记有误，实为一人"}
    assert officer.refused("/persons/mergers", merge).rules == ["filings"]  # both are in force
    cancelled(people, mistaken)
    ended = eventually(lambda: _ended(officer, before.agreement))
    assert ended["ground"] == "filing_cancelled"
    officer.post(f"/accounts/{mistaken.account}/disabling", {"reason": "重复注册"})
    officer.post("/persons/mergers", merge)

    eventually(lambda: _listed(real, "/agreements") == {waiting["id"], before.agreement})  # dispatch has heard of it
    refused = officer.refused(f"/agreements/{waiting['id']}/steps", {"action": "file"})
    assert (refused.rules, refused.articles) == (["one_host_a_year"], ["四（一）"])
    said = {"filing": real.filing, "host_unit": hosts[1].id, **TERMS}
    again = sender.manager.on(LATER).refused("/agreements", said)
    assert (again.rules, again.articles) == (["one_host_a_year"], ["四（一）"])
    eventually(lambda: _listed(real, "/records") == {record["id"]})  # what was served under the other account is theirs

    officer.post(f"/persons/{mistaken.person}/unmerging", {"reason": "核实为两人"})
    eventually(lambda: _listed(real, "/agreements") == {waiting["id"]})
    assert officer.post(f"/agreements/{waiting['id']}/steps", {"action": "file"})["status"] == "filed"
    eventually(lambda: _listed(real, "/records") == set())


def _ended(officer: Someone, agreement: str) -> dict[str, object] | None:
    found = officer.get(f"/agreements/{agreement}")
    return dict(found) if found["status"] == "ended" else None


def _listed(someone: Someone, path: str) -> set[str]:
    return {str(one["id"]) for one in someone.get(path)["items"]}
