"""Unit: an institution or enterprise of a city, by its unified social credit code; station, sender, host or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from stdnum.cn import uscc

from services.registry.rules import Rules, UnitFacts
from shared.actions import NOTHING, action
from shared.errors import Conflict, Invalid, NotFound

MOST_CHANGES = 200  # kept on the record; every change is announced and kept for good besides


@dataclass(frozen=True)
class Changed:
    """One change: what was there before, by field, as text."""

    on: date
    by: str
    by_name: str
    before: dict[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Unit:
    """What a unit says of itself. `county`: where it works; `region`: where it is registered (GB/T 2260, six digits).

    `independent`: an independent legal person; `size_class`: above_designated (规模以上), below_designated, none;
    `service_since`: since when it serves enterprises; `managers`: accounts that may change and apply for it.
    `history`: what was changed, by whom and when; `merged_into`: the record that stands for this one; `stands_for`:
    those that were merged into it.
    """

    id: str
    city: str
    name: str
    uscc: str
    unit_kind: str
    county: str
    region: str
    managers: tuple[str, ...]
    registered_on: date
    size_class: str = "none"
    tech_sme: bool = False
    independent: bool = False
    premises: bool = False
    staff: int = 0
    stable_team: bool = False
    service_ability: bool = False
    service_since: date | None = None
    industry: str = ""
    address: str = ""
    history: tuple[Changed, ...] = ()
    former_names: tuple[str, ...] = ()
    merged_into: str | None = None
    stands_for: tuple[str, ...] = ()
    version: int = 0


def register(id: str, city: str, details: Mapping[str, Any], rules: Rules, managers: tuple[str, ...], on: date) -> Unit:
    """A unit as it is first described. Raises Invalid for a wrong credit code or an unknown kind."""
    return _checked(Unit(id=id, city=city, managers=managers, registered_on=on, **details), rules)


def change(unit: Unit, details: Mapping[str, Any], rules: Rules) -> Unit:
    """The unit with what is said anew. Raises Invalid as `register` does."""
    return _checked(replace(unit, **details), rules)


def noted(before: Unit, after: Unit, by: str, by_name: str, on: date) -> Unit:
    """The changed unit with what was there before in its history; a former name stays a name it is found by."""
    kept = ("history", "former_names", "version")
    was = {
        name: _text(value) for name, value in vars(before).items() if name not in kept and getattr(after, name) != value
    }
    if not was:
        return before
    names = (*before.former_names, before.name) if "name" in was else before.former_names
    return with_change(replace(after, former_names=tuple(dict.fromkeys(names))), Changed(on, by, by_name, was))


def with_manager(unit: Unit, account: str, on: date, by: str, by_name: str) -> Unit:
    """The unit with one more account that manages it; the same account once."""
    if account in unit.managers:
        return unit
    note = Changed(on, by, by_name, {"managers": _text(unit.managers)}, "增加管理员")
    return with_change(replace(unit, managers=(*unit.managers, account)), note)


def without_manager(unit: Unit, account: str, on: date, by: str, by_name: str, reason: str) -> Unit:
    """The unit without a manager. Raises NotFound for an account that is none, Conflict for the last one."""
    if account not in unit.managers:
        raise NotFound("accounts")
    if len(unit.managers) == 1:
        raise Conflict("单位至少须有一名管理员，请先增加", "A unit keeps at least one manager", "last_manager")
    note = Changed(on, by, by_name, {"managers": _text(unit.managers)}, reason)
    return with_change(replace(unit, managers=tuple(one for one in unit.managers if one != account)), note)


def with_change(unit: Unit, change: Changed) -> Unit:
    """The unit with one line more in its history."""
    return replace(unit, history=(*unit.history, change)[-MOST_CHANGES:])


def _text(value: Any) -> str:
    return "、".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def _checked(unit: Unit, rules: Rules) -> Unit:
    if not uscc.is_valid(unit.uscc):
        raise Invalid.field("/uscc", "统一社会信用代码不正确", "uscc", en="The unified social credit code is not valid")
    if unit.unit_kind not in rules.unit_kinds:
        known = "、".join(rules.unit_kinds)
        raise Invalid.field(
            "/unit_kind",
            f"本市没有这类单位，可选：{known}",
            "unit_kind",
            en=f"This city has no such kind of unit; it has: {known}",
        )
    return replace(unit, uscc=uscc.compact(unit.uscc))


def facts(unit: Unit | None, on: date) -> UnitFacts:
    """What rules may look at on a day; years of service are whole years."""
    if unit is None:
        return UnitFacts("", False, "", "", False, 0, False, False, 0, "none", False)
    return UnitFacts(
        kind=unit.unit_kind,
        independent=unit.independent,
        region=unit.region,
        county=unit.county,
        premises=unit.premises,
        staff=unit.staff,
        stable_team=unit.stable_team,
        service_ability=unit.service_ability,
        service_years=_whole_years(unit.service_since, on),
        size_class=unit.size_class,
        tech_sme=unit.tech_sme,
    )


KEPT = ("只有该单位管理员或市级管理部门可以办理", "Only the unit's managers and the city's officers may do this")


def actions(unit: Unit, account: str, officer: bool) -> list[dict[str, Any]]:
    """What the asker may do with it."""
    theirs = account in unit.managers
    update = NOTHING if theirs else ("只有登记该单位的账户可以更新", "Only an account that manages the unit updates it")
    kept = NOTHING if theirs or officer else KEPT
    several = len(unit.managers) > 1
    alone = kept if kept != NOTHING or several else ("单位至少须有一名管理员", "A unit keeps one manager at least")
    merge = NOTHING if officer else ("只有市级管理部门可以合并", "Only the city's officers merge units")
    return [
        action("update", update),
        action("add_manager", kept),
        action("remove_manager", alone),
        action("merge", merge),
    ]


def shown(unit: Unit, account: str, officer: bool) -> dict[str, Any]:
    """The unit; who manages it and what was changed only to those who may change it."""
    told = {name: value for name, value in vars(unit).items() if name not in ("managers", "history")}
    if officer or account in unit.managers:
        # by name: whose account it was is nothing that a unit's manager need know of an officer
        lines = [{name: value for name, value in vars(one).items() if name != "by"} for one in unit.history]
        told |= {"managers": list(unit.managers), "history": lines}
    return told


def _whole_years(since: date | None, on: date) -> int:
    if since is None or since > on:
        return 0
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
