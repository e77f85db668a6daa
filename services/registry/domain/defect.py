"""Defect: what has to be mended, field by field and all at once (一次性告知); and what was mended since.

A pointer is an RFC 6901 pointer into the form: "/statement", "/members/0", "/materials/title"; "" is the whole of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.registry.domain.material import Attached
from services.registry.vocabulary.forms import Reason
from shared.documents import plain
from shared.errors import Invalid


@dataclass(frozen=True)
class Defect:
    """One thing to be mended. `late`: it stood there unchanged at the first return and was not named then."""

    pointer: str
    detail: str
    code: str = ""
    article: str = ""
    late: bool = False


@dataclass(frozen=True)
class Difference:
    """One fact before and after, as a form shows it."""

    pointer: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Return:
    """One return to the applicant, or to an earlier step: by whom, and everything that was named."""

    on: date
    step: str | None
    party: str
    by_name: str
    note: str
    to: str | None
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True)
class Mending:
    """What was different when it was sent again."""

    on: date
    note: str
    differences: tuple[Difference, ...] = ()


def named(defects: Sequence[Mapping[str, str]], reasons: Mapping[str, Reason], known: Collection[str]) -> list[Defect]:
    """Defects as a reviewer names them.

    Raises Invalid, each with its place, for a code that is not the city's or a field that the form does not have.
    """
    errors = []
    for index, one in enumerate(defects):
        if one.get("code") and one["code"] not in reasons:
            detail = f"退回原因可选：{'、'.join(reasons)} · Reasons for a return: {', '.join(reasons)}"
            errors.append({"pointer": f"/defects/{index}/code", "detail": detail, "code": "unknown_reason"})
        pointer = one.get("pointer", "")
        if pointer and _field(pointer) not in known:
            errors.append(
                {
                    "pointer": f"/defects/{index}/pointer",
                    "detail": "表中没有这一项 · Not in the form",
                    "code": "unknown_field",
                }
            )
    if errors:
        raise Invalid(errors)
    return [
        Defect(
            pointer=one.get("pointer", ""),
            detail=one["detail"],
            code=one.get("code", ""),
            article=one.get("article", "") or (reasons[one["code"]].cite if one.get("code") else ""),
        )
        for one in defects
    ]


def with_lateness(defects: Iterable[Defect], returns: Sequence[Return], mendings: Sequence[Mending]) -> list[Defect]:
    """The defects, each marked `late` when it could have been named at the first return and was not.

    A field that was named before, or was changed since, or the application as a whole, is never late.
    """
    if not returns:
        return list(defects)
    before = {_place(defect.pointer) for one in returns for defect in one.defects}
    changed = {_place(difference.pointer) for one in mendings for difference in one.differences}
    return [
        replace(defect, late=bool(defect.pointer) and _place(defect.pointer) not in before | changed)
        for defect in defects
    ]


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], files: Sequence[Attached] = (), now: Sequence[Attached] = ()
) -> tuple[Difference, ...]:
    """Everything that differs between two states of a form and its files, in the order of the form."""
    names = list(dict.fromkeys([*before, *after]))
    found = [
        Difference(f"/{name}", plain(before.get(name)), plain(after.get(name)))
        for name in names
        if plain(before.get(name)) != plain(after.get(name))
    ]
    materials = dict.fromkeys([*(file.material for file in files), *(file.material for file in now)])
    for material in materials:
        was = [file.name for file in files if file.material == material]
        then = [file.name for file in now if file.material == material]
        if [file.id for file in files if file.material == material] != [f.id for f in now if f.material == material]:
            found.append(Difference(f"/materials/{material}" if material else "/materials", was, then))
    return tuple(found)


def _field(pointer: str) -> str:
    return pointer.strip("/").split("/")[0]


def _place(pointer: str) -> str:
    """What two pointers must share to be about the same thing: the field, or the one material."""
    parts = pointer.strip("/").split("/")
    return "/".join(parts[:2]) if parts[0] == "materials" else parts[0]
