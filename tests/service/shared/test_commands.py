"""Commands over the real bus and the real database: once each, in time, together, and refused alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from gateway.bus import AT_ONCE, UNDER_WAY, Bus
from shared.actor import Actor, Grant
from shared.errors import Conflict, Forbidden, Invalid, Late, NotFound, Outdated, Refused, Unavailable
from tests.service.shared.grounds import CITY, GARDENER, eventually, problem_of


def named(grounds, name):
    return list(grounds.database["plants"].find({"name": name}))


# -- one call ----------------------------------------------------------------------------------------------------------


def test_a_command_is_answered_with_what_was_kept(garden):
    answer = garden.plant("rose")
    assert named(garden, "rose")[0]["_id"] == answer["id"]
    assert answer["version"] == 1


def test_a_question_is_answered(garden):
    planted = garden.plant("lily")
    args = {"plant_id": planted["id"], "name": ""}
    assert garden.bus.question("garden", "plant_detail", args, GARDENER)["name"] == "lily"


@pytest.mark.parametrize(
    ("actor", "problem"),
    [
        (Actor("a2", "n", CITY, grants=(Grant("gardener"),)), NotFound),
        (Actor("a1", "n", "130100", grants=(Grant("gardener"),)), NotFound),
        (Actor("a1", "n", CITY, grants=(Grant("liaison"),)), Forbidden),
    ],
    ids=["another person's", "another city's", "another role"],
)
def test_the_service_itself_decides_who_may(garden, actor, problem):
    plant = eventually(lambda: garden.database["plants"].find_one()) or garden.plant("any")
    args = {"plant_id": plant["_id"], "name": "stolen"}
    assert type(problem_of(lambda: garden.bus.command("garden", "rename", args, actor))) is problem
    assert not named(garden, "stolen")


def test_a_change_over_an_outdated_version_is_refused(garden):
    planted = garden.plant("tulip")
    args = {"plant_id": planted["id"], "name": "tulip, renamed"}
    assert garden.bus.command("garden", "rename", args, GARDENER, expected_version=1)["version"] == 2
    with pytest.raises(Outdated):
        garden.bus.command("garden", "rename", {**args, "name": "too late"}, GARDENER, expected_version=1)


def test_a_command_that_never_loads_what_its_access_row_names_fails_closed(garden):
    assert problem_of(lambda: garden.bus.command("garden", "neglect", {}, GARDENER)).details["fault"]


def test_a_fault_in_the_code_leaves_nothing_behind_and_the_service_goes_on(garden):
    assert problem_of(lambda: garden.bus.command("garden", "break_down", {}, GARDENER)).details["fault"]
    assert garden.database["beds"].find_one({"_id": "half-done"}) is None
    assert "a fault in the code" in garden.log()
    garden.plant("after the fault")


def test_what_the_database_cannot_keep_is_answered_and_the_service_goes_on(garden):
    overload = {"anything": {"zero \0 byte": 1}}
    assert isinstance(problem_of(lambda: garden.bus.command("garden", "overload", overload, GARDENER)), Unavailable)
    garden.plant("after the overload")


def test_a_name_that_is_taken_is_a_conflict(garden):
    garden.plant("unique")
    with pytest.raises(Conflict):
        garden.plant("unique", bed="another")


def test_a_service_that_does_not_run_is_told_at_once(garden):
    with pytest.raises(Unavailable):
        garden.bus.command("orchard", "plant", {}, GARDENER)


# -- deadlines ---------------------------------------------------------------------------------------------------------


def test_a_call_past_its_deadline_is_never_executed(grounds, ear):
    first = grounds.start()
    grounds.ready()
    grounds.end(first)
    with pytest.raises(Late):
        grounds.plant("too late", deadline=0.3)
    grounds.start()
    grounds.plant("in time", deadline=30)
    assert not named(grounds, "too late")
    assert {event["data"]["name"] for event in ear.heard("in time")} == {"in time"}


# -- keys --------------------------------------------------------------------------------------------------------------


def test_the_same_key_returns_the_first_answer(garden):
    assert garden.plant("daisy", key="k-daisy") == garden.plant("daisy", key="k-daisy")
    assert len(named(garden, "daisy")) == 1


def test_the_same_key_with_another_body_is_refused(garden):
    garden.plant("aster", key="k-aster")
    problem = problem_of(lambda: garden.plant("another aster", key="k-aster"))
    assert isinstance(problem, Invalid)
    assert problem.details["errors"][0]["code"] == "key_reused"
    assert not named(garden, "another aster")


def test_the_same_key_sent_many_times_at_once_takes_effect_once(garden):
    with ThreadPoolExecutor(40) as crowd:
        answers = list(crowd.map(lambda _: garden.plant("crocus", key="k-crocus"), range(40)))
    assert all(answer == answers[0] for answer in answers)
    assert len(named(garden, "crocus")) == 1


@pytest.mark.parametrize("point", ["after_receiving", "inside_transaction", "after_commit"])
def test_the_same_key_after_a_crash_returns_the_first_answer(grounds, point):
    dying = grounds.start(CRASH_AT=point)
    grounds.ready()
    with ThreadPoolExecutor(1) as client:
        asked = client.submit(grounds.plant, "rose", key="k", deadline=60)
        dying.wait(30)
        assert grounds.database["plants"].count_documents({}) == (1 if point == "after_commit" else 0)
        grounds.start()
        first = asked.result()  # the broker hands the message to the next process, whose inbox knows the key
    assert grounds.database["plants"].count_documents({}) == 1
    other_gateway = Bus(grounds.settings)
    try:
        args = {"bed": "bed of rose", "name": "rose"}
        assert other_gateway.command("garden", "plant", args, GARDENER, key="k") == first
        with pytest.raises(Invalid):
            other_gateway.command("garden", "plant", {**args, "name": "thorn"}, GARDENER, key="k")
    finally:
        other_gateway.close()
    assert grounds.database["plants"].count_documents({}) == 1


# -- batches -----------------------------------------------------------------------------------------------------------


def transactions(grounds):
    """How many plants each transaction brought, by the database's own journal: one entry is one transaction."""
    entries = grounds.client["local"]["oplog.rs"].find({"o.applyOps.ns": f"{grounds.namespace}_garden.plants"})
    counts = [sum(step["ns"].endswith(".plants") for step in entry["o"]["applyOps"]) for entry in entries]
    return [count for count in counts if count]


def test_calls_that_wait_leave_together_and_are_one_transaction_in_which_a_refused_call_refuses_alone(grounds):
    grounds.start()
    grounds.ready()
    lane = grounds.bus._lanes
    with ThreadPoolExecutor(AT_ONCE + UNDER_WAY) as crowd:
        for number in range(UNDER_WAY):
            crowd.submit(grounds.plant, f"slow {number}", hold=1.5)
            eventually(lambda: sum(len(one.parcels) for one in lane.values()) == number + 1)  # noqa: B023
        asked = [crowd.submit(plant_or_refusal, grounds, f"fast {n}", f"bed {n // 5}") for n in range(AT_ONCE)]
        eventually(lambda: sum(len(one.waiting) for one in lane.values()) == AT_ONCE)
        answers = [one.result() for one in asked]
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert {problem.article for problem in refused} == {"第一条"}
    assert len(refused) == AT_ONCE // 5 * 2, "three places in each bed, five who want one"
    kept = transactions(grounds)
    assert sum(kept) == AT_ONCE - len(refused) + UNDER_WAY
    assert len(kept) <= UNDER_WAY + 1
    assert max(kept) >= AT_ONCE - len(refused), "the whole message, and perhaps the slow call before it"


def plant_or_refusal(grounds, name, bed):
    try:
        return grounds.plant(name, bed=bed)
    except Refused as problem:
        return problem


# -- places that are counted -------------------------------------------------------------------------------------------


def test_two_takers_of_the_last_place_in_two_processes_one_gets_it_one_is_refused_with_the_article(grounds):
    for _ in range(2):
        grounds.start()
    grounds.serving(2)
    with ThreadPoolExecutor(2) as crowd:
        for turn in range(4):
            for place in range(2):
                grounds.plant(f"{turn}, early {place}", bed=f"bed {turn}")
            takers = [crowd.submit(take_a_place, grounds, f"{turn}, taker {n}", f"bed {turn}") for n in range(2)]
            answers = sorted((taker.result() for taker in takers), key=lambda answer: isinstance(answer, Refused))
            assert isinstance(answers[0], dict)
            assert isinstance(answers[1], Refused)
            assert (answers[1].rule, answers[1].article) == ("garden.places", "第一条")
    beds = list(grounds.database["beds"].find())
    assert [bed["taken"] for bed in beds] == [3] * 4
    processes = {plant["planted_by"] for plant in grounds.database["plants"].find()}
    assert len(processes) == 2, "both took part"


def take_a_place(grounds, name, bed):
    try:
        return grounds.plant(name, bed=bed, hold=0.3)
    except Refused as problem:
        return problem
