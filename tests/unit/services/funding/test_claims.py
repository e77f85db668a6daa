"""A claim, from a confirmed record to a payment or to the article in its way."""

from dataclasses import replace
from datetime import date

import pytest

from services.funding.domain import claim as claims
from services.funding.domain.account import set_rate
from services.funding.rules import EndingFacts
from shared.errors import Conflict, Forbidden, Invalid, Refused
from tests.factories import funding as make


def submit(**changes):
    given = {
        "record": make.record(), "agreement": make.agreement(), "filing": make.filing(), "account": make.account(),
        "earlier": None, "taken": (), "actor": make.commissioner(), "on": make.DAY, **changes,
    }  # fmt: skip
    return claims.submit(make.rules(), "trip", **given)


def refusal(**changes):
    with pytest.raises(Refused) as refused:
        submit(**changes)
    return [finding["rule"].rpartition(".")[2] for finding in refused.value.details["findings"]]


def test_a_claim_takes_the_rate_of_the_day_of_service():
    account = set_rate(make.account(), make.rules(), "trip", 75_000, date(2025, 7, 1), "account-m")
    assert submit(account=account).amount == 60_000
    later = make.record(on=date(2025, 7, 1))
    assert submit(account=account, record=later, on=date(2025, 7, 2)).amount == 75_000


def test_a_claim_keeps_the_rules_it_used():
    claim = submit()
    assert claim.rulebook_version == make.rules().version
    assert "funding.subsidies.trip.amount" in claim.rules


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"account": None}, ["least"]),
        ({"account": make.account(rate=None)}, ["least"]),
        ({"agreement": None}, ["inside_agreement"]),
        ({"agreement": make.agreement(until=date(2025, 6, 2))}, ["inside_agreement"]),
        ({"agreement": make.agreement(since=date(2025, 6, 4))}, ["inside_agreement"]),
        ({"filing": None}, ["filing_in_force"]),
        ({"filing": make.filing(since=date(2025, 6, 4))}, ["filing_in_force"]),
        ({"agreement": None, "filing": None}, ["inside_agreement", "filing_in_force"]),
        ({"agreement": make.agreement(ended_on=date(2025, 6, 2), ground="consent")}, ["inside_agreement"]),
        ({"agreement": make.agreement(ended_on=date(2025, 9, 1), ground="sham")}, ["agreement_broken"]),
        ({"filing": make.filing(cancelled_on=date(2025, 9, 1), ground="appraisal")}, ["filing_cancelled"]),
    ],
)
def test_a_claim_is_refused_with_everything_that_stands_in_its_way(changes, missing):
    assert refusal(**changes) == missing


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2025, 6, 3), date(2025, 12, 31)])
def test_the_first_and_the_last_day_of_the_agreement_count(day):
    agreement = make.agreement(since=date(2025, 1, 1), until=date(2025, 12, 31))
    assert submit(record=make.record(on=day), agreement=agreement).status == "submitted"


def test_a_service_before_an_agreed_end_is_still_paid():
    ended = make.agreement(ended_on=date(2025, 6, 3), ground="consent")
    assert submit(agreement=ended, on=date(2025, 6, 20)).status == "submitted"


def test_one_record_is_claimed_once_ever():
    assert refusal(earlier=replace(make.claim(), status="refused")) == ["one_claim_per_trip"]


def test_a_claim_is_approved_paid_and_reversed():
    account, claim = make.account(), make.claim()
    claim = claims.review(claim, make.rules(), "approve", make.manager(), make.DAY)
    paid, smaller, posting = claims.pay(claim, account, "p1", make.manager(), make.DAY)
    assert (paid.status, smaller.balance, posting.about) == ("paid", account.balance - 60_000, claim.id)
    undone, restored, opposite = claims.reverse(paid, smaller, posting, "p2", make.manager(), make.DAY, "录入有误")
    assert (undone.status, restored, opposite.reverses) == ("reversed", account, "p1")


def test_an_unapproved_claim_is_not_paid():
    with pytest.raises(Conflict, match="待支付"):
        claims.pay(make.claim(), make.account(), "p", make.manager(), make.DAY)


def test_a_claim_is_not_paid_twice():
    claim = claims.review(make.claim(), make.rules(), "approve", make.manager(), make.DAY)
    paid, account, _ = claims.pay(claim, make.account(), "p1", make.manager(), make.DAY)
    with pytest.raises(Conflict):
        claims.pay(paid, account, "p2", make.manager(), make.DAY)


def test_the_last_fen_is_paid_and_one_more_is_not():
    claim = claims.review(make.claim(), make.rules(), "approve", make.manager(), make.DAY)
    _, account, _ = claims.pay(claim, make.account(60_000), "p1", make.manager(), make.DAY)
    assert account.balance == 0
    with pytest.raises(Conflict, match=r"599\.99"):
        claims.pay(claim, make.account(59_999), "p1", make.manager(), make.DAY)


def test_a_refusal_needs_a_reason_and_keeps_it():
    with pytest.raises(Invalid):
        claims.review(make.claim(), make.rules(), "reject", make.manager(), make.DAY)
    refused = claims.review(make.claim(), make.rules(), "reject", make.manager(), make.DAY, "当日未出差")
    assert (refused.status, refused.stop.reason, refused.stop.article) == ("refused", "当日未出差", "六（二）")


def test_a_claimant_does_not_approve():
    with pytest.raises(Forbidden):
        claims.review(make.claim(), make.rules(), "approve", make.commissioner(), make.DAY)


@pytest.mark.parametrize(
    ("of", "ground", "status"),
    [
        ("agreement", "filing_cancelled", "stopped"),
        ("agreement", "sham", "stopped"),
        ("agreement", "expired", "submitted"),
        ("filing", "appraisal", "stopped"),
    ],
)
def test_an_unpaid_claim_stops_where_the_rulebook_says_so(of, ground, status):
    claim, findings = claims.stop(make.claim(), make.rules(), EndingFacts(of, ground, "2025-07-01"))
    assert claim.status == status
    assert bool(findings) == (status == "stopped")


def test_a_paid_claim_is_not_stopped():
    paid = replace(make.claim(), status="paid")
    assert claims.stop(paid, make.rules(), EndingFacts("agreement", "sham", "2025-07-01")) == (paid, [])


def test_a_rate_is_not_changed_backwards():
    later = set_rate(make.account(), make.rules(), "trip", 70_000, date(2025, 5, 1), "m")
    with pytest.raises(Conflict):
        set_rate(later, make.rules(), "trip", 50_000, date(2025, 4, 1), "m")


def test_a_rate_belongs_to_the_accounts_year():
    with pytest.raises(Invalid):
        set_rate(make.account(), make.rules(), "trip", 70_000, date(2026, 1, 1), "m")


def test_baotou_says_nothing_about_trips():
    record = make.record(city=make.BAOTOU)
    known = (record, make.agreement(), make.filing(), None, None, ())
    with pytest.raises(Refused, match="未作规定") as refused:
        claims.submit(make.rules(make.BAOTOU), "trip", *known, make.commissioner(), make.DAY)
    assert refused.value.article == "第三十一条"
