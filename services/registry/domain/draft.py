"""Draft: an application while it is being filled in, section by section; whatever was typed is kept until it is sent.

Identity numbers and phones in it are sealed like everybody's; what is shown of them are their masks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from services.registry.domain.form import Form, empty
from services.registry.domain.material import Attached, fitting
from services.registry.domain.person import PROFILE
from shared.errors import Conflict, Invalid

SEALED = ("number", "fingerprint", "phone", "phone_fingerprint")
DECLARED = ("name", "identity_number", "phone")
ROW = frozenset({"row", "person", *DECLARED, *PROFILE})
MOST = 20


@dataclass(frozen=True)
class Draft:
    """`values`: what was typed, by field; people in it as `Sealed` rows. `mends`: the returned application it mends."""

    id: str
    city: str
    applicant: str
    person: str | None
    subject: str
    kind: str
    started_at: datetime
    saved_at: datetime
    values: dict[str, Any] = field(default_factory=dict)
    files: tuple[Attached, ...] = ()
    mends: str | None = None
    version: int = 0


def save(
    draft: Draft, typed: Mapping[str, Any], files: Sequence[Attached], drops: Collection[str], form: Form, at: datetime
) -> Draft:
    """The draft with what is typed now; null takes a value out, everything else that was typed stays.

    Raises Invalid for a file that its material does not take. (Values have been checked, people sealed.)
    """
    held = tuple(file for file in draft.files if file.id not in set(drops))
    fitting(files, form.materials, held)
    values = {name: value for name, value in {**draft.values, **typed}.items() if value is not None}
    return replace(draft, values=values, files=(*held, *files), saved_at=at)


def one_too_many(drafts: Sequence[Draft]) -> None:
    """Raises Conflict when somebody has as many drafts as anybody may have."""
    if len(drafts) >= MOST:
        raise Conflict("草稿过多，请先提交或删除", f"At most {MOST} drafts at a time", "too_many_drafts")


def wrong_rows(value: Any, at: str) -> list[dict[str, Any]]:
    """What a list of people, or one person, cannot hold: {pointer, detail, code}."""
    rows = value if isinstance(value, list) else [value]
    errors = []
    for index, row in enumerate(rows):
        place = f"{at}/{index}" if isinstance(value, list) else at
        errors += [
            {"pointer": f"{place}/{name}", "detail": "没有这一项 · There is no such field", "code": "unknown"}
            for name in row
            if name not in ROW
        ]
        errors += [
            {"pointer": f"{place}/{name}", "detail": "应为文字 · Must be text", "code": "string"}
            for name in ("row", "person", *DECLARED)
            if row.get(name) is not None and not isinstance(row[name], str)
        ]
    return errors


def lacking(values: Mapping[str, Any]) -> list[dict[str, str]]:
    """What is still to be said of the people in a draft, as findings of a refusal."""
    found = []
    for name in ("members", "liaison"):
        value = values.get(name)
        rows = value if isinstance(value, list) else [value] if value else []
        for index, row in enumerate(rows):
            place = f"/{name}/{index}" if isinstance(value, list) else f"/{name}"
            for key, label, label_en in (("name", "姓名", "name"), ("number", "身份号码", "identity number"),
                                         ("phone", "手机号码", "phone")):  # fmt: skip
                if not row.get("person") and empty(row.get(key)):
                    found.append(
                        {
                            "rule": f"registry.people.{key}",
                            "article": "平台默认",
                            "reason": f"请填写第{index + 1}人的{label}",
                            "reason_en": f"Please give the {label_en} of person {index + 1}",
                            "pointer": f"{place}/{'identity_number' if key == 'number' else key}",
                        }
                    )
    return found


def shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without what is sealed."""
    return {
        name: [_shown(row) for row in value] if name == "members" else _shown(value) if name == "liaison" else value
        for name, value in values.items()
    }


def checked_phone(phone: str, at: str) -> None:
    """Raises Invalid for what is not a mobile number."""
    if not (phone.isdigit() and len(phone) == 11 and phone.startswith("1")):
        raise Invalid.field(at, "手机号码应为11位数字", "phone", en="A mobile number has 11 digits")


def _shown(row: Any) -> Any:
    return {name: value for name, value in row.items() if name not in SEALED} if isinstance(row, dict) else row
