"""A year's appraisal, from what was heard to what follows, over a real database."""

from __future__ import annotations

import pytest

from shared.errors import Conflict, Forbidden, NotFound
from tests.service.appraisal.conftest import SHIJIAZHUANG, Appraisal


def effects(result: dict[str, object]) -> set[str]:
    return {one["then"] for one in result["consequences"]}  # type: ignore[attr-defined, index]


def test_failing_twice_running_in_baotou_cancels_and_with_influence_blacklists(appraisal: Appraisal) -> None:
    appraisal.files("worker", "idler")
    for year in (2023, 2024):
        appraisal.serves("worker", year, 12)
        appraisal.serves("idler", year, 1)
    first = {one["name"]: one for one in appraisal.appraise(2023)}
    assert (first["idler"]["grade"], effects(first["idler"])) == ("failed", set())
    assert first["worker"]["passed"]
    appraisal.day = appraisal.day.replace(year=2024)
    opened = appraisal.command("open_cycle", year=2024)
    idler = f"{opened['id']}-f-idler"
    appraisal.command("note_influence", result_id=idler, negative=True, reason="媒体报道其冒名领取补助")
    appraisal.command("grade_cycle", cycle_id=opened["id"])
    assert appraisal.command("publish_results", cycle_id=opened["id"])["status"] == "published"
    second = {one["data"]["name"]: one for one in appraisal.told("result_published") if one["data"]["year"] == 2024}
    assert second["idler"]["data"]["failed_in_a_row"] == 2
    assert effects(second["idler"]["data"]) == {"cancel_filing", "blacklist", "misconduct_record"}
    assert {rule["article"] for rule in second["idler"]["rules"]} == {"第二十六条", "第三十一条"}
    assert "cancel_filing" not in effects(second["worker"]["data"])


def test_failing_once_in_shijiazhuang_cancels(appraisal: Appraisal) -> None:
    appraisal.city = SHIJIAZHUANG
    appraisal.files("worker", "idler")
    appraisal.serves("worker", 2024, 12)
    results = {one["name"]: one for one in appraisal.appraise(2024)}
    assert effects(results["idler"]) == {"cancel_filing"}
    assert results["idler"]["consequences"][0]["article"] == "五（一）"
    assert "recommend" in effects(results["worker"])


def test_a_large_city_is_frozen_and_published_in_portions_with_nobody_missed_or_doubled(appraisal: Appraisal) -> None:
    names = [f"n{number:03}" for number in range(430)]
    appraisal.files(*names[:200])
    appraisal.files(*names[200:400])
    appraisal.files(*names[400:])
    results = appraisal.appraise(2024)
    assert sorted(one["name"] for one in results) == names
    assert appraisal.question("cycle", cycle_id="150200-2024")["published"] == 430


def test_a_published_result_comes_out_the_same_again(appraisal: Appraisal) -> None:
    appraisal.files("worker")
    appraisal.serves("worker", 2024, 7)
    appraisal.appraise(2024)
    again = appraisal.question("recompute", result_id="150200-2024-f-worker")
    assert again["same"]
    appraisal.serves("worker", 2024, 12)
    assert appraisal.question("recompute", result_id="150200-2024-f-worker")["same"]


def test_judges_of_the_right_units_score_and_others_do_not_find_the_result(appraisal: Appraisal) -> None:
    appraisal.files("worker")
    appraisal.serves("worker", 2024, 12)
    appraisal.command("open_cycle", year=2024)
    result = "150200-2024-f-worker"
    station = appraisal.actor("dispatching_manager", unit="u1")
    shown = appraisal.command("score_result", station, result_id=result, indicator="workstation", points=9.5)
    assert [one["points"] for one in shown["scores"]] == [9.5]
    host = appraisal.actor("host_manager", unit="h1")
    assert (
        appraisal.command("score_result", host, result_id=result, indicator="satisfaction", points=10)["version"] == 3
    )
    with pytest.raises(Forbidden):
        appraisal.command("score_result", host, result_id=result, indicator="workstation", points=1)
    for stranger in (
        appraisal.actor("dispatching_manager", unit="u2"),
        appraisal.actor("host_manager", unit="h2"),
        appraisal.actor(city=SHIJIAZHUANG),
    ):
        with pytest.raises(NotFound):
            appraisal.command("score_result", stranger, result_id=result, indicator="distinguished", points=1)
        with pytest.raises(NotFound):
            appraisal.question("result", stranger, result_id=result)
    with pytest.raises(Forbidden):
        appraisal.command("open_cycle", station, year=2023)


def test_lists_show_each_asker_their_own(appraisal: Appraisal) -> None:
    appraisal.files("one", "two")
    appraisal.command("open_cycle", year=2024)
    own = appraisal.actor("commissioner", person="p-one")
    assert [row["name"] for row in appraisal.question("results", own)["items"]] == ["one"]
    assert len(appraisal.question("results", year=2024)["items"]) == 2
    assert appraisal.question("results", appraisal.actor("host_manager", unit="h9"))["items"] == []


def test_a_workstation_is_appraised_by_the_services_and_reports_it_answers_for(appraisal: Appraisal) -> None:
    appraisal.files("u1", subject="workstation")
    appraisal.files("worker", "other")
    appraisal.serves("worker", 2024, 12)
    report = {"kind": "monthly", "reporter": "workstation", "unit": "u1", "person": None, "filing": None}
    rows = [
        {**report, "report": f"m{month}", "period": f"2024-{month:02}", "late": month == 3} for month in range(1, 13)
    ]
    appraisal.hear("records.report_accepted", rows)
    appraisal.hear("records.report_submitted", rows)
    appraisal.command("open_cycle", year=2024)
    result = appraisal.question("result", result_id="150200-2024-f-u1")
    facts = result["facts"]
    assert (len(facts["visits"]), facts["commissioners"]) == (12, 2)
    assert sum(one["accepted"] for one in facts["reports"]) == 12
    assert [one["action"] for one in result["actions"]] == ["score_result", "note_influence"]
    appraisal.command("grade_cycle", cycle_id="150200-2024")
    appraisal.command("publish_results", cycle_id="150200-2024")
    marks = {one["indicator"]: one["points"] for one in appraisal.question("result", result_id=result["id"])["marks"]}
    assert (marks["target"], marks["reports"], marks["late_reports"], marks["management"]) == (20.0, 20.0, 1.0, None)


def test_cancelled_filings_and_hosts_are_not_appraised(appraisal: Appraisal) -> None:
    appraisal.files("gone", "here")
    appraisal.files("host", subject="host_unit")
    appraisal.hear("registry.filing_cancelled", [{"filing": "f-gone", "subject": "commissioner"}])
    cycle = appraisal.command("open_cycle", year=2024)
    assert (cycle["subjects"], cycle["left_out"]) == (1, 1)
    with pytest.raises(Conflict):
        appraisal.command("open_cycle", year=2024)


def test_anyone_may_read_how_the_city_appraises_with_articles(appraisal: Appraisal) -> None:
    scheme = appraisal.question("scheme", appraisal.actor("applicant"))
    assert {one["id"] for one in scheme["subjects"]} == {"commissioner", "workstation"}
    assert all(indicator["article"] for one in scheme["subjects"] for indicator in one["indicators"])
