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
    heard = someone.on(LATER).post(f"/sanctions/{file['id']}/defence", {"text": "无异议"})
    officer.post(f"/sanctions/{file['id']}/decision", {"impose": True, "reason": "属实"}, heard["version"])


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


def test_a_merged_units_money_goes_along_pays_what_it_owes_and_comes_back(people: People) -> None:
    later = date(2026, 6, 10)
    work, officer = served(people, SHIJIAZHUANG, since=date(2026, 6, 3)), people.officer(SHIJIAZHUANG)
    finance = people.invited(SHIJIAZHUANG, "finance_officer").on(later)
    manager, me = work.station.manager.on(later), work.commissioner.on(later)
    budget = finance.post("/budgets", {"fund": "special", "year": 2026, "amount": "10000"})
    given = {"budget": budget["id"], "unit": work.station.id, "amount": "2000"}
    account = eventually(lambda: finance.post("/allocations", given))["fund_account"]
    rate = {"subsidy": "trip", "amount": "700", "since": "2026-06-01"}
    manager.post(f"/fund-accounts/{account}/rate", rate, version=1)
    record = work.confirmed(date(2026, 6, 5))["id"]
    claim = eventually(lambda: me.on(later).post("/claims", {"record": record}))
    approved = manager.post(f"/claims/{claim['id']}/approval", version=claim["version"])

    winner = people.unit(people.person(SHIJIAZHUANG))
    merge = {"winner": winner, "loser": work.station.id, "reason": "同一单位登记了两次"}
    officer.on(later).post("/units/mergers", merge)
    theirs = f"special-2026-{winner}"
    eventually(lambda: _balance(finance, account) == "0.00")
    assert _balance(finance, theirs) == "2000.00"
    paid = manager.renew().post(f"/claims/{claim['id']}/payment", version=approved["version"])
    assert (paid["status"], _balance(finance, theirs)) == ("paid", "1300.00")
    kinds = [one["kind"] for one in finance.get(f"/fund-accounts/{account}/postings")["items"]]
    assert sorted(kinds) == ["allocation", "merger", "merger_reversal", "payment"]

    officer.post(f"/units/{work.station.id}/unmerging", {"reason": "核实为两家单位"})
    eventually(lambda: _balance(finance, account) == "1300.00")
    assert _balance(finance, theirs) == "0.00"


def _balance(finance: Someone, account: str) -> str:
    return str(finance.get(f"/fund-accounts/{account}")["balance"])
