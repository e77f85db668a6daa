"""Inspection of an application on site (考察): what was found of each criterion, with photos where the rules ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.registry.domain.material import Attached
from services.registry.vocabulary.forms import InspectionForm
from shared.errors import Invalid


@dataclass(frozen=True)
class Found:
    """What was found of one criterion."""

    criterion: str
    met: bool
    note: str = ""


@dataclass(frozen=True)
class Inspection:
    """What was seen on site, when and by whom; `files` are the photos' ids, `photos` the photos themselves."""

    visited_on: date
    result: str
    by_name: str
    files: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()
    photos: tuple[Attached, ...] = ()


def checked(inspection: Inspection, form: InspectionForm | None, on: date) -> Inspection:
    """The inspection, held against the city's form.

    Raises Invalid for a visit that has not happened yet, a criterion that is missing, unknown, stated twice, or unmet
    without a note, and for a photo that is none; Refused when there are fewer photos than the rulebook asks for.
    """
    if inspection.visited_on > on:
        raise Invalid.field(
            "/visited_on", "考察日期不能晚于今天", "future", en="The day of the visit must not lie ahead"
        )
    errors = [*_wrong(inspection.found, form)]
    errors += [
        {"pointer": f"/receipts/{index}", "detail": "应为照片 · Must be a photo", "code": "type"}
        for index, photo in enumerate(inspection.photos)
        if form is not None and form.photos is not None and not photo.content_type.startswith("image/")
    ]
    if errors:
        raise Invalid(errors)
    wanted = form.photos if form is not None else None
    if wanted is not None and wanted.value and len(inspection.photos) < wanted.value:
        raise wanted.refused(
            f"考察须附至少{wanted.value}张现场照片", f"At least {wanted.value} photos of the site are required"
        )
    return inspection


def unmet(inspections: Sequence[Inspection], form: InspectionForm | None, subject: str) -> list[dict[str, str]]:
    """What the last inspection found unmet, as findings of a refusal."""
    if not inspections or form is None:
        return []
    criteria = {one.criterion: one for one in form.criteria}
    return [
        {
            "rule": f"registry.subjects.{subject}.inspection.{found.criterion}",
            "article": criteria[found.criterion].article,
            "reason": f"考察认为不符合：{criteria[found.criterion].label}（{found.note}）",
            "reason_en": f"Found unmet on site: {criteria[found.criterion].label_en}",
        }
        for found in inspections[-1].found
        if not found.met and found.criterion in criteria
    ]


def public(form: InspectionForm | None) -> dict[str, Any] | None:
    """The form as the inspector fills it in."""
    if form is None:
        return None
    return {
        "criteria": [
            {
                "criterion": one.criterion,
                "label": one.label,
                "label_en": one.label_en,
                "article": one.article,
                "source": one.source,
            }
            for one in form.criteria
        ],
        "photos": form.photos.value or 0 if form.photos is not None else 0,
        "photos_article": form.photos.cite if form.photos is not None else "",
    }


def _wrong(found: Sequence[Found], form: InspectionForm | None) -> list[dict[str, Any]]:
    if form is None:
        return (
            [
                {
                    "pointer": "/found",
                    "detail": "本市未规定考察表 · This city has no form of inspection",
                    "code": "no_form",
                }
            ]
            if found
            else []
        )
    wanted = [one.criterion for one in form.criteria]
    errors: list[dict[str, Any]] = []
    for index, one in enumerate(found):
        if one.criterion not in wanted:
            detail = f"考察表没有这一项，可选：{'、'.join(wanted)} · Not in the form, which has: {', '.join(wanted)}"
            errors.append({"pointer": f"/found/{index}/criterion", "detail": detail, "code": "unknown_criterion"})
        if not one.met and not one.note:
            errors.append(
                {
                    "pointer": f"/found/{index}/note",
                    "detail": "请说明不符合之处 · Say what is unmet",
                    "code": "required",
                }
            )
    given = [one.criterion for one in found]
    for criterion in form.criteria:
        if given.count(criterion.criterion) != 1:
            said = f"须填写一次：{criterion.label}（{criterion.article}）"
            detail = f"{said} · State once: {criterion.label_en} ({criterion.article})"
            errors.append({"pointer": f"/found/{criterion.criterion}", "detail": detail, "code": "required"})
    return errors
