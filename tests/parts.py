"""Real parts and a real platform for tests, in a temporary folder, gone afterwards however the test run ends.

`parts` starts RabbitMQ, MongoDB and an S3 store when the first test asks for them (AMQP_URI, MONGO_URI and
S3_ENDPOINT name running ones to use instead); `namespace` gives a test names of its own in them; `platform` runs
all six services and the gateway in practice mode.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from infra.local import control
from infra.local.environment import platform_environment
from infra.local.folder import CHECKOUT, RunFolder
from infra.local.parts.minio import MinIO
from infra.local.parts.mongodb import MongoDB
from infra.local.parts.part import Part, become_ready
from infra.local.parts.rabbitmq import RabbitMQ
from infra.local.ports import any_free, ports_of
from infra.local.readiness import gateway_health
from infra.local.screen import Board
from infra.local.secrets import secrets_of
from infra.local.services import ALL, Wanted, is_written
from infra.local.start import QUEUES, parts_of, prepare_queues, start_parts, stop_all


@dataclass
class Parts:
    """Addresses of the real parts, and the means to kill and restart those that are ours."""

    amqp_uri: str
    mongo_uri: str
    s3_endpoint: str
    s3_access_key: str
    s3_secret_key: str
    s3_secure: bool
    folder: RunFolder
    _parts: dict[str, Part] = field(repr=False)

    def environment(self) -> dict[str, str]:
        """AMQP_URI, MONGO_URI, S3_*: what a process needs to find the parts."""
        return {name: value for part in self._parts.values() for name, value in part.environment().items()}

    def is_ours(self, name: str) -> bool:
        """Whether `rabbitmq`, `mongodb` or `minio` was started here, so that a test may kill it."""
        return not self._parts[name].given

    def kill(self, name: str) -> None:
        """SIGKILL, as a power cut would. Skips the test where the part is not ours to kill."""
        if not self.is_ours(name):
            pytest.skip(f"{name} was given by the environment: not ours to kill")
        self._parts[name].kill()

    def start(self, name: str, seconds: float = 90.0) -> float:
        """Starts a killed part again; returns the seconds until it answered."""
        self._parts[name].start()
        return become_ready(self._parts[name], self.folder, seconds)

    def probe(self, name: str) -> None:
        """One real call; raises while the part is not ready."""
        self._parts[name].probe()


def temporary_folder() -> tuple[RunFolder, subprocess.Popen[bytes]]:
    """A run folder of its own, and the process that clears it away when this one is gone."""
    folder = RunFolder(Path(tempfile.mkdtemp(prefix="tepai-test-")))
    guard = subprocess.Popen(
        [sys.executable, "-m", "infra.local", "guard", str(folder.root)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    return folder, guard


@contextlib.contextmanager
def started_parts(board: Board | None = None) -> Iterator[Parts]:
    """Parts in a temporary folder; on leaving, nothing is left. Raises RuntimeError naming what did not start."""
    folder, guard = temporary_folder()
    try:
        found = parts_of(folder, cache_gb=0.25, gateway_port=any_free(set()))
        for part in found:
            if part.given:
                part.prepare(lambda _: None)
        with board or Board([part.name for part in found]) as lines:
            if not start_parts(folder, found, lines):
                raise RuntimeError("the parts did not start; see the lines above")
        by_name = {part.name: part for part in found}
        rabbitmq, mongodb, minio = by_name["rabbitmq"], by_name["mongodb"], by_name["minio"]
        assert isinstance(rabbitmq, RabbitMQ)
        assert isinstance(mongodb, MongoDB)
        assert isinstance(minio, MinIO)
        yield Parts(
            amqp_uri=rabbitmq.uri,
            mongo_uri=mongodb.uri,
            s3_endpoint=minio.endpoint,
            s3_access_key=minio.access_key,
            s3_secret_key=minio.secret_key,
            s3_secure=minio.secure,
            folder=folder,
            _parts=by_name,
        )
    finally:
        with contextlib.suppress(OSError):
            stop_all(folder, parts_of(folder, {}))
        _cleared_away(folder, guard)


def _cleared_away(folder: RunFolder, guard: subprocess.Popen[bytes]) -> None:
    shutil.rmtree(folder.root, ignore_errors=True)
    assert guard.stdin is not None
    guard.stdin.close()
    guard.wait(60)


@contextlib.contextmanager
def own_parts(board: Board | None = None) -> Iterator[Parts]:
    """Parts of our own whatever the environment names: for those who kill them."""
    with contextlib.ExitStack() as stack:
        given = {name: os.environ.pop(name, None) for name in ("AMQP_URI", "MONGO_URI", "S3_ENDPOINT")}
        try:
            found = stack.enter_context(started_parts(board))
        finally:
            os.environ.update({name: value for name, value in given.items() if value is not None})
        yield found


@dataclass
class Platform:
    """Six services and a gateway, each a process of its own, in practice mode."""

    base_url: str
    environment: dict[str, str]
    parts: Parts
    folder: RunFolder

    @property
    def secrets(self) -> dict[str, str]:
        """TOKEN_SECRET, ACTOR_SECRET, FIELD_SECRET, CLOCK_SECRET."""
        return {name: value for name, value in self.environment.items() if name.endswith("_SECRET")}

    def processes(self, service: str | None = None) -> list[dict[str, Any]]:
        """The supervisor's rows: {"name", "service", "number", "state", "pid", "restarts", "last_exit", ...}."""
        return [one for one in control.state(self.folder)["processes"] if service in (None, one["service"])]

    def pid(self, service: str, number: int = 1) -> int:
        """Process id of a running process. Raises LookupError while there is none."""
        for one in self.processes(service):
            if one["number"] == number and one["pid"]:
                return int(one["pid"])
        raise LookupError(f"{service}-{number} does not run")

    def kill(self, service: str, number: int = 1, with_signal: int = signal.SIGKILL) -> int:
        """Kills one process; the supervisor restarts it after 0.2 s. Returns the id it had."""
        pid = self.pid(service, number)
        os.kill(pid, with_signal)
        return pid

    def wait_restarted(self, service: str, old_pid: int, number: int = 1, seconds: float = 20.0) -> int:
        """Waits until the process runs under a new id; returns that. It may still need a moment to be ready."""

        def runs_anew(now: dict[str, Any]) -> bool:
            rows = [one for one in now["processes"] if one["name"] == f"{service}-{number}"]
            return any(one["state"] == "running" and one["pid"] != old_pid for one in rows)

        control.wait_for(self.folder, runs_anew, seconds)
        return self.pid(service, number)

    def restart(
        self,
        service: str,
        number: int = 1,
        *,
        env: Mapping[str, str] | None = None,
        once: Mapping[str, str] | None = None,
        seconds: float = 30.0,
    ) -> int:
        """Restarts one process gracefully; returns its new id. `env` stays with it (an empty one clears it).

        `once` (e.g. CRASH_AT) is for this start only: the process that follows the crash is a healthy one.
        """
        name = f"{service}-{number}"
        before = next((one["pid"] for one in self.processes(service) if one["number"] == number), None)
        control.once_more(self.folder, name, env=env, once=once)
        return self.wait_restarted(service, before or 0, number, seconds)

    def scale(self, service: str, count: int, seconds: float = 30.0) -> None:
        """Runs so many processes of a service, and waits until they do."""
        wanted = control.scaled(control.wanted_processes(self.folder), {service: count})
        control.apply(self.folder, self.environment, wanted)
        control.wait_for(
            self.folder,
            lambda now: [one["state"] for one in now["processes"] if one["service"] == service] == ["running"] * count,
            seconds,
        )

    def wait_ready(self, seconds: float = 60.0) -> dict[str, Any]:
        """Waits until the gateway says that every part is ready; returns its answer."""
        health: dict[str, Any] = {}

        def ready(_: dict[str, Any]) -> bool:
            nonlocal health
            with contextlib.suppress(OSError, ValueError):
                health = gateway_health(self.base_url)
            return bool(health.get("ready"))

        try:
            control.wait_for(self.folder, ready, seconds)
        except TimeoutError as problem:
            raise TimeoutError(f"{problem}\nlast readiness: {health}\n{self.log('gateway')[-2000:]}") from None
        return health

    def log(self, service: str, number: int = 1) -> str:
        """What the process wrote so far, over all its restarts."""
        path = self.folder.log(f"{service}-{number}")
        return path.read_text("utf-8", "replace") if path.exists() else ""


@contextlib.contextmanager
def started_platform(
    parts: Parts,
    namespace: str,
    env: Mapping[str, str] | None = None,
    counts: Mapping[str, int] | None = None,
    folder: RunFolder | None = None,
) -> Iterator[Platform]:
    """All six services and the gateway over `parts`; `env` is added for every process. Raises TimeoutError.

    One supervisor a folder: a second platform over the same parts needs one of its own (`platform_apart`).
    """
    missing = [service for service in ALL if not is_written(service)]
    if missing:
        pytest.fail(f"not written yet: {', '.join(missing)}")
    folder = folder or parts.folder
    values = platform_environment(parts.environment(), ports_of(folder), secrets_of(folder), practice=True, env={})
    values |= {"NAMESPACE": namespace, "S3_BUCKET": namespace.replace("_", "-")}
    values |= {"OUTBOX": str(folder.root / "outbox"), **(env or {})}
    wanted = [Wanted(service, number + 1) for service in ALL for number in range((counts or {}).get(service, 1))]
    platform = Platform(values["GATEWAY_URL"], values, parts, folder)
    try:
        with Board([QUEUES]) as lines:
            if not prepare_queues(folder, values, lines):
                raise RuntimeError(folder.log(QUEUES).read_text())
        control.apply(folder, values, wanted)
        platform.wait_ready()
        yield platform
    finally:
        control.stop(folder)


@contextlib.contextmanager
def platform_apart(parts: Parts) -> Iterator[Platform]:
    """A second platform over the same parts, with names, secrets, ports and processes of its own, gone afterwards."""
    namespace = random_namespace()
    folder, guard = temporary_folder()
    try:
        folder.make()
        ports_of(folder, any_free(set()))
        with started_platform(parts, namespace, folder=folder) as running:
            yield running
    finally:
        _cleared_away(folder, guard)
        drop_namespace(parts, namespace)


def random_namespace() -> str:
    """A name no other test run uses: prefix of databases, exchanges and queues."""
    return f"t{secrets.token_hex(4)}"


def drop_namespace(parts: Parts, namespace: str) -> None:
    """Removes what a namespace left in parts that were given, and so outlive the test run."""
    if not parts.is_ours("mongodb"):
        from pymongo import MongoClient

        client: MongoClient[dict[str, Any]] = MongoClient(parts.mongo_uri)
        for name in client.list_database_names():
            if name.startswith(namespace):
                client.drop_database(name)
        client.close()
    if not parts.is_ours("minio"):
        _drop_buckets(parts, namespace)


def _drop_buckets(parts: Parts, namespace: str) -> None:
    from minio import Minio
    from minio.error import S3Error

    store = Minio(parts.s3_endpoint, parts.s3_access_key, parts.s3_secret_key, secure=parts.s3_secure)
    for bucket in store.list_buckets():
        if bucket.name.startswith(namespace.replace("_", "-")):
            with contextlib.suppress(S3Error):
                for one in store.list_objects(bucket.name, recursive=True, include_version=False):
                    store.remove_object(bucket.name, str(one.object_name))
                store.remove_bucket(bucket.name)


@pytest.fixture(scope="session")
def parts(request: pytest.FixtureRequest) -> Iterator[Parts]:
    """The real parts, started once per session and only when asked for."""
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with contextlib.ExitStack() as stack:
        with capture.global_and_fixture_disabled() if capture else contextlib.nullcontext():
            found = stack.enter_context(started_parts())
        yield found


@pytest.fixture(scope="session")
def session_namespace() -> str:
    """One prefix for the whole session: the platform's."""
    return random_namespace()


@pytest.fixture
def namespace(parts: Parts) -> Iterator[str]:
    """A prefix of this test's own for databases, exchanges and queues; swept afterwards where the parts live on."""
    name = random_namespace()
    yield name
    drop_namespace(parts, name)


@pytest.fixture(scope="session")
def platform(parts: Parts, session_namespace: str) -> Iterator[Platform]:
    """The whole platform in practice mode, one for the session. Who kills a process waits until it is back."""
    with started_platform(parts, session_namespace) as running:
        yield running
    drop_namespace(parts, session_namespace)


@pytest.fixture(scope="session")
def mortal_parts(parts: Parts) -> Iterator[Parts]:
    """Parts that a test may kill: the session's where they are ours, else a set of their own."""
    if parts.is_ours("rabbitmq") and parts.is_ours("mongodb"):
        yield parts
    else:
        with own_parts() as found:
            yield found
