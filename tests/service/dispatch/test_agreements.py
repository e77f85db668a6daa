"""Agreements over a real database: the whole way to a filing, and what stands in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from shared.errors import Conflict, Forbidden, Invalid, NotFound, Outdated, Refused
from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch


def test_an_agreement_goes_its_whole_way(baotou: Dispatch) -> None:
    filed = baotou.filed()
    assert (filed["status"], filed["number"], filed["until"]) == ("filed", "2024-00001", "2025-12-31")
    told = baotou.told("agreement_filed")[0]
    assert told["data"] | {"way": "mutual", "form": "on_site"} == told["data"]
    assert {name: told["data"][name] for name in ("filing", "person", "sender_unit", "host_unit", "host_county")} == {
        "filing": "150200-commissioner-1",
        "person": "person-1",
        "sender_unit": "150200-sender-1",
        "host_unit": "150200-host-1",
        "host_county": "150203",
    }
    assert told["rules"][0]["article"] == "第十一条第1项"
    history = (
        baotou.service.store.database["announcements"].find({"subject": f"agreement:{filed['id']}"}).sort("_id", 1)
    )
    assert [row["type"] for row in history] == [
        "agreement_drafted",
        *["agreement_signed"] * 3,
        "agreement_reported",
        "agreement_step_taken",
        "agreement_filed",
    ]


def test_numbers_follow_one_another_within_one_message(baotou: Dispatch) -> None:
    for number in (2, 3):
        baotou.file("commissioner", number)
    reported = [baotou.reported(number) for number in (1, 2, 3)]
    filed = [baotou.result(answer) for answer in baotou.together([baotou.filing_call(one) for one in reported])]
    assert [one["number"] for one in filed] == ["2024-00001", "2024-00002", "2024-00003"]


def test_shijiazhuang_fills_in_its_usual_last_day(shijiazhuang: Dispatch) -> None:
    said = {"filing": "130100-commissioner-1", "host_unit": "130100-host-1", "content": "工艺", "form": "remote"}
    manager = make.sender_manager(shijiazhuang.city)
    drafted = shijiazhuang.command("draft_agreement", {**said, "since": "2024-06-03"}, manager)
    assert drafted["terms"]["until"] == "2025-12-31"
    assert drafted["title"] == "石家庄市科技特派员派驻服务三方协议书"


def test_baotou_asks_for_the_last_day(baotou: Dispatch) -> None:
    said = {"filing": "150200-commissioner-1", "host_unit": "150200-host-1", "content": "工艺", "form": "remote"}
    with pytest.raises(Invalid):
        baotou.command("draft_agreement", {**said, "since": "2024-06-03"}, make.sender_manager())


def test_another_units_manager_drafts_nothing_for_them(baotou: Dispatch) -> None:
    said = {"filing": "150200-commissioner-1", "host_unit": "150200-host-1", "content": "x", "form": "remote"}
    stranger = make.sender_manager(number=2)
    with pytest.raises(NotFound):
        baotou.command("draft_agreement", {**said, "since": "2024-06-03", "until": "2024-12-31"}, stranger)
    with pytest.raises(Forbidden):
        baotou.command("draft_agreement", {**said, "since": "2024-06-03", "until": "2024-12-31"}, make.commissioner())


def test_a_batch_is_sent_whole_or_not_at_all(baotou: Dispatch) -> None:
    baotou.file("commissioner", 2)
    ready, unready = baotou.signed(1), baotou.draft("150200-commissioner-2")
    both = {"agreements": [ready["id"], unready["id"]]}
    with pytest.raises(Conflict):
        baotou.command("report_agreements", both, make.sender_manager())
    assert baotou.stored("agreements", ready["id"])["status"] == "signed"
    sent = baotou.command("report_agreements", {"agreements": [ready["id"]]}, make.sender_manager())
    assert [one["batch"] for one in sent["agreements"]] == [sent["batch"]]


def test_a_batch_holds_no_other_units_agreements(baotou: Dispatch) -> None:
    baotou.file("workstation", 2)
    baotou.file("commissioner", 2, sender_unit="150200-sender-2")
    own = baotou.signed(1)
    said = {"content": "x", "form": "remote", "since": "2024-06-03", "until": "2024-12-31"}
    other = baotou.command(
        "draft_agreement",
        {**said, "filing": "150200-commissioner-2", "host_unit": "150200-host-1"},
        make.sender_manager(number=2),
    )
    with pytest.raises(NotFound):
        baotou.command("report_agreements", {"agreements": [own["id"], other["id"]]}, make.sender_manager())


def test_a_returned_agreement_is_revised_signed_and_sent_again(baotou: Dispatch) -> None:
    reported = baotou.reported()
    step = {"agreement_id": reported["id"], "action": "return", "defects": ["服务内容不具体"]}
    returned = baotou.command("take_agreement_step", step, make.city_officer())
    assert returned["status"] == "returned"
    revised = baotou.command(
        "revise_agreement",
        {"agreement_id": returned["id"], "content": "每月两次现场工艺诊断"},
        make.sender_manager(),
        version=returned["version"],
    )
    assert (revised["status"], revised["signatures"]) == ("draft", [])
    with pytest.raises(Outdated):
        baotou.command(
            "revise_agreement",
            {"agreement_id": returned["id"], "content": "别的"},
            make.sender_manager(),
            version=returned["version"],
        )
    old = {"agreement_id": revised["id"], "hash": reported["content_hash"]}
    with pytest.raises(Conflict):
        baotou.command("sign_agreement", old, make.commissioner())
    for signer in (make.commissioner(), make.sender_manager(), make.host_manager()):
        said = {"agreement_id": revised["id"], "hash": revised["content_hash"]}
        baotou.command("sign_agreement", said, signer)
    baotou.command("report_agreements", {"agreements": [revised["id"]]}, make.sender_manager())
    assert baotou.result(baotou.together([baotou.filing_call(revised)])[0])["status"] == "filed"


def test_a_sixth_at_a_small_host_needs_the_citys_leave(shijiazhuang: Dispatch) -> None:
    city = shijiazhuang.city
    shijiazhuang.file("host_unit", 2, size_class="below_designated", tech_sme=True)
    for number in range(2, 8):
        shijiazhuang.file("commissioner", number)
    for number in range(2, 7):
        shijiazhuang.filed(number, 2)
    with pytest.raises(Refused) as refused:
        shijiazhuang.draft(f"{city}-commissioner-7", 2)
    assert refused.value.article == "四（一）"
    reported = shijiazhuang.reported(7, 2, exception="重大攻关急需")
    with pytest.raises(Refused):
        shijiazhuang.result(shijiazhuang.together([shijiazhuang.filing_call(reported)])[0])
    waiver = {"agreement_id": reported["id"], "rule": "five_at_a_small_host", "reason": "同意，限本年度"}
    shijiazhuang.command("waive_agreement_rule", waiver, make.city_officer(city))
    filed = shijiazhuang.result(shijiazhuang.together([shijiazhuang.filing_call(reported)])[0])
    assert [one["name"] for one in filed["waivers"]] == ["city"]
    assert shijiazhuang.told("agreement_rule_waived")[0]["data"]["reason"] == "同意，限本年度"


@pytest.mark.parametrize("attempt", range(3))
def test_two_takers_of_the_last_place_get_it_once(shijiazhuang: Dispatch, attempt: int) -> None:
    shijiazhuang.file("host_unit", 2, size_class="below_designated", tech_sme=True)
    for number in range(2, 8):
        shijiazhuang.file("commissioner", number)
    for number in range(2, 6):
        shijiazhuang.filed(number, 2)
    waiting = [shijiazhuang.reported(number, 2) for number in (6, 7)]
    answers = shijiazhuang.at_once([shijiazhuang.filing_call(one) for one in waiting])
    results = [answer["result"]["status"] for answer in answers if "result" in answer]
    problems = [(answer["problem"]["kind"], answer["problem"]["article"]) for answer in answers if "problem" in answer]
    assert (results, problems) == (["filed"], [("refused", "四（一）")])
    assert len(shijiazhuang.stored("host_places", "130100:130100-host-2")["held"]) == 5


def test_one_commissioner_at_two_hosts_in_the_same_moment_serves_one(shijiazhuang: Dispatch) -> None:
    shijiazhuang.file("host_unit", 2)
    waiting = [shijiazhuang.reported(1, host) for host in (1, 2)]
    answers = shijiazhuang.at_once([shijiazhuang.filing_call(one) for one in waiting])
    kinds = sorted("filed" if "result" in answer else answer["problem"]["rule"] for answer in answers)
    assert kinds == ["dispatch.kinds.industrial.conditions.one_host_a_year", "filed"]


def test_two_takers_in_one_message_are_told_apart_too(shijiazhuang: Dispatch) -> None:
    shijiazhuang.file("host_unit", 2)
    waiting = [shijiazhuang.reported(1, host) for host in (1, 2)]
    answers = shijiazhuang.together([shijiazhuang.filing_call(one) for one in waiting])
    assert ["result" in answer for answer in answers] == [True, False]
    assert len(shijiazhuang.told("agreement_filed")) == 1


def test_many_filings_at_once_are_numbered_without_gap_or_double(baotou: Dispatch) -> None:
    for number in range(2, 7):
        baotou.file("commissioner", number)
    waiting = [baotou.reported(number) for number in range(1, 7)]
    answers = baotou.at_once([baotou.filing_call(one) for one in waiting])
    assert sorted(answer["result"]["number"] for answer in answers) == [f"2024-{n:05d}" for n in range(1, 7)]


def test_a_filing_cancelled_in_the_same_moment_leaves_nothing_in_force(baotou: Dispatch) -> None:
    reported = baotou.reported()
    cancelled = baotou.cancel("150200-commissioner-1")
    with ThreadPoolExecutor(2) as pool:
        filing = pool.submit(lambda: baotou.at_once([baotou.filing_call(reported)])[0])
        hearing = pool.submit(lambda: baotou.hear(cancelled))
        hearing.result()
        answer = filing.result()
    status = baotou.stored("agreements", reported["id"])["status"]
    assert status in ("ended", "withdrawn")
    assert ("result" in answer) == (status == "ended")


def test_nothing_new_begins_under_a_suspended_filing_until_it_is_resumed(baotou: Dispatch) -> None:
    reported = baotou.reported()
    baotou.file("host_unit", 2)
    told = {"filing": "150200-commissioner-1", "subject": "commissioner", "kind": make.KINDS[baotou.city]}
    told |= {"person": "person-1", "unit": None, "ground": "investigation", "article": "五", "on": "2024-06-03"}
    baotou.hear(baotou.event("registry.filing_suspended", told, version=2))
    answer = baotou.together([baotou.filing_call(reported)])[0]
    assert answer["problem"]["kind"] == "refused"
    assert baotou.stored("agreements", reported["id"])["status"] == "reported", "it waits; it is not given up"
    with pytest.raises(Refused):
        baotou.draft(host=2)
    baotou.hear(baotou.event("registry.filing_resumed", told, version=3))
    assert baotou.together([baotou.filing_call(reported)])[0]["result"]["status"] == "filed"


def test_a_renewal_is_a_new_agreement_of_the_same_parties(shijiazhuang: Dispatch) -> None:
    earlier = shijiazhuang.filed()
    shijiazhuang.file("host_unit", 2)
    shijiazhuang.on(date(2025, 12, 1))
    renewed = shijiazhuang.draft(renews=earlier["id"], since="2026-01-01", until="2027-12-31")
    assert renewed["renews"] == earlier["id"]
    with pytest.raises(Conflict):
        shijiazhuang.draft(host=2, renews=earlier["id"], since="2026-01-01", until="2027-12-31")


def test_what_has_run_out_is_ended_as_of_its_last_day(shijiazhuang: Dispatch) -> None:
    filed = shijiazhuang.filed()
    city = make.city_officer(shijiazhuang.city)
    shijiazhuang.on(date(2025, 12, 31))
    assert shijiazhuang.command("expire_agreements", {}, city) == {"ended": 0, "left": False}
    shijiazhuang.on(date(2026, 1, 1))
    assert shijiazhuang.command("expire_agreements", {}, city) == {"ended": 1, "left": False}
    assert shijiazhuang.command("expire_agreements", {}, city) == {"ended": 0, "left": False}
    told = shijiazhuang.told("agreement_ended")[0]["data"]
    assert (told["ground"], told["ended_on"], told["article"]) == ("expired", "2025-12-31", "四（二）")
    assert shijiazhuang.stored("agreements", filed["id"])["ended_on"] == "2025-12-31"


def test_each_sees_the_agreements_that_concern_them(baotou: Dispatch) -> None:
    filed = baotou.filed()
    seeing = (
        make.commissioner(),
        make.sender_manager(),
        make.host_manager(),
        make.liaison(),
        make.county_officer(),
        make.competent_officer(),
        make.city_officer(),
        make.inspector(),
    )
    for actor in seeing:
        assert baotou.question("agreement", {"agreement_id": filed["id"]}, actor)["number"] == filed["number"]
        assert len(baotou.question("agreements", {}, actor)["items"]) == 1
    strangers = (
        make.commissioner(number=2),
        make.sender_manager(number=2),
        make.host_manager(number=2),
        make.county_officer(county="150204"),
        make.city_officer(make.SHIJIAZHUANG),
    )
    for actor in strangers:
        with pytest.raises(NotFound):
            baotou.question("agreement", {"agreement_id": filed["id"]}, actor)
        assert baotou.question("agreements", {}, actor)["items"] == []


def test_an_agreement_says_what_is_open_to_the_asker_and_why_not(baotou: Dispatch) -> None:
    drafted = baotou.draft()

    def actions(id: str, actor: object) -> dict[str, dict[str, object]]:
        found = baotou.question("agreement", {"agreement_id": id}, actor)["actions"]  # type: ignore[arg-type]
        return {f"{one['action']}:{one.get('choice', '')}": one for one in found}

    own = actions(drafted["id"], make.commissioner())
    assert own["sign_agreement:"]["open"] is True
    assert own["sign_agreement_on_paper:"]["open"] is True
    assert "revise_agreement:" not in own
    assert own["open_ending:consent:"]["open"] is False
    manager = actions(drafted["id"], make.sender_manager())
    assert manager["report_agreements:"]["reason"] == "有协议未经各方签署，本批未报送"
    assert manager["revise_agreement:"]["open"] is True
    reported = baotou.reported()
    assert actions(reported["id"], make.sender_manager())["revise_agreement:"]["reason"] == "协议已报送，不能再修改"
    officer = actions(reported["id"], make.city_officer())
    assert {name for name in officer if name.startswith("take_agreement_step")} == {
        "take_agreement_step:file",
        "take_agreement_step:return",
        "take_agreement_step:reject",
    }
    filed = baotou.result(baotou.together([baotou.filing_call(reported)])[0])
    host = actions(filed["id"], make.host_manager())
    assert (host["open_ending:commissioner_default:"]["open"], host["open_ending:sham:"]["open"]) == (True, False)
    assert host["open_ending:sham:"]["article"] == "第三十一条"


def test_a_repeated_key_drafts_once(baotou: Dispatch) -> None:
    said = {
        "filing": "150200-commissioner-1",
        "host_unit": "150200-host-1",
        "content": "x",
        "form": "remote",
        "since": "2024-06-03",
        "until": "2024-12-31",
    }
    twice = [baotou.command("draft_agreement", said, make.sender_manager(), key="k") for _ in range(2)]
    assert twice[0] == twice[1]
    assert len(baotou.told("agreement_drafted")) == 1
