"""The shapes of funding's arguments and answers. Money is a string of yuan ("650.00"); inside it becomes fen."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from services.funding.domain.money import fen
from shared.shapes import Paged

ID = validate.Length(1, 128)
TEXT = validate.Length(max=2_000)
REASON = validate.Length(1, 2_000)
MANY = validate.Length(1, 200)
YEAR = validate.Range(2000, 2200)


class Yuan(fields.String):
    """An amount above zero in yuan, at most two decimals."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:  # type: ignore[override]
        try:
            amount = fen(super()._deserialize(value, attr, data, **kwargs))
        except ValueError as problem:
            raise ValidationError(
                "金额应为元，最多两位小数，如 650.00 · Yuan with at most two decimals, such as 650.00"
            ) from problem
        if amount <= 0:
            raise ValidationError("金额应大于零 · Must be more than nothing")
        return amount


def _yuan(**options: Any) -> Yuan:
    return Yuan(metadata={"description": "元 / yuan", "example": "650.00"}, **options)


def _id(**options: Any) -> fields.String:
    return fields.String(required=True, validate=ID, **options)


class BudgetSource(Schema):
    """A part of a budget by where it comes from."""

    kind = fields.String(required=True, validate=validate.OneOf(["own", "matched", "received"]))
    amount = _yuan(required=True)


class OpenBudget(Schema):
    """open_budget."""

    fund = _id()
    year = fields.Integer(required=True, validate=YEAR)
    amount = _yuan(required=True)
    sources = fields.List(fields.Nested(BudgetSource), validate=validate.Length(max=20))
    note = fields.String(validate=TEXT)


class SupplementBudget(Schema):
    """supplement_budget."""

    budget_id = _id()
    amount = _yuan(required=True)
    kind = fields.String(validate=validate.OneOf(["own", "matched", "received"]))
    note = fields.String(validate=TEXT)


class AskBudget(Schema):
    """budget."""

    budget_id = _id()


class ListBudgets(Paged):
    """budgets."""

    year = fields.Integer(validate=YEAR)
    fund = fields.String(validate=ID)


class ListBudgetPostings(Paged):
    """budget_postings."""

    budget_id = _id()


class MakeAllocation(Schema):
    """make_allocation."""

    budget = _id()
    unit = _id()
    amount = _yuan(required=True)
    note = fields.String(validate=TEXT)


class ReverseAllocation(Schema):
    """reverse_allocation."""

    allocation_id = _id()
    reason = fields.String(required=True, validate=REASON)


class AskAllocation(Schema):
    """allocation."""

    allocation_id = _id()


class ListAllocations(Paged):
    """allocations."""

    year = fields.Integer(validate=YEAR)
    unit = fields.String(validate=ID)


class SetRate(Schema):
    """set_rate."""

    account_id = _id()
    subsidy = _id()
    amount = _yuan(required=True)
    since = fields.Date()


class ClaimsOfAccount(Schema):
    """approve_claims, pay_claims."""

    account_id = _id()
    claims = fields.List(fields.String(validate=ID), required=True, validate=MANY)


class AskFundAccount(Schema):
    """fund_account."""

    account_id = _id()


class ListFundAccounts(Paged):
    """fund_accounts."""

    year = fields.Integer(validate=YEAR)
    unit = fields.String(validate=ID)


class ListAccountPostings(Paged):
    """account_postings."""

    account_id = _id()


class SubmitClaim(Schema):
    """submit_claim."""

    record = _id()
    subsidy = fields.String(validate=ID)


class SubmitClaims(Schema):
    """submit_claims."""

    records = fields.List(fields.String(validate=ID), required=True, validate=validate.Length(1, 62))
    subsidy = fields.String(validate=ID)


class ApproveClaim(Schema):
    """approve_claim."""

    claim_id = _id()
    note = fields.String(validate=TEXT)


class RefuseClaim(Schema):
    """refuse_claim."""

    claim_id = _id()
    reason = fields.String(required=True, validate=REASON)


class PayClaim(Schema):
    """pay_claim."""

    claim_id = _id()


class ReverseClaim(Schema):
    """reverse_claim."""

    claim_id = _id()
    reason = fields.String(required=True, validate=REASON)


class AskClaim(Schema):
    """claim."""

    claim_id = _id()


class AskClaimProspect(Schema):
    """claim_prospect."""

    record = _id()
    subsidy = fields.String(validate=ID)


class ListClaims(Paged):
    """claims."""

    status = fields.String(validate=validate.OneOf(["submitted", "approved", "refused", "paid", "stopped", "reversed"]))
    person = fields.String(validate=ID)
    unit = fields.String(validate=ID)
    year = fields.Integer(validate=YEAR)


class ListCandidates(Paged):
    """reward_candidates."""

    year = fields.Integer(validate=YEAR)


class PayReward(Schema):
    """pay_reward. `amount` only where the rulebook gives none."""

    result = _id()
    amount = _yuan()
    note = fields.String(validate=TEXT)


class ReverseReward(Schema):
    """reverse_reward."""

    reward_id = _id()
    reason = fields.String(required=True, validate=REASON)


class AskReward(Schema):
    """reward."""

    reward_id = _id()


class ListRewards(Paged):
    """rewards."""

    year = fields.Integer(validate=YEAR)


class ReportMisuse(Schema):
    """report_misuse."""

    filing = _id()
    ground = _id()
    note = fields.String(required=True, validate=REASON)
    claims = fields.List(fields.String(validate=ID), validate=MANY)
    evidence = fields.List(fields.String(validate=validate.Length(1, 2_000)), validate=validate.Length(max=20))


class ConfirmMisuse(Schema):
    """confirm_misuse."""

    inspection_id = _id()
    note = fields.String(validate=TEXT)
    suspected = fields.Boolean()


class DismissMisuse(Schema):
    """dismiss_misuse."""

    inspection_id = _id()
    reason = fields.String(required=True, validate=REASON)


class AskInspection(Schema):
    """inspection."""

    inspection_id = _id()


class ListInspections(Paged):
    """inspections."""

    status = fields.String(validate=validate.OneOf(["reported", "confirmed", "dismissed"]))


# --- answers (for the description of the API; they go out as the service made them) -----------------------------------


class Action(Schema):
    """Whether the asker may do this now, and if not, why."""

    action = fields.String()
    open = fields.Boolean()
    reason = fields.String()
    reason_en = fields.String()
    article = fields.String()


class Answered(Schema):
    """What every answered record carries."""

    id = fields.String()
    city = fields.String()
    version = fields.Integer()
    rulebook_version = fields.String()
    rules = fields.List(fields.String())
    actions = fields.List(fields.Nested(Action))


class Budget(Answered):
    """A fund's budget of one year."""

    fund = fields.String()
    year = fields.Integer()
    amount = _yuan()
    allocated = _yuan()
    rewarded = _yuan()
    free = _yuan()
    sources = fields.List(fields.Nested(BudgetSource))
    note = fields.String()
    set_by = fields.String()
    set_on = fields.Date()


class Allocation(Answered):
    """Money handed to a unit to hold."""

    budget = fields.String()
    fund = fields.String()
    year = fields.Integer()
    unit = fields.String()
    fund_account = fields.String()
    amount = _yuan()
    status = fields.String(metadata={"enum": ["made", "reversed"]})
    made_on = fields.Date()
    made_by = fields.String()
    posting = fields.String()
    note = fields.String()


class Rate(Schema):
    """What a unit pays per trip from a day on."""

    subsidy = fields.String()
    amount = _yuan()
    since = fields.Date()
    by = fields.String()


class FundAccount(Answered):
    """A unit's earmarked account of one fund and year."""

    fund = fields.String()
    year = fields.Integer()
    unit = fields.String()
    received = _yuan()
    paid = _yuan()
    balance = _yuan()
    into = fields.String(metadata={"description": "单位合并后代管的账户 · the account of whoever stands for the unit"})
    carried = _yuan()
    rates = fields.List(fields.Nested(Rate))


class Entry(Schema):
    """Money into an account (or, below zero, out of it)."""

    account = fields.String()
    amount = fields.String(metadata={"description": "元 / yuan, below zero when taken out"})


class Posting(Answered):
    """One movement of money; its entries sum to zero."""

    fund = fields.String()
    year = fields.Integer()
    kind = fields.String()
    on = fields.Date()
    entries = fields.List(fields.Nested(Entry))
    about = fields.String()
    by = fields.String()
    note = fields.String()
    reverses = fields.String(allow_none=True)


class Stop(Schema):
    """Why a claim came to nothing."""

    reason = fields.String()
    article = fields.String()
    rule = fields.String()


class Claim(Answered):
    """A claim of a subsidy for one confirmed service."""

    subsidy = fields.String()
    fund = fields.String()
    year = fields.Integer()
    on = fields.Date()
    record = fields.String()
    agreement = fields.String()
    filing = fields.String()
    person = fields.String()
    account = fields.String()
    name = fields.String()
    unit = fields.String()
    host_unit = fields.String()
    fund_account = fields.String()
    amount = _yuan()
    status = fields.String(metadata={"enum": ["submitted", "approved", "refused", "paid", "stopped", "reversed"]})
    review = fields.Dict()
    submitted_on = fields.Date()
    paid_on = fields.Date(allow_none=True)
    posting = fields.String(allow_none=True)
    stop = fields.Nested(Stop, allow_none=True)


class ClaimProspect(Schema):
    """What a service would be paid if it were claimed now, or the claim there is."""

    record = fields.String()
    subsidy = fields.String()
    claim = fields.String(allow_none=True)
    status = fields.String(allow_none=True)
    amount = _yuan(allow_none=True)
    actions = fields.List(fields.Nested(Action))


class Claimed(Schema):
    """What became of one service of a list: its claim, or why there is none."""

    record = fields.String()
    claim = fields.Nested(Claim, allow_none=True)
    refused = fields.Dict(allow_none=True)


class ClaimedList(Schema):
    """What became of each service of a list."""

    items = fields.List(fields.Nested(Claimed))


class Outcome(Schema):
    """What became of one claim of a list."""

    claim = fields.String()
    status = fields.String(allow_none=True)
    refused = fields.Dict(allow_none=True)


class Outcomes(Schema):
    """What became of each claim of a list."""

    items = fields.List(fields.Nested(Outcome))


class Candidate(Schema):
    """A result that a reward may follow from."""

    id = fields.String()
    year = fields.Integer()
    subject = fields.String()
    filing = fields.String()
    person = fields.String(allow_none=True)
    unit = fields.String(allow_none=True)
    grade = fields.String()
    score = fields.Float()
    consequences = fields.List(fields.String())
    rewarded = fields.Boolean()


class Reward(Answered):
    """A reward paid for one year's result."""

    subsidy = fields.String()
    fund = fields.String()
    year = fields.Integer()
    result = fields.String()
    filing = fields.String()
    person = fields.String(allow_none=True)
    unit = fields.String(allow_none=True)
    name = fields.String()
    amount = _yuan()
    named = fields.Boolean()
    status = fields.String(metadata={"enum": ["paid", "reversed"]})
    paid_on = fields.Date()
    posting = fields.String()
    note = fields.String()


class File(Schema):
    """An evidence file."""

    id = fields.String()
    name = fields.String()
    sha256 = fields.String()
    size = fields.Integer()
    content_type = fields.String()


class Inspection(Answered):
    """A finding about the use of funds."""

    filing = fields.String()
    person = fields.String(allow_none=True)
    unit = fields.String(allow_none=True)
    ground = fields.String()
    claims = fields.List(fields.String())
    note = fields.String()
    evidence = fields.List(fields.Nested(File))
    status = fields.String(metadata={"enum": ["reported", "confirmed", "dismissed"]})
    reported_by = fields.String()
    reported_on = fields.Date()
    decided_by = fields.String(allow_none=True)
    decided_on = fields.Date(allow_none=True)
    decision = fields.String()
    article = fields.String()
    consequences = fields.List(fields.String())
