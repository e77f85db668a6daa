"""Clients that will have their answer: each repeats a request under the same key until it is acknowledged."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import httpx

from loadtests.faults.scene import Pair, today
from loadtests.reconcile import Ledger, Trail

TRY_AGAIN = {409, 429, 500, 502, 503, 504}  # 409: the same key is still being carried out
PATIENCE = 12.0  # seconds for one answer


@dataclass
class Seen:
    """What the clients saw: moments of acknowledgement (monotonic), repeats, answers that must not occur."""

    acknowledged: list[float] = field(default_factory=list)
    repeats: int = 0
    refused: list[str] = field(default_factory=list)

    def longest_gap(self, since: float, until: float) -> float:
        """The longest time in this span without any acknowledgement, in seconds."""
        moments = [since, *(moment for moment in self.acknowledged if since <= moment <= until), until]
        return max(later - earlier for earlier, later in pairwise(moments))


class Clients:
    """One thread for each pair: submits a record, confirms it as the host, and begins again, `most` records in all."""

    def __init__(self, base_url: str, pairs: Sequence[Pair], trail: Trail, most: int) -> None:
        self.seen = Seen()
        self.ledger = Ledger.of(trail)
        self._base_url = base_url
        self._left = most
        self._going = True
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._work, args=(pair,), daemon=True) for pair in pairs]

    def start(self) -> None:
        """Lets them begin."""
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float = 120.0) -> None:
        """Lets everyone finish the record in hand. Raises TimeoutError when somebody never gets an answer."""
        self._going = False
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        if any(thread.is_alive() for thread in self._threads):
            raise TimeoutError(f"no answer within {seconds:.0f} s; the last: {self.seen.refused[-3:]}")

    def count(self) -> int:
        """How many requests have been acknowledged."""
        return len(self.seen.acknowledged)

    def running(self) -> bool:
        """Whether anybody is still at work."""
        return any(thread.is_alive() for thread in self._threads)

    def _work(self, pair: Pair) -> None:
        with httpx.Client(base_url=self._base_url, timeout=PATIENCE, trust_env=False) as http:
            while self._going and (number := self._take()):
                key = f"{pair.agreement}-{number}"
                record = self._until_acknowledged(http, 0, key, pair.commissioner, "/api/records", _record(pair, key))
                if record is not None:
                    path = f"/api/records/{record}/confirmation"
                    self._until_acknowledged(http, 1, f"{key}-confirmed", pair.host, path, {})

    def _take(self) -> int:
        with self._lock:
            self._left -= 1
            return max(self._left, -1) + 1

    def _until_acknowledged(
        self, http: httpx.Client, step: int, key: str, token: str, path: str, body: dict[str, Any]
    ) -> str | None:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        with self._lock:
            self.ledger.sent[step].add(key)
        while True:
            try:
                answer = http.post(path, json=body, headers=headers)
            except httpx.HTTPError:
                self._again()
                continue
            if answer.is_success:
                record = str(answer.json()["id"])
                with self._lock:
                    self.seen.acknowledged.append(time.monotonic())
                    self.ledger.acknowledge(step, key, record)
                return record
            if answer.status_code not in TRY_AGAIN:
                with self._lock:
                    self.seen.refused.append(f"{path} {answer.status_code} {answer.text[:300]}")
                return None
            self._again()

    def _again(self) -> None:
        with self._lock:
            self.seen.repeats += 1
        time.sleep(0.1)


def _record(pair: Pair, key: str) -> dict[str, Any]:
    on = today().isoformat()
    return {
        "agreement_id": pair.agreement,
        "on": on,
        "hours": 4,
        "duties": ["research"],
        "place": "一号车间",
        "content": f"现场诊断并调整工艺参数，培训操作人员三名。{key}",
        "outcomes": {"people_trained": 3},
        "evidence": [{"receipt": pair.receipt, "taken_on": on}],
    }
