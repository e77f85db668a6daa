"""Units: stations, senders, hosts and what may become one."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

units = Resource("units", service="registry", may=("anyone",), zh="单位", en="Units")

units.command(
    "POST", "/", "register_unit", takes=S.RegisterUnit, gives=S.Unit, status=201, zh="登记单位", en="Register a unit"
)
units.command(
    "PATCH", "/<unit_id>", "update_unit", takes=S.UpdateUnit, gives=S.Unit, zh="更新单位信息", en="Change a unit"
)
units.command(
    "POST",
    "/<unit_id>/managers",
    "add_manager",
    takes=S.AddManager,
    gives=S.Unit,
    zh="增加单位管理员",
    en="Add a manager to a unit",
)
units.command(
    "POST",
    "/<unit_id>/managers/removal",
    "remove_manager",
    takes=S.RemoveManager,
    gives=S.Unit,
    zh="移除单位管理员",
    en="Remove a manager from a unit",
)
units.listing(
    "GET",
    "/duplicates",
    "unit_duplicates",
    takes=S.ListDuplicates,
    gives=S.UnitDuplicates,
    may=("city_officer",),
    zh="疑似重复的单位",
    en="Units that may be one",
)
units.command(
    "POST",
    "/mergers",
    "merge_units",
    takes=S.MergeRecords,
    gives=S.Unit,
    may=("city_officer",),
    zh="合并重复单位",
    en="Merge two records of one unit",
)
units.command(
    "POST",
    "/<unit_id>/unmerging",
    "unmerge_unit",
    takes=S.UnmergeUnit,
    gives=S.Unit,
    may=("city_officer",),
    zh="撤销单位合并",
    en="Take a merger back",
)
units.listing("GET", "/", "units", takes=S.ListUnits, gives=S.Unit, zh="本市单位", en="Units of the city")
units.question("GET", "/<unit_id>", "unit", takes=S.UnitId, gives=S.Unit, zh="单位详情", en="One unit")
