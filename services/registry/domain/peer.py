"""Peer: another installation that answers "same person?", "already provincial?", "one host this year?" (G12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from services.registry.domain.person import Person
from shared.errors import Conflict, Invalid

MOST_ENGAGEMENTS = 200


@dataclass(frozen=True)
class Peer:
    """`city` is "": the platform's operator keeps them. `indexed`: the person up to whom tokens are made for it."""

    id: str
    city: str
    name: str
    base_url: str
    signing_key: str
    agreement_key: str
    key_id: str
    since: date
    status: Literal["active", "removed"] = "active"
    indexed: str = ""
    version: int = 0


@dataclass(frozen=True)
class PeerToken:
    """One person under the key shared with one peer; `id` is "peer:token", so that a look-up is one read."""

    id: str
    city: str
    peer: str
    person: str
    version: int = 0


@dataclass(frozen=True)
class PeerNonce:
    """A nonce that a peer has used; a second time it is a replay."""

    id: str
    city: str
    peer: str
    used_at: datetime
    version: int = 0


@dataclass(frozen=True)
class Engagement:
    """Copy of dispatch's fact: who serves which host from when to when; `city` is that of the agreement."""

    id: str
    city: str
    people: tuple[str, ...]
    host_unit: str
    since: date
    until: date
    ended_on: date | None = None
    source_version: int = 0
    version: int = 0


@dataclass(frozen=True)
class FederationCheck:
    """What a peer answered about a person, and the signed messages that prove it. It decides nothing by itself."""

    id: str
    city: str
    person: str
    peer: str
    peer_name: str
    year: int
    same_person: bool
    provincial: bool
    engagements: tuple[dict[str, str], ...]
    asked_by: str
    asked_by_name: str
    answered_at: datetime
    question: str
    answer: str
    version: int = 0


def add(known: Iterable[Peer], peer: Peer, own: str) -> Peer:
    """A peer to be kept. Raises Conflict for a key that is known already, Invalid for one's own."""
    if peer.key_id == own:
        raise Invalid.field("/signing_key", "这是本平台自己的公钥", "own_key", en="This is the platform's own key")
    if any(one.key_id == peer.key_id and one.status == "active" for one in known):
        raise Conflict("此公钥的对等平台已登记", "A peer with this key is known", "exists")
    return peer


def remove(peer: Peer) -> Peer:
    """No longer asked, and no longer answered. Raises Conflict when it is removed already."""
    if peer.status == "removed":
        raise Conflict("此对等平台已移除", "The peer was removed", status=peer.status)
    return replace(peer, status="removed")


def question(token: str, city: str, year: int) -> dict[str, Any]:
    """What a peer is asked: the person as a token, for which province, about which year."""
    return {"token": token, "province": city[:2], "year": year}


def in_year(engagements: Iterable[Engagement], year: int) -> list[Engagement]:
    """Those that reach into a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [one for one in engagements if one.since <= last and (one.ended_on or one.until) >= first]


def answer(person: Person | None, province: str, engaged: Iterable[tuple[Engagement, str]]) -> dict[str, Any]:
    """What is told of a person: yes or no, and hosts as tokens. Of somebody unknown, nothing but that."""
    if person is None:
        return {"same_person": False, "provincial": False, "engagements": []}
    return {
        "same_person": True,
        "provincial": province in person.provincial,
        "engagements": [
            {"host": host, "since": one.since.isoformat(), "until": (one.ended_on or one.until).isoformat()}
            for one, host in engaged
        ],
    }


def read_question(said: Mapping[str, Any]) -> tuple[str, str, int]:
    """(token, province, year) of a question. Raises Invalid for anything else."""
    token, province, year = said.get("token"), said.get("province"), said.get("year")
    if not (isinstance(token, str) and len(token) == 64 and isinstance(province, str) and len(province) == 2):
        raise Invalid.field("/token", "应为对等平台的提问", "question", en="Must be a question of a peer")
    if not isinstance(year, int) or not 2000 <= year <= 2100:
        raise Invalid.field("/year", "应为年度", "question", en="Must be a year")
    return token, province, year


def read_answer(said: Mapping[str, Any]) -> tuple[bool, bool, tuple[dict[str, str], ...]]:
    """(same person, provincial, engagements) of an answer. Raises Invalid for anything else."""
    same, provincial, engaged = said.get("same_person"), said.get("provincial"), said.get("engagements")
    items = engaged if isinstance(engaged, list) and len(engaged) <= MOST_ENGAGEMENTS else [None]
    keys = ("host", "since", "until")
    fit = all(isinstance(one, dict) and all(isinstance(one.get(key), str) for key in keys) for one in items)
    if not fit or not isinstance(same, bool) or not isinstance(provincial, bool):
        raise Invalid.field("/answer", "对等平台的回答无法读取", "answer", en="The peer's answer cannot be read")
    return same, provincial, tuple({key: one[key] for key in keys} for one in items if one is not None)


def public(peer: Peer) -> dict[str, Any]:
    """A peer as the operator and the city's officers see it."""
    names = ("id", "name", "base_url", "signing_key", "agreement_key", "key_id", "since", "status", "version")
    return {name: getattr(peer, name) for name in names}


def check_public(check: FederationCheck) -> dict[str, Any]:
    """A check as officers see it, with the signed messages."""
    names = ("id", "person", "peer", "peer_name", "year", "same_person", "provincial", "asked_by_name", "answered_at",
             "question", "answer")  # fmt: skip
    return {**{name: getattr(check, name) for name in names}, "engagements": list(check.engagements)}
