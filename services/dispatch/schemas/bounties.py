"""Shapes of bounties and bids."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import NOTE, Action, List, Yuan, identifier, receipts, status_in, text
from shared.shapes import Paged

CODE = validate.Regexp(r"[a-z][a-z0-9_]{0,39}\Z")


class Criterion(Schema):
    """What bids are judged by, and its weight among the others; `code`: given by the platform where none is said."""

    code = fields.String(validate=CODE)
    label = text(100)
    weight = fields.Integer(required=True, validate=validate.Range(1, 100))


class PostBounty(Schema):
    """A demand with a reward, the last day for bids, and what they are judged by."""

    demand_id = identifier()
    reward = Yuan(attribute="reward_fen", required=True)
    deadline = fields.Date(required=True)
    criteria = fields.List(fields.Nested(Criterion), required=True, validate=validate.Length(1, 20))
    terms = text(NOTE, required=False)


class CancelBounty(Schema):
    """Why it is given up."""

    bounty_id = identifier()
    reason = text(NOTE)


class NamedReviewer(Schema):
    """An account, its holder's name and unit (for the conflict of interest)."""

    account = identifier()
    name = text(100)
    unit = identifier(required=False)


class NameReviewers(Schema):
    """Who scores, added to those named before."""

    bounty_id = identifier()
    reviewers = fields.List(fields.Nested(NamedReviewer), required=True, validate=validate.Length(1, 30))


class RecuseReviewer(Schema):
    """Why the reviewer steps aside."""

    bounty_id = identifier()
    reason = text(NOTE)


class DecideBounty(Schema):
    """The bid chosen; left out where none is worth it."""

    bounty_id = identifier()
    winner = fields.String(validate=validate.Length(1, 128))
    reason = text(NOTE)


class AwardBounty(Schema):
    """Which bounty."""

    bounty_id = identifier()


class Content(Schema):
    """What a bid says; sealed until the deadline."""

    proposal = text(8_000)
    plan = text(8_000, required=False)
    price = Yuan(attribute="price_fen")
    receipts = receipts()


class PlaceBid(Content):
    """A bid by a commissioner's or team's filing, or by a sending unit itself."""

    bounty_id = identifier()
    filing = identifier(required=False)
    unit = identifier(required=False)


class ReviseBid(Content):
    """The bid's content anew."""

    bid_id = fields.String(required=True, validate=validate.Length(1, 128))


class GetBid(Schema):
    """Which bid."""

    bid_id = fields.String(required=True, validate=validate.Length(1, 128))


class ScoreBid(Schema):
    """Points from 0 to 100 for each criterion."""

    bounty_id = identifier()
    bid_id = fields.String(required=True, validate=validate.Length(1, 128))
    points = fields.Dict(
        keys=fields.String(validate=CODE),
        values=fields.Integer(validate=validate.Range(0, 100)),
        required=True,
        validate=validate.Length(1, 20),
    )
    note = text(NOTE, required=False)


class GetBounty(Schema):
    """Which bounty, of which city."""

    bounty_id = identifier()
    city = fields.String(validate=validate.Length(equal=6))


class ListBounties(List):
    """Which bounties."""

    status = status_in("open", "notice", "awarded", "failed", "cancelled")
    host_unit = identifier(required=False)
    demand = identifier(required=False)
    city = fields.String(validate=validate.Length(equal=6))


class ListBids(Paged):
    """Which bids."""

    bounty = identifier(required=False)


class Reviewer(Schema):
    """Who scores."""

    name = fields.String()
    unit = fields.String()
    named_on = fields.Date()
    recused = fields.Boolean()
    reason = fields.String()


class Bounty(Schema):
    """A bounty; `sealed` while bids are taken, `bids` how many there are once it is over."""

    id = fields.String()
    city = fields.String()
    version = fields.Integer()
    demand = fields.String()
    title = fields.String()
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    reward = fields.String()
    deadline = fields.Date()
    criteria = fields.List(fields.Nested(Criterion))
    terms = fields.String()
    posted_by = fields.String()
    posted_on = fields.Date()
    status = fields.String()
    sealed = fields.Boolean()
    bids = fields.Integer()
    reviewers = fields.List(fields.Nested(Reviewer))
    winner = fields.String()
    winner_name = fields.String()
    decision = fields.String()
    decided_by = fields.String()
    decided_on = fields.Date(allow_none=True)
    notice_until = fields.Date(allow_none=True)
    awarded_on = fields.Date(allow_none=True)
    intent = fields.String()
    actions = fields.List(fields.Nested(Action))


class Score(Schema):
    """One reviewer's points."""

    name = fields.String()
    points = fields.Dict(keys=fields.String(), values=fields.Integer())
    total = fields.Float()
    note = fields.String()
    on = fields.Date()


class File(Schema):
    """A file of the bid."""

    id = fields.String()
    name = fields.String()
    sha256 = fields.String()
    size = fields.Integer()
    content_type = fields.String()


class Bid(Schema):
    """A bid to who may read it; `mean` of the scores that count, to who decides."""

    id = fields.String()
    city = fields.String()
    version = fields.Integer()
    bounty = fields.String()
    host_unit = fields.String()
    filing = fields.String()
    person = fields.String()
    sender_unit = fields.String()
    bidder_name = fields.String()
    bidder = fields.String()
    placed_on = fields.Date()
    changed_on = fields.Date()
    status = fields.String()
    proposal = fields.String()
    plan = fields.String()
    price = fields.String()
    files = fields.List(fields.Nested(File))
    scores = fields.List(fields.Nested(Score))
    mean = fields.Float(allow_none=True)
    actions = fields.List(fields.Nested(Action))
