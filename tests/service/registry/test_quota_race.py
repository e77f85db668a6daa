"""A quota under two hundred takers at once (四（一）农业科技特派员40名): exactly forty filed, the rest told why."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.factories import registry as make
from tests.service.registry.conftest import Registry

TAKERS = 200
AT_ONCE = 25
PROCESSES = 4
SECONDS = 20.0


def test_two_hundred_filings_against_a_quota_of_forty(registry: Registry) -> None:
    manager, unit = registry.in_city(make.SHIJIAZHUANG).station()
    said = {"subject": "commissioner", "kind": "agriculture", "sender_unit": unit}
    given = {"fields": ["现代农业"], "declares": list(make.DECLARES), **said}
    people = [registry.register() for _ in range(TAKERS)]
    sent = [
        registry.result(answer)["id"]
        for first in range(0, TAKERS, 50)
        for answer in registry.commands(
            [registry.call("submit_application", given, person) for person in people[first : first + 50]]
        )
    ]
    for first in range(0, TAKERS, 50):
        passing = [
            registry.call("pass_application", {"application_id": id}, manager) for id in sent[first : first + 50]
        ]
        for answer in registry.commands(passing):
            registry.result(answer)
    officer = registry.officer()
    calls = [registry.call("file_application", {"application_id": id}, officer) for id in sent]
    messages = [calls[place :: TAKERS // AT_ONCE] for place in range(TAKERS // AT_ONCE)]
    processes = [registry.service, *[registry.another_process() for _ in range(PROCESSES - 1)]]
    began = time.monotonic()
    with ThreadPoolExecutor(len(messages)) as pool:
        jobs = [
            pool.submit(processes[place % PROCESSES].calls.carry_out, message) for place, message in enumerate(messages)
        ]
        answers = [answer for job in jobs for answer in job.result()]
    seconds = time.monotonic() - began
    for process in processes[1:]:
        process.store.client.close()
    outcomes = Counter("filed" if "result" in one else one["problem"].get("article", "?") for one in answers)
    assert outcomes == Counter({"filed": 40, "四（一）": TAKERS - 40})
    assert len([one for one in registry.told("application_filed") if one["data"]["application"] in sent]) == 40
    assert seconds < SECONDS
