"""Bringing forward what is stored in an older shape: named steps, in order, once each, before a service serves.

    STEPS = (Step("0001_demands_name_their_owners", owners),)      # services/<service>/migrations.py

A step gets the service's database, may be broken off and run again (what it has done it does not do twice), and
answers how many records it changed. That it ran is kept in `migrations`. It only adds: while versions run side by side
the older one must go on over what the newer has brought forward, so a field goes one release after nobody reads it.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pymongo.errors import DuplicateKeyError

from shared.log import logger
from shared.store import Store

LEASE, LOOK = timedelta(minutes=5), 0.2
HELD = "migrations"  # the lease's id: several processes of one service start at once


@dataclass(frozen=True)
class Step:
    """`name`: four digits and what it does; never changed once it was released. `run`: database -> records changed."""

    name: str
    run: Callable[[Any], int]


def bring_forward(store: Store, steps: Sequence[Step]) -> dict[str, int]:
    """Runs the steps that this database has not seen, in order; how many records each changed.

    Returns once all are done, whichever process did them. A step that fails stops the start of the service: it would
    read what it does not know. A name that is not among the steps is a newer version's, and is left alone.
    """
    kept, done = store.database["migrations"], dict[str, int]()
    while pending := _pending(kept, steps):
        holder = f"{os.getpid()}-{secrets.token_hex(4)}"
        if not _taken(store, holder):
            time.sleep(LOOK)
            continue
        try:
            for step in _pending(kept, pending):  # another process may have been faster
                done[step.name] = changed = step.run(store.database)
                kept.replace_one({"_id": step.name}, {"at": datetime.now(UTC), "changed": changed}, upsert=True)
                logger("migrations").info("brought forward", step=step.name, changed=changed)
                _taken(store, holder)  # held on to, for the next one
        finally:
            store.database["leases"].delete_one({"_id": HELD, "holder": holder})
    return done


def _pending(kept: Any, steps: Sequence[Step]) -> list[Step]:
    seen = {row["_id"] for row in kept.find({"_id": {"$in": [step.name for step in steps]}})}
    return [step for step in steps if step.name not in seen]


def _taken(store: Store, holder: str) -> bool:
    now = datetime.now(UTC)
    free = {"_id": HELD, "$or": [{"until": {"$lt": now}}, {"holder": holder}]}
    try:
        store.database["leases"].update_one(free, {"$set": {"holder": holder, "until": now + LEASE}}, upsert=True)
    except DuplicateKeyError:
        return False
    return True
