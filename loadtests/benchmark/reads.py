"""Reading what the writing rounds have left: a page of one's own records, and one record, over the same edge.

Questions travel eight to a message and are answered side by side, outside any transaction. The monolith asks the
database itself; so this is what the way over the bus costs a reader.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from typing import Any

from pymongo import MongoClient

from loadtests.benchmark import seed
from loadtests.benchmark.processes import Rival

KINDS = ("list", "detail")
PAGE = 10  # no more than every rival has of everybody
SAMPLE = 4_000


def requests(rival: Rival, kind: str) -> Iterator[tuple[str, bytes]]:
    """Endless (tag, request): each by the commissioner whose records they are."""
    database: Any = MongoClient(os.environ["MONGO_URI"])[f"{rival.namespace}_records"]
    rows = database[seed.COLLECTION].find({}, {"person": 1}).limit(SAMPLE)
    found = [(row["_id"], row["person"]) for row in rows]
    tokens = seed.tokens(rival)
    for number in itertools.count():
        record, person = found[number % len(found)]
        path = f"/api/records?limit={PAGE}" if kind == "list" else f"/api/records/{record}"
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {tokens[person]}\r\n\r\n"
        yield f"{kind}-{number}", head.encode()
