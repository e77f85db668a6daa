"""What a peer is told and what is made of its answers."""

from dataclasses import replace
from datetime import date

import pytest

from services.registry.domain import peer as peers
from services.registry.domain.peer import Engagement, Peer
from services.registry.domain.person import Identity, Person
from shared.errors import Conflict, Invalid

PEER = Peer("p1", "", "省平台", "https://a.example", "s", "a", "k1", date(2024, 1, 1))
SERVES = Engagement("g1", "150200", ("x",), "u1", date(2023, 7, 1), date(2024, 6, 30))
PERSON = Person("x", "", "某人", Identity("sealed", "f", "m", date(1980, 1, 1)), provincial=("15",))
GOOD = {"same_person": True, "provincial": False, "engagements": [{"host": "h", "since": "2024-01-01", "until": "x"}]}


def test_a_peer_is_named_once_and_is_somebody_else():
    assert peers.add([], PEER, "own") is PEER
    assert peers.add([replace(PEER, status="removed")], PEER, "own") is PEER
    with pytest.raises(Conflict):
        peers.add([PEER], replace(PEER, id="p2"), "own")
    with pytest.raises(Invalid):
        peers.add([], PEER, "k1")
    with pytest.raises(Conflict):
        peers.remove(peers.remove(PEER))


@pytest.mark.parametrize(("year", "reaches"), [(2022, False), (2023, True), (2024, True), (2025, False)])
def test_an_engagement_counts_in_the_years_it_reaches_into(year, reaches):
    assert bool(peers.in_year([SERVES], year)) == reaches


def test_one_that_ended_early_does_not_reach_further():
    assert not peers.in_year([replace(SERVES, ended_on=date(2023, 12, 31))], 2024)


def test_of_somebody_unknown_nothing_is_told():
    assert peers.answer(None, "15", []) == {"same_person": False, "provincial": False, "engagements": []}


def test_of_somebody_known_yes_or_no_and_hosts_as_tokens():
    told = peers.answer(PERSON, "15", [(SERVES, "token")])
    assert told["provincial"]
    assert told["engagements"] == [{"host": "token", "since": "2023-07-01", "until": "2024-06-30"}]
    assert not peers.answer(PERSON, "13", [])["provincial"]
    assert "某人" not in str(told)


def test_a_question_names_the_province_and_is_read_back():
    asked = peers.question("t" * 64, "150200", 2024)
    assert peers.read_question(asked) == ("t" * 64, "15", 2024)


@pytest.mark.parametrize(
    "wrong", [{"token": "short"}, {"province": 15}, {"year": "2024"}, {"year": 1}, {"token": None}]
)
def test_a_question_of_another_shape_is_refused(wrong):
    with pytest.raises(Invalid):
        peers.read_question({**peers.question("t" * 64, "150200", 2024), **wrong})


def test_an_answer_is_read():
    same, provincial, engaged = peers.read_answer(GOOD)
    assert (same, provincial, len(engaged)) == (True, False, 1)


@pytest.mark.parametrize(
    "wrong",
    [{"same_person": "yes"}, {"provincial": None}, {"engagements": "none"}, {"engagements": [{}]},
     {"engagements": [None]}, {"engagements": [{"host": "h", "since": "x", "until": "y"}] * 201}],
)  # fmt: skip
def test_an_answer_of_another_shape_is_refused(wrong):
    with pytest.raises(Invalid):
        peers.read_answer({**GOOD, **wrong})
