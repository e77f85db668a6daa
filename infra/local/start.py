"""`make up`: looks, gets what is missing, starts parts, then services and gateway, and waits until each answers."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from infra.local import control, processes
from infra.local.environment import Given, last_environment, platform_environment, process_environment
from infra.local.folder import CHECKOUT, RunFolder, read_json, write_env, write_json
from infra.local.look import Finding, machine
from infra.local.parts.minio import MinIO
from infra.local.parts.mongodb import MongoDB
from infra.local.parts.part import Part, PartFailed, become_ready
from infra.local.parts.rabbitmq import RabbitMQ
from infra.local.portal import NAME as PORTAL
from infra.local.portal import Portal
from infra.local.ports import choose_again, is_free, ports_of
from infra.local.readiness import gateway_health
from infra.local.screen import Board
from infra.local.secrets import secrets_of
from infra.local.services import ALL, GATEWAY, is_written

QUEUES = "queues"
_LISTENS = {"rabbitmq": ("amqp", "epmd", "erlang"), "mongodb": ("mongodb",), "minio": ("s3",)}


class CannotStart(Exception):
    """The machine is not fit; `findings` say why and how to repair it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(f"{one.what}: {one.said}" for one in findings))
        self.findings = findings


def parts_of(
    folder: RunFolder, env: Mapping[str, str] | None = None, *, cache_gb: float = 1.0, gateway_port: int | None = None
) -> list[Part]:
    """The three parts of a folder. The environment (default: the process') may name others in place of ours."""
    folder.make()
    given = Given.of(os.environ if env is None else env)
    ports, secrets = ports_of(folder, gateway_port), secrets_of(folder)
    return [
        RabbitMQ(folder, given, ports, secrets),
        MongoDB(folder, given, ports, secrets, cache_gb),
        MinIO(folder, given, ports, secrets),
    ]


def free_ports(folder: RunFolder) -> list[str]:
    """Chooses other ports for parts of ours that do not run and whose port a stranger took; the names that changed."""
    changed = []
    for part, names in _LISTENS.items():
        if processes.remembered(folder, part) is None:
            for name in names:
                stale_mapper = name == "epmd" and processes.remembered(folder, "epmd") is not None
                if not stale_mapper and not is_free(ports_of(folder)[name]):
                    choose_again(folder, name)
                    changed.append(name)
    return changed


def prepare(parts: Sequence[Part], board: Board) -> bool:
    """Gets the programs of all parts, the slow build beside the quick ones; whether all are there."""
    with ThreadPoolExecutor(len(parts)) as pool:
        return all(pool.map(lambda part: _guarded(part, board, None, start=False), parts))


def start_parts(folder: RunFolder, parts: Sequence[Part], board: Board, seconds: float = 90.0) -> bool:
    """Prepares, starts and probes each part on a thread of its own; whether all became ready."""
    with ThreadPoolExecutor(len(parts)) as pool:
        return all(list(pool.map(lambda part: _guarded(part, board, folder, start=True, seconds=seconds), parts)))


def _guarded(part: Part, board: Board, folder: RunFolder | None, *, start: bool, seconds: float = 90.0) -> bool:
    try:
        board.say(part.name, "查找 looking")
        part.prepare(lambda what: board.say(part.name, what))
        if start and folder is not None:
            board.say(part.name, "启动 starting")
            part.start()
            become_ready(part, folder, seconds)
            board.ready(part.name, "(给定 given)" if part.given else "")
        else:
            board.ready(part.name)
        return True
    except PartFailed as failure:
        log = folder.log(failure.log) if folder is not None and failure.log else None
        board.failed(part.name, failure.reason, failure.repair, log)
    except Exception as failure:  # one part's trouble shall not hide how the others fare
        board.failed(part.name, f"{type(failure).__name__}: {failure}")
    return False


def build_portal(folder: RunFolder, board: Board) -> bool:
    """Builds the portal where it is missing or stale; whether there is one to serve. An older one serves as well."""
    portal = Portal(folder.log(PORTAL))
    try:
        board.say(PORTAL, "查找 looking")
        portal.prepare(lambda what: board.say(PORTAL, what))
        board.ready(PORTAL)
        return True
    except PartFailed as failure:
        if portal.is_built():
            board.absent(PORTAL, f"沿用已有构建 as built before: {failure.reason} · {failure.repair}")
            return True
        board.failed(PORTAL, failure.reason, failure.repair, folder.log(PORTAL))
    except Exception as failure:  # as with any part: the others fare as they fare
        board.failed(PORTAL, f"{type(failure).__name__}: {failure}")
    return False


def look_first(folder: RunFolder) -> list[Finding]:
    """Raises CannotStart on what stops us; returns what is only to be warned of."""
    findings = [one for one in machine(folder, Given.of(os.environ)) if not one.ok]
    stopping = [one for one in findings if one.stops]
    if stopping:
        raise CannotStart(stopping)
    return findings


def environment_for(
    folder: RunFolder, parts: Sequence[Part], *, practice: bool, env: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The platform's variables for these parts; written to the folder so that later commands find the same ones."""
    addresses = {name: value for part in parts for name, value in part.environment().items()}
    values = platform_environment(
        addresses, ports_of(folder), secrets_of(folder), practice=practice, env=os.environ if env is None else env
    )
    write_env(folder.environment, values)
    return values


def start_platform(
    folder: RunFolder, environment: Mapping[str, str], counts: Mapping[str, int], board: Board, seconds: float = 60.0
) -> bool:
    """Starts or scales the platform's processes and waits for the gateway's readiness; whether all is well.

    `counts` names processes by service; an empty one means at least one of each. Whatever else runs is left as it is.
    """
    now = control.wanted_processes(folder) if processes.remembered(folder, control.SUPERVISOR) else []
    have = {one.service for one in now}
    wanted = control.scaled(now, counts or {service: 1 for service in ALL if service not in have})
    services = sorted({one.service for one in wanted}, key=ALL.index)
    if not now and not prepare_queues(folder, environment, board):
        return False
    for service in services:
        board.say(service, "启动 starting")
    revision = control.apply(folder, environment, wanted)
    control.wait_heard(folder, revision)
    fine = True
    running = [service for service in services if is_written(service)]
    for service in services:
        if service not in running:
            board.absent(service, "尚未编写 not written yet")
    settled = _wait_settled(folder, running, seconds=4.0)
    for service in running:
        entries = [one for one in settled["processes"] if one["service"] == service]
        troubled = [one for one in entries if one["state"] != "running" or one["restarts"]]
        if troubled:
            fine = False
            board.failed(service, f"exit {troubled[0]['last_exit']}", "", folder.log(troubled[0]["name"]))
        elif service != GATEWAY:
            board.ready(service, f"× {len(entries)}" if len(entries) > 1 else "")
    if GATEWAY in running and fine:
        left_out = set(ALL) - set(running)
        fine = _gateway_ready(environment["GATEWAY_URL"], folder, board, seconds, left_out)
    return fine


def prepare_queues(folder: RunFolder, environment: Mapping[str, str], board: Board) -> bool:
    """Declares every service's queues and indexes before the first service may announce anything; whether that worked.

    A service that starts later, or not at all today, would otherwise never hear of what was announced before.
    """
    digest = _services_digest(environment)
    if read_json(folder.prepared) == digest:
        board.ready(QUEUES)
        return True
    board.say(QUEUES, "声明 declaring")
    argv = [sys.executable, "-m", "shared.hosting", "--prepare"]
    child = processes.launch(argv, process_environment(environment), folder.log(QUEUES), CHECKOUT)
    try:
        code = child.wait(120.0)
    except subprocess.TimeoutExpired:
        child.kill()
        code = child.wait()
    if code != 0:
        board.failed(QUEUES, f"exit {code}", "", folder.log(QUEUES))
        return False
    write_json(folder.prepared, digest)
    board.ready(QUEUES)
    return True


def _services_digest(environment: Mapping[str, str]) -> str:
    """Changes with the services' code and with the place of queues and records: else there is nothing to declare."""
    digest = hashlib.sha256("".join(environment[name] for name in ("AMQP_URI", "MONGO_URI", "NAMESPACE")).encode())
    for path in sorted((CHECKOUT / "services").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _wait_settled(folder: RunFolder, running: Sequence[str], seconds: float) -> dict[str, Any]:
    """Gives fresh processes a moment to fail: one that dies at once is better reported here than by a gateway's 503."""
    until = time.monotonic() + seconds
    while True:
        now = control.state(folder)
        ours = [one for one in now["processes"] if one["service"] in running]
        if any(one["restarts"] for one in ours) or time.monotonic() > until:
            return now
        # the gateway says more than a process that merely lives; where there is none the moment has to do
        if GATEWAY in running and all(one["state"] == "running" for one in ours):
            return now
        time.sleep(0.1)


def _gateway_ready(url: str, folder: RunFolder, board: Board, seconds: float, left_out: set[str]) -> bool:
    """Waits for the gateway's word; services that were not asked for (`left_out`) may be missing from it."""
    until = time.monotonic() + seconds
    reason = "no answer"
    while time.monotonic() < until:
        try:
            health = gateway_health(url)
        except (OSError, ValueError) as problem:
            reason = str(problem)[:150]
        else:
            waiting = [name for name, part in health.get("parts", {}).items() if not part_is_ready(part)]
            if health["ready"] or (waiting and left_out.issuperset(waiting)):
                board.ready(GATEWAY, url + (f"  无 without {', '.join(waiting)}" if waiting else ""))
                return True
            reason = f"not ready: {', '.join(waiting)}"
            board.say(GATEWAY, f"等待 waiting for {', '.join(waiting)}")
        dead = [one for one in control.state(folder)["processes"] if one["restarts"] >= 3]
        if dead:
            reason = f"{dead[0]['name']} ends again and again (exit {dead[0]['last_exit']})"
            board.failed(dead[0]["service"], reason, "", folder.log(dead[0]["name"]))
            if dead[0]["service"] != GATEWAY:
                board.failed(GATEWAY, reason)
            return False
        time.sleep(0.15)
    board.failed(GATEWAY, reason, "make logs S=gateway", folder.log(f"{GATEWAY}-1"))
    return False


def part_is_ready(part: object) -> bool:
    """Reads one entry of the gateway's readiness document."""
    return bool(part.get("ready", False)) if isinstance(part, dict) else part in (True, "ready", "ok")


def was_practice(folder: RunFolder) -> bool:
    """Whether the platform that runs now runs in practice mode: a second `make up` leaves that as it is."""
    return processes.remembered(folder, control.SUPERVISOR) is not None and "CLOCK_SECRET" in last_environment(folder)


def stop_all(folder: RunFolder, parts: Sequence[Part], board: Board | None = None) -> list[str]:
    """Stops what we started, the platform before the parts; the names of what was stopped."""
    stopped = []
    if control.stop(folder):
        stopped.append("platform")
    with ThreadPoolExecutor(max(1, len(parts))) as pool:
        for part, did in zip(parts, pool.map(lambda one: one.stop(), parts), strict=True):
            if did:
                stopped.append(part.name)
    for name in processes.all_remembered(folder):
        processes.stop_remembered(folder, name)
        stopped.append(name)
    return stopped
