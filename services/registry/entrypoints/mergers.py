"""Units and persons entered twice: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, question


class Mergers:
    """Units and persons entered twice."""

    @question(schemas.ListDuplicates)
    def unit_duplicates(self, call: Any) -> Any:
        return queries.unit_duplicates(call.work, **call.args)

    @question(schemas.ListDuplicates)
    def person_duplicates(self, call: Any) -> Any:
        return queries.person_duplicates(call.work, **call.args)

    @command(schemas.MergeRecords, loads={"units": "winner"})
    def merge_units(self, call: Any) -> Any:
        return commands.merge_units(call.work, call.actor, **call.args)

    @command(schemas.MergeRecords, loads={"persons": "winner"})
    def merge_persons(self, call: Any) -> Any:
        return commands.merge_persons(call.work, call.actor, **call.args)

    @command(schemas.UnmergePerson, loads={"persons": "person_id"})
    def unmerge_person(self, call: Any) -> Any:
        return commands.unmerge_person(call.work, call.actor, **call.args)

    @command(schemas.UnmergeUnit, loads={"units": "unit_id"})
    def unmerge_unit(self, call: Any) -> Any:
        return commands.unmerge_unit(call.work, call.actor, **call.args)
