"""What the registry keeps of others' matters: only whether something is under way with a person (domain/erasure.py)."""

from __future__ import annotations

from typing import Any

from services.registry.domain.erasure import Tie
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
