"""Shapes of agreements."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from services.dispatch.schemas.parts import NOTE, Action, Competent, State, Waiting, identifier, status_in, text, words
from services.dispatch.schemas.signatures import Signature

FORMS = ["on_site", "remote", "mixed"]


class TargetSaid(Schema):
    """A yearly target: what, how many, of what unit."""

    name = text(200)
    amount = fields.Integer(required=True, validate=validate.Range(1, 1_000_000_000))
    unit = text(40, required=False)
    year = fields.Integer(
        validate=validate.Range(2000, 2100), metadata={"description": "年度；不填为各年度 · each year"}
    )
    type = fields.String(
        validate=validate.Length(max=60), metadata={"description": "目标类型代码 · the code of a kind of target"}
    )


class Target(Schema):
    """A yearly target as agreed."""

    name = fields.String()
    amount = fields.Integer()
    unit = fields.String()
    year = fields.Integer(metadata={"description": "年度；0 为各年度 · 0: each year"})
    type = fields.String(metadata={"description": "目标类型代码 · the code of a kind of target"})


class TermsSaid(Schema):
    """Content, form, term. `until` left out: the rulebook's usual end. `exception`: why leave is asked of a rule."""

    content = text()
    form = fields.String(required=True, validate=validate.OneOf(FORMS))
    since = fields.Date(required=True)
    until = fields.Date()
    fields_ = words(data_key="fields", attribute="fields")
    targets = fields.List(fields.Nested(TargetSaid), validate=validate.Length(max=50))
    days_a_year = fields.Integer(validate=validate.Range(1, 366))
    exception = text(NOTE, required=False)


class DraftAgreement(TermsSaid):
    """An agreement of one commissioner (or team) with one host."""

    filing = identifier()
    host_unit = identifier()
    intent = identifier(required=False)
    demand = identifier(required=False)
    renews = identifier(required=False)


class Succeeding(Schema):
    """What is to be otherwise than in the agreement that it goes on from; all else is prefilled from there."""

    agreement_id = identifier()
    content = fields.String(validate=validate.Length(1, 8_000))
    form = fields.String(validate=validate.OneOf(FORMS))
    since = fields.Date()
    until = fields.Date()
    fields_ = words(data_key="fields", attribute="fields")
    targets = fields.List(fields.Nested(TargetSaid), validate=validate.Length(max=50))
    days_a_year = fields.Integer(validate=validate.Range(0, 366))
    exception = text(NOTE, required=False)


class RenewAgreement(Succeeding):
    """The next agreement of the same parties."""


class HandOverAgreement(Succeeding):
    """Who takes over, and what is still open (left out: the targets that are left)."""

    filing = identifier()
    open_items = words()


class ReviseAgreement(Schema):
    """Other terms."""

    agreement_id = identifier()
    content = fields.String(validate=validate.Length(1, 8_000))
    form = fields.String(validate=validate.OneOf(FORMS))
    since = fields.Date()
    until = fields.Date()
    fields_ = words(data_key="fields", attribute="fields")
    targets = fields.List(fields.Nested(TargetSaid), validate=validate.Length(max=50))
    days_a_year = fields.Integer(validate=validate.Range(0, 366))
    exception = text(NOTE, required=False)


class ReportAgreements(Schema):
    """Several agreements sent to the city together."""

    agreements = fields.List(
        fields.String(validate=validate.Length(1, 64)), required=True, validate=validate.Length(1, 100)
    )


class TakeAgreementStep(Schema):
    """A reviewer's step."""

    agreement_id = identifier()
    action = fields.String(required=True, validate=validate.Length(1, 40))
    note = text(NOTE, required=False)
    defects = words()
    to = fields.String(validate=validate.Length(1, 60))


class WaiveAgreementRule(Schema):
    """Leave from one rule in principle."""

    agreement_id = identifier()
    rule = fields.String(required=True, validate=validate.Length(1, 200))
    reason = text(NOTE)


class WithdrawAgreement(Schema):
    """Why it is given up."""

    agreement_id = identifier()
    reason = text(NOTE)


class ExpireAgreements(Schema):
    """No arguments."""


class RemindAgreements(Schema):
    """No arguments."""


class GetAgreement(Schema):
    """Which agreement."""

    agreement_id = identifier()


class ListAgreements(Waiting):
    """Which agreements."""

    status = status_in("draft", "signed", "reported", "returned", "filed", "ended", "rejected", "withdrawn")
    q = fields.String(
        validate=validate.Length(1, 200), metadata={"description": "各方名称、编号或词语 · parties, number or words"}
    )
    filing = identifier(required=False)
    host_unit = identifier(required=False)
    sender_unit = identifier(required=False)
    batch = identifier(required=False)
    host_county = identifier(required=False)
    until_from = fields.Date(metadata={"description": "截止日不早于 · last day not before"})
    until_to = fields.Date(metadata={"description": "截止日不晚于 · last day not after"})


class Terms(Schema):
    """What was agreed."""

    content = fields.String()
    form = fields.String()
    since = fields.Date()
    until = fields.Date()
    fields_ = fields.List(fields.String(), data_key="fields", attribute="fields")
    targets = fields.List(fields.Nested(Target))
    days_a_year = fields.Integer()


class Waiver(Schema):
    """An officer's leave."""

    rule = fields.String()
    reason = fields.String()
    name = fields.String()
    on = fields.Date()


class TeamMember(Schema):
    """A member of a team."""

    person = fields.String()
    name = fields.String()


class Agreement(Schema):
    """An agreement."""

    id = fields.String()
    version = fields.Integer()
    city = fields.String()
    title = fields.String()
    way = fields.String()
    status = fields.String()
    number = fields.String()
    filing = fields.String()
    kind = fields.String()
    person = fields.String()
    commissioner_name = fields.String()
    members = fields.List(fields.Nested(TeamMember))
    sender_unit = fields.String()
    sender_name = fields.String()
    competent = fields.Nested(Competent)
    host_unit = fields.String()
    host_name = fields.String()
    host_county = fields.String()
    terms = fields.Nested(Terms)
    content_hash = fields.String()
    drafted_on = fields.Date()
    signers = fields.List(fields.String())
    signatures = fields.List(fields.Nested(Signature))
    exception = fields.String()
    findings = fields.List(fields.String())
    waivers = fields.List(fields.Nested(Waiver))
    state = fields.Nested(State, allow_none=True)
    awaits = fields.List(fields.String(), metadata={"description": "待何方办理 · whose turn it is, by parties"})
    batch = fields.String()
    reported_on = fields.Date(allow_none=True)
    filed_on = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)
    ended_on = fields.Date(allow_none=True)
    ground = fields.String()
    ending_article = fields.String()
    case = fields.String()
    intent = fields.String()
    demand = fields.String()
    assignment = fields.String()
    renews = fields.String()
    continues = fields.String()
    continued_by = fields.String()
    open_items = fields.List(fields.String())
    supplements = fields.List(fields.String())
    reminded = fields.Integer()
    code = fields.String(metadata={"description": "公开核验码 · what anybody may verify it by"})
    address = fields.String(
        metadata={
            "description": "公开核验网址 · what the QR code on the paper opens; in the answer about one agreement"
        }
    )
    rules = fields.List(fields.String())
    rulebook_version = fields.String()
    actions = fields.List(fields.Nested(Action))


class RemindedAgreements(Schema):
    """Of how many agreements the parties were reminded; `left`: more are waiting, call again."""

    reminded = fields.Integer()
    left = fields.Boolean()


class ExpiredAgreements(Schema):
    """How many ended; `left`: more are waiting, call again."""

    ended = fields.Integer()
    left = fields.Boolean()
