"""Copies of what registry announced: which account is whom, in which roles. Any order will do: roles only add up."""

from __future__ import annotations

from typing import Any

from services.training.domain.attendance import Participant, participant_id
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
    _merge(event, event.data["account"], event.data.get("person"), event.data.get("name"), event.data["role"])


def on_filing_made(event: Heard) -> None:
    """A filing brings a role to its account."""
    if event.data.get("account"):
        role = ROLE_OF.get(event.data["subject"])
        name = event.data.get("name") if event.data["subject"] in ("commissioner", "liaison") else None
        _merge(event, event.data["account"], event.data.get("person"), name, role)


def _merge(event: Heard, account: str, person: Any, name: Any, role: str | None = None) -> None:
    id = participant_id(event.city, account)
    known = event.work.participants.find(id)
    roles = dict.fromkeys([*(known.roles if known else ()), *([role] if role else [])])
    event.work.participants.put(
        Participant(
            id=id,
            city=event.city,
            account=account,
            person=str(person or (known.person if known else "")),
            name=str(name or (known.name if known else "")),
            roles=tuple(roles),
        )
    )


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
