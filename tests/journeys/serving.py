"""Serving under an agreement, over HTTP: signed by three and filed, photos in the object store, records."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from tests.journeys.people import BAOTOU, Answer, People, Someone, Unit, eventually

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"  # what the store tells a photo by; the rest may be anything


@dataclass
class Service:
    """Everybody around one live agreement."""

    people: People
    station: Unit
    host: Unit
    commissioner: Someone
    agreement: str

    def record(self, on: date, evidence: list[Answer] | None = None, **over: Any) -> Answer:
        """A service recorded on its day by the commissioner; in Baotou with a photo."""
        photos = [uploaded(self.commissioner.on(on))] if self.station.city == BAOTOU else []
        said = {
            "agreement_id": self.agreement,
            "on": on.isoformat(),
            "hours": 4,
            "duties": ["other"],
            "place": "一号车间",
            "content": "现场诊断热处理变形，提出改进方案",
            "outcomes": {"problems_solved": 1},
            "evidence": photos if evidence is None else evidence,
            **over,
        }
        return eventually(lambda: self.commissioner.on(on).post("/records", said))

    def confirmed(self, on: date, **over: Any) -> Answer:
        """A service recorded and confirmed by the host on the same day."""
        made = self.record(on, **over)
        return self.host.manager.on(on).post(f"/records/{made['id']}/confirmation", {"note": "属实"})


def served(people: People, city: str, kind: str = "", since: date = date(2024, 6, 3), **parties: Any) -> Service:
    """A commissioner of a kind under a filed agreement, from `since` to the end of that year or the next."""
    station = parties.get("station") or people.station(city, day=since)
    host = parties.get("host") or people.host(city, day=since)
    someone = parties.get("someone") or people.commissioner(station, kind, day=since)
    for one in (station.manager, host.manager, someone):
        one.on(since)
    said = {"filing": someone.filing, "host_unit": host.id, "content": "工艺诊断与改进", "form": "on_site"}
    terms = {"since": since.isoformat(), **({"until": f"{since.year}-12-31"} if city == BAOTOU else {})}
    drafted = eventually(lambda: station.manager.post("/agreements", {**said, **terms}))
    for signer in (someone, host.manager, station.manager):
        shown = signer.get(f"/agreements/{drafted['id']}")
        signer.post(f"/agreements/{drafted['id']}/signatures", {"hash": shown["content_hash"]})
    station.manager.post("/agreements/reports", {"agreements": [drafted["id"]]})
    people.officer(city).on(since).post(f"/agreements/{drafted['id']}/steps", {"action": "file"})
    return Service(people, station, host, someone, drafted["id"])


def uploaded(by: Someone, content: bytes | None = None) -> Answer:
    """A photo put into the object store by its owner; what a record cites."""
    photo = content or JPEG + secrets.token_bytes(2_000)
    described = {"name": "现场.jpg", "content_type": "image/jpeg", "size": len(photo), "purpose": "evidence"}
    place = by.post("/attachments", {**described, "sha256": hashlib.sha256(photo).hexdigest()})
    httpx.post(place["url"], data=place["fields"], files={"file": ("现场.jpg", photo, "image/jpeg")}).raise_for_status()
    return {"receipt": by.post(f"/attachments/{place['id']}/receipt", {"ticket": place["ticket"]})["receipt"]}
