"""Copies of what registry announced: which account is whom, in which roles. Any order will do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from services.training.domain.attendance import Holding, Participant, participant_id, with_role
from services.training.store import NAMINGS, TrainingWork
from shared import repointing
from shared.hearing import Heard
from shared.subject_access import NAMELESS, forget

ROLE_OF = {
    "commissioner": "commissioner",
    "team": "commissioner",
    "workstation": "dispatching_manager",
    "dispatching_unit": "dispatching_manager",
    "host_unit": "host_manager",
    "liaison": "liaison",
}


def on_account_opened(event: Heard) -> None:
    """Somebody has an account."""
    _merge(event, event.data["account"], event.data.get("person"), event.data.get("name"))


def on_grant_given(event: Heard) -> None:
    """Somebody holds a role in this city."""
    _granted(event, live=True)


def on_grant_ended(event: Heard) -> None:
    """They no longer do: an officer ended it, or the filing it came with has ended."""
    _granted(event, live=False)


def on_filing_made(event: Heard) -> None:
    """A filing brings a role to its account."""
    _filed(event, live=event.data.get("status", "filed") in ("filed", "suspended"))


def on_filing_cancelled(event: Heard) -> None:
    """It has ended, and the duties of the role with it."""
    _filed(event, live=False)


def on_filing_restored(event: Heard) -> None:
    """It stands again."""
    _filed(event, live=True)


def _granted(event: Heard, live: bool) -> None:
    told = event.data
    of = told.get("filing") or f"{told.get('unit') or ''}:{told.get('county') or ''}"
    holding = Holding(f"grant:{told['role']}:{of}", str(told["role"]), live, event.subject_version)
    _merge(event, told["account"], told.get("person"), told.get("name"), holding)


def _filed(event: Heard, live: bool) -> None:
    told = event.data
    role = ROLE_OF.get(told["subject"])
    if not told.get("account") or role is None:
        return
    name = told.get("name") if told["subject"] in ("commissioner", "liaison") else None
    holding = Holding(f"filing:{told['filing']}", role, live, event.subject_version)
    _merge(event, told["account"], told.get("person"), name, holding)


def _merge(event: Heard, account: str, person: Any, name: Any, holding: Holding | None = None) -> None:
    id = participant_id(event.city, account)
    known = event.work.participants.find(id) or Participant(id, event.city, account, "", "", ())
    named = replace(known, person=str(person or known.person), name=str(name or known.name))
    event.work.participants.put(with_role(named, holding) if holding else named)


def on_person_erased(work: Any, event: Heard) -> None:
    """Somebody is forgotten: the copies name them no longer. What was signed or paid stays as it was."""
    forget(work, str(event.data["person"]), NAMELESS)


def on_unit_merged(work: TrainingWork, event: Heard) -> None:
    """Two units were one: their trainings are the winner's."""
    repointing.hear_merged(work, "unit", event.data, NAMINGS)


def on_person_merged(work: TrainingWork, event: Heard) -> None:
    """Two persons were one, and so were their accounts where both had one."""
    told = event.data
    repointing.hear_merged(work, "person", told, NAMINGS)
    if told.get("account") and told.get("loser_account"):
        repointing.merged(work, "account", {"winner": told["account"], "loser": told["loser_account"]})


def on_unmerged(work: TrainingWork, event: Heard) -> None:
    """The merged one stands for itself again."""
    repointing.hear_unmerged(work, event.data, NAMINGS)
    if event.data.get("loser_account"):
        repointing.unmerged(work, {"loser": event.data["loser_account"]})
