"""Shapes of matching: candidates, demands and hosts with reasons, and the suggestions that are kept."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import NOTE, Action, identifier, text
from shared.shapes import Paged


class AskDemandCandidates(Schema):
    """For which demand, how many."""

    demand_id = identifier()
    limit = fields.Integer(validate=validate.Range(1, 50))


class AskCandidateDemands(Schema):
    """For which commissioner's filing, how many."""

    filing = identifier()
    limit = fields.Integer(validate=validate.Range(1, 50))


class AskAchievementHosts(Schema):
    """For which achievement, how many."""

    achievement_id = identifier()
    limit = fields.Integer(validate=validate.Range(1, 50))


class ListSuggestions(Paged):
    """Which suggestions."""

    demand = identifier(required=False)
    filing = identifier(required=False)
    dismissed = fields.Boolean()


class DismissSuggestion(Schema):
    """Why it does not suit."""

    suggestion_id = fields.String(required=True, validate=validate.Length(1, 140))
    reason = text(NOTE)


class Reason(Schema):
    """One part of a score."""

    part = fields.String()
    weight = fields.Integer()
    points = fields.Float()
    text = fields.String()
    text_en = fields.String()
    words = fields.List(fields.String())


class Ground(Schema):
    """A rule that stands in the way."""

    rule = fields.String()
    article = fields.String()
    reason = fields.String()
    reason_en = fields.String()
    strictness = fields.String()
    waivable = fields.Boolean()


class TieShown(Schema):
    """A known interest."""

    tie = fields.String()
    label = fields.String()
    label_en = fields.String()


class Fit(Schema):
    """A commissioner and a demand, how well they fit, and why; `grounds`: what stands in the way."""

    filing = fields.String()
    name = fields.String()
    kind = fields.String()
    subject = fields.String()
    sender_unit = fields.String()
    county = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    demand = fields.String()
    title = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    score = fields.Float()
    reasons = fields.List(fields.Nested(Reason))
    ties = fields.List(fields.Nested(TieShown))
    grounds = fields.List(fields.Nested(Ground))


class WeightsShown(Schema):
    """The points each part can earn, and who set them."""

    set_by = fields.String()
    note = fields.String()
    points = fields.Dict(keys=fields.String(), values=fields.Integer())


class Fits(Schema):
    """The best whom nothing stops, and the best of those whom a rule stops."""

    best = fields.List(fields.Nested(Fit))
    blocked = fields.List(fields.Nested(Fit))
    read = fields.Integer(metadata={"description": "how many were looked at"})
    weights = fields.Nested(WeightsShown)


class HostFit(Schema):
    """A host that might want an achievement, by a demand it has published."""

    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    demand = fields.String()
    title = fields.String()
    score = fields.Float()
    reasons = fields.List(fields.Nested(Reason))


class HostFits(Schema):
    """The hosts, the likeliest first."""

    hosts = fields.List(fields.Nested(HostFit))
    weights = fields.Nested(WeightsShown)


class Dismissal(Schema):
    """Which side put it aside, and why."""

    side = fields.String()
    reason = fields.String()
    by = fields.String()
    on = fields.Date()


class Suggestion(Schema):
    """A suggestion as kept."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    demand = fields.String()
    title = fields.String()
    filing = fields.String()
    person = fields.String()
    commissioner_name = fields.String()
    sender_unit = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    score = fields.Float()
    merit = fields.String(metadata={"description": "排序用 · the score as text, by which lists are sorted"})
    reasons = fields.List(fields.Nested(Reason))
    ties = fields.List(fields.String())
    suggested_on = fields.Date()
    hidden_from = fields.List(fields.String())
    dismissals = fields.List(fields.Nested(Dismissal))
    open = fields.Boolean()
    actions = fields.List(fields.Nested(Action))
