"""The reconciliation finds what it is there to find: each way of losing and each way of doubling."""

from collections import defaultdict

import pytest

from loadtests.reconcile import Ledger, Step, Trail, reconcile, settled, wait_heard
from tests.unit.shared.memory import Database

TRAIL = Trail("garden", "plants", (Step("planted", ("shed",)), Step("watered")))


@pytest.fixture
def client():
    """Databases in which two plants were planted and watered, and the shed heard of the planting."""
    made = defaultdict(Database)
    garden, shed = made["t_garden"], made["t_shed"]
    for number in (1, 2):
        garden["plants"].docs[f"p{number}"] = {"_id": f"p{number}"}
        for event in ("planted", "watered"):
            announce(made, event, f"p{number}", f"{event}-{number}")
        shed["heard"].docs[f"planted-{number}"] = {"_id": f"planted-{number}", "aside": False}
    return made


@pytest.fixture
def ledger():
    return Ledger(
        [{"planted-1", "planted-2"}, {"watered-1", "watered-2"}],
        [{"planted-1": "p1", "planted-2": "p2"}, {"watered-1": "p1", "watered-2": "p2"}],
    )


def announce(client, event, plant, key, id=None, sent=True):
    id = id or key
    client["t_garden"]["announcements"].docs[id] = {
        "_id": id, "type": event, "subject": f"plant:{plant}", "cause": f"a1|{key}", "sent": sent,
    }  # fmt: skip


def result(client, ledger):
    return reconcile(client, "t", TRAIL, ledger)


def test_a_run_in_which_all_went_well_is_ok(client, ledger):
    found = result(client, ledger)
    assert found.ok
    assert (found.sent, found.acknowledged, found.stored, found.announced, found.heard) == (4, 4, 2, 4, 2)


def test_a_record_that_was_acknowledged_and_is_not_stored_is_lost(client, ledger):
    del client["t_garden"]["plants"].docs["p2"]
    assert any("p2" in reason and "not stored" in reason for reason in result(client, ledger).lost)


def test_an_acknowledged_change_that_was_not_announced_is_lost(client, ledger):
    del client["t_garden"]["announcements"].docs["watered-2"]
    assert any("watered-2" in reason for reason in result(client, ledger).lost)


def test_a_record_without_its_announcement_is_lost_even_if_nobody_was_told(client, ledger):
    client["t_garden"]["plants"].docs["p3"] = {"_id": "p3"}
    assert any("p3" in reason for reason in result(client, ledger).lost)


def test_an_announcement_that_was_never_sent_is_lost(client, ledger):
    client["t_garden"]["announcements"].docs["planted-1"]["sent"] = False
    assert any("never sent" in reason for reason in result(client, ledger).lost)


def test_an_event_that_a_listener_has_not_heard_or_could_not_take_in_is_lost(client, ledger):
    del client["t_shed"]["heard"].docs["planted-1"]
    client["t_shed"]["set_aside"].docs["planted-2"] = {"_id": "planted-2", "state": "parked"}
    reasons = result(client, ledger).lost
    assert len(reasons) == 2
    assert all("shed" in reason for reason in reasons)


def test_two_records_from_one_key_are_doubled(client, ledger):
    client["t_garden"]["plants"].docs["p9"] = {"_id": "p9"}
    announce(client, "planted", "p9", "planted-1", id="e9")
    assert any("planted-1" in reason and "2 times" in reason for reason in result(client, ledger).doubled)


def test_one_record_announced_twice_is_doubled(client, ledger):
    announce(client, "watered", "p1", "watered-1", id="e9")
    assert any("p1" in reason for reason in result(client, ledger).doubled)


def test_an_effect_that_nobody_asked_for_is_doubled(client, ledger):
    client["t_garden"]["plants"].docs["p9"] = {"_id": "p9"}
    announce(client, "planted", "p9", "not-ours")
    assert any("nobody sent it" in reason for reason in result(client, ledger).doubled)


def test_a_repeat_with_another_answer_is_doubled(client, ledger):
    ledger.acknowledge(0, "planted-1", "p1")
    assert result(client, ledger).ok
    ledger.acknowledge(0, "planted-1", "p7")
    assert not result(client, ledger).ok


def test_what_was_sent_and_never_acknowledged_may_have_happened_or_not(client, ledger):
    del ledger.acknowledged[1]["watered-2"]
    assert result(client, ledger).ok
    del client["t_garden"]["announcements"].docs["watered-2"]
    assert result(client, ledger).ok


def test_records_of_other_runs_are_left_out(client, ledger):
    for plant in client["t_garden"]["plants"].docs.values():
        plant["run"] = "ours"
    for told in client["t_garden"]["announcements"].docs.values():
        told["run"] = "ours"
    client["t_garden"]["plants"].docs["p9"] = {"_id": "p9", "run": "theirs"}
    announce(client, "planted", "p9", "theirs")
    ours = Trail(TRAIL.service, TRAIL.collection, TRAIL.steps, stored={"run": "ours"}, told={"run": "ours"})
    assert reconcile(client, "t", ours, ledger).ok


def test_a_run_is_settled_when_all_is_sent_and_nothing_waits_to_be_tried_again(client):
    assert settled(client, "t", ["garden", "shed"], seconds=0.5)
    client["t_shed"]["set_aside"].docs["e"] = {"_id": "e", "state": "waiting"}
    assert not settled(client, "t", ["garden", "shed"], seconds=0.01)


def test_listeners_are_waited_for(client):
    assert wait_heard(client, "t", TRAIL, seconds=0.5)
    client["t_shed"]["heard"].docs["planted-1"]["aside"] = True
    assert not wait_heard(client, "t", TRAIL, seconds=0.0)
