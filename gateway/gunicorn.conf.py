"""gunicorn's settings for the gateway: a few processes, many threads each, long-lived connections.

gunicorn -c gateway/gunicorn.conf.py 'gateway.app:create_app()'
"""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import Any

bind = os.environ.get("GATEWAY_BIND") or f"127.0.0.1:{os.environ.get('GATEWAY_PORT', '8080')}"
workers = int(os.environ.get("GATEWAY_WORKERS", "2"))
threads = int(os.environ.get("GATEWAY_THREADS", "64"))
worker_class = "gthread"
worker_connections = 1000
backlog = 1024
keepalive = 75
timeout = 60
# On SIGTERM a worker takes no new request and finishes those it has.
graceful_timeout = 30
accesslog = None
errorlog = "-"
loglevel = "warning"
preload_app = False  # each worker has its own bus connection, made after the fork
limit_request_line = 8190
limit_request_field_size = 16380  # an access token carries its roles
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None

# Prometheus: each worker writes its numbers to a file, /metrics adds them up. Must be set before the app is imported.
if workers > 1 and not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    _METRICS = os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="tepai-metrics-")
else:
    _METRICS = ""


def post_worker_init(worker: Any) -> None:
    """Connects before the first request comes, so that nobody waits for it."""
    worker.app.callable.extensions["tepai"].connect()


def child_exit(server: Any, worker: Any) -> None:
    """Forgets the gauges of a worker that has gone."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Leaves nothing behind."""
    if _METRICS:
        shutil.rmtree(_METRICS, ignore_errors=True)
