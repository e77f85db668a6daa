"""`make fuzz`: asks the running demo's API everything, as every role that the demo has.

    python -m loadtests.fuzz [--examples 20] [--minutes 10]

Ends with a line for machines; 1 where an answer must not be.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import requests
import typer
from rich.console import Console
from rich.progress import Progress

from loadtests.fuzz.asking import Asking, Caller, what_is_there

screen = Console()


def main(
    examples: Annotated[
        int, typer.Option(help="每个接口的正例数 · right inputs an operation; half as many wrong")
    ] = 20,
    minutes: Annotated[float, typer.Option(help="最多几分钟 · minutes at most")] = 10.0,
    seed: Annotated[int, typer.Option(help="种子 · seed")] = 17,
    accounts: Annotated[str, typer.Option(help="演示账户 · the demo's accounts")] = ".run/demo-accounts.json",
) -> None:
    """Asks, and prints what must not be."""
    base_url = os.environ["GATEWAY_URL"]
    callers = _signed_in(base_url, accounts)
    document = requests.get(f"{base_url}/api/openapi.json", timeout=30).json()
    known = what_is_there(base_url, callers, document)
    asking = Asking(base_url, callers, known, examples=examples, seed=seed, seconds=minutes * 60)
    with Progress(console=screen) as progress:
        task = progress.add_task("提问 asking")
        report = asking.run(lambda done, total: progress.update(task, completed=done, total=total))
    for times, finding in report.kinds():
        screen.print(f"{times} × {finding}", markup=False, highlight=False)
    statuses = json.dumps({str(status): count for status, count in sorted(report.statuses.items())})
    operations, wrong = len(report.operations), len(report.findings)
    screen.print(
        f"fuzz: asked={report.asked} operations={operations} unasked={len(report.unasked)} findings={wrong} "
        f"slowest_s={report.slowest:.2f} statuses={statuses}",
        soft_wrap=True,
    )
    if report.findings:
        raise SystemExit(1)


def _signed_in(base_url: str, accounts: str) -> list[Caller]:
    """One caller a role and city of the demo's accounts, nobody, and somebody with a forged token."""
    callers = [
        Caller("public", {"Tepai-City": "150200"}),
        Caller("forged", {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}),
    ]
    seen: set[tuple[str, str]] = set()
    for account in json.loads(Path(accounts).read_text("utf-8"))["accounts"]:
        known = (account["role"], account["city"])
        if known in seen:
            continue
        said = {name: account[name] for name in ("login", "password", "city")}
        answer = requests.post(f"{base_url}/api/session", json=said, timeout=30)
        if answer.status_code == 200:
            seen.add(known)
            callers.append(Caller(account["role"], {"Authorization": f"Bearer {answer.json()['access_token']}"}))
    return callers


if __name__ == "__main__":
    typer.run(main)
