"""The terms of an agreement as a caller says them."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.dispatch.domain import agreement as agreements
from services.dispatch.domain.terms import Target, Terms
from services.dispatch.rules import Rules


def terms_of(rules: Rules, own_fields: tuple[str, ...], said: dict[str, Any]) -> Terms:
    """The terms as said; the last day by the rulebook and the fields by the filing where they are left out."""
    since: date = said["since"]
    return Terms(
        said["content"],
        said["form"],
        since,
        said.get("until") or agreements.usual_end(rules, since),
        tuple(said.get("fields") or own_fields),
        tuple(Target(**target) for target in said.get("targets", ())),
        said.get("days_a_year", 0),
    )


def changes_of(said: dict[str, Any]) -> dict[str, Any]:
    """Changes of terms as said, as the record keeps them."""
    changes = dict(said)
    if "targets" in changes:
        changes["targets"] = tuple(Target(**target) for target in changes["targets"])
    if "fields" in changes:
        changes["fields"] = tuple(changes["fields"])
    return changes
