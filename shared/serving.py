"""Running one service process, or making ready what all of them need; started by `python -m shared.hosting`."""

from __future__ import annotations

import gc
import os
import signal
import sys

import eventlet
from nameko.containers import ServiceContainer

from shared import log, settings
from shared.hosting import Parts, service_class, service_names


def prepare(configured: settings.Settings) -> None:
    """Makes every service's queues and indexes, so that nothing announced early is missed by a late starter."""
    for name in service_names():
        for consumer in Parts(service_class(name), configured).consumers():
            consumer.declare_once()
        log.logger(name).info("ready to be started")


def main() -> int:
    """Runs one service process until it is told to stop (SIGTERM, SIGINT)."""
    configured = settings.from_environment()
    log.configure(configured.log_level)
    if sys.argv[1:] == ["--prepare"]:
        prepare(configured)
        return 0
    container = ServiceContainer(service_class(sys.argv[1]), config={})
    for wanted in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wanted, lambda *_: eventlet.spawn_n(container.stop))
    container.start()
    gc.freeze()  # rulebooks and modules live for ever: a collection need not walk them inside every batch
    gc.set_threshold(50_000, 20, 20)
    log.logger(sys.argv[1]).info("serving", pid=os.getpid())
    container.wait()
    return 0
