"""`python -m loadtests.takers`: two hundred filings at once against a quota of forty (四（一）), over a real database.

Four processes' worth of the registry's code take messages of twenty-five. A run that files another number has failed.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from tests.factories import registry as make
from tests.parts import drop_namespace, random_namespace, started_parts
from tests.service.registry.conftest import Registry

TAKERS, AT_ONCE, PROCESSES, PLACES = 200, 25, 4, 40
screen = Console()


def main(
    out: Annotated[str, typer.Option(help="结果文件 · where the figures go")] = "loadtests/results/takers.json",
) -> None:
    """Measures and prints."""
    with started_parts() as parts:
        namespace = random_namespace()
        registry = Registry(parts, namespace)
        try:
            sent = waiting(registry)
            answers, seconds = filed_at_once(registry, sent)
        finally:
            registry.service.store.client.close()
            drop_namespace(parts, namespace)
    filed = sum("result" in answer for answer in answers)
    figures = {"takers": TAKERS, "filed": filed, "seconds": round(seconds, 2), "per_second": round(TAKERS / seconds)}
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    screen.print(f"takers: {json.dumps(figures)}", soft_wrap=True)
    if filed != PLACES:
        raise SystemExit(1)


def waiting(registry: Registry) -> list[str]:
    """Applications of as many people, each passed and waiting to be filed."""
    manager, unit = registry.in_city(make.SHIJIAZHUANG).station()
    said = {"subject": "commissioner", "kind": "agriculture", "sender_unit": unit}
    given = {"fields": ["现代农业"], "declares": list(make.DECLARES), **said}
    people = [registry.register() for _ in range(TAKERS)]
    sent: list[str] = []
    for first in range(0, TAKERS, 50):
        calls = [registry.call("submit_application", given, person) for person in people[first : first + 50]]
        sent += [registry.result(answer)["id"] for answer in registry.commands(calls)]
    for first in range(0, TAKERS, 50):
        calls = [registry.call("pass_application", {"application_id": id}, manager) for id in sent[first : first + 50]]
        for answer in registry.commands(calls):
            registry.result(answer)
    return sent


def filed_at_once(registry: Registry, sent: list[str]) -> tuple[list[dict[str, Any]], float]:
    """The answers of filing them all at once through several processes, and the seconds it took."""
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
    return answers, seconds


def outcomes(answers: list[dict[str, Any]]) -> Counter[str]:
    """How many were filed, and how many refused by which article."""
    return Counter("filed" if "result" in one else one["problem"].get("article", "?") for one in answers)


if __name__ == "__main__":
    typer.run(main)
