"""A claim: from a confirmed record to a payment, or to the article that stands in its way. Amounts are fen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from services.funding.domain.account import FundAccount, account_id, pay_back, pay_out, subsidy_of
from services.funding.domain.known import KnownAgreement, KnownFiling, KnownRecord
from services.funding.domain.posting import Posting, move, payee, reversal
from services.funding.domain.subsidy import assess, stopped_by
from services.funding.rules import AgreementFacts, ClaimFacts, EndingFacts, FilingFacts, RecordFacts, Rules, Taken
from shared.actor import PARTY_ROLES, Actor
from shared.chain import ChainState, act, start
from shared.errors import Conflict, Forbidden, Refused
from shared.rulebook import Chain, Finding, refuse


@dataclass(frozen=True)
class Tally:
    """What one person (or unit) has taken of a subsidy in a year: a record every capped claim saves."""

    id: str
    city: str
    taken: tuple[Taken, ...] = ()
    version: int = 0


@dataclass(frozen=True)
class Stop:
    """Why a claim came to nothing: refused by the unit, or stopped because what it rested on ended."""

    reason: str
    article: str
    rule: str = ""


@dataclass(frozen=True)
class Claim:
    """`status`: submitted, approved, refused, paid, stopped, reversed. `on` is the day of the service."""

    id: str
    city: str
    subsidy: str
    fund: str
    year: int
    on: date
    record: str
    agreement: str
    filing: str
    person: str
    account: str
    name: str
    unit: str
    host_unit: str
    fund_account: str
    amount: int
    status: str
    review: ChainState
    submitted_on: date
    paid_on: date | None = None
    posting: str | None = None
    stop: Stop | None = None
    rulebook_version: str = ""
    rules: tuple[str, ...] = ()
    version: int = 0

    @property
    def unpaid(self) -> bool:
        """Whether money may still flow."""
        return self.status in ("submitted", "approved")


def tally_id(subsidy: str, city: str, whom: str) -> str:
    """One tally per subsidy and person or unit of a city."""
    return f"{subsidy}-{city}-{whom}"


def claim_id(subsidy: str, record: str) -> str:
    """One claim per subsidy and record, ever: the id says so, so that two claimants of one trip collide."""
    return f"{subsidy}-{record}"


def facts_of(
    record: KnownRecord,
    agreement: KnownAgreement | None,
    filing: KnownFiling | None,
    account: FundAccount | None,
    taken: tuple[Taken, ...],
    subsidy: str,
    claimed: bool,
    on: date,
) -> ClaimFacts:
    """The facts of a claim from a record; what has not been heard of counts as not there."""
    return ClaimFacts(
        on=record.on.isoformat(),
        claimed_on=on.isoformat(),
        year=record.on.year,
        record=RecordFacts(record.on.isoformat(), confirmed=True, hours=record.hours, claimed=claimed),
        agreement=agreement.facts(record.on) if agreement else AgreementFacts(),
        filing=filing.facts(record.on) if filing else FilingFacts(),
        taken=taken,
        rate=(account.rate(subsidy, record.on) or 0) if account else 0,
    )


def submit(
    rules: Rules,
    subsidy: str,
    record: KnownRecord,
    agreement: KnownAgreement | None,
    filing: KnownFiling | None,
    account: FundAccount | None,
    earlier: Claim | None,
    taken: tuple[Taken, ...],
    actor: Actor,
    on: date,
) -> Claim:
    """The claim of one confirmed service. Raises one Refused with every article in the way, or Conflict."""
    stated = subsidy_of(rules, subsidy)
    if filing is not None and filing.suspended_on is not None:
        reason = f"备案自{filing.suspended_on}起暂停，恢复前不受理新的申领"
        raise Refused("registry.suspensions", filing.suspended_by, reason, "The filing is suspended")
    facts = facts_of(record, agreement, filing, account, taken, subsidy, earlier is not None, on)
    if stated.amount.source != "silent":
        endings = [ending for known in (agreement, filing) if known and (ending := known.ending())]
        refuse([finding for ending in endings for finding in stopped_by(stated, ending)])
    amount = assess(stated, facts)
    if earlier is not None:  # also where no condition of the document says so: one trip is one claim
        raise Conflict("此次服务已申领过补助", "This service has been claimed already", code="claimed")
    fund = stated.fund.require()
    return Claim(
        id=claim_id(subsidy, record.id),
        city=record.city,
        subsidy=subsidy,
        fund=fund,
        year=record.on.year,
        on=record.on,
        record=record.id,
        agreement=record.agreement,
        filing=record.filing,
        person=record.person,
        account=actor.account,
        name=actor.name,
        unit=record.sender_unit,
        host_unit=record.host_unit,
        fund_account=account_id(fund, record.on.year, record.sender_unit),
        amount=amount,
        status="submitted",
        review=start(stated.review, on, actor),
        submitted_on=on,
        rulebook_version=rules.version,
        rules=(stated.amount.id, *(condition.id for condition in stated.conditions)),
    )


def check_not_ended(claim: Claim, rules: Rules, agreement: KnownAgreement | None, filing: KnownFiling | None) -> None:
    """Raises Refused when what the claim rests on has ended so that nothing may be paid any more.

    The ending usually stops the claim itself; one that was submitted in the same instant is caught here.
    """
    stated = subsidy_of(rules, claim.subsidy)
    endings = [ending for known in (agreement, filing) if known and (ending := known.ending())]
    refuse([finding for ending in endings for finding in stopped_by(stated, ending)])


def with_taken(tally: Tally, claim: Claim, whom: str) -> Tally:
    """The tally with this claim in it."""
    taken = Taken(claim.on.isoformat(), claim.amount, "unit" if whom == "unit" else "person")
    return replace(tally, taken=(*tally.taken, taken))


def joined(tally: Tally, other: Tally) -> tuple[Tally, Tally]:
    """Two who were one have taken what both took; (who stands for both, who is no more)."""
    return replace(tally, taken=(*tally.taken, *other.taken)), replace(other, taken=())


def parted(tally: Tally, other: Tally, claims: Iterable[Claim]) -> tuple[Tally, Tally]:
    """The reverse: what these claims took is the other's again."""
    left, back = list(tally.taken), list(other.taken)
    for claim in claims:
        for own in [one for one in left if (one.on, one.amount) == (claim.on.isoformat(), claim.amount)][:1]:
            left.remove(own)
            back.append(own)
    return replace(tally, taken=tuple(left)), replace(other, taken=tuple(back))


def review(claim: Claim, rules: Rules, action: str, actor: Actor, on: date, note: str = "") -> Claim:
    """The claim after the unit (or whoever the chain names) approved or refused it. Raises as the chain does."""
    chain = subsidy_of(rules, claim.subsidy).review
    state = act(claim.review, chain, action, party_of(chain, claim.review, actor), actor, on, note=note)
    if state.status == "rejected":
        return replace(claim, review=state, status="refused", stop=Stop(note, chain.cite, chain.id))
    return replace(claim, review=state, status="approved" if state.status == "approved" else claim.status)


def party_of(chain: Chain, state: ChainState, actor: Actor) -> str:
    """As which of the step's parties the actor acts. Raises Forbidden when as none of them."""
    step = chain.step(state.step) if state.step else None
    parties = step.by if step else tuple(party for step in chain.steps for party in step.by)
    for party in parties:
        if party not in state.passed_by and actor.has(*PARTY_ROLES[party]):
            return party
    raise Forbidden()


def pay(
    claim: Claim, account: FundAccount, posting_id: str, actor: Actor, on: date
) -> tuple[Claim, FundAccount, Posting]:
    """Claim, unit's account and posting after the payment. Raises Conflict unless approved, or when money is short."""
    if claim.status != "approved":
        raise Conflict(f"申领不在待支付状态（{claim.status}）", f"The claim is not payable: {claim.status}")
    entries = move(claim.amount, account.id, payee(claim.person))
    posting = Posting(
        posting_id, claim.city, account.year, account.fund, "payment", on, entries, claim.id, actor.account
    )
    paid = replace(claim, status="paid", paid_on=on, posting=posting.id)
    return paid, pay_out(account, claim.amount), posting


def reverse(
    claim: Claim, account: FundAccount, paid: Posting, posting_id: str, actor: Actor, on: date, reason: str
) -> tuple[Claim, FundAccount, Posting]:
    """The exact opposite of `pay`; the trip stays claimed. Raises Conflict unless it was paid."""
    if claim.status != "paid" or claim.posting != paid.id:
        raise Conflict("只有已支付的申领才能冲正", "Only a paid claim can be reversed")
    opposite = reversal(paid, posting_id, on, actor.account, reason)
    return replace(claim, status="reversed", stop=Stop(reason, "")), pay_back(account, claim.amount), opposite


def stop(claim: Claim, rules: Rules, ending: EndingFacts) -> tuple[Claim, list[Finding]]:
    """The claim after the agreement or filing behind it ended; unchanged (and no findings) where it stays payable."""
    findings = stopped_by(subsidy_of(rules, claim.subsidy), ending) if claim.unpaid else []
    if not findings:
        return claim, []
    first = findings[0]
    return replace(claim, status="stopped", stop=Stop(first.reason, first.article, first.rule)), findings


def resume(claim: Claim, rules: Rules, agreement: KnownAgreement | None, filing: KnownFiling | None) -> Claim | None:
    """The stopped claim as it stood before; None while an ending of its agreement or filing still stops it."""
    stated = subsidy_of(rules, claim.subsidy)
    endings = [ending for known in (agreement, filing) if known and (ending := known.ending())]
    if claim.status != "stopped" or any(stopped_by(stated, ending) for ending in endings):
        return None
    return replace(claim, status="approved" if claim.review.status == "approved" else "submitted", stop=None)


def check_payable(claim: Claim, account: FundAccount) -> None:
    """Raises what `pay` would raise: for the open actions of an answer."""
    pay(claim, account, "would-be", Actor("", "", claim.city), claim.on)


def refused_already(claim: Claim) -> Refused | None:
    """Why a stopped or refused claim came to nothing, as it was told."""
    return Refused(claim.stop.rule, claim.stop.article, claim.stop.reason) if claim.stop else None
