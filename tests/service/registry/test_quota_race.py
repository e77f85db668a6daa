"""A quota under two hundred takers at once (四（一）农业科技特派员40名): exactly forty filed, the rest told why."""

from __future__ import annotations

from collections import Counter

from loadtests.takers import PLACES, TAKERS, filed_at_once, outcomes, waiting
from tests.service.registry.conftest import Registry


def test_two_hundred_filings_against_a_quota_of_forty(registry: Registry) -> None:
    sent = waiting(registry)
    answers, _ = filed_at_once(registry, sent)
    assert outcomes(answers) == Counter({"filed": PLACES, "四（一）": TAKERS - PLACES})
    assert len([one for one in registry.told("application_filed") if one["data"]["application"] in sent]) == PLACES
