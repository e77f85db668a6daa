"""Capacities under two hundred takers at once: exact, each refusal with its article."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.factories import dispatch as make
from tests.service.dispatch.conftest import Dispatch

TAKERS = 200
PROCESSES = 4
AT_ONCE = 25  # calls of one message: what the gateways send while the last one is under way


def in_batches(dispatch: Dispatch, calls: list[dict[str, Any]]) -> list[Any]:
    answers: list[Any] = []
    for first in range(0, len(calls), 50):
        answers += [dispatch.result(answer) for answer in dispatch.together(calls[first : first + 50])]
    return answers


def reported(dispatch: Dispatch, wanted: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Agreements of (commissioner, host), signed by all and sent to the city."""
    sender = make.sender_manager(dispatch.city)
    said = {"content": "工艺", "form": "on_site", "since": "2024-06-03", "until": "2025-12-31"}
    calls = [
        dispatch.call(
            "draft_agreement",
            {
                **said,
                "filing": f"{dispatch.city}-commissioner-{number}",
                "host_unit": f"{dispatch.city}-host-{host}",
            },
            sender,
        )
        for number, host in wanted
    ]
    made = in_batches(dispatch, calls)
    scan = dispatch.receipt(sender)
    paper = [
        {"agreement_id": one["id"], "hash": one["content_hash"], "receipts": [scan], "confirms": True} for one in made
    ]
    in_batches(dispatch, [dispatch.call("sign_agreement_on_paper", one, sender) for one in paper])
    for first in range(0, len(made), 100):
        ids = [one["id"] for one in made[first : first + 100]]
        dispatch.command("report_agreements", {"agreements": ids}, sender)
    return made


def race(dispatch: Dispatch, agreements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers of filing them all at once through several processes."""
    calls = [dispatch.filing_call(one) for one in agreements]
    messages = [calls[place :: TAKERS // AT_ONCE] for place in range(min(TAKERS // AT_ONCE, len(calls)))]
    processes = dispatch.processes.so_many(PROCESSES)
    with ThreadPoolExecutor(len(messages)) as pool:
        jobs = [
            pool.submit(processes[place % PROCESSES].calls.carry_out, message) for place, message in enumerate(messages)
        ]
        return [answer for job in jobs for answer in job.result()]


def outcomes(answers: list[dict[str, Any]]) -> Counter[str]:
    return Counter(
        "filed" if "result" in one else f"{one['problem']['kind']}:{one['problem'].get('article', '')}"
        for one in answers
    )


@pytest.fixture
def crowd(shijiazhuang: Dispatch) -> Dispatch:
    """Two hundred commissioners, a small host (2) and a large one (1)."""
    shijiazhuang.file("host_unit", 2, size_class="below_designated", tech_sme=True)
    made = [make.filing_data("commissioner", shijiazhuang.city, number) for number in range(2, TAKERS + 1)]
    shijiazhuang.hear(*[shijiazhuang.event("registry.filing_made", data) for data in made])
    return shijiazhuang


def test_two_hundred_takers_of_five_places_at_a_small_host(crowd: Dispatch) -> None:
    waiting = reported(crowd, [(number, 2) for number in range(1, TAKERS + 1)])
    answers = race(crowd, waiting)
    assert outcomes(answers) == Counter({"filed": 5, "refused:四（一）": TAKERS - 5})
    assert len(crowd.stored("host_places", "130100:130100-host-2")["held"]) == 5
    numbers = sorted(one["result"]["number"] for one in answers if "result" in one)
    assert numbers == [f"2024-{n:05d}" for n in range(1, 6)]


def test_a_hundred_commissioners_with_two_hosts_each_serve_one_that_year(crowd: Dispatch) -> None:
    crowd.file("host_unit", 3)
    waiting = reported(crowd, [(number, host) for number in range(1, TAKERS // 2 + 1) for host in (1, 3)])
    answers = race(crowd, waiting)
    assert outcomes(answers) == Counter({"filed": TAKERS // 2, "refused:四（一）": TAKERS // 2})
    served = Counter(one["result"]["filing"] for one in answers if "result" in one)
    assert set(served.values()) == {1}
