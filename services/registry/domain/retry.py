"""When something that could not be handed over is tried again: the back-off that Standard Webhooks 1.0.0 recommends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

AFTER = tuple(
    timedelta(**{unit: count})
    for unit, count in (
        ("seconds", 5), ("minutes", 5), ("minutes", 30), ("hours", 2), ("hours", 5),
        ("hours", 10), ("hours", 14), ("hours", 20), ("hours", 24),
    )
)  # fmt: skip
CLAIM = timedelta(seconds=60)  # on its way; if the process dies, it is due again then
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)  # whatever the practice day of the announcement


def due_again(attempts: int, now: datetime) -> datetime | None:
    """When it is tried again after so many attempts; None when it is given up."""
    return now + AFTER[attempts - 1] if attempts <= len(AFTER) else None
