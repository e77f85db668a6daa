"""What was stored in an older shape is brought forward once, before a service serves; over a real MongoDB."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from services.dispatch.service import DispatchService
from shared.hosting import service_class, service_names
from shared.migrations import Step, bring_forward
from shared.store import Store
from tests.parts import Parts, drop_namespace, random_namespace


@pytest.fixture
def store(parts: Parts) -> Iterator[Store]:
    """A database with two demands of before they had owners, and one of after."""
    namespace = random_namespace()
    made = Store(parts.mongo_uri, namespace, "dispatch", DispatchService.work.collections())
    made.prepare()
    made.database["demands"].insert_many(
        [
            {"_id": "old", "host_unit": "u1"},
            {"_id": "empty", "host_unit": "u2", "owner_units": []},
            {"_id": "new", "host_unit": "u3", "owner_units": ["u3", "u4"]},
        ]
    )
    yield made
    made.client.close()
    drop_namespace(parts, namespace)


def owners(store: Store) -> dict[str, list[str]]:
    return {one["_id"]: one["owner_units"] for one in store.database["demands"].find()}


def test_a_step_runs_once_and_what_it_did_is_kept(store: Store) -> None:
    assert bring_forward(store, DispatchService.migrations) == {"0001_demands_name_their_owners": 2}
    assert owners(store) == {"old": ["u1"], "empty": ["u2"], "new": ["u3", "u4"]}
    (kept,) = store.database["migrations"].find()
    assert (kept["_id"], kept["changed"]) == ("0001_demands_name_their_owners", 2)
    assert bring_forward(store, DispatchService.migrations) == {}
    assert store.database["leases"].count_documents({"_id": "migrations"}) == 0


def test_processes_that_start_at_once_run_a_step_once_and_all_wait_for_it(store: Store) -> None:
    def counted(database: Any) -> int:
        database["marks"].update_one({"_id": "ran"}, {"$inc": {"times": 1}}, upsert=True)
        return 1

    steps = (*DispatchService.migrations, Step("0002_counted", counted))
    with ThreadPoolExecutor(6) as pool:
        done = [one for one in pool.map(lambda _: bring_forward(store, steps), range(6)) if one]
    assert [sorted(one) for one in done] == [["0001_demands_name_their_owners", "0002_counted"]]
    assert store.database["marks"].find_one({"_id": "ran"})["times"] == 1


def test_a_step_that_fails_stops_the_start_and_is_run_again(store: Store) -> None:
    def broken(database: Any) -> int:
        raise RuntimeError("the disk is full")

    first, second = DispatchService.migrations[0], Step("0002_next", lambda database: 0)
    with pytest.raises(RuntimeError, match="disk"):
        bring_forward(store, (first, Step("0002_next", broken)))
    assert [row["_id"] for row in store.database["migrations"].find()] == [first.name]
    assert bring_forward(store, (first, second)) == {"0002_next": 0}


@pytest.mark.parametrize("service", service_names())
def test_steps_are_named_in_their_order(service: str) -> None:
    names = [step.name for step in getattr(service_class(service), "migrations", ())]
    assert names == sorted(set(names))
    assert all(name[:4].isdigit() and name[4] == "_" for name in names)
