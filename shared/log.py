"""One JSON line per log entry, to standard error. Records' contents and personal data are never logged."""

from __future__ import annotations

import logging
import sys
from typing import Any

import orjson
import structlog


def configure(level: str = "INFO") -> None:
    """Sets up structlog and routes the standard library's loggers (nameko, kombu, pymongo) through it."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(serializer=_dump)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(serializer=_dump),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level if level != "INFO" else "WARNING")


def logger(name: str) -> Any:
    """A logger whose entries carry the part's name."""
    return structlog.get_logger(part=name)  # lazy: configured at first use, not at import


def _dump(entry: Any, **kwargs: Any) -> str:
    return orjson.dumps(entry, default=str).decode()
