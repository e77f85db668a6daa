"""`python -m loadtests.search`: one search over a hundred thousand persons, twenty thousand units and filings.

Asked of the registry's own code over a real database, by somebody who sees the city, a county, one sending unit; with
names, parts of names, pinyin, initials and words. Bounded in number; ends with a line for machines.
"""

from __future__ import annotations

import itertools
import json
import random
import time
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from loadtests import people
from loadtests.benchmark.client import Outcome
from services.registry.service import RegistryService
from shared.actor import Actor, Grant
from shared.words import initials, pinyin
from tests.factories.hosted import Hosted
from tests.parts import drop_namespace, random_namespace, started_parts

CITY, DAY = "150200", date(2024, 6, 3)
COUNTIES = ("150202", "150203", "150204", "150205")
screen = Console()


def main(
    persons: Annotated[int, typer.Option(help="人数 · persons")] = 100_000,
    asked: Annotated[int, typer.Option(help="每种身份查询次数 · searches by each asker")] = 500,
    seed: Annotated[int, typer.Option(help="种子 · seed")] = 17,
    out: Annotated[str, typer.Option(help="结果文件 · where the figures go")] = "loadtests/results/search.json",
) -> None:
    """Measures and prints."""
    with started_parts() as parts:
        namespace = random_namespace()
        hosted = Hosted(RegistryService, parts, namespace, DAY)
        try:
            with screen.status(f"生成 {persons} 人 generating"):
                made = people.seed(hosted.database, CITY, COUNTIES, persons, persons // 5)
            figures = {"persons": float(persons)} | _measured(hosted, made, asked, random.Random(seed))
        finally:
            hosted.close()
            drop_namespace(parts, namespace)
    table = Table("figure", "ms")
    for name, value in figures.items():
        table.add_row(name, f"{value:g}")
    screen.print(table)
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    screen.print(f"search: {json.dumps(figures)}", soft_wrap=True)


def _measured(hosted: Hosted, made: list[Any], asked: int, draw: random.Random) -> dict[str, float]:
    unit = made[0].units[0]
    askers = {
        "city": Actor("a1", "某", CITY, grants=(Grant("city_officer"),)),
        "county": Actor("a2", "某", CITY, grants=(Grant("county_officer", county=COUNTIES[0]),)),
        "unit": Actor("a3", "某", CITY, grants=(Grant("dispatching_manager", unit=unit),)),
    }
    figures: dict[str, float] = {}
    for name, actor in askers.items():
        outcome = Outcome()
        for text in track(list(itertools.islice(_texts(made, draw), asked)), f"{name}", console=screen):
            began = time.perf_counter()
            hosted.question("search", {"q": text}, actor)
            outcome.latencies.append(time.perf_counter() - began)
        for share in (0.5, 0.95, 0.99):
            figures[f"{name}_p{int(share * 100)}"] = round(outcome.percentile(share), 1)
    return figures


def _texts(made: list[Any], draw: random.Random) -> Any:
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
