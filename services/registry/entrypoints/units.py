"""Units and their managers: what may be asked of the registry service."""

from __future__ import annotations

from typing import Any

from services.registry import commands, queries, schemas
from shared.hosting import command, question


class Units:
    """Units and their managers."""

    @command(schemas.RegisterUnit)
    def register_unit(self, call: Any) -> Any:
        return commands.register_unit(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.RegisterUnit)
    def enter_unit(self, call: Any) -> Any:
        return commands.enter_unit(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.UpdateUnit, loads={"units": "unit_id"})
    def update_unit(self, call: Any) -> Any:
        return commands.update_unit(call.work, call.rulebook, call.actor, **call.args)

    @command(schemas.AddManager, loads={"units": "unit_id"})
    def add_manager(self, call: Any) -> Any:
        return commands.add_manager(call.work, call.actor, **call.args)

    @command(schemas.RemoveManager, loads={"units": "unit_id"})
    def remove_manager(self, call: Any) -> Any:
        return commands.remove_manager(call.work, call.actor, **call.args)

    @question(schemas.ListUnits)
    def units(self, call: Any) -> Any:
        return queries.list_units(call.work, call.rulebook, **call.args)

    @question(schemas.UnitId)
    def unit(self, call: Any) -> Any:
        return queries.unit(call.work, call.actor, **call.args)
