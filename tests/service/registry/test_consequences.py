"""What follows in the registry when others decide: filings cancelled, roles ended, credit entries, refusals."""

from __future__ import annotations

from typing import Any

import pytest

from shared.actor import Actor
from shared.errors import Refused
from tests.factories import registry as make
from tests.service.registry.conftest import Registry

FAILED = {"rule": "appraisal.two_failures", "article": "第二十六条"}


def result(filing: dict[str, Any], *then: str, **over: Any) -> dict[str, Any]:
    data = {
        "cycle": "cycle-1",
        "year": 2024,
        "subject": filing["subject"],
        "filing": filing["id"],
        "person": filing["person"],
        "unit": filing["unit"],
        "grade": "不合格",
        "score": 40,
        "consequences": [{"then": one, **FAILED} for one in then],
    }
    return {**data, **over}


def holder(filing: dict[str, Any], city: str = make.BAOTOU) -> Actor:
    return Actor(filing["account"], "持有人", city, person=filing["person"])


def test_a_failing_appraisal_cancels_the_filing_and_ends_the_role(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    assert registry.again(holder(filing)).has("commissioner")
    registry.hear("appraisal.result_published", result(filing, "cancel_filing"))
    told = registry.told("filing_cancelled")[-1]["data"]
    assert (told["filing"], told["ground"], told["article"]) == (filing["id"], "appraisal", "第二十六条")
    assert told["reason"] == "2024年度评价结果：不合格"
    assert not registry.again(holder(filing)).has("commissioner")
    assert registry.told("grant_ended")[-1]["data"]["filing"] == filing["id"]
    now = registry.question("filing", {"filing_id": filing["id"]}, registry.officer())
    assert (now["status"], now["cancelled"]["by"]) == ("cancelled", "市局经办人")


def test_the_same_event_twice_and_an_ended_filing_do_no_harm(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    for id in ("event-1", "event-1", "event-2"):
        registry.hear("appraisal.result_published", result(filing, "cancel_filing"), id=id)
    assert len(registry.told("filing_cancelled")) == 1


def test_other_consequences_are_not_the_registrys(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    registry.hear("appraisal.result_published", result(filing, "commend", "reward", grade="优秀"))
    assert registry.told("filing_cancelled") == []


def test_who_is_blacklisted_in_one_city_is_refused_in_every_city_with_the_article(registry: Registry) -> None:
    station = registry.station()
    filing = registry.commissioner(*station)
    registry.hear("appraisal.result_published", result(filing, "cancel_filing", "blacklist", "misconduct_record"))
    assert [one["data"]["register"] for one in registry.told("credit_entry_made")] == ["blacklist", "misconduct"]
    with pytest.raises(Refused) as here:
        registry.submit(holder(filing), subject="commissioner", kind="technical_service", sender_unit=station[1])
    assert (here.value.rule.rsplit(".", 1)[-1], here.value.article) == ("not_blacklisted", "第九条第1项")

    registry.command("enter_city", {"target_city": make.SHIJIAZHUANG}, holder(filing))
    _, elsewhere = registry.in_city(make.SHIJIAZHUANG).station()
    away = holder(filing, make.SHIJIAZHUANG)
    with pytest.raises(Refused) as there:
        registry.submit(away, subject="commissioner", kind="industrial", sender_unit=elsewhere)
    assert there.value.rule.endswith("not_blacklisted")
    seen = registry.question("credit_entries", {"register": "blacklist"}, make.officer(make.SHIJIAZHUANG))["items"]
    assert [(one["person"], one["city"], one["article"]) for one in seen] == [
        (filing["person"], make.BAOTOU, "第二十六条")
    ]


def test_a_reviewer_sees_the_entries_that_do_not_bar(registry: Registry) -> None:
    manager, unit = registry.station()
    filing = registry.commissioner(manager, unit)
    registry.hear("appraisal.result_published", result(filing, "cancel_filing", "misconduct_record"))
    sent = registry.submit(holder(filing), subject="commissioner", kind="technical_service", sender_unit=unit)
    shown = registry.question("application", {"application_id": sent["id"]}, manager)
    assert shown["credit"] == {"blacklist": 0, "misconduct": 1}


def test_a_blacklisted_unit_sets_up_no_workstation(registry: Registry) -> None:
    manager, unit = registry.station()
    station = registry.question("filings", {"unit": unit}, registry.officer())["items"][0]
    registry.hear("appraisal.result_published", result(station, "cancel_filing", "blacklist"))
    assert not registry.again(manager).has("dispatching_manager")
    with pytest.raises(Refused) as refused:
        registry.submit(manager, subject="workstation", kind="technical", unit=unit)
    assert refused.value.article == "第二十六条"


def test_who_walks_out_loses_the_filing_by_article_29(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    ended = {
        "agreement": "agreement-1",
        "filing": filing["id"],
        "person": filing["person"],
        "ended_on": "2024-06-03",
        "ground": "commissioner_default",
        "article": "第二十九条",
        "consequences": ["cancel_filing"],
    }
    registry.hear("dispatch.agreement_ended", ended)
    told = registry.told("filing_cancelled")[-1]["data"]
    assert (told["ground"], told["article"]) == ("commissioner_default", "第二十九条")
    assert told["reason"] == "无正当理由单方面终止服务或拒不履行合作协议"


def test_an_overturned_ending_gives_back_the_filing_and_annuls_the_entry(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    case = {
        "filing": filing["id"],
        "person": filing["person"],
        "ground": "sham",
        "article": "第三十一条",
        "consequences": ["cancel_filing", "misconduct_record"],
    }
    registry.hear("dispatch.agreement_ended", {"agreement": "a", "ended_on": "2024-06-03", **case})
    assert registry.told("filing_cancelled")[-1]["data"]["filing"] == filing["id"]
    registry.hear("dispatch.ending_overturned", {"ending": "e", "reasons": "证据不足", **case})
    assert registry.told("filing_restored")[-1]["data"]["filing"] == filing["id"]
    assert registry.told("credit_entry_annulled")[-1]["data"]["person"] == filing["person"]


def test_an_agreement_that_ends_by_consent_leaves_the_filing(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    ended = {"filing": filing["id"], "person": filing["person"], "ground": "consent", "article": "第二十八条"}
    registry.hear("dispatch.agreement_ended", {"agreement": "a", "ended_on": "2024-06-03", **ended, "consequences": []})
    assert registry.told("filing_cancelled") == []


def test_misuse_of_money_ends_every_filing_of_the_person_and_is_recorded(registry: Registry) -> None:
    filing = registry.commissioner(*registry.station())
    found = {"person": filing["person"], "unit": None, "ground": "misuse", "article": "第三十一条"}
    registry.hear("funding.misuse_found", {**found, "consequences": ["cancel_filing", "misconduct_record"]})
    assert registry.told("filing_cancelled")[-1]["data"]["filing"] == filing["id"]
    entry = registry.told("credit_entry_made")[-1]["data"]
    assert (entry["register"], entry["article"], entry["basis"]) == (
        "misconduct",
        "第三十一条",
        "补助资金使用存在严重违规行为",
    )


def test_a_cancelled_team_ends_the_role_of_lead_and_members(registry: Registry) -> None:
    manager, unit = registry.in_city(make.SHIJIAZHUANG).station()
    lead, one, two = registry.register(), registry.register(), registry.register()
    said = {"subject": "team", "kind": "team", "name": "团队", "sender_unit": unit}
    sent = registry.submit(lead, **said, members=[{"person": one.person}, {"person": two.person}])
    registry.move(sent["id"], "pass_application", manager)
    filed = registry.move(sent["id"], "file_application", registry.officer())
    filing = registry.question("filing", {"filing_id": filed["filing"]}, registry.officer())
    assert all(registry.again(who).has("commissioner") for who in (lead, one, two))
    registry.hear("appraisal.result_published", result(filing, "cancel_filing"))
    assert not any(registry.again(who).has("commissioner") for who in (lead, one, two))
    assert registry.told("filing_cancelled")[-1]["data"]["members"] == [one.person, two.person]
