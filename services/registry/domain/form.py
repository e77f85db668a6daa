"""Form: the sections of an application as the rulebook states them, what is filled in, and what is still missing.

Values are plain: text, whole numbers, true or false, ISO dates, lists of words; a person is {"name", …} without what is
sealed. They are keyed by field; nothing of them is ever dropped because it is not complete.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.registry.domain import material as materials
from services.registry.domain.eligibility import Dossier
from services.registry.domain.material import Attached
from services.registry.domain.person import Person
from services.registry.domain.unit import Unit
from services.registry.rules import Kind, Subject, declarations_of, materials_of, sections_of
from services.registry.vocabulary.catalogue import CATALOGUE, fact_of
from services.registry.vocabulary.forms import FormField, Material, Option, Section
from shared.documents import plain
from shared.errors import Invalid

State = Literal["not_started", "in_progress", "done", "cannot_start"]
TEXTS = frozenset({"text", "long_text", "unit", "county", "filing", "choice"})
LISTS = frozenset({"words", "choices"})


@dataclass(frozen=True)
class Form:
    """The sections of a subject and kind, each with its fields, and what has to be brought."""

    subject: str
    kind: str
    sections: tuple[tuple[Section, tuple[FormField, ...]], ...]
    materials: tuple[Material, ...]

    @property
    def fields(self) -> dict[str, FormField]:
        """Every field by name."""
        return {field.field: field for _, fields in self.sections for field in fields}


def form_of(subject: str, kind: str, stated: tuple[Subject, Kind], unit_kinds: Mapping[str, Any]) -> Form:
    """The form of a subject and kind: the city's sections, or the platform's where it states none."""
    declared = declarations_of(*stated)
    choices = {name: Option(one.label, one.label_en) for name, one in declared.items()}
    kinds = {name: Option(one.label, one.label_en) for name, one in unit_kinds.items()}
    sections = []
    for section in sections_of(*stated):
        fields = []
        for name in section.asks:
            field = replace(CATALOGUE[name], required=name in section.requires, cite=section.cite)
            if name == "declares":
                field = replace(field, options=choices or None)
            elif name in ("unit_kind", "employer_kind"):
                field = replace(field, options=kinds or None, kind="choice" if kinds else "text")
            fields.append(field)
        fields += [
            replace(field, required=field.required or field.field in section.requires) for field in section.fields
        ]
        sections.append((section, tuple(fields)))
    return Form(subject, kind, tuple(sections), materials_of(*stated))


def known_values(form: Form, dossier: Dossier, said: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in each field of the form: `said` where it says something, else what the registry knows.

    `said` also keeps what the form does not ask for (an application sent by a program may say more).
    """
    values: dict[str, Any] = {}
    for name, field in form.fields.items():
        if field.kind == "materials":
            continue
        if name in said:
            values[name] = plain(said[name])
        elif field.holds == "person" and dossier.person is not None:
            values[name] = plain(getattr(dossier.person, fact_of(field)))
        elif field.holds == "unit" and dossier.unit is not None:
            values[name] = plain(getattr(dossier.unit, fact_of(field)))
    return {**values, **{name: plain(value) for name, value in said.items() if name not in values}}


def profile_of(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that belong to the person's own profile, by its names."""
    return {fact_of(f): values[name] for name, f in form.fields.items() if f.holds == "person" and name in values}


def unit_facts(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that belong to the unit, by its names; a day is a date."""
    facts = {fact_of(f): values[name] for name, f in form.fields.items() if f.holds == "unit" and name in values}
    if facts.get("service_since"):
        facts["service_since"] = date.fromisoformat(facts["service_since"])
    return {name: value for name, value in facts.items() if value is not None}


def answers_of(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """The city's own answers."""
    return {name: values[name] for name, f in form.fields.items() if f.holds == "answers" and name in values}


def overlaid(dossier: Dossier, form: Form, values: Mapping[str, Any], describe: Any) -> Dossier:
    """The dossier as it would be with what is typed in the form; nothing is kept by this."""
    people, unit = dossier.people, dossier.unit
    profile, facts = profile_of(form, values), unit_facts(form, values)
    if people and profile:
        lead: Person = describe(people[0], profile)
        people = (lead, *people[1:])
    if unit is not None and facts:
        changed: Unit = replace(unit, **facts)
        unit = changed
    return replace(dossier, people=people, unit=unit)


def checked(form: Form, values: Mapping[str, Any], at: str = "/values") -> dict[str, Any]:
    """Typed values as they are kept. Raises Invalid, field by field, for what a field cannot hold.

    Completeness is not asked for: an empty value is one that is not there yet.
    """
    errors, kept = [], {}
    fields = form.fields
    for name, value in values.items():
        field = fields.get(name)
        wrong = (
            ("没有这一项 · There is no such field", "unknown")
            if field is None or field.kind == "materials"
            else _wrong(field, value)
        )
        if wrong is not None:
            errors.append({"pointer": f"{at}/{name}", "detail": wrong[0], "code": wrong[1]})
        kept[name] = value
    if errors:
        raise Invalid(errors)
    return kept


def missing(form: Form, values: Mapping[str, Any], files: Sequence[Attached]) -> list[dict[str, str]]:
    """Everything required that is not there, as findings of a refusal, in the order of the form."""
    found = [
        {
            "rule": f"registry.subjects.{form.subject}.sections.{section.section}.{field.field}",
            "article": section.article,
            "reason": f"请填写：{field.label}",
            "reason_en": f"Please fill in: {field.label_en}",
            "pointer": f"/{field.field}",
        }
        for section, fields in form.sections
        for field in fields
        if field.required and empty(values.get(field.field))
    ]
    return [*found, *materials.missing(files, form.materials, form.subject)]


def states(form: Form, values: Mapping[str, Any], files: Sequence[Attached]) -> dict[str, State]:
    """How far each section is. What the registry knew already counts as filled in."""
    answer: dict[str, State] = {}
    for section, fields in form.sections:
        asked = [field for field in fields if field.kind != "materials"]
        filled = [field for field in asked if not empty(values.get(field.field))]
        lacking = [field for field in asked if field.required and empty(values.get(field.field))]
        brings = len(asked) < len(fields)
        short = materials.missing(files, form.materials, form.subject) if brings else []
        if any(answer.get(earlier) != "done" for earlier in section.after):
            answer[section.section] = "cannot_start"
        elif not filled and not (brings and files):
            nothing_to_do = brings and not asked and not short
            answer[section.section] = "done" if nothing_to_do and not form.materials else "not_started"
        else:
            answer[section.section] = "in_progress" if lacking or short else "done"
    return answer


def public(
    form: Form,
    values: Mapping[str, Any],
    files: Sequence[Attached],
    *,
    own: Collection[str] = (),
    defects: Iterable[Any] = (),
) -> list[dict[str, Any]]:
    """The sections as the portal draws them, defects in place. `own`: what was typed here."""
    state = states(form, values, files)
    lacking = {one["pointer"] for one in missing(form, values, files)}
    marks = list(defects)
    return [
        {
            "section": section.section,
            "label": section.label,
            "label_en": section.label_en,
            "article": section.article,
            "source": section.source,
            "note": section.note,
            "after": list(section.after),
            "state": state[section.section],
            "missing": [p for p in sorted(lacking) if p.strip("/").split("/")[0] in {field.field for field in fields}],
            "fields": [
                {
                    **_described(field),
                    "value": None if field.kind == "materials" else values.get(field.field),
                    "prefilled": field.field in values and field.field not in own,
                    "defects": [one for one in marks if one.pointer.strip("/").split("/")[0] == field.field],
                    "materials": [materials.public(material, files) for material in form.materials]
                    if field.kind == "materials"
                    else [],
                }
                for field in fields
            ],
        }
        for section, fields in form.sections
    ]


def empty(value: Any) -> bool:
    """Whether nothing stands there; false and 0 are answers."""
    return value is None or value == "" or value == [] or value == () or value == {}


def _described(field: FormField) -> dict[str, Any]:
    options = [
        {"value": value, "label": option.label, "label_en": option.label_en}
        for value, option in (field.options or {}).items()
    ]
    return {
        "field": field.field,
        "label": field.label,
        "label_en": field.label_en,
        "kind": field.kind,
        "holds": field.holds,
        "required": field.required,
        "options": options,
        "least": field.least or None,
        "most": field.most or None,
        "hint": field.hint,
        "hint_en": field.hint_en,
    }


def _wrong(field: FormField, value: Any) -> tuple[str, str] | None:
    """Why a field cannot hold a value: (in words, code); None when it can."""
    if empty(value):
        return None
    if field.kind in TEXTS:
        return _wrong_text(field, value)
    if field.kind in LISTS:
        if not isinstance(value, list) or not all(isinstance(one, str) and 0 < len(one) <= 60 for one in value):
            return "应为词语列表 · Must be a list of words", "list"
        if field.options and not set(value) <= set(field.options):
            return f"只能从中选择：{'、'.join(field.options)} · Choose among: {', '.join(field.options)}", "choice"
        return (
            (f"最多 {field.most} 项 · At most {field.most}", "length")
            if field.most and len(value) > field.most
            else None
        )
    if field.kind == "number":
        if not isinstance(value, int) or isinstance(value, bool):
            return "应为整数 · Must be a whole number", "integer"
        fits = field.least <= value <= (field.most or value)
        return (
            None
            if fits
            else (f"应在 {field.least} 至 {field.most} 之间 · Between {field.least} and {field.most}", "range")
        )
    if field.kind == "boolean":
        return None if isinstance(value, bool) else ("应为是或否（true / false） · Must be true or false", "boolean")
    if field.kind == "date":
        return _wrong_date(value)
    many = field.kind == "members"
    rows = value if many and isinstance(value, list) else [value]
    fitting = (isinstance(value, list) or not many) and all(isinstance(one, dict) for one in rows)
    return (
        None
        if fitting
        else ("应为人员列表 · Must be a list of people" if many else "应为一名人员 · Must be one person", "person")
    )


def _wrong_text(field: FormField, value: Any) -> tuple[str, str] | None:
    if not isinstance(value, str):
        return "应为文字 · Must be text", "string"
    longest = field.most or 5_000
    if len(value) > longest:
        return f"最多 {longest} 个字符 · At most {longest} characters", "length"
    if field.options and value not in field.options:
        return f"应为其中之一：{'、'.join(field.options)} · Must be one of: {', '.join(field.options)}", "choice"
    return None


def _wrong_date(value: Any) -> tuple[str, str] | None:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return "应为日期，如 2024-05-01 · Must be a day, such as 2024-05-01", "date"
    return None
