"""Counters every process keeps; the gateway shows them at /metrics, a service in its `ping` answer."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

HANDLED = Counter("tepai_handled", "Commands, questions and events handled", ["service", "kind"])
BATCH_SIZE = Histogram(
    "tepai_batch_calls", "Commands per transaction", ["service"], buckets=(1, 2, 4, 8, 16, 32, 50, 100)
)
