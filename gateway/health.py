"""Is it alive, is it ready, how is it doing: /health/live, /health/ready, /metrics."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

import orjson
from flask import Blueprint, Response, current_app
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from shared.actor import public
from shared.errors import Problem

if TYPE_CHECKING:
    from gateway.app import Gateway

PING_SECONDS = 2.0
# Whoever asks often is told what was found a moment ago: a readiness probe is no way to load the platform.
REMEMBERED_SECONDS = 0.5
SECONDS = Histogram(
    "tepai_http_seconds",
    "HTTP requests by route and status",
    ["method", "route", "status"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
blueprint = Blueprint("health", __name__)
_labelled: dict[tuple[str, str, str], Any] = {}


def count(method: str, route: str, status: str, seconds: float) -> None:
    """Notes how long a request took. Everything that is no route of the API counts as one."""
    key = (method, route, status)
    child = _labelled.get(key)
    if child is None:
        child = _labelled[key] = SECONDS.labels(*key)
    child.observe(seconds)


class PartsCollector:
    """What the parts last said of themselves, for Prometheus: whether they answer, and what waits in them."""

    def __init__(self, told: dict[str, Any]) -> None:
        self._parts: dict[str, dict[str, Any]] = told["parts"]

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges."""
        ready = GaugeMetricFamily("tepai_part_ready", "1 where the part answers", labels=["part"])
        holds = GaugeMetricFamily(
            "tepai_part_holds", "Unsent, waiting and parked events of a service", labels=["part", "what"]
        )
        for name, part in self._parts.items():
            ready.add_metric([name], float(part["ready"]))
            for what in ("unsent", "waiting", "parked"):
                if what in part:
                    holds.add_metric([name, what], part[what])
        return (ready, holds)


class Readiness:
    """Asks every part at once whether it answers. `names` are the services whose commands this gateway offers."""

    def __init__(self, gateway: Gateway, names: tuple[str, ...]) -> None:
        self._gateway = gateway
        self._names = names
        self._lock = Lock()
        self._told: tuple[float, dict[str, Any]] = (0.0, {})

    def tell(self) -> dict[str, Any]:
        """{"ready": bool, "parts": {name: {"ready": bool, "ms": float, ...}}}."""
        with self._lock:
            if time.monotonic() - self._told[0] > REMEMBERED_SECONDS:
                self._told = (time.monotonic(), self._ask())
            return self._told[1]

    def _ask(self) -> dict[str, Any]:
        questions: dict[str, Callable[[], dict[str, Any]]] = {
            name: partial(self._service, name) for name in self._names
        }
        questions["files"] = self._files
        with ThreadPoolExecutor(len(questions)) as pool:
            parts = dict(zip(questions, pool.map(_timed, questions.values()), strict=True))
        parts["bus"] = {"ready": self._gateway.bus.healthy()}
        return {"ready": all(part["ready"] for part in parts.values()), "parts": parts}

    def _service(self, name: str) -> dict[str, Any]:
        try:
            answer = self._gateway.bus.question(name, "ping", {}, public(""), PING_SECONDS)
        except Problem as problem:
            return {"ready": False, "why": problem.reason_en or problem.kind}
        said = answer if isinstance(answer, dict) else {}
        return {**said, "ready": bool(said.get("ready", True))}

    def _files(self) -> dict[str, Any]:
        try:
            return {"ready": self._gateway.objects.answers()}
        except Problem as problem:
            return {"ready": False, "why": problem.reason_en}


@blueprint.get("/health/live")
def live() -> Response:
    """This process answers."""
    return Response(b'{"live":true}', content_type="application/json")


@blueprint.get("/health/ready")
def ready() -> Response:
    """Every part answers; 503 and which one does not, otherwise."""
    told = current_app.extensions["tepai"].readiness.tell()
    return Response(orjson.dumps(told), 200 if told["ready"] else 503, content_type="application/json")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus' text format: this gateway's requests over all its processes, and what the parts hold."""
    registry = CollectorRegistry()
    registry.register(PartsCollector(current_app.extensions["tepai"].readiness.tell()))
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
        text = generate_latest(registry)
    else:
        text = generate_latest(REGISTRY) + generate_latest(registry)
    return Response(text, content_type=CONTENT_TYPE_LATEST)


def _timed(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    began = time.perf_counter()
    return {**ask(), "ms": round((time.perf_counter() - began) * 1000, 1)}
