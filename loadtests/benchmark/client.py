"""A load client that costs little itself: keep-alive sockets and one selector, no HTTP library in the way.

Each connection sends its next request when the last one is answered, so `connections` is what is in flight.
"""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

HEAD_END = b"\r\n\r\n"


@dataclass
class Outcome:
    """What one load run saw. Latencies in seconds, one for each answer; `acknowledged` are the tags answered 2xx."""

    sent: int = 0
    latencies: list[float] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Acknowledged requests a second."""
        return len(self.acknowledged) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """The latency below which this share of the answers came, in milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0


@dataclass
class _Line:
    """One connection and the request it waits for."""

    connection: socket.socket
    tag: str = ""
    sent: float = 0.0
    received: bytearray = field(default_factory=bytearray)


def load(port: int, connections: int, seconds: float, requests: Iterator[tuple[str, bytes]]) -> Outcome:
    """Sends (tag, request bytes) to a loopback port until the time is up, then waits for what is under way."""
    outcome = Outcome()
    selector = selectors.DefaultSelector()
    began = time.perf_counter()
    until = began + seconds
    open_lines = 0
    for _ in range(connections):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line = _Line(connection)
        selector.register(connection, selectors.EVENT_READ, line)
        _send(line, requests, outcome)
        open_lines += 1
    while open_lines and time.perf_counter() < until + 20:
        for key, _ in selector.select(timeout=1.0):
            line = key.data
            data = line.connection.recv(65536)
            line.received += data
            if data and not _complete(line.received):
                continue
            _note(line, outcome)
            if data and time.perf_counter() < until:
                _send(line, requests, outcome)
            else:
                selector.unregister(line.connection)
                line.connection.close()
                open_lines -= 1
    outcome.seconds = min(time.perf_counter(), until) - began
    return outcome


def _send(line: _Line, requests: Iterator[tuple[str, bytes]], outcome: Outcome) -> None:
    line.tag, request = next(requests)
    line.received.clear()
    line.sent = time.perf_counter()
    line.connection.sendall(request)
    outcome.sent += 1


def _note(line: _Line, outcome: Outcome) -> None:
    status = int(line.received[9:12] or b"0")
    if 200 <= status < 300:
        outcome.acknowledged.append(line.tag)
        outcome.latencies.append(time.perf_counter() - line.sent)
    else:
        outcome.refused[status] = outcome.refused.get(status, 0) + 1


def _complete(received: bytearray) -> bool:
    end = received.find(HEAD_END)
    if end < 0:
        return False
    head = received[:end].lower()
    at = head.find(b"content-length:")
    length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    return len(received) >= end + 4 + length
