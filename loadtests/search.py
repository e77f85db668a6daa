"""`python -m loadtests.search`: one search over a hundred thousand persons and twenty thousand of each other kind.

Asked of the code of registry (persons, units, filings, applications) and dispatch (demands, achievements, agreements)
over a real database, by somebody who sees the city, a county, one unit, what concerns one person, what is published;
with names, parts of names, pinyin, initials and words. Bounded in number; ends with a line for machines.
"""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from loadtests import matters, people
from loadtests.benchmark.client import Outcome
from services.dispatch.service import DispatchService
from services.registry.service import RegistryService
from shared.actor import Actor, Grant
from shared.words import initials, pinyin
from tests.factories.hosted import Hosted
from tests.parts import drop_namespace, random_namespace, started_parts

CITY, DAY = "150200", date(2024, 6, 3)
COUNTIES = ("150202", "150203", "150204", "150205")
DISPATCH = {
    "city": Actor("a1", "某", CITY, grants=(Grant("city_officer"),)),
    "county": Actor("a2", "某", CITY, grants=(Grant("county_officer", county=COUNTIES[0]),)),
    "host": Actor("m7", "某", CITY, grants=(Grant("host_manager", unit="h7"),)),
    "person": Actor("a7", "某", CITY, person="p7", grants=(Grant("commissioner"),)),
}
screen = Console()


def main(
    persons: Annotated[int, typer.Option(help="人数 · persons")] = 100_000,
    asked: Annotated[int, typer.Option(help="每种身份查询次数 · searches by each asker")] = 500,
    seed: Annotated[int, typer.Option(help="种子 · seed")] = 17,
    out: Annotated[str, typer.Option(help="结果文件 · where the figures go")] = "loadtests/results/search.json",
) -> None:
    """Measures and prints."""
    figures = {"persons": float(persons), "others": float(persons // 5)}
    with started_parts() as parts:
        namespace = random_namespace()
        registry = Hosted(RegistryService, parts, namespace, DAY)
        dispatch = Hosted(DispatchService, parts, namespace, DAY)
        try:
            with screen.status(f"生成 {persons} 人 generating"):
                made = people.seed(registry.database, CITY, COUNTIES, persons, persons // 5)
                matters.seed_registry(registry.database, CITY, made[: persons // 5])
            draw = random.Random(seed)
            figures |= _measured(registry, _of_registry(made), lambda: _texts(made, draw), asked)
            with screen.status("生成需求、成果、协议 generating"):
                titles = matters.seed_dispatch(dispatch.database, CITY, COUNTIES, persons // 5)
            figures |= _measured(dispatch, DISPATCH, lambda: _words(titles, draw), asked)
        finally:
            registry.close()
            dispatch.close()
            drop_namespace(parts, namespace)
    table = Table("figure", "ms")
    for name, value in figures.items():
        table.add_row(name, f"{value:g}")
    screen.print(table)
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    screen.print(f"search: {json.dumps(figures)}", soft_wrap=True)


def _of_registry(made: list[Any]) -> dict[str, Actor]:
    """Who asks the registry."""
    own = made[0]
    return {
        "city": Actor("a1", "某", CITY, grants=(Grant("city_officer"),)),
        "county": Actor("a2", "某", CITY, grants=(Grant("county_officer", county=COUNTIES[0]),)),
        "unit": Actor("a3", "某", CITY, grants=(Grant("dispatching_manager", unit=own.units[0]),)),
        "person": Actor("account-0", own.name, CITY, person=own.id, grants=(Grant("commissioner"),)),
    }


def _measured(
    hosted: Hosted, askers: dict[str, Actor], texts: Callable[[], Iterator[str]], asked: int
) -> dict[str, float]:
    """Milliseconds of each asker's searches over every kind of one service."""
    figures: dict[str, float] = {}
    service = hosted.service.name
    for name, actor in askers.items():
        outcome, slowest = Outcome(), ("", 0.0)
        for text in track(list(itertools.islice(texts(), asked)), f"{service} {name}", console=screen):
            began = time.perf_counter()
            hosted.question("search", {"q": text}, actor)
            took = time.perf_counter() - began
            outcome.latencies.append(took)
            slowest = max(slowest, (text, took), key=lambda one: one[1])
        for share in (0.5, 0.95, 0.99):
            figures[f"{service}_{name}_p{int(share * 100)}"] = round(outcome.percentile(share), 1)
        screen.print(f"{service} {name}: {slowest[0]} {slowest[1] * 1000:.0f} ms", soft_wrap=True)
    return figures


def _words(titles: list[str], draw: random.Random) -> Iterator[str]:
    """What people type: a title, its beginning, a word of it, pinyin, initials; a name."""
    while True:
        one = draw.choice(titles)
        yield from (one, one[:4], one[:2], one[-4:], pinyin(one), initials(one))


def _texts(made: list[Any], draw: random.Random) -> Iterator[str]:
    """What people type: whole names, their beginnings, pinyin, initials, an employer's words."""
    while True:
        one = draw.choice(made)
        yield from (
            one.name,
            one.name[:2],
            pinyin(one.name),
            initials(one.name),
            one.employer_name,
            one.employer_name[:2],
        )


if __name__ == "__main__":
    typer.run(main)
