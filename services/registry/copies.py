"""What the registry keeps of others' matters: what is under way with a person, and who serves which host."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.registry.domain.erasure import Tie
from services.registry.domain.peer import Engagement
from services.registry.store import RegistryWork

SETTLED = frozenset({"claim_paid", "claim_refused", "claim_stopped", "claim_reversed"})


def on_agreement_filed(work: RegistryWork, event: Any) -> None:
    """Somebody serves under an agreement."""
    _tie(work, event, "agreement", str(event.data["agreement"]), is_open=True)


def keep_agreement_ended(work: RegistryWork, event: Any) -> None:
    """No longer."""
    _tie(work, event, "agreement", str(event.data["agreement"]), is_open=False)


def on_claim(work: RegistryWork, event: Any) -> None:
    """A claim is under way, or settled."""
    _tie(work, event, "claim", str(event.data["claim"]), is_open=event.type not in SETTLED)


def _tie(work: RegistryWork, event: Any, kind: str, id: str, is_open: bool) -> None:
    person = str(event.data.get("person") or "")
    if person:
        work.ties.put(Tie(f"{kind}:{id}", event.city, kind, person, is_open, event.subject_version))


def keep_engagement(work: RegistryWork, event: Any) -> None:
    """An agreement is in force: a peer can be told of "one host this year"."""
    work.engagements.put(_engagement(event))


def end_engagement(work: RegistryWork, event: Any) -> None:
    """An agreement ended."""
    ended_on = date.fromisoformat(event.data["ended_on"]) if event.data["ended_on"] else None
    work.engagements.put(replace(_engagement(event), ended_on=ended_on))


def _engagement(event: Any) -> Engagement:
    data = event.data
    people = dict.fromkeys(id for id in (data["person"], *(one["person"] for one in data["members"])) if id)
    since, until = date.fromisoformat(data["since"]), date.fromisoformat(data["until"])
    return Engagement(
        id=data["agreement"],
        city=event.city,
        people=tuple(people),
        host_unit=data["host_unit"],
        since=since,
        until=until,
        source_version=event.subject_version,
    )
