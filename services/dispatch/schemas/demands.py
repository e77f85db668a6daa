"""Shapes of demands."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import (
    LEVELS,
    NOTE,
    Action,
    Deed,
    FollowUp,
    List,
    State,
    Yuan,
    identifier,
    status_in,
    text,
    words,
)
from shared.shapes import Paged


class Said(Schema):
    """What can be said of a demand."""

    title = fields.String(validate=validate.Length(1, 200))
    content = fields.String(validate=validate.Length(1, 8_000))
    fields_ = words(data_key="fields", attribute="fields")
    people_wanted = fields.Integer(validate=validate.Range(1, 100))
    until = fields.Date(metadata={"description": "需求有效至 · wanted until this day"})
    demand_class = fields.String(validate=validate.Length(max=40))
    wanted_kinds = words(metadata={"description": "所需特派员类别 · the kinds of commissioner wanted"})
    confidentiality = fields.String(validate=validate.OneOf(LEVELS))


class ReportDemand(Said):
    """A demand of a host; `draft`: the draft it was written in, which is then done with."""

    host_unit = identifier()
    title = text(200)
    content = text()
    fields_ = words(data_key="fields", attribute="fields", required=True)
    draft = identifier(required=False)


class TakeDemandStep(Schema):
    """A step of the gathering; a return names every defect at once, field by field."""

    demand_id = identifier()
    action = fields.String(required=True, validate=validate.Length(1, 40))
    note = text(NOTE, required=False)
    defects = words()
    by_field = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 40)),
        values=fields.String(validate=validate.Length(1, 500)),
        validate=validate.Length(max=20),
        metadata={"description": "逐项说明不合要求之处 · what is wrong, by field"},
    )


class ResubmitDemand(Said):
    """The demand again, corrected."""

    demand_id = identifier()


class ForwardDemand(Schema):
    """To which county's desk, or which department, and why."""

    demand_id = identifier()
    desk = fields.String(validate=validate.Length(equal=6))
    department = fields.String(validate=validate.Length(1, 100))
    reason = text(NOTE)


class WithdrawDemand(Schema):
    """Why it is no longer wanted."""

    demand_id = identifier()
    reason = text(NOTE)


class SolveDemand(Schema):
    """How it was met."""

    demand_id = identifier()
    how = text(NOTE)


class ReclassifyDemand(Schema):
    """The new level, and why."""

    demand_id = identifier()
    confidentiality = fields.String(required=True, validate=validate.OneOf(LEVELS))
    reason = text(NOTE)


class RenewDemand(Schema):
    """Until when it stands now; may be left out where the city states how long a demand stands."""

    demand_id = identifier()
    until = fields.Date()
    note = text(NOTE, required=False)


class ExpireDemands(Schema):
    """No arguments."""


class MergeDemand(Schema):
    """Into which other demand, and why they are one."""

    demand_id = identifier()
    into = identifier()
    reason = text(NOTE)


class SplitDemand(Schema):
    """Why the merging is undone; `demand_id` is the merged one."""

    demand_id = identifier()
    reason = text(NOTE)


class AnswerFollowup(Schema):
    """What came of it, for the follow-up after so many months."""

    demand_id = identifier()
    months = fields.Integer(required=True, validate=validate.Range(1, 120))
    result = fields.String(required=True, validate=validate.OneOf(["solved", "partly", "not"]))
    contract_amount = Yuan(attribute="contract_fen")
    patents = fields.Integer(validate=validate.Range(0, 1_000))
    note = text(NOTE, required=False)


class GetDemand(Schema):
    """Which demand."""

    demand_id = identifier()


class GetPublished(Schema):
    """Which published demand, of which city."""

    demand_id = identifier()
    city = fields.String(validate=validate.Length(equal=6))


class ListDemands(List):
    """Which demands. `late`: past the desk's time; `waits_on=me`: the asker's turn; `sort=due`: by the desk's day."""

    status = status_in(
        "reported", "returned", "rejected", "collected", "published", "withdrawn", "solved", "expired", "merged"
    )
    host_unit = identifier(required=False)
    host_county = identifier(required=False)
    round = identifier(required=False)
    field = fields.String(validate=validate.Length(1, 200))
    demand_class = fields.String(validate=validate.Length(1, 40))
    confidentiality = fields.String(validate=validate.OneOf(LEVELS))
    late = fields.Boolean()
    waits_on = fields.String(validate=validate.OneOf(["me"]))
    sort = fields.String(validate=validate.OneOf(["due"]))
    q = fields.String(validate=validate.Length(1, 200), metadata={"description": "检索词 · words to look for"})


class ListPublished(Paged):
    """Which published ones: of one field of technology, or of words, or all."""

    field = fields.String(validate=validate.Length(1, 200))
    q = fields.String(validate=validate.Length(1, 200), metadata={"description": "检索词 · words to look for"})
    city = fields.String(validate=validate.Length(equal=6))


class SimilarDemands(Schema):
    """A text that might be said already."""

    title = fields.String(required=True, validate=validate.Length(1, 200))
    content = fields.String(validate=validate.Length(max=8_000))


class DemandMap(Schema):
    """Of which city."""

    city = fields.String(validate=validate.Length(equal=6))


class DemandsFeed(Schema):
    """Of which city."""

    city = fields.String(validate=validate.Length(equal=6))


class Similar(Schema):
    """Another demand that says much the same, and the words both use."""

    id = fields.String()
    title = fields.String()
    score = fields.Float(metadata={"description": "相似度 0–1 · likeness"})
    words = fields.List(fields.String())


class SimilarOnes(Schema):
    """The likest first."""

    items = fields.List(fields.Nested(Similar))
    least = fields.Float(allow_none=True, metadata={"description": "自此相似度起列出 · shown from this likeness on"})
    basis = fields.String()


class CoOwner(Schema):
    """A host whose own demand was merged into this one."""

    demand = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    reporter_name = fields.String()
    title = fields.String()
    merged_on = fields.Date()
    level = fields.String()


class Link(Schema):
    """An intent, order or agreement upon the demand."""

    noun = fields.String()
    id = fields.String()
    status = fields.String()
    on = fields.Date()


class Demand(Schema):
    """A demand; `similar` is for the departments, the history for them and the owners."""

    id = fields.String()
    city = fields.String()
    version = fields.Integer()
    title = fields.String()
    content = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    people_wanted = fields.Integer()
    until = fields.Date(allow_none=True)
    demand_class = fields.String()
    wanted_kinds = fields.List(fields.String())
    confidentiality = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    owner_units = fields.List(fields.String())
    co_owners = fields.List(fields.Nested(CoOwner))
    desk = fields.String()
    department = fields.String()
    reporter = fields.String()
    reporter_name = fields.String()
    reported_on = fields.Date()
    status = fields.String()
    state = fields.Nested(State, allow_none=True)
    awaits = fields.List(fields.String(), metadata={"description": "待何方办理 · whose turn it is, by parties"})
    defects = fields.Dict(keys=fields.String(), values=fields.String())
    round = fields.String()
    published_on = fields.Date(allow_none=True)
    expires_on = fields.Date(allow_none=True)
    renewed_on = fields.Date(allow_none=True)
    closed_on = fields.Date(allow_none=True)
    reason = fields.String()
    merged_into = fields.String()
    first_contact_on = fields.Date(allow_none=True)
    days_to_contact = fields.Integer(allow_none=True)
    matched_on = fields.Date(allow_none=True)
    followups = fields.List(fields.Nested(FollowUp))
    followups_waiting = fields.List(fields.Integer())
    followup_due = fields.Date(allow_none=True)
    bounty = fields.String()
    deeds = fields.List(fields.Nested(Deed))
    similar = fields.List(fields.Nested(Similar))
    links = fields.List(fields.Nested(Link))
    actions = fields.List(fields.Nested(Action))


class PublishedDemand(Schema):
    """A demand as the public sees it; of one with confidential content the title only."""

    id = fields.String()
    title = fields.String()
    content = fields.String()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    people_wanted = fields.Integer()
    until = fields.Date(allow_none=True)
    demand_class = fields.String()
    confidentiality = fields.String()
    expires_on = fields.Date(allow_none=True)
    bounty = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    round = fields.String()
    published_on = fields.Date()


class Expired(Schema):
    """How many were closed; `left`: call again."""

    expired = fields.Integer()
    left = fields.Boolean()


class Cell(Schema):
    """A county and a field of technology."""

    county = fields.String()
    field = fields.String()
    unanswered = fields.Integer()
    confidential = fields.Integer(metadata={"description": "其中不公开的；过少时不计 · hidden ones, unless too few"})
    commissioners = fields.Integer(metadata={"description": "全市该领域在册特派员 · filed in the city for the field"})


class UnansweredMap(Schema):
    """What nobody has answered for `after_days`; `least_shown`: fewer hidden ones than this are left out."""

    city = fields.String()
    on = fields.Date()
    after_days = fields.Integer()
    basis = fields.String()
    least_shown = fields.Integer()
    cells = fields.List(fields.Nested(Cell))
    more = fields.Boolean()
