"""Locust users for the month-end peak: commissioners writing records, workstations drafting, officers looking.

They sign in with the demo's accounts (`make demo` leaves them in .run/demo-accounts.json, readable by its owner only)
and speak to the public API as the portal does. Photos go straight to the object store.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
import random
import secrets
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from locust import HttpUser, LoadTestShape, between, task
from locust.exception import StopUser

from loadtests.profile import MonthEnd

BEIJING = ZoneInfo("Asia/Shanghai")
PROFILE = MonthEnd(minutes=float(os.environ.get("LOAD_MINUTES", "2")))
USERS = int(os.environ.get("LOAD_USERS", "120"))
ACCOUNTS: list[dict[str, Any]] = json.loads(
    Path(os.environ.get("DEMO_ACCOUNTS", ".run/demo-accounts.json")).read_text("utf-8")
)["accounts"]
_JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000")


def _people(*roles: str) -> Iterator[dict[str, Any]]:
    return itertools.cycle([account for account in ACCOUNTS if account["role"] in roles])


class Person(HttpUser):
    """Somebody signed in. One in five is on a slow line."""

    abstract = True
    wait_time = between(1.0, 3.0)
    accounts: ClassVar[Iterator[dict[str, Any]]]

    def on_start(self) -> None:
        """Signs in."""
        self.slow = random.random() < PROFILE.slow_clients
        self.account = next(self.accounts)
        answer = self.client.post(
            "/api/session",
            json={"login": self.account["login"], "password": self.account["password"], "city": self.account["city"]},
        )
        if not answer.ok:
            raise StopUser
        self.signed_in = time.monotonic()
        self._keep(answer.json())

    def _keep(self, session: dict[str, Any]) -> None:
        self.refresh_token = session["refresh_token"]
        self.session_id = session.get("session_id")
        self.client.headers["Authorization"] = f"Bearer {session['access_token']}"

    def read(self, path: str, name: str | None = None) -> Any:
        """GET, as slowly as this person's line."""
        self._line()
        return self.client.get(f"/api{path}", name=name or path).json()

    def write(self, path: str, body: dict[str, Any], name: str | None = None) -> Any:
        """POST under a key of its own."""
        self._line()
        headers = {"Idempotency-Key": secrets.token_hex(16)}
        return self.client.post(f"/api{path}", json=body, headers=headers, name=name or path)

    def _line(self) -> None:
        if self.slow:
            time.sleep(random.uniform(0.2, 0.5))


class Commissioner(Person):
    """Writes today's record with photos; looks at lists in between."""

    weight = 16
    accounts = _people("commissioner")

    def on_start(self) -> None:
        """Finds the agreements to record under, and what this city asks of a record."""
        super().on_start()
        items = self.read("/agreements?status=filed&limit=20", "/agreements").get("items", [])
        if not items:
            raise StopUser
        self.agreement = items[0]["id"]
        form = self.read(f"/records/form?agreement_id={self.agreement}", "/records/form")
        self.duties = [duty["id"] for duty in form["duties"]][:1]

    @task(1)
    def record_a_visit(self) -> None:
        """One daily record with its photos."""
        evidence = [
            {"receipt": receipt, "taken_on": datetime.now(BEIJING).date().isoformat()}
            for receipt in self._photos()
            if receipt
        ]
        self.write(
            "/records",
            {
                "agreement_id": self.agreement,
                "on": datetime.now(BEIJING).date().isoformat(),
                "hours": 4,
                "duties": self.duties,
                "place": "车间",
                "content": f"现场指导，{secrets.token_hex(4)}",
                "outcomes": {},
                "evidence": evidence,
            },
        )

    @task(PROFILE.reads_per_write // 2)
    def look_at_records(self) -> None:
        """My records."""
        self.read("/records?limit=20", "/records")

    @task(PROFILE.reads_per_write // 2)
    def look_at_agreements(self) -> None:
        """My agreements."""
        self.read("/agreements?limit=20", "/agreements")

    def _photos(self) -> Iterator[str | None]:
        for number in range(PROFILE.photos_per_write):
            photo = _JPEG + secrets.token_bytes(PROFILE.photo_bytes) + b"\xff\xd9"
            told = {
                "name": f"现场{number + 1}.jpg",
                "content_type": "image/jpeg",
                "size": len(photo),
                "purpose": "evidence",
            }
            place = self.write("/attachments", {**told, "sha256": hashlib.sha256(photo).hexdigest()})
            if not place.ok:
                yield None
                continue
            ticket = place.json()
            file = {"file": (told["name"], io.BytesIO(photo), "image/jpeg")}
            self.client.post(
                ticket["url"], data=ticket["fields"], files=file, name="S3 photo", headers={"Authorization": None}
            )
            path = f"/attachments/{ticket['id']}/receipt"
            kept = self.write(path, {"ticket": ticket["ticket"]}, "/attachments/{id}/receipt")
            yield kept.json().get("receipt")


class StationManager(Person):
    """Drafts the monthly report and looks through the month's records."""

    weight = 2
    accounts = _people("dispatching_manager")

    @task(3)
    def look_at_records(self) -> None:
        """The station's records."""
        self.read("/records?limit=50", "/records (station)")

    @task(1)
    def look_at_claims(self) -> None:
        """What waits for approval."""
        self.read("/claims?limit=50", "/claims (station)")


class Officer(Person):
    """A city or county officer looking at lists."""

    weight = 2
    accounts = _people("city_officer", "county_officer")

    @task(3)
    def look_at_records(self) -> None:
        """The city's records."""
        self.read("/records?limit=50", "/records (officer)")

    @task(2)
    def look_at_applications(self) -> None:
        """What waits for filing."""
        self.read("/applications?limit=50", "/applications (officer)")


class MonthEndShape(LoadTestShape):
    """The month squeezed into minutes."""

    def tick(self) -> tuple[int, float] | None:
        """How many users now; None at the end."""
        for until, users in PROFILE.stages(USERS):
            if self.get_run_time() < until:
                return users, max(5.0, users / 5)
        return None
