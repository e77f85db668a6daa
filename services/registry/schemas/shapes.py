"""Fields that several of the registry's shapes share."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

EDUCATION = ("none", "senior_high", "junior_college", "bachelor", "master", "doctor")
TITLES = ("none", "junior", "intermediate", "associate_senior", "senior")
SIZES = ("above_designated", "below_designated", "none")


def id_field(required: bool = True, **more: Any) -> fields.String:
    """An identifier."""
    return fields.String(required=required, validate=validate.Length(1, 64), **more)


def text(longest: int, required: bool = False, shortest: int = 0, **more: Any) -> fields.String:
    """Text of bounded length."""
    return fields.String(required=required, validate=validate.Length(shortest, longest), **more)


def asked(required: bool = False) -> fields.String:
    """What somebody types into a search field."""
    said = "姓名、单位名、拼音、首字母或词语 / name, pinyin, initials or words; several set apart by spaces"
    return text(100, required=required, shortest=1 if required else 0, metadata={"description": said})


def words(most: int = 20, longest: int = 60, **more: Any) -> fields.List:
    """A short list of words (fields of work, skills, declarations)."""
    inner = fields.String(validate=validate.Length(1, longest))
    return fields.List(inner, validate=validate.Length(max=most), **more)


def receipts(most: int = 20) -> fields.List:
    """Receipts of uploaded files."""
    return fields.List(fields.String(validate=validate.Length(1, 2000)), validate=validate.Length(max=most))


def county_field(required: bool = False, **more: Any) -> fields.String:
    """A GB/T 2260 code of six digits."""
    return fields.String(required=required, validate=validate.Regexp(r"^\d{6}$"), **more)


class Nothing(Schema):
    """No arguments."""


class Grant(Schema):
    """One role, in a unit or for a county where it is bound to one."""

    role = text(40, required=True, shortest=1)
    unit = id_field(required=False, allow_none=True)
    county = county_field(allow_none=True)


class Action(Schema):
    """Something the asker may do now, or why not."""

    action = fields.String()
    open = fields.Boolean()
    reason = fields.String()
    reason_en = fields.String()
    article = fields.String()


class Profile(Schema):
    """What a person says of education, work and skills; ranks as the rulebooks name them."""

    education = fields.String(validate=validate.OneOf(EDUCATION))
    full_time = fields.Boolean()
    title = fields.String(validate=validate.OneOf(TITLES))
    employer_name = text(200)
    employer_kind = text(40)
    work_years = fields.Integer(validate=validate.Range(0, 70))
    student = fields.Boolean()
    research_ability = fields.Boolean()
    research_results = fields.Integer(validate=validate.Range(0, 10_000))
    skills = words()
    fields_ = words(data_key="fields", attribute="fields")


class Human(Profile):
    """A person with identity number and phone, as declared."""

    name = text(60, required=True, shortest=1)
    identity_number = text(18, required=True, shortest=18)
    phone = fields.String(required=True, validate=validate.Regexp(r"^1\d{10}$"))
