"""Daily records over a real database: submitted, confirmed, returned, corrected, listed; each by whom it may be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from shared.errors import Conflict, Forbidden, Invalid, NotFound, Outdated, Refused
from tests.factories import records as make
from tests.service.records.conftest import Hosted

ME = make.commissioner()
HOST = make.host_manager()
CITY = make.actor("city_officer")


def submit(service: Hosted, by: Any = ME, **changes: Any) -> Any:
    given = {"evidence": [service.receipt(by)], **changes}
    return service.command("submit_record", make.submission(**given), by)


def test_a_commissioner_records_a_service_under_a_live_agreement(service: Hosted) -> None:
    answer = submit(service)
    assert answer["status"] == "submitted"
    assert (answer["host_unit"], answer["files"], answer["version"]) == (make.HOST, 1, 1)
    (told,) = service.told("record_submitted")
    assert told["data"]["record"] == answer["id"]
    assert told["data"]["outcomes"] == {"problems_solved": 1}
    assert {"rule": "records.daily.conditions.within_term", "article": "第十一条"} in told["rules"]


def test_a_submission_writes_one_record_one_event_and_one_inbox_row_whatever_else_there_is(service: Hosted) -> None:
    database = service.service.store.database
    counted = ("records", "announcements", "calls", "agreements", "filings", "reports")
    before = {name: database[name].count_documents({}) for name in counted}
    submit(service)
    after = {name: database[name].count_documents({}) for name in counted}
    grown = {name: after[name] - before[name] for name in counted if after[name] != before[name]}
    assert grown == {"records": 1, "announcements": 1, "calls": 1}


def test_somebody_elses_agreement_is_as_if_it_did_not_exist(service: Hosted) -> None:
    with pytest.raises(NotFound):
        submit(service, make.commissioner("person-2"))
    with pytest.raises(NotFound):
        submit(service, make.commissioner(city=make.SHIJIAZHUANG))
    with pytest.raises(NotFound):
        submit(service, agreement_id="no-such")
    with pytest.raises(Forbidden):
        submit(service, HOST)
    assert service.told("record_submitted") == []


def test_a_team_member_records_under_the_teams_agreement(service: Hosted) -> None:
    members = [{"person": "person-8", "name": "组员"}, "person-9"]
    service.hear("dispatch.agreement_filed", make.agreement_filed(agreement="agreement-t", members=members))
    for person in ("person-8", "person-9", make.PERSON):
        assert submit(service, make.commissioner(person), agreement_id="agreement-t")["status"] == "submitted"
    with pytest.raises(NotFound):
        submit(service, make.commissioner("person-7"), agreement_id="agreement-t")


def test_nothing_is_recorded_once_the_agreement_has_ended_for_default(service: Hosted) -> None:
    ended = {
        "agreement": "agreement-1",
        "ended_on": "2024-06-03",
        "ground": "commissioner_default",
        "article": "第二十九条",
    }
    service.hear("dispatch.agreement_ended", ended, version=2)
    with pytest.raises(Refused) as refused:
        submit(service)
    assert refused.value.rule == "records.daily.conditions.live_agreement"
    assert refused.value.article == "第十一条第1项"


def test_no_service_of_the_days_of_a_suspension_is_recorded(service: Hosted) -> None:
    told = {"filing": make.agreement_filed()["filing"], "subject": "commissioner", "article": "五"}
    service.hear("registry.filing_resumed", {**told, "on": "2024-06-12"}, version=3)  # heard before its beginning
    service.hear("registry.filing_suspended", {**told, "on": "2024-06-10"}, version=2)
    service.on(date(2024, 6, 13))
    for day, taken in (("2024-06-09", True), ("2024-06-10", False), ("2024-06-11", False), ("2024-06-12", True)):
        if taken:
            assert submit(service, on=day)["status"] == "submitted"
            continue
        with pytest.raises(Refused) as refused:
            submit(service, on=day)
        assert (refused.value.rule, refused.value.article) == ("registry.suspensions", "五")
    service.hear("registry.filing_suspended", {**told, "on": "2024-06-13"}, version=4)
    with pytest.raises(Refused):
        submit(service, on="2024-06-13")


def test_an_end_heard_before_the_filing_is_not_forgotten(service: Hosted) -> None:
    ended = {"agreement": "agreement-2", "ended_on": "2024-05-01", "ground": "sham"}
    service.hear("dispatch.agreement_ended", ended, version=5)
    service.hear("dispatch.agreement_filed", make.agreement_filed(agreement="agreement-2"), version=4)
    with pytest.raises(Refused):
        submit(service, agreement_id="agreement-2", on="2024-04-30")


def test_every_rule_that_stands_in_the_way_is_named_at_once(service: Hosted) -> None:
    service.on(date(2026, 3, 1))
    with pytest.raises(Refused) as refused:
        submit(service, on="2026-01-05", evidence=[])
    named = [finding["rule"].rpartition(".")[2] for finding in refused.value.details["findings"]]
    assert named == ["within_term", "days_back", "files_at_least", "photos_at_least"]


def test_what_no_city_takes_is_invalid_with_a_pointer(service: Hosted) -> None:
    for changes, pointer in (
        ({"on": "2024-06-04"}, "/on"),
        ({"duties": ["dancing"]}, "/duties/0"),
        ({"outcomes": {"medals": 1}}, "/outcomes/medals"),
        ({"hours": 0.25}, "/hours"),
        ({"hours": 25}, "/hours"),
        ({"content": ""}, "/content"),
        ({"status": "confirmed"}, "/status"),
    ):
        with pytest.raises(Invalid) as invalid:
            submit(service, **changes)
        assert invalid.value.details["errors"][0]["pointer"] == pointer


def test_a_forged_or_foreign_receipt_is_not_evidence(service: Hosted) -> None:
    other = service.receipt(make.commissioner("person-2"))
    for evidence in ([other], [{"receipt": "made.up"}]):
        with pytest.raises(Invalid):
            submit(service, evidence=evidence)


def test_the_same_key_records_once(service: Hosted) -> None:
    body = make.submission(evidence=[service.receipt(ME)])
    first = service.command("submit_record", body, ME, key="k")
    assert service.command("submit_record", body, ME, key="k") == first
    assert len(service.told("record_submitted")) == 1


def test_the_host_confirms_and_the_service_counts(service: Hosted) -> None:
    id = submit(service)["id"]
    confirmed = service.command("confirm_record", {"record_id": id, "note": "属实"}, HOST)
    assert (confirmed["status"], confirmed["confirmed_on"]) == ("confirmed", "2024-06-03")
    assert [review["action"] for review in confirmed["reviews"]] == ["submit", "confirm"]
    (told,) = service.told("record_confirmed")
    assert told["data"]["confirmed_by"] == HOST.account
    with pytest.raises(Conflict):
        service.command("confirm_record", {"record_id": id}, HOST)


def test_a_liaison_of_the_host_confirms_for_it_and_no_other_host_does(service: Hosted) -> None:
    id = submit(service)["id"]
    with pytest.raises(NotFound):
        service.command("confirm_record", {"record_id": id}, make.host_manager("host-2"))
    with pytest.raises(Forbidden):
        service.command("confirm_record", {"record_id": id}, ME)
    with pytest.raises(Conflict):
        service.command("confirm_record", {"record_id": id}, CITY)
    liaison = make.actor("liaison", unit=make.HOST)
    assert service.command("confirm_record", {"record_id": id}, liaison)["status"] == "confirmed"


def test_many_services_are_confirmed_at_once_each_judged_by_itself(service: Hosted) -> None:
    done, open_ = submit(service)["id"], submit(service)["id"]
    service.command("confirm_record", {"record_id": done}, HOST)
    items = service.command("confirm_records", {"record_ids": [done, open_]}, HOST)["items"]
    assert [(item["record"], item["status"], bool(item["refused"])) for item in items] == [
        (done, "confirmed", True),
        (open_, "confirmed", False),
    ]
    assert len(service.told("record_confirmed")) == 2


def test_a_list_that_smuggles_in_another_hosts_record_is_refused_as_a_whole(service: Hosted) -> None:
    service.hear("dispatch.agreement_filed", make.agreement_filed(agreement="agreement-2", host_unit="host-2"))
    mine, theirs = submit(service)["id"], submit(service, agreement_id="agreement-2")["id"]
    for listed in ([mine, theirs], [theirs, mine]):
        with pytest.raises(NotFound):
            service.command("confirm_records", {"record_ids": listed}, HOST)
    assert service.told("record_confirmed") == []


def test_nobody_confirms_their_own_service_even_as_the_hosts_manager(service: Hosted) -> None:
    id = submit(service)["id"]
    both = make.Actor("account-both", "two hats", make.BAOTOU, make.PERSON, (*ME.grants, *HOST.grants))
    with pytest.raises(Forbidden):
        service.command("confirm_record", {"record_id": id}, both)


def test_a_returned_record_is_corrected_and_what_stood_before_is_kept(service: Hosted) -> None:
    first = submit(service)
    defects = [{"field": "hours", "reason": "实际为两小时"}]
    back = {"record_id": first["id"], "reason": "时长不符", "defects": defects}
    returned = service.command("return_record", back, HOST)
    assert (returned["status"], returned["version"]) == ("returned", 2)
    assert service.told("record_returned")[0]["data"]["defects"] == ["hours：实际为两小时"]
    body = {name: value for name, value in make.submission(hours=2).items() if name != "agreement_id"}
    args = {**body, "record_id": first["id"], "reason": "更正时长"}
    with pytest.raises(Outdated):
        service.command("correct_record", args, ME, version=1)
    corrected = service.command("correct_record", args, ME, version=2)
    assert (corrected["status"], corrected["hours"], corrected["version"]) == ("submitted", 2.0, 3)
    assert len(corrected["evidence"]) == 1
    (earlier,) = corrected["earlier"]
    assert (earlier["content"]["hours"], earlier["reason"]) == (4.0, "更正时长")
    assert service.command("confirm_record", {"record_id": first["id"]}, HOST)["status"] == "confirmed"
    with pytest.raises(Conflict):
        service.command("correct_record", args, ME)


def test_a_detail_says_what_is_open_to_the_asker_and_why_not(service: Hosted) -> None:
    id = submit(service)["id"]
    of_host = {one["action"]: one for one in service.question("record", {"record_id": id}, HOST)["actions"]}
    assert (of_host["confirm_record"]["open"], of_host["correct_record"]["open"]) == (True, False)
    of_me = {one["action"]: one for one in service.question("record", {"record_id": id}, ME)["actions"]}
    assert (of_me["confirm_record"]["open"], of_me["correct_record"]["open"]) == (False, True)
    assert of_me["confirm_record"]["reason"] == "不能确认自己的服务"
    with pytest.raises(NotFound):
        service.question("record", {"record_id": id}, make.commissioner("person-2"))


def test_lists_show_each_their_own_newest_day_first_page_by_page(service: Hosted) -> None:
    service.hear("dispatch.agreement_filed", make.agreement_filed(agreement="a-2", person="p-2", host_unit="host-2"))
    for days in range(5):
        submit(service, on=(make.DAY - timedelta(days=days)).isoformat())
    submit(service, make.commissioner("p-2"), agreement_id="a-2")
    first = service.question("records", {"limit": 3}, ME)
    second = service.question("records", {"limit": 3, "after": first["next"]}, ME)
    days = [item["on"] for page in (first, second) for item in page["items"]]
    assert days == ["2024-06-03", "2024-06-02", "2024-06-01", "2024-05-31", "2024-05-30"]
    assert second["next"] is None
    assert len(service.question("records", {}, HOST)["items"]) == 5
    assert len(service.question("records", {}, make.host_manager("host-3"))["items"]) == 0
    assert len(service.question("records", {}, make.actor("county_officer", county=make.COUNTY))["items"]) == 6
    assert len(service.question("records", {}, CITY)["items"]) == 6
    assert len(service.question("records", {"person": "p-2"}, CITY)["items"]) == 1
    assert len(service.question("records", {"agreement": "a-2"}, CITY)["items"]) == 1
    assert len(service.question("records", {"agreement": "a-2"}, ME)["items"]) == 0
    assert len(service.question("records", {"filing": "filing-1", "person": "p-3"}, CITY)["items"]) == 0
    assert len(service.question("records", {"from": "2024-06-01", "to": "2024-06-02"}, ME)["items"]) == 2
    assert len(service.question("records", {}, make.actor("city_officer", make.SHIJIAZHUANG))["items"]) == 0


def test_lists_go_by_an_index_and_sort_nothing_in_memory(service: Hosted) -> None:
    submit(service)
    table = service.service.store.database["records"]
    own = {"city": make.BAOTOU, "people": {"$in": [make.PERSON]}}
    plan = str(table.find(own).sort([("on", -1), ("_id", -1)]).explain()["queryPlanner"]["winningPlan"])
    assert "IXSCAN" in plan
    assert "SORT" not in plan


def test_the_form_tells_what_the_city_asks_with_its_articles(service: Hosted) -> None:
    form = service.question("record_form", {"agreement_id": "agreement-1"}, ME)
    assert [duty["article"] for duty in form["duties"]] == [f"第八条第{n}项" for n in range(1, 8)]
    assert {"id": "days_back", "value": 31, "source": "setting"}.items() <= form["limits"][0].items()
    broker = service.question("record_form", {}, make.commissioner(city=make.SHIJIAZHUANG))
    assert any(report["source"] == "silent" for report in broker["reports"])


def test_a_years_services_are_summed_from_confirmed_records_only(service: Hosted) -> None:
    service.hear("registry.filing_made", make.filing_made(
        filing="filing-1", subject="commissioner", kind="technical_service", person=make.PERSON, unit=None,
        sender_unit=make.STATION, competent=None))  # fmt: skip
    for days in (0, 1, 40):
        submitted = submit(service.on(make.DAY), on=(make.DAY - timedelta(days=min(days, 31))).isoformat())
        if days:
            service.command("confirm_record", {"record_id": submitted["id"]}, HOST)
    year = service.question("service_year", {"filing": "filing-1", "year": 2024}, ME)
    assert (year["figures"]["services"], year["figures"]["hours"]) == (2, 8.0)
    assert [month["month"] for month in year["by_month"]] == ["2024-05", "2024-06"]
    assert (year["least_service"]["source"], year["least_service"]["met"]) == ("silent", None)
