"""`python -m loadtests.demo`: plays both cities at their true size, as clients of the public API.

Run by `make demo`, which starts the platform in practice mode first. Past days are played by the practice clock's
header, which only a client that knows CLOCK_SECRET can sign. The seed, the last day and the passwords' seed are kept in
`.run/demo.json`: a repeat finishes what was begun and doubles nothing, because every step has a key of its own.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from loadtests.demo import plan, script
from loadtests.demo.cast import Cast
from loadtests.demo.city import City
from loadtests.demo.ending import Memory, finish
from loadtests.demo.stage import Pool
from loadtests.demo.wire import Api, DemoError

BEIJING = ZoneInfo("Asia/Shanghai")
THREADS = 64


def main() -> int:
    """Plays, tells how it went; 0 when everything took effect."""
    arguments = _arguments()
    console = Console()
    missing = [name for name in ("GATEWAY_URL", "CLOCK_SECRET") if not os.environ.get(name)]
    if missing:
        console.print(f"[red]{', '.join(missing)} is not set: `make demo` starts the platform in practice mode[/red]")
        return 2
    memory = Memory.load(arguments.memory, arguments.seed, arguments.end, arguments.scale)
    cities = plan.make(memory.seed, memory.end, memory.scale)
    try:
        if not memory.done:
            _play(cities, memory, console, arguments.threads)
        return finish(cities, memory, console)
    except DemoError as problem:
        console.print(f"[red]demo: failed[/red] {problem}", highlight=False)
        return 1


def _play(cities: tuple[plan.CityPlan, ...], memory: Memory, console: Console, threads: int) -> None:
    api = Api(os.environ["GATEWAY_URL"], os.environ["CLOCK_SECRET"], memory.secret, memory.journal)
    cast, pool = Cast(api, memory.secret, memory.fresh), Pool(threads)
    memory.save()
    playing = {city.code: City(city, cast, api, pool) for city in cities}
    operator = cast.operator()
    with _progress(console) as progress:
        total = sum(script.weight(city) for city in cities)
        task = progress.add_task("", total=total, rate="", now="")
        scenes = {city.code: "" for city in cities}

        def now(code: str, day: date, title: str) -> None:
            scenes[code] = f"{plan.CITY_NAMES[code]} {day} {title}"
            if not console.is_terminal:
                console.print(f"{time.monotonic() - began:6.1f}s  {scenes[code]}", highlight=False)

        began = time.monotonic()
        with ThreadPoolExecutor(len(cities)) as coordinators:
            futures = [coordinators.submit(script.play, city, operator, now) for city in playing.values()]
            watching = threading.Event()
            while not all(future.done() for future in futures):
                rate = f"{api.requests / max(time.monotonic() - began, 0.1):.0f}/s"
                progress.update(task, completed=min(pool.done, total - 1), rate=rate, now=" · ".join(scenes.values()))
                watching.wait(0.25)
            pool.close()
            for future in futures:
                future.result()
        progress.update(task, completed=total, now="")
    if os.environ.get("DEMO_ROUTES"):
        for route, (count, seconds, slowest) in sorted(api.by_route.items(), key=lambda item: -item[1][1]):
            console.print(
                f"{count:8.0f} {seconds / count * 1000:8.1f} ms {slowest * 1000:8.0f} ms  {route}", highlight=False
            )
    memory.played({city.code: city for city in playing.values()}, api, time.monotonic() - began)


def _progress(console: Console) -> Progress:
    columns = (
        BarColumn(bar_width=28),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[now]}"),
    )
    return Progress(*columns, console=console, transient=True, refresh_per_second=4)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m loadtests.demo", description=__doc__)
    parser.add_argument("--seed", type=int, default=20240601, help="another seed, another story")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the true size")
    parser.add_argument("--end", type=date.fromisoformat, default=datetime.now(BEIJING).date(), help="last day (today)")
    parser.add_argument("--threads", type=int, default=THREADS, help="requests under way at a time")
    parser.add_argument("--memory", default=".run/demo.json", help="where the demo's last day is remembered")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
