"""`make doctor`: what is wrong, and for each red line the repair."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from infra.local import control, look, processes
from infra.local.environment import Given, last_environment
from infra.local.folder import CHECKOUT, RunFolder
from infra.local.look import Finding
from infra.local.portal import NAME as PORTAL
from infra.local.portal import Portal
from infra.local.ports import ports_of
from infra.local.readiness import gateway_health, probe_amqp, probe_mongo, probe_s3
from infra.local.services import GATEWAY
from infra.local.start import part_is_ready, was_practice


def examine(folder: RunFolder) -> Iterator[Finding]:
    """All findings, good ones too, in the order in which they are best repaired."""
    environment = last_environment(folder)
    given = Given.of(environment) if environment else Given.of(os.environ)
    unset = Given.of(os.environ)
    yield from look.machine(folder, unset)
    yield from look.programs(unset)
    yield portal(folder)
    yield clock()
    yield lock_is_installed()
    if folder.secrets.exists():
        yield private(folder.secrets)
    if folder.ports.exists():
        yield from look.ports(folder, ports_of(folder))
    if environment:
        yield from parts(given)
        yield uploads(given, environment)
        yield from platform(folder, environment)
    else:
        yield Finding("平台 platform", True, "not started yet", "make up")


def portal(folder: RunFolder) -> Finding:
    """Whether what the gateway serves was made of what is here now."""
    built = Portal(folder.log(PORTAL))
    said = "not built" if not built.is_built() else "built" if built.is_fresh() else "older than its sources"
    return Finding("门户 portal", said == "built", said, "make portal")


def clock() -> Finding:
    """Terms and deadlines count days: a clock that stands before this very file cannot be right."""
    newest = max(path.stat().st_mtime for path in (CHECKOUT / "infra").glob("*"))
    right = time.time() >= newest - 86_400
    return Finding(
        "时钟 clock", right, time.strftime("%Y-%m-%d %H:%M:%S %z"), "set the clock: timedatectl set-ntp true"
    )


def lock_is_installed() -> Finding:
    """Whether the virtual environment was made from the lock file as it is now."""
    lock, stamp = CHECKOUT / "requirements-local.lock", CHECKOUT / ".venv" / ".installed-local"
    fresh = not lock.exists() or (stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime)
    return Finding("依赖 libraries", fresh, "as locked" if fresh else "older than the lock file", "make venv")


def private(path: Path) -> Finding:
    mode = stat.S_IMODE(path.stat().st_mode)
    return Finding("密钥 secrets", mode & 0o077 == 0, f"{path.name} mode {mode:o}", f"chmod 600 {path}")


def parts(given: Given) -> Iterator[Finding]:
    """One real call to each part."""
    s3 = (given.s3_endpoint or "", given.s3_access_key, given.s3_secret_key)
    for name, probe in (
        ("RabbitMQ", lambda: probe_amqp(given.amqp_uri or "")),
        ("MongoDB", lambda: probe_mongo(given.mongo_uri or "")),
        ("S3", lambda: probe_s3(*s3, secure=given.s3_secure, bucket=given.s3_bucket)),
    ):
        began = time.monotonic()
        try:
            probe()
        except Exception as problem:  # whatever the client library raises: it does not answer
            said = f"{type(problem).__name__}: {problem}".splitlines()[0][:120]
            yield Finding(
                f"{name} 应答 answers", False, said, "make up; make logs S=" + {"S3": "minio"}.get(name, name.lower())
            )
        else:
            yield Finding(f"{name} 应答 answers", True, f"{(time.monotonic() - began) * 1000:.0f} ms")


def uploads(given: Given, environment: dict[str, str]) -> Finding:
    """Whether the store lets pages of the portal post files to it: browsers ask it first, from another origin."""
    portal = environment.get("PUBLIC_URL") or environment["GATEWAY_URL"]
    scheme = "https" if given.s3_secure else "http"
    store = environment.get("S3_PUBLIC_URL", "").rstrip("/") or f"{scheme}://{given.s3_endpoint}"
    asked = {"Origin": portal.rstrip("/"), "Access-Control-Request-Method": "POST"}
    try:
        answer = httpx.request("OPTIONS", f"{store}/{given.s3_bucket}", headers=asked, timeout=5.0)
    except httpx.HTTPError as problem:
        return Finding("上传 uploads", False, f"{store}: {type(problem).__name__}", "make up; make logs S=minio")
    allowed = answer.headers.get("Access-Control-Allow-Origin", "")
    fine = allowed in ("*", asked["Origin"])
    said = f"the store lets pages of {asked['Origin']} post" if fine else f"the store allows {allowed or 'no origin'}"
    return Finding("上传 uploads", fine, said, f"allow POST and GET from {asked['Origin']} in the bucket's CORS rules")


def platform(folder: RunFolder, environment: dict[str, str]) -> Iterator[Finding]:
    """Supervisor, processes that keep ending, and the gateway's own word on queues and parts."""
    supervised = processes.remembered(folder, control.SUPERVISOR) is not None
    yield Finding("看护 supervisor", supervised, "runs" if supervised else "does not run", "make up")
    if not supervised:
        return
    if was_practice(folder):
        yield Finding("练习时钟 practice clock", True, "on: never on a platform with real data")
    for one in control.state(folder)["processes"]:
        steady = one["state"] == "running" and one["restarts"] < 3
        said = f"{one['state']}, {one['restarts']} restarts, last exit {one['last_exit']}"
        yield Finding(one["name"], steady or one["state"] == "absent", said, f"make logs S={one['service']}")
        if one["service"] == GATEWAY and one["state"] == "running":
            yield gateway(environment["GATEWAY_URL"])


def gateway(url: str) -> Finding:
    try:
        health = gateway_health(url)
    except (OSError, ValueError) as problem:
        return Finding("网关 gateway", False, str(problem)[:120], "make logs S=gateway")
    waiting = [name for name, part in health.get("parts", {}).items() if not part_is_ready(part)]
    said = f"not ready: {', '.join(waiting)}" if waiting else "ready"
    return Finding(
        "网关 gateway", bool(health["ready"]), said, f"make up; make logs S={waiting[0] if waiting else GATEWAY}"
    )
