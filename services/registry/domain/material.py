"""Material: the files that belong to an application, each serving one of the materials that the rulebook lists.

What a file is was told by its content when it was uploaded (its receipt says so), never by its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.registry.vocabulary.forms import Material
from shared.errors import Invalid

MIB = 1024 * 1024
SHORT = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
}


@dataclass(frozen=True)
class Attached:
    """A file that belongs to the application. `material`: which one it serves, "" for none; `size` in bytes."""

    id: str
    name: str
    sha256: str
    material: str = ""
    size: int = 0
    content_type: str = ""


def fitting(files: Sequence[Attached], materials: Sequence[Material], held: Sequence[Attached] = ()) -> None:
    """Raises Invalid, each file with its place, for an unknown material, a wrong type or size, or one file too many."""
    known = {material.id: material for material in materials}
    errors: list[dict[str, Any]] = []
    counts: dict[str, int] = {}
    for file in held:
        counts[file.material] = counts.get(file.material, 0) + 1
    for index, file in enumerate(files):
        material, at = known.get(file.material), f"/materials/{index}"
        if not file.material:
            continue
        if material is None:
            detail = f"没有这种材料，可选：{'、'.join(known)} · No such material; there are: {', '.join(known)}"
            detail = detail if known else "本市未列明申报材料 · This city lists no materials"
            errors.append({"pointer": f"{at}/material", "detail": detail, "code": "unknown_material"})
            continue
        name = material.label_en or material.label
        counts[material.id] = counts.get(material.id, 0) + 1
        if material.types and file.content_type not in material.types:
            types = [SHORT.get(one, one) for one in material.types]
            detail = (
                f"{material.label}只接受 {'、'.join(types)}（{material.article}） · "
                f"{name}: {', '.join(types)} only ({material.article})"
            )
            errors.append({"pointer": f"{at}/receipt", "detail": detail, "code": "type"})
        if material.largest and file.size > material.largest * MIB:
            most = f"{material.largest} MB"
            detail = (
                f"{material.label}不得超过 {most}（{material.article}） · {name}: at most {most} ({material.article})"
            )
            errors.append({"pointer": f"{at}/receipt", "detail": detail, "code": "size"})
        if material.at_most and counts[material.id] > material.at_most:
            most = str(material.at_most)
            detail = (
                f"{material.label}最多 {most} 份（{material.article}） · {name}: at most {most} ({material.article})"
            )
            errors.append({"pointer": f"{at}/material", "detail": detail, "code": "count"})
    if errors:
        raise Invalid(errors)


def missing(files: Sequence[Attached], materials: Sequence[Material], subject: str) -> list[dict[str, str]]:
    """What is required and not there, as findings of a refusal: {rule, article, reason, reason_en, pointer}."""
    found = []
    for material in materials:
        there = sum(1 for file in files if file.material == material.id)
        if material.required and there < material.at_least:
            short = material.at_least - there
            found.append(
                {
                    "rule": f"registry.subjects.{subject}.materials.{material.id}",
                    "article": material.article,
                    "reason": f"缺少材料：{material.label}（还需 {short} 份）",
                    "reason_en": f"Missing: {material.label_en or material.label} ({short} more)",
                    "pointer": f"/materials/{material.id}",
                }
            )
    return found


def public(material: Material, files: Sequence[Attached]) -> dict[str, Any]:
    """A material as a form shows it, with the files that serve it."""
    return {
        "material": material.id,
        "label": material.label,
        "label_en": material.label_en,
        "types": list(material.types),
        "largest": material.largest * MIB or None,
        "required": material.required,
        "at_least": material.at_least,
        "at_most": material.at_most or None,
        "hint": material.hint,
        "hint_en": material.hint_en,
        "example": material.example,
        "article": material.article,
        "source": material.source,
        "files": [file for file in files if file.material == material.id],
    }
