"""`python -m infra.local <command>`; the Makefile's targets call these."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from infra.local import control, processes
from infra.local.doctor import examine
from infra.local.environment import last_environment
from infra.local.folder import RunFolder
from infra.local.look import Finding
from infra.local.parts.part import PartFailed
from infra.local.portal import NAME as PORTAL
from infra.local.portal import Portal
from infra.local.screen import Board
from infra.local.services import ALL, GATEWAY, counts
from infra.local.start import (
    QUEUES,
    CannotStart,
    build_portal,
    environment_for,
    free_ports,
    look_first,
    parts_of,
    prepare,
    start_parts,
    start_platform,
    stop_all,
    was_practice,
)

app = typer.Typer(add_completion=False, no_args_is_help=True, help="本机平台 the platform on this machine")
screen = Console(highlight=False)


def _show(findings: list[Finding]) -> None:
    for one in findings:
        mark, style = ("✓", "green") if one.ok else ("✗", "bold red")
        screen.print(f"{mark} {one.what}: {one.said}", style=style, markup=False, soft_wrap=True)
        if not one.ok and one.repair:
            screen.print(f"  修复 repair: {one.repair}", style="yellow", markup=False, soft_wrap=True)


@app.command("up")
def up(
    services: Annotated[str, typer.Option(help='e.g. "records=3,gateway"; default all, one process each')] = "",
    practice: Annotated[bool, typer.Option(help="let clients play past days (demo, tests)")] = False,
    parts_only: Annotated[
        bool, typer.Option("--parts-only", help="RabbitMQ, MongoDB and S3 without the services")
    ] = False,
) -> None:
    """启动 Starts what does not run yet and waits until it answers."""
    began = time.monotonic()
    folder = RunFolder.of_checkout()
    try:
        wanted = counts(services)
        _show(look_first(folder))
    except CannotStart as problem:
        _show(list(problem.findings))
        raise typer.Exit(1) from None
    except ValueError as problem:
        screen.print(str(problem), style="bold red", markup=False)
        raise typer.Exit(2) from None
    with folder.locked():
        asked = os.environ.get("GATEWAY_PORT")
        parts_of(folder, gateway_port=int(asked) if asked else None)
        for name in free_ports(folder):
            screen.print(f"端口被占用，另选 port taken, another chosen: {name}", style="yellow")
        parts = parts_of(folder)
        lines = [] if parts_only else [QUEUES, *(wanted or ALL)]
        shows = GATEWAY in lines
        names = [*(part.name for part in parts), *([PORTAL] if shows else []), *lines]
        with Board(names, screen) as board, ThreadPoolExecutor(1) as beside:
            built = beside.submit(build_portal, folder, board) if shows else None
            fine = start_parts(folder, parts, board)
            environment = environment_for(folder, parts, practice=practice or was_practice(folder))
            if fine and not parts_only:
                fine = start_platform(folder, environment, wanted, board)
            fine = (built is None or built.result()) and fine
    if not fine:
        screen.print("未能全部启动 not everything started · make doctor", style="bold red")
        raise typer.Exit(1)
    screen.print(f"完成 done in {time.monotonic() - began:.1f} s", style="green")
    if not parts_only:
        screen.print(
            f"门户 portal: {environment['GATEWAY_URL']}   状态 make status   日志 make logs   停止 make down",
            soft_wrap=True,
        )


@app.command("prepare")
def prepare_parts() -> None:
    """准备 Installs, builds and keeps the parts' programs and the portal without starting anything."""
    folder = RunFolder.of_checkout()
    parts = parts_of(folder)
    with Board([*(part.name for part in parts), PORTAL], screen) as board:
        fine = build_portal(folder, board)
        fine = prepare(parts, board) and fine
    raise typer.Exit(0 if fine else 1)


@app.command("portal")
def portal(
    test: Annotated[bool, typer.Option("--test", help="with the tests that need no browser")] = False,
) -> None:
    """门户 Builds the portal where it is missing or stale, and checks its types."""
    folder = RunFolder.of_checkout()
    log = folder.log(PORTAL)
    try:
        with Board([PORTAL], screen) as board:
            board.say(PORTAL, "查找 looking")
            Portal(log).prepare(lambda what: board.say(PORTAL, what))
            board.ready(PORTAL)
        Portal(log).check(lambda what: screen.print(f"{PORTAL}: {what}", markup=False), tests=test)
    except PartFailed as problem:
        screen.print(f"失败 failed: {problem.reason}", style="bold red", markup=False, soft_wrap=True)
        screen.print(f"修复 repair: {problem.repair}", style="yellow", markup=False, soft_wrap=True)
        raise typer.Exit(1) from None


@app.command("down")
def down() -> None:
    """停止 Stops what was started here, and nothing else. Data stays."""
    folder = RunFolder.of_checkout()
    stopped: list[str] = []
    if folder.root.exists():
        with folder.locked():
            stopped = stop_all(folder, parts_of(folder, {}))
    screen.print(f"已停止 stopped: {', '.join(stopped) or '无 nothing ran'}")


@app.command("clean")
def clean(yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False) -> None:
    """清除 Stops everything and forgets data, secrets and ports."""
    folder = RunFolder.of_checkout()
    if folder.root.exists() and not yes and sys.stdin.isatty():
        typer.confirm(f"删除全部数据 erase all data in {folder.root}?", abort=True)
    down()
    shutil.rmtree(folder.root, ignore_errors=True)


@app.command("status")
def status() -> None:
    """状态 One row per process."""
    folder = RunFolder.of_checkout()
    table = Table("进程 process", "状态 state", "pid", "重启 restarts", "地址或日志 address or log")
    environment = last_environment(folder)
    if environment:
        for part in parts_of(folder, environment):
            process = processes.remembered(folder, part.name)
            try:
                part.probe()
                state = "[green]就绪 ready"
            except Exception as problem:  # whatever the client library raises: it is not ready
                state = (
                    f"[red]未就绪 not ready ({type(problem).__name__})"
                    if process or part.given
                    else "[dim]停止 stopped"
                )
            where = "给定 given" if part.given else f"logs/{part.name}.log"
            table.add_row(part.title, state, str(process.pid) if process else "", "", where)
    supervised = processes.remembered(folder, control.SUPERVISOR) is not None
    for one in control.state(folder)["processes"] if supervised else []:
        colour = {"running": "green", "absent": "yellow"}.get(one["state"], "red")
        where = environment["GATEWAY_URL"] if one["service"] == "gateway" else f"logs/{one['name']}.log"
        table.add_row(one["name"], f"[{colour}]{one['state']}", str(one["pid"] or ""), str(one["restarts"]), where)
    if not table.rows:
        screen.print("未启动 nothing runs · make up")
        return
    screen.print(table)
    screen.print(f"日志在 logs in {folder.logs}", soft_wrap=True)


@app.command("doctor")
def doctor() -> None:
    """诊断 Looks at everything; each red line names its repair."""
    findings = list(examine(RunFolder.of_checkout()))
    _show(findings)
    raise typer.Exit(0 if all(one.ok for one in findings) else 1)


@app.command("logs")
def logs(
    service: Annotated[str, typer.Argument(help="e.g. records, gateway, rabbitmq; default all")] = "",
    lines: Annotated[int, typer.Option(help="how many of the last lines")] = 40,
) -> None:
    """日志 Shows the last lines, and follows them on a terminal (Ctrl-C ends)."""
    folder = RunFolder.of_checkout()
    found = sorted(folder.logs.glob(f"{service}*.log" if service else "*.log"))
    if not found:
        screen.print(f"没有日志 no log of {service or 'anything'} in {folder.logs}", style="yellow")
        raise typer.Exit(1)
    follow = ["-F"] if sys.stdout.isatty() else []
    sys.stdout.flush()
    os.execvp("tail", ["tail", "-n", str(lines), *follow, *map(str, found)])


@app.command("env")
def env() -> None:
    """环境变量 Prints the platform's variables: eval "$(python -m infra.local env)"."""
    folder = RunFolder.of_checkout()
    values = last_environment(folder) or environment_for(folder, parts_of(folder), practice=False)
    for name, value in values.items():
        print(f"export {name}={shlex.quote(value)}")


@app.command("run", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run(context: typer.Context) -> None:
    """运行 Runs a command with the platform's variables: run -- python -m loadtests.demo."""
    values = last_environment(RunFolder.of_checkout())
    if not values:
        screen.print("平台未启动 the platform was not started · make up", style="bold red")
        raise typer.Exit(1)
    if not context.args:
        raise typer.Exit(2)
    sys.stdout.flush()
    os.execvpe(context.args[0], context.args, {**os.environ, **values})


@app.command("lock")
def lock() -> None:
    """锁定依赖 Resolves requirements*.in into requirements*.lock, with hashes."""
    from infra.local.lock import resolve

    resolve()


@app.command("supervise", hidden=True)
def supervise() -> None:
    """Keeps the platform's processes running (started by `up`)."""
    from infra.local.supervisor import Supervisor

    Supervisor(RunFolder.of_checkout()).run()


@app.command("guard", hidden=True)
def guard(root: Path) -> None:
    """Clears a temporary run folder away when its owner is gone (started by the tests)."""
    from infra.local.guard import watch

    watch(RunFolder(root))


if __name__ == "__main__":
    app()
