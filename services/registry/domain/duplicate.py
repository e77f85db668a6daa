"""Duplicate: two records that may be the same unit or the same person, how likely (0 to 1), and why one thinks so.

A suggestion only: an officer looks at both and merges them, or not. Numbers of persons are compared by their keyed
hashes and by what the masks show; nothing sealed is opened.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA

from services.registry.domain.person import Person
from services.registry.domain.unit import Unit
from shared.words import bare_name, names_alike, pinyin

WINDOW = 4  # characters in a row that two spellings of a long name share
MOST_WINDOWS = 12
LONGEST_PINYIN = 16  # as far as shared/words.py keeps it
CODE_PREFIX = 12
SHORTEST_ADDRESS = 6
ALIKE, ALIKE_WITH_MORE = 0.82, 0.55


@dataclass(frozen=True)
class Reason:
    """One sign that two are the same: `name`, `former_name`, `address`, `credit_code`, `phone`, `sound`, …"""

    code: str
    zh: str
    en: str


@dataclass(frozen=True)
class Likeness:
    """How alike two records are, and why."""

    score: float
    reasons: tuple[Reason, ...]


def unit_ways(unit: Unit) -> list[dict[str, Any]]:
    """The filters, each answered by an index, that find whoever may be this unit."""
    ways: list[dict[str, Any]] = []
    for name in dict.fromkeys((unit.name, *unit.former_names)):
        ways += _name_ways(name)
    ways.append({"search": unit.uscc[:CODE_PREFIX].casefold()})
    ways.append({"search": unit.uscc[8:17].casefold()})
    if len(unit.address) >= SHORTEST_ADDRESS:
        ways.append({"address": unit.address})
    return ways


def person_ways(person: Person, prefix: str) -> list[dict[str, Any]]:
    """The same for a person: by name, by how it sounds, by phone. `prefix`: what stands before a city's keys."""
    sound = pinyin(person.name)[:LONGEST_PINYIN]
    ways: list[dict[str, Any]] = [{"search": prefix + sound}] if sound else []
    if person.identity.phone_fingerprint:
        ways.append({"identity.phone_fingerprint": person.identity.phone_fingerprint})
    return ways


def units_alike(one: Unit, other: Unit) -> Likeness | None:
    """How alike two units are; None when too little speaks for it."""
    now = names_alike(one.name, other.name)
    mine, theirs = (one.name, *one.former_names), (other.name, *other.former_names)
    ever = max(names_alike(a, b) for a in mine for b in theirs)
    reasons: list[Reason] = []
    if now >= ALIKE:
        reasons.append(Reason("name", f"名称相近（{now:.0%}）", f"names alike ({now:.0%})"))
    if ever > now and ever >= ALIKE:
        reasons.append(Reason("former_name", f"与曾用名相近（{ever:.0%}）", f"alike to a former name ({ever:.0%})"))
    if _sound(one.name) == _sound(other.name) and bare_name(one.name) != bare_name(other.name):
        reasons.append(Reason("sound", "名称同音", "names sound the same"))
    more = []
    if len(one.address) >= SHORTEST_ADDRESS and one.address == other.address:
        more.append(Reason("address", "地址相同", "same address"))
    if code_slipped(one.uscc, other.uscc):
        more.append(Reason("credit_code", "统一社会信用代码仅差一两位或数字互换", "credit codes differ by a slip"))
    if not reasons and not (more and ever >= ALIKE_WITH_MORE):
        return None
    return _likeness(ever, [*reasons, *more], len(more))


def persons_alike(one: Person, other: Person) -> Likeness | None:
    """How alike two persons are. The same name alone is no sign: many people share one."""
    alike = names_alike(one.name, other.name)
    sound = _sound(one.name) == _sound(other.name)
    phone = one.identity.phone_fingerprint
    more = []
    if phone and phone == other.identity.phone_fingerprint:
        more.append(Reason("phone", "手机号码相同", "same phone"))
    if one.identity.born == other.identity.born:
        more.append(Reason("born", "出生日期相同", "born on the same day"))
    mine, theirs = one.identity.mask, other.identity.mask
    if mine and (mine == theirs or code_slipped(mine, theirs)):
        more.append(Reason("identity_number", "身份号码可见部分相同或仅差一两位", "identity numbers differ by a slip"))
    if one.employer_name and names_alike(one.employer_name, other.employer_name) >= ALIKE:
        more.append(Reason("employer", "工作单位相同或相近", "same or alike employer"))
    if not more or not (alike == 1 or sound or alike >= ALIKE_WITH_MORE):
        return None
    name = Reason("name", "姓名相同", "same name") if alike == 1 else Reason("name", "姓名相近", "names alike")
    return _likeness(max(alike, 0.9 if sound else 0), [name, *more], len(more))


def code_slipped(one: str, other: str) -> bool:
    """Whether two codes differ by one character, or by two that are swapped, the check character apart.

    Both codes are well-formed, so that a slip within shows in the check character too.
    """
    if one == other or len(one) != len(other):
        return False
    return bool(OSA.distance(one[:-1], other[:-1]) <= 1)


def _name_ways(name: str) -> list[dict[str, Any]]:
    bare = bare_name(name)
    if len(bare) < 2:
        return []
    starts: Iterable[int] = range(max(len(bare) - WINDOW + 1, 1))
    pieces = [bare[at : at + WINDOW] for at in starts][:MOST_WINDOWS]
    ways: list[dict[str, Any]] = [
        {"search": {"$all": [piece[at : at + 2] for at in range(len(piece) - 1)]}} for piece in pieces
    ]
    sound = pinyin(name)[:LONGEST_PINYIN]
    return [*ways, {"search": sound}] if len(sound) >= WINDOW else ways


def _sound(name: str) -> str:
    return pinyin(bare_name(name))


def _likeness(name: float, reasons: list[Reason], more: int) -> Likeness:
    return Likeness(round(1 - (1 - name) * 0.5**more, 4), tuple(reasons))
