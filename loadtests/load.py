"""`make load`: the month-end profile by Locust, headless, against the running platform; CSV and HTML report.

python -m loadtests.load [--users 120] [--minutes 2]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

REPORTS = Path("loadtests/reports")


def main(
    users: Annotated[int, typer.Option(help="最多同时在线人数 · users at the peak")] = 120,
    minutes: Annotated[float, typer.Option(help="压缩后的一个月有几分钟 · minutes of the squeezed month")] = 2.0,
    accounts: Annotated[str, typer.Option(help="演示账号文件 · the demo's accounts")] = ".run/demo-accounts.json",
) -> None:
    """Runs Locust to its end. Only a loopback address is a target."""
    if not Path(accounts).exists():
        raise SystemExit("先运行 make demo · run `make demo` first: its accounts sign in")
    base = json.loads(Path(accounts).read_text("utf-8"))["base_url"]
    if urlsplit(base).hostname not in ("127.0.0.1", "localhost"):
        raise SystemExit(f"{base}: only this machine is loaded from here")
    REPORTS.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "locust", "-f", "loadtests/locustfile.py", "--headless", "--host", base,
        "--csv", str(REPORTS / "load"), "--html", str(REPORTS / "load.html"), "--only-summary",
        "--exit-code-on-error", "1",
    ]  # fmt: skip
    environment = {**os.environ, "LOAD_USERS": str(users), "LOAD_MINUTES": str(minutes), "DEMO_ACCOUNTS": accounts}
    code = subprocess.run(command, env=environment, check=False).returncode
    print(f"load: {'ok' if code == 0 else 'failed'} report={REPORTS / 'load.html'}")
    raise SystemExit(code)


if __name__ == "__main__":
    typer.run(main)
