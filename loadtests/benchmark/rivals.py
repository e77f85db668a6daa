"""The rivals behind one and the same HTTP edge: the very gateway application, over another way to its commands.

bus        the platform: gateway processes, the bus, a records process
monolith   the same command functions inside the Flask processes, one transaction a request
vanilla    the same command functions behind nameko's own @rpc and a pool of its standalone proxies
"""

from __future__ import annotations

import queue
import secrets
import threading
import time
from functools import cache
from typing import Any

from flask import Flask
from nameko.rpc import rpc
from nameko.standalone.rpc import ClusterRpcProxy

from gateway.app import create_app
from gateway.settings import from_environment
from shared import actor as actors
from shared import settings
from shared.actor import Actor
from shared.errors import Problem
from shared.hosting import Parts, service_class

PROXIES = 32


@cache
def _configured() -> settings.Settings:
    return settings.from_environment()


def _call(
    name: str, args: dict[str, Any], actor: Actor, key: str | None, version: int | None, deadline: float,
    digest: str | None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "id": secrets.token_hex(12),
        "name": name,
        "args": args,
        "actor": actors.sign(actor, _configured().actor_secret),
        "key": key,
        "digest": digest,
        "version": version,
        "deadline": time.time() + deadline,
    }


def _result(answer: dict[str, Any]) -> Any:
    if "problem" in answer:
        raise Problem.from_dict(answer["problem"])
    return answer["result"]


class InProcess:
    """Stands where the bus stands, and carries the command out right here."""

    def __init__(self) -> None:
        self._parts: Parts | None = None
        self._lock = threading.Lock()

    def command(
        self, service: str, name: str, args: dict[str, Any], actor: Actor, key: str | None = None,
        expected_version: int | None = None, deadline: float = 10.0, digest: str | None = None,
    ) -> Any:  # fmt: skip
        """The answer of a command: one call, one transaction."""
        parts = self._here(service)
        answer = parts.calls.carry_out([_call(name, args, actor, key, expected_version, deadline, digest)])[0]
        parts.announcer.wake()
        return _result(answer)

    def question(self, service: str, name: str, args: dict[str, Any], actor: Actor, deadline: float = 5.0) -> Any:
        """The answer of a question."""
        return _result(self._here(service).calls.answer(_call(name, args, actor, None, None, deadline, None)))

    def healthy(self) -> bool:
        """There is no bus to lose."""
        return True

    def _here(self, service: str) -> Parts:
        with self._lock:
            if self._parts is None:
                self._parts = Parts(service_class(service), _configured())
                announce = self._parts.announcer
                threading.Thread(target=lambda: announce.run(lambda: True), daemon=True).start()
        return self._parts


class Proxies:
    """Stands where the bus stands: a pool of nameko's standalone proxies."""

    def __init__(self) -> None:
        self._pool: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._made = 0
        self._lock = threading.Lock()

    def command(
        self, service: str, name: str, args: dict[str, Any], actor: Actor, key: str | None = None,
        expected_version: int | None = None, deadline: float = 10.0, digest: str | None = None,
    ) -> Any:  # fmt: skip
        """The answer of a command, by nameko's RPC."""
        proxy = self._proxy()
        try:
            call = _call(name, args, actor, key, expected_version, deadline, digest)
            return _result(getattr(proxy, f"vanilla_{service}").carry_out(call))
        finally:
            self._pool.put(proxy)

    def question(self, service: str, name: str, args: dict[str, Any], actor: Actor, deadline: float = 5.0) -> Any:
        """Questions take no part in the comparison."""
        raise LookupError(name)

    def healthy(self) -> bool:
        """Each proxy has its own connection."""
        return True

    def _proxy(self) -> Any:
        with self._lock:
            fresh, self._made = self._made < PROXIES, min(self._made + 1, PROXIES)
        if not fresh:
            return self._pool.get()
        return ClusterRpcProxy({"AMQP_URI": _configured().amqp_uri}, timeout=10).start()


def monolith() -> Flask:
    """One Flask application with the commands inside."""
    return create_app(from_environment(), InProcess())


def vanilla() -> Flask:
    """The same application over nameko's RPC."""
    return create_app(from_environment(), Proxies())


class VanillaRecords:
    """The records service as nameko alone would host it."""

    name = "vanilla_records"
    _parts: Parts | None = None

    @rpc
    def carry_out(self, call: dict[str, Any]) -> dict[str, Any]:
        """One call, one transaction."""
        if VanillaRecords._parts is None:
            VanillaRecords._parts = Parts(service_class("records"), _configured())
            announcer = VanillaRecords._parts.announcer
            threading.Thread(target=lambda: announcer.run(lambda: True), daemon=True).start()
        answer = VanillaRecords._parts.calls.carry_out([call])[0]
        VanillaRecords._parts.announcer.wake()
        return answer
