"""Free loopback ports, chosen at the first run and remembered."""

from __future__ import annotations

import random
import socket

from infra.local.folder import RunFolder, read_json, write_json

LOOPBACK = "127.0.0.1"
NAMES = ("amqp", "epmd", "erlang", "mongodb", "s3", "gateway")
_FIRST, _LAST = 20_000, 31_999  # below Linux's range for outgoing connections, so that none takes a remembered port
_GATEWAY = 8080


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def any_free(taken: set[int]) -> int:
    """A free port that is not in `taken`. Raises OSError where 500 draws find none."""
    for _ in range(500):
        port = random.randint(_FIRST, _LAST)
        if port not in taken and is_free(port):
            return port
    raise OSError(f"no free port between {_FIRST} and {_LAST}")


def ports_of(folder: RunFolder, gateway: int | None = None) -> dict[str, int]:
    """Name -> port. `gateway` is the caller's choice, remembered like the others; by default 8080 where free."""
    known: dict[str, int] = read_json(folder.ports, {})
    ports = {name: known[name] for name in NAMES if name in known}
    if gateway is not None:
        ports["gateway"] = gateway
    for name in NAMES:
        if name not in ports:
            usual = name == "gateway" and _GATEWAY not in ports.values() and is_free(_GATEWAY)
            ports[name] = _GATEWAY if usual else any_free(set(ports.values()))
    if ports != known:
        write_json(folder.ports, ports)
    return ports


def choose_again(folder: RunFolder, name: str) -> int:
    """A new port for one name, because a stranger took the remembered one meanwhile."""
    ports = ports_of(folder)
    ports[name] = any_free(set(ports.values()))
    write_json(folder.ports, ports)
    return ports[name]
