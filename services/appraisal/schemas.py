"""Shapes in and out of appraisal, checked at both ends."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from shared.shapes import Paged

ID = validate.Length(min=1, max=120)
PORTION = validate.Range(1, 200)


class OpenCycle(Schema):
    """Open the appraisal of a calendar year."""

    year = fields.Integer(required=True, validate=validate.Range(2015, 2100))


class Portion(Schema):
    """Go on with a cycle: `limit` subjects at once."""

    cycle_id = fields.String(required=True, validate=ID)
    limit = fields.Integer(load_default=200, validate=PORTION)


class OneCycle(Schema):
    """A cycle by its id."""

    cycle_id = fields.String(required=True, validate=ID)


class ListCycles(Paged):
    """All cycles."""

    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=PORTION)


class AskScheme(Schema):
    """How the city appraises today, or did in a cycle."""

    cycle_id = fields.String(load_default=None, allow_none=True, validate=ID)


class ScoreResult(Schema):
    """A judge's points for one indicator, at most two decimals."""

    result_id = fields.String(required=True, validate=ID)
    indicator = fields.String(required=True, validate=ID)
    points = fields.Float(required=True, validate=validate.Range(0, 100))
    note = fields.String(load_default="", validate=validate.Length(max=2000))


class NoteInfluence(Schema):
    """The city's finding of negative influence, or its withdrawal."""

    result_id = fields.String(required=True, validate=ID)
    negative = fields.Boolean(required=True)
    reason = fields.String(required=True, validate=validate.Length(min=2, max=2000))


class OneResult(Schema):
    """A result by its id."""

    result_id = fields.String(required=True, validate=ID)


class ListResults(Paged):
    """Results, filtered."""

    cycle = fields.String(load_default=None, allow_none=True, validate=ID)
    year = fields.Integer(load_default=None, allow_none=True)
    scheme = fields.String(load_default=None, allow_none=True, validate=ID)
    grade = fields.String(load_default=None, allow_none=True, validate=ID)
    status = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(["scoring", "published"]))
    filing = fields.String(load_default=None, allow_none=True, validate=ID)
    person = fields.String(load_default=None, allow_none=True, validate=ID)
    unit = fields.String(load_default=None, allow_none=True, validate=ID)
    sender_unit = fields.String(load_default=None, allow_none=True, validate=ID)
    after = fields.String(load_default=None, allow_none=True)
    limit = fields.Integer(load_default=50, validate=PORTION)


class Action(Schema):
    """What the asker may do now, or why not."""

    action = fields.String()
    indicator = fields.String()
    open = fields.Boolean()
    reason = fields.String()
    reason_en = fields.String()
    article = fields.String()


class Bound(Schema):
    """Where a grade begins, in points; null where nobody has it."""

    scheme = fields.String()
    grade = fields.String()
    at_least = fields.Float(allow_none=True)


class Cycle(Schema):
    """A year's appraisal."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    year = fields.Integer()
    status = fields.String(
        validate=validate.OneOf(["freezing", "scoring", "graded", "publishing", "published", "closed"])
    )
    scheme_on = fields.Date()
    rulebook_version = fields.String()
    opened_on = fields.Date()
    opened_by = fields.String()
    subjects = fields.Integer()
    left_out = fields.Integer()
    bounds = fields.List(fields.Nested(Bound))
    graded_on = fields.Date(allow_none=True)
    published = fields.Integer()
    published_on = fields.Date(allow_none=True)
    closed_on = fields.Date(allow_none=True)
    actions = fields.List(fields.Nested(Action))


class Scheme(Schema):
    """How the city appraises."""

    on = fields.Date()
    rulebook_version = fields.String()
    organised_by = fields.List(fields.String())
    subjects = fields.List(fields.Dict())
    silences = fields.List(fields.Dict())
    duties = fields.List(fields.Dict())


class Effect(Schema):
    """What follows from a grade."""

    then = fields.String()
    rule = fields.String()
    article = fields.String()
    reason = fields.String()
    reason_en = fields.String()
    amount = fields.Integer(allow_none=True)


class Result(Schema):
    """One subject's result; `facts`, `marks` and `scores` only in the detail, points in points."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    cycle = fields.String()
    year = fields.Integer()
    scheme = fields.String()
    filing = fields.String()
    number = fields.String()
    subject = fields.String()
    kind = fields.String()
    name = fields.String()
    person = fields.String(allow_none=True)
    unit = fields.String(allow_none=True)
    sender_unit = fields.String(allow_none=True)
    host_units = fields.List(fields.String())
    county = fields.String(allow_none=True)
    status = fields.String(validate=validate.OneOf(["scoring", "published"]))
    points = fields.Float(allow_none=True)
    rank = fields.Integer(allow_none=True)
    among = fields.Integer()
    grade = fields.String()
    grade_label = fields.String()
    grade_label_en = fields.String()
    passed = fields.Boolean(allow_none=True)
    failed_in_a_row = fields.Integer()
    consequences = fields.List(fields.Nested(Effect))
    rulebook_version = fields.String()
    frozen = fields.String()
    digest = fields.String()
    published_on = fields.Date(allow_none=True)
    facts = fields.Dict()
    scores = fields.List(fields.Dict())
    marks = fields.List(fields.Dict())
    unmet = fields.List(fields.Dict())
    influence = fields.Dict(allow_none=True)
    actions = fields.List(fields.Nested(Action))


class Recomputation(Schema):
    """Whether a result comes out the same again."""

    result = fields.String()
    digest = fields.String()
    recomputed = fields.String()
    same = fields.Boolean()
    rulebook_version = fields.String()
    rulebook_version_now = fields.String()
