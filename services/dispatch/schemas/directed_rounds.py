"""Shapes of directed rounds."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.agreements import FORMS
from services.dispatch.schemas.parts import NOTE, Action, Waiting, identifier, status_in, text, words
from services.dispatch.schemas.suggestions import Ground, Reason

MOST_DEMANDS = 1_000
MOST_CHOICES = 200


class ChoiceSaid(Schema):
    """A commissioner (filing) for a demand."""

    demand = identifier()
    filing = identifier()


def _ids(most: int, required: bool = False) -> fields.List:
    length = validate.Length(1 if required else 0, most)
    return fields.List(fields.String(validate=validate.Length(1, 64)), required=required, validate=length)


def _choices() -> fields.List:
    return fields.List(fields.Nested(ChoiceSaid), validate=validate.Length(max=MOST_CHOICES))


class OpenDirectedRound(Schema):
    """Which demands are to be met, by when somebody is to be named, and out of whom. `form`, `since`: appointments."""

    title = text(200)
    reason = text(NOTE)
    way = fields.String(validate=validate.OneOf(["directed", "appointed"]))
    due = fields.Date(required=True)
    demands = _ids(MOST_DEMANDS, required=True)
    kinds = words()
    sender_units = _ids(200)
    filings = _ids(5_000)
    form = fields.String(validate=validate.OneOf(FORMS))
    since = fields.Date()
    until = fields.Date()


class EditDirectedRound(Schema):
    """Pairs to lock, forbid or release, and a rule in principle to give leave from, with the reason."""

    round_id = identifier()
    lock = _choices()
    forbid = _choices()
    release = _choices()
    waive = fields.String(validate=validate.Length(1, 200))
    reason = text(NOTE, required=False)


class PlanDirectedRound(Schema):
    """Which round is to be worked out."""

    round_id = identifier()


class KeepDirectedPlan(Schema):
    """A plan as the job worked it out."""

    round_id = identifier()
    plan = fields.Dict(required=True)


class ConfirmDirectedRound(Schema):
    """Which round; `seats`: only these pairs of it."""

    round_id = identifier()
    seats = fields.List(fields.String(validate=validate.Length(1, 80)), validate=validate.Length(1, 5_000))


class ConfirmDirectedPair(Schema):
    """Which pair of which round."""

    round_id = identifier()
    seat = fields.String(required=True, validate=validate.Length(1, 80))


class AbandonDirectedRound(Schema):
    """Why it is given up."""

    round_id = identifier()
    reason = text(NOTE)


class GetDirectedRound(Schema):
    """Which round."""

    round_id = identifier()


class ListDirectedRounds(Waiting):
    """Which rounds."""

    status = status_in("open", "proposed", "confirmed", "abandoned")


class PairShown(Schema):
    """One seat with whom it is given."""

    seat = fields.String()
    demand = fields.String()
    title = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    filing = fields.String()
    name = fields.String()
    sender_unit = fields.String()
    score = fields.Float()
    reasons = fields.List(fields.Nested(Reason))
    waives = fields.List(fields.String())
    locked = fields.Boolean()
    second = fields.String()
    second_name = fields.String()
    second_score = fields.Float()
    outcome = fields.String()
    assignment = fields.String()
    problem = fields.String()
    problem_en = fields.String()
    grounds = fields.List(fields.Nested(Ground))


class NearShown(Schema):
    """One whom a rule stops."""

    filing = fields.String()
    name = fields.String()
    score = fields.Float()
    grounds = fields.List(fields.Nested(Ground))


class GapShown(Schema):
    """A seat nobody could be given."""

    seat = fields.String()
    demand = fields.String()
    title = fields.String()
    host_name = fields.String()
    nearest = fields.List(fields.Nested(NearShown))


class PlanShown(Schema):
    """One optimal assignment, and the fewest rules whose waiver would fill `fills` seats more."""

    edition = fields.Integer()
    pairs = fields.List(fields.Nested(PairShown))
    gaps = fields.List(fields.Nested(GapShown))
    total = fields.Float()
    waivers = fields.List(fields.Nested(Ground))
    fills = fields.Integer()
    pool = fields.Integer()
    examined = fields.Integer()


class LeaveShown(Schema):
    """A rule in principle that was waived for the round."""

    rule = fields.String()
    reason = fields.String()
    by = fields.String()
    on = fields.Date()


class DirectedRound(Schema):
    """A directed round."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    title = fields.String()
    reason = fields.String()
    way = fields.String()
    ordered_by = fields.String()
    county = fields.String()
    officer = fields.String()
    opened_on = fields.Date()
    due = fields.Date()
    demands = fields.List(fields.String())
    kinds = fields.List(fields.String())
    sender_units = fields.List(fields.String())
    filings = fields.List(fields.String())
    form = fields.String()
    since = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)
    status = fields.String()
    edition = fields.Integer()
    locks = fields.List(fields.Nested(ChoiceSaid))
    forbidden = fields.List(fields.Nested(ChoiceSaid))
    leaves = fields.List(fields.Nested(LeaveShown))
    plan = fields.Nested(PlanShown, allow_none=True)
    settled = fields.List(fields.Nested(PairShown))
    closing = fields.String()
    actions = fields.List(fields.Nested(Action))
