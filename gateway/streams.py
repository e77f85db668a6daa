"""Live answers (server-sent events): how many a process keeps open, and what each of them says.

A stream holds one of the server's threads and no other: requests have room of their own (`Room`), which a stream leaves
before it begins to tell. So however many listen, the same number of requests runs beside them. Whoever comes when
every place is taken is told to ask now and then instead.
"""

from __future__ import annotations

import mmap
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import orjson
from flask import Response

from gateway.errors import TooMany

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STREAM_SECONDS = 55.0  # then the client connects again by itself, with a fresh token
RETRY = b"retry: 1000\n\n"
STILL_HERE = b": still here\n\n"
ASK_AGAIN_SECONDS = 5
_closing = mmap.mmap(-1, 1)  # one byte that all processes forked from this one see


def close_all() -> None:
    """From now on every stream of the server's processes ends within about a second: a restart need not wait."""
    _closing[0] = 1


def closing() -> bool:
    """Whether the server is about to end."""
    return _closing[0] == 1


class Streams:
    """The places for streams of one process."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places) if places else None

    def answer(self, tell: Callable[[], Iterator[bytes]]) -> Response:
        """What `tell` says, as it says it. Raises TooMany where every place is taken: then ask now and then."""
        if self._places is None or not self._places.acquire(blocking=False):
            raise TooMany(
                ASK_AGAIN_SECONDS, "实时连接已满，请改为定时查询", "Too many live connections; please poll instead"
            )
        answer = Response(_Released(tell(), self._places.release), content_type="text/event-stream")
        answer.headers["X-Accel-Buffering"] = "no"  # a proxy that gathers would tell nothing until the end
        return answer


def event(name: str, data: Any) -> bytes:
    """One event as the stream carries it."""
    return b"event: " + name.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"


class Room:
    """WSGI: lets only so many requests be computed at a time, though the server has threads for streams as well."""

    def __init__(self, app: WSGIApplication, requests: int) -> None:
        self._app = app
        self._room = threading.BoundedSemaphore(requests)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers a request; what a stream says is said outside, when its place here is free again."""
        with self._room:
            return self._app(environ, start_response)


class _Released:
    """A stream that gives its place back however it ends."""

    def __init__(self, stream: Iterator[bytes], release: Callable[[], None]) -> None:
        self._stream, self._release = stream, release

    def __iter__(self) -> Iterator[bytes]:
        return self._stream

    def close(self) -> None:
        """Called by the server at the end, also when the client has gone before."""
        release, self._release = self._release, lambda: None
        release()

    __del__ = close
