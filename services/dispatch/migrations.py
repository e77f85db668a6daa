"""How what dispatch stored in an older shape is brought forward; see shared/migrations.py."""

from __future__ import annotations

from typing import Any

from shared.migrations import Step


def owners(database: Any) -> int:
    """Demands of before they could be merged name their own host as their owner: lists and access ask by it."""
    unnamed = {"$or": [{"owner_units": {"$exists": False}}, {"owner_units": []}]}
    return int(database["demands"].update_many(unnamed, [{"$set": {"owner_units": ["$host_unit"]}}]).modified_count)


STEPS = (Step("0001_demands_name_their_owners", owners),)
