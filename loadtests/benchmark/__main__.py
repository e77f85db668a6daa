"""`make bench`: daily-record submission, the platform against its rivals, interleaved on the same machine and stores.

    python -m loadtests.benchmark [--rounds 5] [--seconds 6] [--flight 1,32,128]

Starts its own RabbitMQ, MongoDB and object store on loopback in a temporary folder. Every run ends with a
reconciliation: what was acknowledged is stored once and announced once, or the run has failed.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from loadtests.benchmark import client, reads, seed
from loadtests.benchmark.processes import Rival, cpu_ms, family, start
from tests.parts import Parts, started_parts

screen = Console()
READERS = 32
GATEWAYS, RECORDS = 2, 1  # processes; the monolith gets as many workers as these together
HOST = [sys.executable, "-m", "shared.hosting", "records"]
VANILLA_HOST = [sys.executable, "-m", "loadtests.benchmark.vanilla_host"]


@dataclass
class Figures:
    """The rounds of one rival at one number of requests in flight."""

    rounds: list[client.Outcome] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # ms per acknowledged record, every process but the client
    service_cpu: list[float] = field(default_factory=list)
    by_part: dict[str, float] = field(default_factory=dict)  # of the last round

    def median(self, share: float | None = None) -> float:
        """Median over the rounds: requests a second, or the latency (ms) at a share."""
        return statistics.median(
            outcome.per_second if share is None else outcome.percentile(share) for outcome in self.rounds
        )


def main(
    rounds: Annotated[int, typer.Option(help="每项轮数 · rounds of each")] = 5,
    seconds: Annotated[float, typer.Option(help="每轮秒数 · seconds of a round")] = 6.0,
    flight: Annotated[str, typer.Option(help="同时在途 · requests in flight")] = "1,32,128",
    out: Annotated[str, typer.Option(help="结果文件 · where the figures go")] = "loadtests/results/bench.json",
) -> None:
    """Measures and prints the table; the last line is for machines."""
    levels = [int(one) for one in flight.split(",")]
    with started_parts() as parts, tempfile.TemporaryDirectory(prefix="tepai-bench-") as logs:
        env = {**seed.environment(parts), "GATEWAY_THREADS": "64"}
        os.environ.update(env)
        rivals = [
            start("bus", "gateway.serving:serving", GATEWAYS, HOST, env, Path(logs)),
            start("monolith", "loadtests.benchmark.rivals:monolith", GATEWAYS + RECORDS, [], env, Path(logs)),
            start("vanilla", "loadtests.benchmark.rivals:vanilla", GATEWAYS, VANILLA_HOST, env, Path(logs)),
        ]
        try:
            figures = _measure(rivals, parts, levels, rounds, seconds)
            lost, doubled = _reconcile(rivals, figures)
            figures |= _measure_reads(rivals, rounds, seconds / 2)
        finally:
            for rival in rivals:
                rival.stop()
    _report(figures, levels, lost, doubled, out)
    if lost or doubled:
        raise SystemExit(1)


def _measure(
    rivals: list[Rival], parts: Parts, levels: list[int], rounds: int, seconds: float
) -> dict[tuple[str, int | str], Figures]:
    stores = seed.store_pids(parts)
    requests = {rival.name: seed.requests(rival) for rival in rivals}
    for rival in rivals:
        client.load(rival.port, 8, 2.0, requests[rival.name])  # warm: connections, caches, first transactions
        seed.forget(rival)
    figures: dict[tuple[str, int | str], Figures] = {}
    for number in range(rounds):
        for level in levels:
            for rival in rivals[number % len(rivals) :] + rivals[: number % len(rivals)]:
                groups = {**{f"process {at + 1}": family(one.pid) for at, one in enumerate(rival.processes)}, **stores}
                before = {name: cpu_ms(pids) for name, pids in groups.items()}
                outcome = client.load(rival.port, level, seconds, requests[rival.name])
                seed.settle(rival)
                of = figures.setdefault((rival.name, level), Figures())
                of.rounds.append(outcome)
                done = max(1, len(outcome.acknowledged))
                of.by_part = {name: (cpu_ms(pids) - before[name]) / done for name, pids in groups.items()}
                of.cpu.append(sum(of.by_part.values()))
                of.service_cpu.append(sum(cost for name, cost in of.by_part.items() if name not in stores))
                rate, p99 = outcome.per_second, outcome.percentile(0.99)
                screen.print(f"{number + 1}/{rounds} {rival.name:9} ×{level:<4} {rate:7.0f}/s  p99 {p99:6.0f} ms "
                             f" {of.cpu[-1]:.2f} CPU-ms ({_shares(of.by_part)}) {outcome.refused or ''}")  # fmt: skip
    return figures


def _measure_reads(rivals: list[Rival], rounds: int, seconds: float) -> dict[tuple[str, int | str], Figures]:
    """The platform against the monolith, at 32 in flight, on what the writing rounds have left."""
    readers = [rival for rival in rivals if rival.name != "vanilla"]
    asked = {(rival.name, kind): reads.requests(rival, kind) for rival in readers for kind in reads.KINDS}
    figures: dict[tuple[str, int | str], Figures] = {}
    for number in range(rounds):
        for kind in reads.KINDS:
            for rival in readers[number % 2 :] + readers[: number % 2]:
                before = cpu_ms(rival.pids())
                outcome = client.load(rival.port, READERS, seconds, asked[rival.name, kind])
                of = figures.setdefault((rival.name, kind), Figures())
                of.rounds.append(outcome)
                of.service_cpu.append((cpu_ms(rival.pids()) - before) / max(1, len(outcome.acknowledged)))
                of.cpu.append(of.service_cpu[-1])
                rate, p99 = outcome.per_second, outcome.percentile(0.99)
                screen.print(f"{number + 1}/{rounds} {rival.name:9} {kind:6} {rate:7.0f}/s  p99 {p99:6.0f} ms "
                             f" {of.cpu[-1]:.2f} CPU-ms {outcome.refused or ''}")  # fmt: skip
    return figures


def _shares(by_part: dict[str, float]) -> str:
    return ", ".join(f"{name} {cost:.2f}" for name, cost in by_part.items())


def _reconcile(rivals: list[Rival], figures: dict[tuple[str, int | str], Figures]) -> tuple[int, int]:
    lost = doubled = 0
    for rival in rivals:
        acknowledged = {
            tag for (name, _), of in figures.items() if name == rival.name
            for outcome in of.rounds for tag in outcome.acknowledged
        }  # fmt: skip
        stored, announced = seed.kept(rival)
        missing = len(acknowledged - set(stored)) + len(acknowledged - set(announced))
        twice = len(stored) - len(set(stored)) + len(announced) - len(set(announced))
        sent = sum(outcome.sent for (name, _), of in figures.items() if name == rival.name for outcome in of.rounds)
        screen.print(f"{rival.name}: sent {sent} acknowledged {len(acknowledged)} stored {len(stored)} "
                     f"announced {len(announced)} lost {missing} doubled {twice}")  # fmt: skip
        lost, doubled = lost + missing, doubled + twice
    return lost, doubled


def _report(
    figures: dict[tuple[str, int | str], Figures], levels: list[int], lost: int, doubled: int, out: str
) -> None:
    table = Table("rival", "in flight", "records/s (range)", "p50", "p95", "p99 ms", "CPU-ms", "of it ours")
    for (name, level), of in sorted(figures.items(), key=lambda item: (str(item[0][1]).zfill(4), item[0][0])):
        rates = sorted(outcome.per_second for outcome in of.rounds)
        latency = [f"{of.median(share):.1f}" for share in (0.5, 0.95, 0.99)]
        table.add_row(name, str(level), f"{of.median():.0f} ({rates[0]:.0f}–{rates[-1]:.0f})", *latency,
                      f"{statistics.median(of.cpu):.2f}", f"{statistics.median(of.service_cpu):.2f}")  # fmt: skip
    screen.print(table)

    def ratio(rival: str, level: int | str, share: float | None = None) -> float:
        """Pair by pair within a round, then the median: the machine's own drift falls out."""
        ours, theirs = figures["bus", level].rounds, figures[rival, level].rounds
        pairs = [
            (a.per_second / b.per_second) if share is None else (a.percentile(share) / b.percentile(share))
            for a, b in zip(ours, theirs, strict=True)
            if b.per_second
        ]
        return statistics.median(pairs) if pairs else 0.0

    top, middle, idle = levels[-1], levels[len(levels) // 2], levels[0]
    line = (
        f"bench: peak_ratio={ratio('monolith', top):.2f} ratio32={ratio('monolith', middle):.2f} "
        f"vanilla_ratio={ratio('vanilla', middle):.2f} idle_latency_ratio={ratio('monolith', idle, 0.5):.2f} "
        f"list_ratio={ratio('monolith', 'list'):.2f} detail_ratio={ratio('monolith', 'detail'):.2f} "
        f"cpu_ms={statistics.median(figures['bus', top].cpu):.2f} lost={lost} doubled={doubled}"
    )
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    kept = [
        {"rival": name, "in_flight": level, "per_second": of.median(), "cpu_ms": statistics.median(of.cpu),
         **{f"p{int(share * 100)}": of.median(share) for share in (0.5, 0.95, 0.99)}}
        for (name, level), of in figures.items()
    ]  # fmt: skip
    Path(out).write_text(json.dumps({"line": line, "figures": kept}, indent=1) + "\n")
    screen.print(line, soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
