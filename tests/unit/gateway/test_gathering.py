"""Several services asked at once: nobody waits for another, and who is silent is named."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from gateway.gathering import gather, latest_first
from shared.actor import Actor
from shared.errors import Late, NotFound, Unavailable

ACTOR = Actor("a", "某", "150200")


class Bus:
    """Answers once `parties` questions are there together; a service may fail instead."""

    def __init__(self, parties: int, fails: dict[str, Exception] | None = None) -> None:
        self._together, self._fails = threading.Barrier(parties, timeout=5), fails or {}

    def question(self, service: str, name: str, args: dict[str, Any], actor: Actor, seconds: float) -> dict[str, Any]:
        self._together.wait()
        if service in self._fails:
            raise self._fails[service]
        return {"service": service, "name": name, **args}


def test_all_are_asked_before_any_has_answered():
    asked = {service: {"at": service} for service in ("registry", "dispatch", "records")}
    answers, silent = gather(Bus(3), ACTOR, "deeds", asked, 2.0)
    assert list(answers) == list(asked)
    assert answers["dispatch"] == {"service": "dispatch", "name": "deeds", "at": "dispatch"}
    assert silent == []


def test_who_is_late_or_away_is_named_and_spoils_no_other_answer():
    bus = Bus(3, {"registry": Late(), "records": Unavailable()})
    answers, silent = gather(bus, ACTOR, "deeds", {one: {} for one in ("registry", "dispatch", "records")}, 2.0)
    assert (list(answers), silent) == (["dispatch"], ["registry", "records"])


def test_what_a_service_refuses_is_refused():
    with pytest.raises(NotFound):
        gather(Bus(1, {"registry": NotFound("city")}), ACTOR, "dictionaries", {"registry": {}}, 2.0)


def test_nobody_asked_is_no_answer():
    assert gather(Bus(1), ACTOR, "deeds", {}, 2.0) == ({}, [])


def test_a_page_is_the_latest_of_all_and_says_after_which_the_next_goes_on():
    items = [{"id": "records-03"}, {"id": "registry-01"}, {"id": "dispatch-02"}]
    shown, after = latest_first(items, 2, lambda id: id.rpartition("-")[2])
    assert ([one["id"] for one in shown], after) == (["records-03", "dispatch-02"], "dispatch-02")
    assert latest_first(items, 4) == (sorted(items, key=lambda one: one["id"], reverse=True), None)
    assert latest_first([], 2) == ([], None)
