"""Gazetteer (行政区划代码 GB/T 2260): provinces, cities and counties by code, to be chosen by name.

From python-stdnum's table of all times; shown are those of today. A city's own page states its divisions: what this
table lacks (development zones) is written there by hand, and its English names are only a proposal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from stdnum import numdb

from shared.words import pinyin

_NAME = re.compile(r"(?:\[(?P<since>\d*)-(?P<until>\d*)\])?(?P<name>[^,\[]+)")
_NOT_ONE = (
    "市辖区",
    "县",
    "林区",
    "省直辖县级行政区划",
    "省直辖县级行政单位",
    "自治区直辖县级行政区划",
)  # groups of divisions, none of their own
_KINDS = (
    ("联合旗", "United Banner"), ("自治旗", "Autonomous Banner"), ("左旗", "Left Banner"), ("右旗", "Right Banner"),
    ("前旗", "Front Banner"), ("中旗", "Middle Banner"), ("后旗", "Rear Banner"), ("矿区", "Mining District"),
    ("自治县", "Autonomous County"), ("自治州", "Autonomous Prefecture"), ("自治区", "Autonomous Region"),
    ("新区", "New Area"), ("林区", "Forestry District"), ("地区", "Prefecture"), ("盟", "League"), ("旗", "Banner"),
    ("区", "District"), ("县", "County"), ("市", ""), ("省", "Province"),
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A province (xx0000), city (xxxx00) or county, as it is called today; `name_en`: a proposal, in pinyin."""

    code: str
    name: str
    name_en: str


def under(code: str) -> list[Place]:
    """What lies directly under a province or city, in the order of codes; under "" the provinces.

    Under a municipality, which has no cities, its districts.
    """
    found = [one for one in _all() if one.code != code and _above(one.code) == code]
    municipality = code.endswith("0000") and not found
    return [one for one in _all() if one.code != code and one.code[:2] == code[:2]] if municipality else found


def _above(code: str) -> str:
    if code.endswith("0000"):
        return ""
    return f"{code[:2]}0000" if code.endswith("00") else f"{code[:4]}00"


@cache
def _all() -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for _, above, _, province, parts in numdb.get("cn/loc").prefixes:
        named = [("0000", province["province"]), *((part, said["county"]) for _, part, _, said, _ in parts)]
        for part, names in named:
            code, name = f"{above}{part}", _today(names)
            if name and name not in _NOT_ONE:
                found.setdefault(code, Place(code, name, _english(name)))
    return tuple(found[code] for code in sorted(found))


def _today(names: str) -> str:
    """Of the names that a code has had ("[-2010]崇文区"), the one that it has now; "" where it is none any more."""
    return next((one["name"] for one in _NAME.finditer(names) if not one["until"]), "")


def _english(name: str) -> str:
    for ending, kind in _KINDS:
        if name.endswith(ending) and len(name) > len(ending):
            return f"{pinyin(name.removesuffix(ending)).capitalize()} {kind}".strip()
    return pinyin(name).capitalize()
