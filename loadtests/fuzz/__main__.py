"""`make fuzz`: asks the running demo's API everything, as every role that the demo has.

    python -m loadtests.fuzz [--examples 20] [--minutes 10]

Ends with a line for machines; 1 where an answer must not be.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

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
    for caller, noticed in report.lost.items():
        screen.print(f"{caller}: session ended before {noticed}", markup=False, highlight=False)
    screen.print(
        f"fuzz: asked={report.asked} operations={operations} unasked={len(report.unasked)} findings={wrong} "
        f"slowest_s={report.slowest:.2f} statuses={statuses}",
        soft_wrap=True,
    )
    if report.findings:
        raise SystemExit(1)


def _signed_in(base_url: str, accounts: str) -> list[Caller]:
    """One caller a role and city of the demo's table, nobody, and somebody with a forged token."""
    callers = [
        Caller("public", {"Tepai-City": "150200"}),
        Caller("forged", {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}),
    ]
    file = Path(accounts)
    told = json.loads(file.read_text("utf-8"))
    for account in told["one_of_each"]:
        said = {name: account[name] for name in ("login", "password", "city") if account[name]}
        answer = requests.post(f"{base_url}/api/session", json=said, timeout=30)
        if answer.status_code != 201:  # an earlier run may have closed the account
            screen.print(f"{account['login']}: {answer.status_code} {answer.text[:200]}", markup=False)
            continue
        session = answer.json()
        if session["must_change_password"]:  # nothing else is open to a one-time password
            session, account["password"] = _password_changed(base_url, session, account["password"])
            file.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
        callers.append(Caller(account["role"], {"Authorization": f"Bearer {session['access_token']}"}, account["city"]))
    if len(callers) < len(told["one_of_each"]) / 2:
        raise SystemExit("多数账户已不能登录 most accounts are closed by now: make clean, make demo")
    return callers


def _password_changed(base_url: str, session: Mapping[str, Any], old: str) -> tuple[dict[str, Any], str]:
    new = secrets.token_urlsafe(12)
    answer = requests.put(
        f"{base_url}/api/session/password",
        json={"old_password": old, "new_password": new},
        headers={"Authorization": f"Bearer {session['access_token']}", "If-Match": '"0"'},
        timeout=30,
    )
    answer.raise_for_status()
    return answer.json(), new


if __name__ == "__main__":
    typer.run(main)
