"""Shapes of units."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.registry.schemas.shapes import SIZES, Action, asked, county_field, id_field, text
from shared.shapes import Paged


class UnitDetails(Schema):
    """What a unit says of itself, as far as it may be left out."""

    size_class = fields.String(validate=validate.OneOf(SIZES))
    tech_sme = fields.Boolean(metadata={"description": "已入库的科技型中小企业 · registered as a technology SME"})
    independent = fields.Boolean(metadata={"description": "独立法人资格 · a legal person of its own"})
    premises = fields.Boolean(metadata={"description": "固定办公场所 · fixed premises"})
    staff = fields.Integer(validate=validate.Range(0, 1_000_000))
    stable_team = fields.Boolean()
    service_ability = fields.Boolean()
    service_since = fields.Date(allow_none=True)
    industry = text(100)
    address = text(200)


class RegisterUnit(UnitDetails):
    """A unit; `county` is where it works, `region` where it is registered."""

    name = text(200, required=True, shortest=2)
    uscc = text(20, required=True, shortest=18)
    unit_kind = text(40, required=True, shortest=1)
    county = county_field(required=True)
    region = county_field(required=True)


class UpdateUnit(UnitDetails):
    """What has changed."""

    unit_id = id_field()
    name = text(200, shortest=2)
    unit_kind = text(40, shortest=1)
    county = county_field()
    region = county_field()


class AddManager(Schema):
    """Whose account (by login) manages the unit too."""

    unit_id = id_field()
    login = text(80, required=True, shortest=3)


class RemoveManager(Schema):
    """Whose account manages the unit no longer, and why."""

    unit_id = id_field()
    account = id_field()
    reason = text(500, required=True, shortest=2)


class UnitChange(Schema):
    """One change of a unit: what was there before, by field."""

    on = fields.Date()
    by_name = fields.String()
    before = fields.Dict()
    note = fields.String()


class UnitId(Schema):
    """Which unit."""

    unit_id = id_field()


class ListUnits(Paged):
    """Units of the city."""

    unit_kind = text(40)
    county = county_field()
    q = asked()


class Unit(RegisterUnit):
    """A unit."""

    id = fields.String()
    city = fields.String()
    registered_on = fields.Date()
    former_names = fields.List(fields.String())
    merged_into = fields.String(allow_none=True)
    stands_for = fields.List(fields.String(), metadata={"description": "units merged into it"})
    managers = fields.List(
        fields.String(), metadata={"description": "in the answer about one unit, to who may change it"}
    )
    history = fields.List(
        fields.Nested(UnitChange), metadata={"description": "in the answer about one unit, to who may change it"}
    )
    actions = fields.List(fields.Nested(Action), metadata={"description": "in the answer about one unit"})
    version = fields.Integer()
