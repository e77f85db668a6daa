"""`make faults`: processes die under load, clients repeat with the same key, and afterwards everything is counted.

    python -m loadtests.faults [--rounds 2] [--clients 8] [--most 20000]

Starts its own RabbitMQ, MongoDB, object store, services and gateway on loopback in a temporary folder, and clears
them away. Exit code 1 when anything was lost or doubled.
"""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from loadtests.faults.kills import ALL, SHORT
from loadtests.faults.run import Outcome, Struck, run
from tests.parts import own_parts, random_namespace, started_platform

screen = Console()


def main(
    rounds: Annotated[int, typer.Option(help="轮数 · how often each fault strikes", min=1, max=50)] = 2,
    clients: Annotated[int, typer.Option(help="同时在线 · people at work", min=1, max=64)] = 8,
    most: Annotated[int, typer.Option(help="记录上限 · records at most", max=200_000)] = 20_000,
    short: Annotated[bool, typer.Option(help="短跑 · only the faults that `make test` strikes with")] = False,
) -> None:
    """Runs, prints a row for each fault and the reconciliation; the last line is for machines."""
    with own_parts() as parts, started_platform(parts, random_namespace()) as platform:
        faults = (SHORT if short else ALL) * rounds
        outcome = run(platform, faults, clients, most, tell=lambda struck: screen.print(f"  {struck.fault}"))
    screen.print(by_fault(outcome.struck))
    screen.print(reconciliation(outcome))
    for sentence in [*outcome.found.lost, *outcome.found.doubled][:50]:
        screen.print(f"[red]{sentence}", highlight=False)
    print(last_line(outcome))
    if not outcome.ok:
        raise SystemExit(1)


def by_fault(struck: list[Struck]) -> Table:
    """One row a fault: how often, how many requests were acknowledged meanwhile, the longest time without an answer."""
    table = Table("故障 fault", "kills", "acked", "longest gap")
    for name in dict.fromkeys(one.fault for one in struck):
        rows = [one for one in struck if one.fault == name]
        gap = max(one.gap for one in rows)
        table.add_row(
            name, str(sum(one.kills for one in rows)), str(sum(one.acknowledged for one in rows)), f"{gap:.1f} s"
        )
    return table


def reconciliation(outcome: Outcome) -> Table:
    """Sent, acknowledged, stored, announced, heard, each against the others."""
    found = outcome.found
    table = Table("sent", "acked", "stored", "announced", "heard", "lost", "doubled", "repeats", "seconds")
    figures = [found.sent, found.acknowledged, found.stored, found.announced, found.heard]
    figures += [len(found.lost), len(found.doubled), outcome.repeats, round(outcome.seconds)]
    table.add_row(*map(str, figures))
    return table


def last_line(outcome: Outcome) -> str:
    """For machines: `faults: ok kills=… sent=… acked=… lost=0 doubled=0`."""
    found = outcome.found
    word = "ok" if outcome.ok else "failed"
    return (
        f"faults: {word} kills={outcome.kills} sent={found.sent} acked={found.acknowledged} "
        f"lost={len(found.lost)} doubled={len(found.doubled)}"
    )


if __name__ == "__main__":
    typer.run(main)
