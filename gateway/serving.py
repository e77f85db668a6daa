"""Serves the gateway until it is told to stop.

The HTTP side (parsing, keep-alive, slow clients) is granian's, in Rust and outside Python's lock; requests run in
GATEWAY_THREADS threads in each of GATEWAY_WORKERS processes, and each of them keeps up to GATEWAY_STREAMS live answers
open beside (a thread each, begun when one is wanted). SIGTERM lets requests under way finish.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from functools import cache
from typing import Any

from flask import Flask
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from gateway.streams import close_all

FINISH_SECONDS = 15  # longer than any command's deadline
HEADERS_LIMIT = 64 * 1024


@cache
def loaded() -> Flask:
    """The application, connected to nothing yet."""
    from gateway.app import create_app  # not before the folder of the metrics is known

    return create_app()


def serving() -> Flask:
    """The application of one worker process, connected before its first request comes."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # inherited from the parent; until the worker serves it may just end
    app = loaded()
    app.extensions["tepai"].connect()
    return app


class Serving(Server):  # type: ignore[misc,valid-type]
    """granian, which tells the streams of its processes when it is to end: they would keep it waiting otherwise."""

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        """SIGTERM or SIGINT came."""
        close_all()
        super().signal_handler_interrupt(*args, **kwargs)


OWN = "gateway.serving:serving"


def main(application: str = OWN) -> None:
    """Reads sizes and the address from the environment, serves `application` ("module:factory"), and clears up."""
    env, workers = os.environ, int(os.environ.get("GATEWAY_WORKERS", "2"))
    threads = int(env.get("GATEWAY_THREADS", "64")) + int(env.get("GATEWAY_STREAMS", "100"))
    made = ""
    if workers > 1 and not env.get("PROMETHEUS_MULTIPROC_DIR"):
        # each worker writes its numbers to a file there, /metrics adds them up
        made = env["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="tepai-metrics-")
    try:
        if application == OWN:
            loaded()  # once, before the workers are forked: they start at once, and again when one dies
        Serving(
            application,
            factory=True,
            address=env.get("GATEWAY_BIND", "127.0.0.1"),
            port=int(env.get("GATEWAY_PORT", "8080")),
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=threads,
            backlog=1024,
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=HEADERS_LIMIT),
            websockets=False,
            respawn_failed_workers=True,
            respawn_interval=0.5,
            workers_kill_timeout=FINISH_SECONDS,
            log_level=LogLevels.error,
        ).serve()
    finally:
        if made:
            shutil.rmtree(made, ignore_errors=True)
