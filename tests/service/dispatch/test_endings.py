"""Endings over a real database, in a city that has set every clock of due process, and in Baotou, which has none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from shared.actor import Actor, Grant
from shared.errors import Conflict, Forbidden, NotFound, Refused
from tests.factories import dispatch as make
from tests.parts import Parts, drop_namespace, random_namespace
from tests.service.dispatch.conftest import Dispatch, Processes, known

BOOK = Path(__file__).parents[2] / "rulebooks" / "due-process"
OTHER_OFFICER = Actor("other", "other", make.BAOTOU, None, (Grant("city_officer"),))


@pytest.fixture(scope="module")
def careful_processes(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """The service under the rulebook that sets every clock."""
    folder = tmp_path_factory.mktemp("rulebooks")
    shutil.copytree(BOOK, folder / BOOK.name)
    namespace = random_namespace()
    processes = Processes(parts, namespace, str(folder))
    yield processes
    for process in processes.running:
        process.store.client.close()
    drop_namespace(parts, namespace)


@pytest.fixture
def careful(careful_processes: Processes) -> Dispatch:
    """Dispatch where notice, defence and appeal have their days."""
    return known(careful_processes, make.BAOTOU)


def filed(dispatch: Dispatch, number: int = 1, host: int = 1) -> dict[str, Any]:
    """In force; signed on paper, which every city takes."""
    agreement = dispatch.draft(f"{dispatch.city}-commissioner-{number}", host)
    scan = dispatch.receipt(make.city_officer())
    said = {"agreement_id": agreement["id"], "hash": agreement["content_hash"], "receipts": [scan], "confirms": True}
    by = make.city_officer() if dispatch.processes.book != "shared/rulebooks" else make.sender_manager()
    if by.account == "sender-1":
        said["receipts"] = [dispatch.receipt(by)]
    dispatch.command("sign_agreement_on_paper", said, by)
    dispatch.command("report_agreements", {"agreements": [agreement["id"]]}, make.sender_manager())
    return dict(dispatch.result(dispatch.together([dispatch.filing_call(agreement)])[0]))


def opened(dispatch: Dispatch, agreement: dict[str, Any], **over: Any) -> dict[str, Any]:
    said = {"agreement": agreement["id"], "ground": "commissioner_default", "reason": "多次联系未果", **over}
    return dict(dispatch.command("open_ending", said, make.host_manager()))


def step(dispatch: Dispatch, case: dict[str, Any], action: str, by: Actor, name: str = "take_ending_step") -> Any:
    return dispatch.command(name, {"ending_id": case["id"], "action": action, "note": "理由"}, by)


def serve(dispatch: Dispatch, case: dict[str, Any], what: str) -> dict[str, Any]:
    said = {"ending_id": case["id"], "what": what, "to": "commissioner", "how": "paper", "text": "送达内容"}
    return dict(dispatch.command("serve_ending_notice", said, make.city_officer()))


def decided(dispatch: Dispatch, agreement: dict[str, Any]) -> dict[str, Any]:
    """Opened, noticed, defended, decided."""
    case = opened(dispatch, agreement)
    step(dispatch, case, "recommend", make.county_officer())
    serve(dispatch, case, "notice")
    dispatch.command("defend_ending", {"ending_id": case["id"], "text": "住院，已请假"}, make.commissioner())
    return dict(step(dispatch, case, "approve", make.city_officer()))


def actions(dispatch: Dispatch, case: dict[str, Any], by: Actor) -> dict[str, Any]:
    found = dispatch.question("ending", {"ending_id": case["id"]}, by)
    return {one["action"]: one for one in found["actions"]}


def deciding(dispatch: Dispatch, case: dict[str, Any]) -> tuple[bool, str]:
    """Whether the city's officer is offered the decision to end, and the article that stops it."""
    offered = dispatch.question("ending", {"ending_id": case["id"]}, make.city_officer())["actions"]
    (found,) = [one for one in offered if (one["action"], one.get("choice")) == ("take_ending_step", "approve")]
    return found["open"], found["article"]


def test_nobody_is_ended_unheard_and_an_upheld_appeal_undoes_it_all(careful: Dispatch) -> None:
    agreement = filed(careful)
    case = opened(careful, agreement)
    step(careful, case, "recommend", make.county_officer())
    assert deciding(careful, case) == (False, "测试设定设定（2023-01-01）")
    with pytest.raises(Refused) as unheard:
        step(careful, case, "approve", make.city_officer())
    assert unheard.value.article == "测试设定设定（2023-01-01）"
    expected = careful.question("ending", {"ending_id": case["id"]}, make.city_officer())["follows"]
    assert [(one["consequence"], bool(one["article"])) for one in expected] == [("cancel_filing", True)]
    notice = serve(careful, case, "notice")["notices"][0]
    assert (notice["how"], notice["due"]) == ("paper", "2024-06-11")
    told = careful.told("ending_notice_served")[0]["data"]
    assert (told["to"], told["what"], told["due"], told["person"]) == (
        "commissioner",
        "notice",
        "2024-06-11",
        "person-1",
    )
    with pytest.raises(Refused):
        step(careful, case, "approve", make.city_officer())
    assert actions(careful, case, make.commissioner())["defend_ending"]["open"] is True
    careful.command("defend_ending", {"ending_id": case["id"], "text": "住院，已请假"}, make.commissioner())
    minutes = {"ending_id": case["id"], "party": "commissioner", "text": "当面听取意见"}
    careful.command("record_ending_hearing", minutes, make.city_officer())
    assert deciding(careful, case) == (True, "")
    decision = step(careful, case, "approve", make.city_officer())
    assert (decision["decision"]["reasons"], decision["consequences"]) == ("理由", ["cancel_filing"])
    assert [one["kind"] for one in decision["statements"]] == ["written", "hearing"]
    assert careful.stored("agreements", agreement["id"])["status"] == "ended"
    assert careful.stored("host_places", f"150200:{agreement['host_unit']}")["held"] == []

    serve(careful, case, "decision")
    careful.on(date(2024, 6, 12))
    careful.command("appeal_ending", {"ending_id": case["id"], "reason": "有医院证明"}, make.commissioner())
    step(careful, case, "recommend", make.county_officer(), "take_ending_appeal_step")
    with pytest.raises(Forbidden):
        step(careful, case, "uphold", make.city_officer(), "take_ending_appeal_step")
    upheld = step(careful, case, "uphold", OTHER_OFFICER, "take_ending_appeal_step")
    assert (upheld["overturned_on"], upheld["appeal"]["decision"]["outcome"]) == ("2024-06-12", "approved")
    restored = careful.stored("agreements", agreement["id"])
    assert (restored["status"], restored["ended_on"], restored["case"]) == ("filed", None, "")
    assert len(careful.stored("host_places", f"150200:{agreement['host_unit']}")["held"]) == 1
    overturned = careful.told("ending_overturned")[0]["data"]
    assert (overturned["filing"], overturned["consequences"]) == (agreement["filing"], ["cancel_filing"])
    assert careful.told("agreement_restored")[0]["data"]["status"] == "filed"


def test_what_the_filing_carried_comes_back_with_it_and_what_ran_out_does_not(careful: Dispatch) -> None:
    careful.file("host_unit", 2)
    first, second = filed(careful), filed(careful, host=2)
    case = decided(careful, first)
    careful.hear(careful.cancel(first["filing"]))
    followed = careful.stored("agreements", second["id"])
    assert followed["ground"] == "filing_cancelled"
    own = careful.question("endings", {"agreement": second["id"]}, make.commissioner())["items"][0]
    assert (own["ground"], own["against"], own["state"]["status"]) == ("filing_cancelled", ["commissioner"], "approved")
    lost = replace(make.commissioner(), grants=())  # the role went with the filing: still the one it is about
    assert actions(careful, case, lost)["appeal_ending"]["open"] is True
    assert {one["id"] for one in careful.question("agreements", {}, lost)["items"]} == {first["id"], second["id"]}
    past = careful.question("agreement", {"agreement_id": first["id"]}, lost)
    assert (past["status"], [one["action"] for one in past["actions"] if one["open"]]) == ("ended", [])
    stranger = replace(lost, person="person-9")
    assert careful.question("agreements", {}, stranger)["items"] == []
    with pytest.raises(NotFound):
        careful.question("agreement", {"agreement_id": first["id"]}, stranger)
    careful.command("appeal_ending", {"ending_id": case["id"], "reason": "有医院证明"}, lost)
    careful.command("withdraw_ending_appeal", {"ending_id": case["id"], "reason": "再想想"}, lost)
    careful.command("appeal_ending", {"ending_id": case["id"], "reason": "有医院证明"}, lost)
    with pytest.raises(NotFound):
        careful.question("ending", {"ending_id": case["id"]}, replace(make.commissioner(number=2), grants=()))
    step(careful, case, "recommend", make.county_officer(), "take_ending_appeal_step")
    careful.on(date(2026, 1, 5))
    step(careful, case, "uphold", OTHER_OFFICER, "take_ending_appeal_step")
    back = [careful.stored("agreements", one["id"]) for one in (first, second)]
    assert [(one["status"], one["ground"], one["ended_on"]) for one in back] == [("ended", "expired", "2025-12-31")] * 2


def test_an_appeal_out_of_time_is_refused_with_its_day(careful: Dispatch) -> None:
    case = decided(careful, filed(careful))
    due = serve(careful, case, "decision")["notices"][-1]["due"]
    careful.on(date.fromisoformat(due) + timedelta(days=1))
    with pytest.raises(Refused, match=due):
        careful.command("appeal_ending", {"ending_id": case["id"], "reason": "不服"}, make.commissioner())
    assert actions(careful, case, make.commissioner())["appeal_ending"]["open"] is False


def test_a_dismissed_appeal_leaves_the_ending_and_is_not_brought_twice(careful: Dispatch) -> None:
    agreement = filed(careful)
    case = decided(careful, agreement)
    careful.command("appeal_ending", {"ending_id": case["id"], "reason": "不服"}, make.commissioner())
    step(careful, case, "recommend", make.county_officer(), "take_ending_appeal_step")
    step(careful, case, "reject", OTHER_OFFICER, "take_ending_appeal_step")
    assert careful.stored("agreements", agreement["id"])["status"] == "ended"
    with pytest.raises(Conflict):
        careful.command("appeal_ending", {"ending_id": case["id"], "reason": "还是不服"}, make.commissioner())


def test_only_those_concerned_act_in_a_case(careful: Dispatch) -> None:
    case = opened(careful, filed(careful))
    with pytest.raises(Conflict):
        careful.command("defend_ending", {"ending_id": case["id"], "text": "x"}, make.host_manager())
    for stranger in (make.commissioner(number=2), make.sender_manager(number=2)):
        with pytest.raises(NotFound):
            careful.command("defend_ending", {"ending_id": case["id"], "text": "x"}, stranger)
    said = {"ending_id": case["id"], "what": "notice", "to": "commissioner", "how": "in_app", "text": "x"}
    with pytest.raises(Forbidden):
        careful.command("serve_ending_notice", said, make.commissioner())
    with pytest.raises(NotFound):
        careful.command("serve_ending_notice", said, make.county_officer(county="150204"))


def test_baotou_states_no_clock_and_no_appeal(baotou: Dispatch) -> None:
    agreement = baotou.filed()
    case = opened(baotou, agreement, circumstance="walked_out")
    step(baotou, case, "recommend", make.county_officer())
    assert serve(baotou, case, "notice")["notices"][0]["due"] is None
    step(baotou, case, "approve", make.city_officer())
    with pytest.raises(Refused, match="未作规定"):
        baotou.command("appeal_ending", {"ending_id": case["id"], "reason": "不服"}, make.commissioner())
    clocks = baotou.question("ending", {"ending_id": case["id"]}, make.commissioner())["clocks"]
    assert clocks == {
        "notice_first": None,
        "defence_days": None,
        "appeal_days": None,
        "appeal_steps": [],
        "article": "本办法未作规定",
    }


def test_a_confirmed_finding_of_misuse_opens_a_case_that_the_city_decides(baotou: Dispatch) -> None:
    agreement = baotou.filed()
    found = {
        "inspection": "i-1",
        "filing": agreement["filing"],
        "person": "person-1",
        "unit": None,
        "ground": "serious_misuse",
        "claims": [],
        "article": "第三十一条",
        "consequences": [],
    }
    baotou.hear(baotou.event("funding.misuse_found", found, subject="inspection:i-1"))
    assert baotou.question("endings", {}, make.city_officer())["items"] == []
    fraud = {**found, "inspection": "i-2", "ground": "subsidy_fraud"}
    baotou.hear(baotou.event("funding.misuse_found", fraud, subject="inspection:i-2"))
    case = baotou.question("endings", {}, make.city_officer())["items"][0]
    assert (case["ground"], case["inspection"], case["against"]) == ("sham", "i-2", ["commissioner"])
    done = step(baotou, case, "approve", make.city_officer())
    assert (done["consequences"], done["article"]) == (["cancel_filing"], "第三十一条")
    assert baotou.stored("agreements", agreement["id"])["ground"] == "sham"


def rung(dispatch: Dispatch, day: date) -> list[tuple[str, str, list[str]]]:
    """What the clocks told in two runs on that day: what, of which day, whose turn it is."""
    dispatch.on(day)
    kinds = ("ending_late", "ending_appeal_late", "ending_answer_due", "ending_answer_over")
    before = sum(len(dispatch.told(kind)) for kind in kinds)
    for _ in range(2):
        dispatch.tick("watch_endings")
    rows = sorted((row for kind in kinds for row in dispatch.told(kind)), key=lambda row: row["_id"])[before:]
    return [(row["type"], row["data"]["due"], row["data"]["turn"]) for row in rows]


def test_every_clock_of_a_case_is_told_once_to_whose_turn_it_is(careful: Dispatch) -> None:
    agreement = filed(careful)
    case = opened(careful, agreement)
    step(careful, case, "recommend", make.county_officer())
    serve(careful, case, "notice")  # to be answered until 2024-06-11
    assert rung(careful, date(2024, 6, 7)) == []
    assert rung(careful, date(2024, 6, 9)) == [("ending_answer_due", "2024-06-11", ["commissioner"])]
    assert rung(careful, date(2024, 6, 12)) == [("ending_answer_over", "2024-06-11", ["city"])]
    step(careful, case, "approve", make.city_officer())
    due = serve(careful, case, "decision")["notices"][-1]["due"]
    assert rung(careful, date.fromisoformat(due)) == [("ending_answer_due", due, ["commissioner"])]
    careful.command("appeal_ending", {"ending_id": case["id"], "reason": "不服"}, make.commissioner())
    late = careful.stored("endings", case["id"])["appeal"]["state"]["due"]
    assert rung(careful, date.fromisoformat(late) + timedelta(days=1)) == [("ending_appeal_late", late, ["county"])]


def test_who_has_spoken_is_not_reminded_and_where_no_clock_runs_nothing_is_told(
    careful: Dispatch, baotou: Dispatch
) -> None:
    case = opened(careful, filed(careful))
    step(careful, case, "recommend", make.county_officer())
    serve(careful, case, "notice")
    careful.command("defend_ending", {"ending_id": case["id"], "text": "住院，已请假"}, make.commissioner())
    assert rung(careful, date(2024, 6, 10)) == []
    assert rung(careful, date(2024, 6, 20)) == []
    case = opened(baotou, filed(baotou), circumstance="walked_out")
    step(baotou, case, "recommend", make.county_officer())
    assert rung(baotou, date(2024, 12, 20)) == []
