"""How a group takes effect: together, in halves when something stands in the way, each item at most once."""

import pytest
from bson.errors import InvalidDocument
from hypothesis import given
from hypothesis import strategies as st
from pymongo.errors import AutoReconnect, BulkWriteError, DuplicateKeyError, OperationFailure

from shared.errors import Conflict, Unavailable
from shared.sheaf import Stale
from shared.store import Store, stamp


class Rehearsal(Store):
    """A store whose transactions fail as `fails(items)` says; what took effect is in `kept`."""

    pause = staticmethod(lambda seconds: None)

    def __init__(self, fails=lambda items: None):
        self.fails, self.kept, self.transactions = fails, [], 0

    def _once(self, items, body):
        self.transactions += 1
        failure = self.fails(list(items))
        if failure is not None:
            raise failure
        self.kept += items

    def run(self, items, patience=10.0):
        given_up = {}
        self.transact(
            items, lambda sheaf, group: None, lambda item, problem: given_up.update({item: problem}), patience
        )
        return given_up


def transient():
    return OperationFailure("WriteConflict", 112, {"errorLabels": ["TransientTransactionError"]})


def test_a_group_is_one_transaction_where_nothing_stands_in_the_way():
    store = Rehearsal()
    assert store.run(range(50)) == {}
    assert store.transactions == 1


@pytest.mark.parametrize("failure", [Stale("r"), DuplicateKeyError("d"), BulkWriteError({}), transient()], ids=type)
def test_a_conflict_cuts_the_group_in_two(failure):
    seen = []
    store = Rehearsal(lambda items: failure if len(items) == 8 else seen.append(items))
    assert store.run(range(8)) == {}
    assert seen == [[0, 1, 2, 3], [4, 5, 6, 7]]


@given(st.sets(st.integers(0, 19)))
def test_whatever_items_are_bad_only_they_are_given_up_and_every_other_takes_effect_once(bad):
    store = Rehearsal(lambda items: Stale("r") if bad & set(items) else None)
    given_up = store.run(range(20))
    assert set(given_up) == bad
    assert all(isinstance(problem, Conflict) for problem in given_up.values())
    assert sorted(store.kept) == sorted(set(range(20)) - bad)


@given(st.sets(st.integers(0, 19)))
def test_what_the_driver_cannot_store_is_given_up_with_its_reason_and_alone(bad):
    store = Rehearsal(lambda items: InvalidDocument("cannot encode") if bad & set(items) else None)
    given_up = store.run(range(20))
    assert set(given_up) == bad
    assert all(isinstance(problem, InvalidDocument) for problem in given_up.values())
    assert sorted(store.kept) == sorted(set(range(20)) - bad)


def test_a_single_call_that_conflicts_is_tried_again():
    failures = iter([Stale("r"), transient(), Stale("r")])
    store = Rehearsal(lambda items: next(failures, None))
    assert store.run(["x"]) == {}
    assert store.kept == ["x"]


def test_a_database_that_comes_back_in_time_is_waited_for_with_the_group_in_one_piece():
    failures = iter([AutoReconnect("away"), AutoReconnect("away")])
    store = Rehearsal(lambda items: next(failures, None))
    assert store.run(range(5)) == {}
    assert store.transactions == 3


@pytest.mark.parametrize("failure", [AutoReconnect("away"), transient()], ids=type)
def test_a_database_that_stays_away_is_told_from_a_fault_of_the_item(failure):
    problem = Rehearsal(lambda items: failure).run(["x"], patience=-1)["x"]
    assert isinstance(problem, Unavailable)
    assert problem.details["away"] is True


def test_stamps_sort_by_the_order_of_making():
    stamps = [stamp() for _ in range(2_000)]
    assert stamps == sorted(stamps)
    assert len(set(stamps)) == 2_000
