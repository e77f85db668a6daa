"""The ledger as a whole, whatever is done to it: sums are zero, nothing is negative, a reversal is exact."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from services.funding.domain import budget as budgets
from services.funding.domain import claim as claims
from services.funding.domain.account import FundAccount, account_id
from services.funding.domain.budget import Budget, Source
from services.funding.domain.posting import TREASURY, Entry, Posting, move, reversal
from shared.errors import Conflict
from tests.factories import funding as make

UNITS = ("unit-1", "unit-2")


@dataclass
class Books:
    """Everything money is kept in."""

    budget: Budget
    accounts: dict[str, FundAccount]
    postings: list[Posting] = field(default_factory=list)
    claims: dict[str, claims.Claim] = field(default_factory=dict)


class Ledger(RuleBasedStateMachine):
    """Budgets, allocations, payments and reversals in any order."""

    ids = Bundle("ids")

    def __init__(self):
        super().__init__()
        self.numbers = count()
        self.books = Books(
            budget=make.budget(0, sources=(Source("own", 0),)),
            accounts={unit: make.account(0, unit=unit, id=account_id("special", 2025, unit)) for unit in UNITS},
        )

    def post(self, kind, entries, about):
        posting = Posting(f"p{next(self.numbers)}", "130100", 2025, "special", kind, make.DAY, entries, about, "who")
        self.books.postings.append(posting)

    @rule(amount=st.integers(1, 500_000))
    def more_budget(self, amount):
        who = make.actor("finance_officer")
        self.books.budget = budgets.supplement(self.books.budget, make.rules(), amount, None, who)
        self.post("budget", move(amount, TREASURY, self.books.budget.id), "budget")

    @rule(amount=st.integers(1, 500_000), unit=st.sampled_from(UNITS))
    def allocate(self, amount, unit):
        account, free = self.books.accounts[unit], self.books.budget.free
        try:
            self.books.budget, self.books.accounts[unit] = budgets.allocate(
                self.books.budget, account, make.rules(), amount, make.actor("city_officer")
            )
        except Conflict:
            assert amount > free
            return
        self.post("allocation", move(amount, self.books.budget.id, account.id), unit)

    @rule(amount=st.integers(1, 500_000), unit=st.sampled_from(UNITS))
    def take_back(self, amount, unit):
        account = self.books.accounts[unit]
        try:
            self.books.budget, self.books.accounts[unit] = budgets.take_back(self.books.budget, account, amount)
        except Conflict:
            assert amount > account.balance
            return
        self.post("allocation_reversal", move(amount, account.id, self.books.budget.id), unit)

    @rule(target=ids, unit=st.sampled_from(UNITS), amount=st.integers(50_000, 80_000))
    def approved_claim(self, unit, amount):
        record = f"record-{next(self.numbers)}"
        claim = replace(make.claim(record, amount), unit=unit, fund_account=account_id("special", 2025, unit))
        claim = claims.review(claim, make.rules(), "approve", make.manager(unit), make.DAY)
        self.books.claims[claim.id] = claim
        return claim.id

    @rule(id=ids)
    def pay(self, id):
        claim = self.books.claims[id]
        account = self.books.accounts[claim.unit]
        try:
            paid, smaller, posting = claims.pay(claim, account, f"p{next(self.numbers)}", make.manager(), make.DAY)
        except Conflict:
            assert claim.status != "approved" or claim.amount > account.balance
            return
        self.books.claims[id], self.books.accounts[claim.unit] = paid, smaller
        self.books.postings.append(posting)

    @rule(id=ids)
    def reverse(self, id):
        claim = self.books.claims[id]
        account = self.books.accounts[claim.unit]
        posting = next((posting for posting in self.books.postings if posting.id == claim.posting), None)
        if posting is None:
            return
        try:
            undone, restored, opposite = claims.reverse(
                claim, account, posting, f"p{next(self.numbers)}", make.manager(), make.DAY, "录入有误"
            )
        except Conflict:
            assert claim.status != "paid"
            return
        assert opposite.entries == tuple(Entry(entry.account, -entry.amount) for entry in posting.entries)
        self.books.claims[id], self.books.accounts[claim.unit] = undone, restored
        self.books.postings.append(opposite)

    @invariant()
    def all_postings_sum_to_zero(self):
        assert sum(entry.amount for posting in self.books.postings for entry in posting.entries) == 0

    @invariant()
    def no_balance_is_negative(self):
        assert self.books.budget.free >= 0
        assert all(account.balance >= 0 for account in self.books.accounts.values())

    @invariant()
    def balances_are_what_the_postings_say(self):
        held = {}
        for posting in self.books.postings:
            for entry in posting.entries:
                held[entry.account] = held.get(entry.account, 0) + entry.amount
        assert held.get(self.books.budget.id, 0) == self.books.budget.free
        for account in self.books.accounts.values():
            assert held.get(account.id, 0) == account.balance

    @invariant()
    def a_claim_is_paid_at_most_once(self):
        for id, claim in self.books.claims.items():
            kinds = [posting.kind for posting in self.books.postings if posting.about == id]
            expected = {"paid": ["payment"], "reversed": ["payment", "payment_reversal"]}
            assert kinds == expected.get(claim.status, [])


Ledger.TestCase.settings = settings(max_examples=40, stateful_step_count=30)
TestLedger = Ledger.TestCase


def test_a_posting_that_does_not_sum_to_zero_cannot_be_made():
    with pytest.raises(ValueError, match="sum to zero"):
        Posting("p", "c", 2025, "special", "payment", make.DAY, (Entry("a", -1), Entry("b", 2)), "x", "who")


def test_a_posting_without_movement_cannot_be_made():
    with pytest.raises(ValueError, match="none may be zero"):
        Posting("p", "c", 2025, "special", "payment", make.DAY, (Entry("a", 0), Entry("b", 0)), "x", "who")


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_or_less_is_not_moved(amount):
    with pytest.raises(ValueError, match="positive"):
        move(amount, "a", "b")


def test_a_reversal_is_not_reversed():
    posting = Posting("p", "c", 2025, "special", "payment", make.DAY, move(5, "a", "b"), "x", "who")
    opposite = reversal(posting, "q", make.DAY, "who", "录入有误")
    assert opposite.reverses == "p"
    with pytest.raises(Conflict):
        reversal(opposite, "r", make.DAY, "who", "")
