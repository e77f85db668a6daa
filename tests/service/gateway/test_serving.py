"""The gateway as a process of its own, over the real broker and store; a service is played by the test."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import jwt
import orjson
import pytest
from kombu import Connection

from gateway.auth import ALGORITHM, ISSUER
from shared.consuming import questions_queue
from tests.parts import Parts

CHECKOUT = Path(__file__).parents[3]
TOKEN_SECRET = "token-for-tests-only-0123456789abcdef"


class PlayedService:
    """Takes one question from a service's queue and answers it when told."""

    def __init__(self, uri: str, namespace: str, service: str) -> None:
        self.asked = threading.Event()
        self.answer = threading.Event()
        self._queue = questions_queue(namespace, service)
        self._connection = Connection(uri)
        channel = self._connection.channel()
        self._queue.declare(channel)
        channel.basic_consume(self._queue.name, callback=self._take, no_ack=True)
        self._channel = channel
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.answer.set()
        self._thread.join(10)
        self._connection.release()

    def _run(self) -> None:
        until = time.monotonic() + 15
        while not self.asked.is_set() and time.monotonic() < until:
            try:
                self._connection.drain_events(timeout=0.2)
            except TimeoutError:
                continue

    def _take(self, message: Any) -> None:
        self.asked.set()
        self.answer.wait(10)
        problem = {"kind": "not_found", "reason": "没有找到", "reason_en": "Not found"}
        answers = [{"id": call["id"], "problem": problem} for call in orjson.loads(message.body)]
        reply = self._channel.prepare_message(
            orjson.dumps(answers), properties={"correlation_id": message.properties["correlation_id"]}
        )
        self._channel.basic_publish(reply, exchange="", routing_key=message.properties["reply_to"])


@pytest.fixture
def serving(parts: Parts, namespace: str, tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A gateway with two worker processes, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secret = {
        f"{name}_SECRET": f"{name.lower()}-for-tests-only-0123456789abcdef" for name in ("ACTOR", "FIELD", "TOKEN")
    }
    env = {"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path), **parts.environment(), **secret}
    env |= {"NAMESPACE": namespace, "S3_BUCKET": namespace, "GATEWAY_PORT": str(port), "ARGON2_MEMORY_KIB": "64"}
    process = subprocess.Popen([sys.executable, "-m", "gateway"], cwd=CHECKOUT, env=env, stderr=subprocess.PIPE)
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 30
        while True:
            try:
                httpx.get(f"{url}/health/live").raise_for_status()
                break
            except httpx.HTTPError:
                assert process.poll() is None
                assert time.monotonic() < until, process.stderr and process.stderr.read()
                time.sleep(0.1)
        yield process, url
    finally:
        process.terminate()
        process.wait(40)
    assert not list(tmp_path.glob("tepai-metrics-*")), "it clears up behind itself"


def sign_in(url: str) -> httpx.Response:
    return httpx.post(f"{url}/api/session", json={"login": "li", "password": "correct horse"}, timeout=20)


def test_a_request_under_way_is_answered_before_it_ends(serving, parts: Parts, namespace: str):
    process, url = serving
    service = PlayedService(parts.amqp_uri, namespace, "registry")
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(sign_in, url)
        assert service.asked.wait(10)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{url}/health/live")
        service.answer.set()
        assert asked.result().status_code == 401
    assert process.wait(20) == 0
    service.close()


def test_open_streams_do_not_keep_it_waiting(serving):
    process, url = serving
    now = time.time()
    claims = {"sub": "a1", "name": "某人", "city": "150200", "cities": ["150200"], "grants": [], "sid": "s1",
              "login": "x", "person": None, "language": "zh", "epoch": 0, "iss": ISSUER, "exp": now + 60,
              "iat": now}  # fmt: skip
    token = jwt.encode(claims, TOKEN_SECRET, algorithm=ALGORITHM)
    headers = {"Authorization": f"Bearer {token}"}
    with ExitStack() as open_ones:
        client = open_ones.enter_context(httpx.Client(timeout=30))
        for _ in range(20):
            line = open_ones.enter_context(client.stream("GET", f"{url}/api/messages/events", headers=headers))
            assert line.status_code == 200
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
        assert time.monotonic() - began < 8, "a stream would go on for a minute"


def workers_of(process: subprocess.Popen[bytes]) -> set[int]:
    children = Path(f"/proc/{process.pid}/task").glob("*/children")
    pids = {int(pid) for one in children for pid in one.read_text().split()}
    return {pid for pid in pids if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()}


def test_a_worker_that_dies_is_replaced(serving):
    process, url = serving
    before = workers_of(process)
    assert len(before) == 2
    dead = before.pop()
    os.kill(dead, signal.SIGKILL)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        now = workers_of(process)
        if len(now) == 2 and dead not in now:
            break
        time.sleep(0.2)
    else:
        pytest.fail("no new worker")
    assert httpx.get(f"{url}/health/live").status_code == 200


def test_the_metrics_add_up_over_the_workers(serving):
    _, url = serving
    for _ in range(12):
        httpx.get(f"{url}/api/session")  # a connection each: both workers get some
    text = httpx.get(f"{url}/metrics").text
    found = re.search(r'tepai_http_seconds_count\{method="GET",route="/api/session",status="401"\} ([\d.]+)', text)
    assert found
    assert float(found[1]) == 12


def test_without_its_services_it_lives_and_says_who_is_missing(serving):
    _, url = serving
    assert httpx.get(f"{url}/health/live").status_code == 200
    ready = httpx.get(f"{url}/health/ready", timeout=10)
    assert ready.status_code == 503
    parts = ready.json()["parts"]
    assert parts["files"]["ready"]
    assert parts["bus"]["ready"]
    assert not parts["registry"]["ready"]
    answer = sign_in(url)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
