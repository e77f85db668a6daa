"""What dispatch announces. `agreement_filed` and `agreement_ended` are what the other services live by."""

from __future__ import annotations

from collections.abc import Sequence

from services.dispatch.domain.agreement import Agreement, Waiver
from services.dispatch.domain.assignment import Assignment, Progress
from services.dispatch.domain.batch import Batch
from services.dispatch.domain.directed_round import DirectedRound, Pair
from services.dispatch.domain.ending import BY_CANCELLATION, Ending
from services.dispatch.domain.intent import Intent
from services.dispatch.domain.interest import Interest
from services.dispatch.domain.proceeding import Notice, Statement
from services.dispatch.domain.signature import Signature
from services.dispatch.domain.suggestion import Suggestion
from services.dispatch.rules import Rules
from services.dispatch.telling import (
    of_agreement,
    of_assignment,
    of_basis,
    of_batch,
    of_day,
    of_directed_round,
    of_ending,
    of_intent,
    of_interest,
    of_signature,
    of_suggestion,
)
from services.dispatch.told.agreements import agreement_expiring as agreement_expiring
from services.dispatch.told.agreements import agreement_handed_over as agreement_handed_over
from services.dispatch.told.agreements import agreement_over_limit as agreement_over_limit
from services.dispatch.told.agreements import targets_set as targets_set
from services.dispatch.told.bounties import bid_placed as bid_placed
from services.dispatch.told.bounties import bid_scored as bid_scored
from services.dispatch.told.bounties import bid_withdrawn as bid_withdrawn
from services.dispatch.told.bounties import bounty_awarded as bounty_awarded
from services.dispatch.told.bounties import bounty_cancelled as bounty_cancelled
from services.dispatch.told.bounties import bounty_closed as bounty_closed
from services.dispatch.told.bounties import bounty_decided as bounty_decided
from services.dispatch.told.bounties import bounty_posted as bounty_posted
from services.dispatch.told.bounties import bounty_reviewer_recused as bounty_reviewer_recused
from services.dispatch.told.bounties import bounty_reviewers_named as bounty_reviewers_named
from services.dispatch.told.demands import achievement_expired as achievement_expired
from services.dispatch.told.demands import achievement_expiry_due as achievement_expiry_due
from services.dispatch.told.demands import achievement_late as achievement_late
from services.dispatch.told.demands import achievement_published as achievement_published
from services.dispatch.told.demands import achievement_reclassified as achievement_reclassified
from services.dispatch.told.demands import achievement_renewed as achievement_renewed
from services.dispatch.told.demands import achievement_reported as achievement_reported
from services.dispatch.told.demands import achievement_step_taken as achievement_step_taken
from services.dispatch.told.demands import achievement_withdrawn as achievement_withdrawn
from services.dispatch.told.demands import demand_expired as demand_expired
from services.dispatch.told.demands import demand_expiry_due as demand_expiry_due
from services.dispatch.told.demands import demand_forwarded as demand_forwarded
from services.dispatch.told.demands import demand_late as demand_late
from services.dispatch.told.demands import demand_merged as demand_merged
from services.dispatch.told.demands import demand_published as demand_published
from services.dispatch.told.demands import demand_reclassified as demand_reclassified
from services.dispatch.told.demands import demand_renewed as demand_renewed
from services.dispatch.told.demands import demand_report_due as demand_report_due
from services.dispatch.told.demands import demand_reported as demand_reported
from services.dispatch.told.demands import demand_solved as demand_solved
from services.dispatch.told.demands import demand_split as demand_split
from services.dispatch.told.demands import demand_step_taken as demand_step_taken
from services.dispatch.told.demands import demand_withdrawn as demand_withdrawn
from services.dispatch.told.demands import followup_answered as followup_answered
from services.dispatch.told.demands import followup_due as followup_due
from services.dispatch.told.demands import notice_answered as notice_answered
from services.dispatch.told.demands import notice_commented as notice_commented
from services.dispatch.told.demands import publication_item_removed as publication_item_removed
from services.dispatch.told.demands import publication_round_due as publication_round_due
from services.dispatch.told.demands import publication_round_ended as publication_round_ended
from services.dispatch.told.demands import publication_round_opened as publication_round_opened
from services.dispatch.told.demands import publication_round_published as publication_round_published
from services.dispatch.told.endings import TYPES as ENDING_TYPES
from services.dispatch.told.endings import ending_clock as ending_clock
from services.dispatch.told.supplements import supplement_drafted as supplement_drafted
from services.dispatch.told.supplements import supplement_filed as supplement_filed
from services.dispatch.told.supplements import supplement_reported as supplement_reported
from services.dispatch.told.supplements import supplement_signed as supplement_signed
from services.dispatch.told.supplements import supplement_step_taken as supplement_step_taken
from services.dispatch.told.templates import template_activated as template_activated
from services.dispatch.told.templates import template_uploaded as template_uploaded
from shared.documents import plain
from shared.work import Announcement

TYPES = ENDING_TYPES
"""What a function with an f-string for a type may announce (shared/contract.py)."""


def intent_offered(intent: Intent) -> Announcement:
    """One side asked the other."""
    return Announcement("intent_offered", f"intent:{intent.id}", of_intent(intent))


def intent_answered(intent: Intent) -> Announcement:
    """Accepted, declined, withdrawn or agreed: `status` tells."""
    return Announcement("intent_answered", f"intent:{intent.id}", of_intent(intent))


def intent_countered(intent: Intent) -> Announcement:
    """The side whose turn it was proposed otherwise; `waits_on` tells whose answer is awaited now."""
    return Announcement("intent_countered", f"intent:{intent.id}", of_intent(intent))


def intent_noted(intent: Intent) -> Announcement:
    """One side wrote to the other; what it wrote stays between them."""
    data = {**of_intent(intent), "side": intent.thread[-1].side}
    return Announcement("intent_noted", f"intent:{intent.id}", data)


def demand_contacted(intent: Intent) -> Announcement:
    """The first intent about a published demand: somebody got in touch."""
    data = {"demand": intent.demand, **of_intent(intent), "on": of_day(intent.offered_on)}
    return Announcement("demand_contacted", f"demand:{intent.demand}", data)


def suggestions_made(noun: str, cause: str, made: Sequence[Suggestion]) -> Announcement:
    """Pairs that fit, told to both sides, for a new demand or a new filing: `noun` says which, `cause` its id."""
    return Announcement("suggestions_made", f"{noun}:{cause}", {"pairs": [of_suggestion(one) for one in made]})


def suggestion_dismissed(suggestion: Suggestion) -> Announcement:
    """One side put a suggestion aside."""
    last = suggestion.dismissals[-1]
    data = {**of_suggestion(suggestion), "side": last.side, "reason": last.reason}
    return Announcement("suggestion_dismissed", f"suggestion:{suggestion.id}", data)


def interest_declared(interest: Interest) -> Announcement:
    """A tie to a host was made known."""
    return Announcement("interest_declared", f"interest:{interest.id}", of_interest(interest))


def interest_ended(interest: Interest) -> Announcement:
    """It is no more."""
    return Announcement(
        "interest_ended", f"interest:{interest.id}", {**of_interest(interest), "reason": interest.ending}
    )


def agreement_drafted(agreement: Agreement) -> Announcement:
    """An agreement was drawn up, or its terms changed."""
    data = {**of_agreement(agreement), "content_hash": agreement.content_hash, "exception": agreement.exception}
    return Announcement("agreement_drafted", f"agreement:{agreement.id}", data)


def agreement_signed(agreement: Agreement, signature: Signature | None = None) -> Announcement:
    """One party more signed; `signature` is who, when, how and over which hash."""
    data = {**of_agreement(agreement), "signature": of_signature(signature or agreement.signatures[-1])}
    return Announcement("agreement_signed", f"agreement:{agreement.id}", data)


def signature_revoked(agreement: Agreement, signature: Signature, reason: str) -> Announcement:
    """A party took its signature back before all had signed."""
    data = {**of_agreement(agreement), "signature": of_signature(signature), "reason": reason}
    return Announcement("signature_revoked", f"agreement:{agreement.id}", data)


def agreement_reported(agreement: Agreement) -> Announcement:
    """Sent to the city for filing, in a batch."""
    data = {**of_agreement(agreement), "batch": agreement.batch}
    return Announcement("agreement_reported", f"agreement:{agreement.id}", data)


def batch_composed(batch: Batch) -> Announcement:
    """A sending unit put agreements together."""
    return Announcement("batch_composed", f"batch:{batch.id}", of_batch(batch))


def batch_submitted(batch: Batch) -> Announcement:
    """The batch went to the city."""
    return Announcement("batch_submitted", f"batch:{batch.id}", of_batch(batch))


def batch_reviewed(batch: Batch) -> Announcement:
    """The city decided on some or all of it; `items` has each outcome, `status` closed means all."""
    return Announcement("batch_reviewed", f"batch:{batch.id}", of_batch(batch))


def agreement_step_taken(agreement: Agreement, action: str, note: str, defects: Sequence[str]) -> Announcement:
    """A reviewer's step: passed, returned with defects, or rejected."""
    data = {**of_agreement(agreement), "action": action, "note": note, "defects": list(defects)}
    return Announcement("agreement_step_taken", f"agreement:{agreement.id}", data)


def agreement_rule_waived(agreement: Agreement, waiver: Waiver) -> Announcement:
    """An officer gave leave from a rule in principle."""
    data = {**of_agreement(agreement), "rule": waiver.rule, "reason": waiver.reason}
    return Announcement("agreement_rule_waived", f"agreement:{agreement.id}", data)


def agreement_withdrawn(agreement: Agreement, reason: str) -> Announcement:
    """Given up before it was filed."""
    data = {**of_agreement(agreement), "reason": reason}
    return Announcement("agreement_withdrawn", f"agreement:{agreement.id}", data)


def agreement_filed(agreement: Agreement, rules: Rules) -> Announcement:
    """In force: the commissioner serves the host from `since` to `until`."""
    basis = getattr(rules.ways, agreement.way)
    source = basis.filing if basis.filing.steps else basis.begun_by
    used = [{"rule": rule, "article": ""} for rule in agreement.rules if rule != source.id]
    data = {**of_agreement(agreement), "code": agreement.code}
    return Announcement("agreement_filed", f"agreement:{agreement.id}", data, [*of_basis(source), *used])


def agreement_ended(agreement: Agreement, consequences: Sequence[str] = (), case: Ending | None = None) -> Announcement:
    """No longer in force; the registry carries out the consequences."""
    data = {
        **of_agreement(agreement),
        "ended_on": of_day(agreement.ended_on),
        "ground": agreement.ground,
        "circumstance": case.circumstance if case else "",
        "article": agreement.ending_article,
        "consequences": list(consequences),
        "case": case.id if case else "",
    }
    own = case is not None and case.ground != BY_CANCELLATION
    rule = f"dispatch.endings.{'cases.' if own else ''}{agreement.ground}"
    rules = [{"rule": rule, "article": agreement.ending_article}]
    return Announcement("agreement_ended", f"agreement:{agreement.id}", data, rules)


def assignment_ordered(assignment: Assignment, rules: Rules) -> Announcement:
    """An officer ordered a dispatch."""
    basis = getattr(rules.ways, assignment.way).begun_by
    return Announcement("assignment_ordered", f"assignment:{assignment.id}", of_assignment(assignment), of_basis(basis))


def commissioner_named(assignment: Assignment) -> Announcement:
    """The sending unit (or, in an appointment, the city) named who serves."""
    return Announcement("commissioner_named", f"assignment:{assignment.id}", of_assignment(assignment))


def progress_reported(assignment: Assignment, progress: Progress) -> Announcement:
    """One report on how an assignment goes."""
    data = {**of_assignment(assignment), "on": of_day(progress.on), "text": progress.text}
    return Announcement("progress_reported", f"assignment:{assignment.id}", data)


def assignment_withdrawn(assignment: Assignment) -> Announcement:
    """Taken back before anybody was named."""
    data = {**of_assignment(assignment), "reason": assignment.closing}
    return Announcement("assignment_withdrawn", f"assignment:{assignment.id}", data)


def assignment_declined(assignment: Assignment, reason: str) -> Announcement:
    """The unit cannot send anybody: it is the officer's again."""
    data = {**of_assignment(assignment), "account": assignment.account, "reason": reason}
    return Announcement("assignment_declined", f"assignment:{assignment.id}", data)


def assignment_reassigned(assignment: Assignment, before: str, reason: str) -> Announcement:
    """Ordered anew; `before` is the unit it had been ordered of."""
    data = {**of_assignment(assignment), "before": before, "reason": reason}
    return Announcement("assignment_reassigned", f"assignment:{assignment.id}", data)


def assignment_extended(assignment: Assignment, reason: str) -> Announcement:
    """More time to name somebody."""
    return Announcement(
        "assignment_extended", f"assignment:{assignment.id}", {**of_assignment(assignment), "reason": reason}
    )


def assignment_due(assignment: Assignment) -> Announcement:
    """The day to name somebody by is near."""
    return Announcement("assignment_due", f"assignment:{assignment.id}", of_assignment(assignment))


def assignment_late(assignment: Assignment) -> Announcement:
    """The day has passed and nobody is named: unit and officer hear of it."""
    data = {**of_assignment(assignment), "account": assignment.account}
    return Announcement("assignment_late", f"assignment:{assignment.id}", data)


def progress_late(assignment: Assignment) -> Announcement:
    """A report of progress did not come by its day."""
    data = {**of_assignment(assignment), "progress_due": of_day(assignment.progress_due)}
    return Announcement("progress_late", f"assignment:{assignment.id}", data)


def directed_round_opened(round: DirectedRound, rules: Rules) -> Announcement:
    """An officer began a round of directed dispatch."""
    basis = getattr(rules.ways, round.way).begun_by
    return Announcement(
        "directed_round_opened", f"directed_round:{round.id}", of_directed_round(round), of_basis(basis)
    )


def directed_round_edited(round: DirectedRound) -> Announcement:
    """Pairs locked or forbidden, or a rule in principle waived; `leaves` tells which, by whom and why."""
    data = {**of_directed_round(round), "leaves": plain(round.leaves)}
    return Announcement("directed_round_edited", f"directed_round:{round.id}", data)


def directed_round_planned(round: DirectedRound) -> Announcement:
    """One optimal assignment was worked out and waits for the officer."""
    return Announcement("directed_round_planned", f"directed_round:{round.id}", of_directed_round(round))


def directed_pair_settled(round: DirectedRound, pair: Pair) -> Announcement:
    """One pair was ordered, or failed because facts had changed."""
    told = {name: getattr(pair, name) for name in ("seat", "demand", "filing", "outcome", "assignment", "problem")}
    return Announcement("directed_pair_settled", f"directed_round:{round.id}", {**of_directed_round(round), **told})


def directed_round_abandoned(round: DirectedRound) -> Announcement:
    """Given up; what was ordered stays ordered."""
    data = {**of_directed_round(round), "reason": round.closing}
    return Announcement("directed_round_abandoned", f"directed_round:{round.id}", data)


def ending_opened(ending: Ending) -> Announcement:
    """A case to end an agreement was reported."""
    data = {**of_ending(ending), "against": list(ending.against), "reason": ending.reason}
    return Announcement("ending_opened", f"ending:{ending.id}", data, _case_basis(ending))


def ending_notice_served(ending: Ending, notice: Notice) -> Announcement:
    """A paper of the case was served on a party; the message to them is made from this. `due`: until when to answer."""
    data = {
        **of_ending(ending),
        **{name: getattr(notice, name) for name in ("what", "to", "how", "text")},
        "on": of_day(notice.on),
        "due": of_day(notice.due),
    }
    return Announcement("ending_notice_served", f"ending:{ending.id}", data, _case_basis(ending))


def ending_defended(ending: Ending, statement: Statement) -> Announcement:
    """Whom the case is directed against has spoken, in writing or at a hearing."""
    data = {**of_ending(ending), "party": statement.party, "kind": statement.kind, "on": of_day(statement.on)}
    return Announcement("ending_defended", f"ending:{ending.id}", data, _case_basis(ending))


def ending_appealed(ending: Ending, action: str) -> Announcement:
    """An appeal was brought, withdrawn, passed on or decided: `action`, `appeal_status`."""
    brought = ending.appeal
    data = {
        **of_ending(ending),
        "action": action,
        "party": brought.party if brought else "",
        "appeal_status": brought.state.status if brought else "",
        "reasons": brought.decision.reasons if brought and brought.decision else "",
    }
    return Announcement("ending_appealed", f"ending:{ending.id}", data, _case_basis(ending))


def ending_overturned(ending: Ending) -> Announcement:
    """An appeal was upheld: what followed from the ending (`consequences`) is to be undone by who carried it out."""
    reasons = ending.appeal.decision.reasons if ending.appeal and ending.appeal.decision else ""
    data = {
        **of_ending(ending),
        "decided_on": of_day(ending.decided_on),
        "overturned_on": of_day(ending.overturned_on),
        "article": ending.article,
        "reasons": reasons,
    }
    return Announcement("ending_overturned", f"ending:{ending.id}", data, _case_basis(ending))


def agreement_restored(agreement: Agreement, ending: Ending) -> Announcement:
    """In force again (`status` filed), or expired meanwhile (ended): the ending was overturned."""
    data = {**of_agreement(agreement), "ended_on": of_day(agreement.ended_on), "ending": ending.id}
    return Announcement("agreement_restored", f"agreement:{agreement.id}", data, _case_basis(ending))


def ending_step_taken(ending: Ending, action: str, note: str) -> Announcement:
    """Consent, opinion, decision, return, resubmission or withdrawal."""
    rules = [{"rule": f"dispatch.endings.cases.{ending.ground}", "article": ending.article}]
    data = {**of_ending(ending), "action": action, "note": note}
    return Announcement("ending_step_taken", f"ending:{ending.id}", data, rules)


def _case_basis(ending: Ending) -> list[dict[str, str]]:
    known = ending.ground == BY_CANCELLATION
    rule = f"dispatch.endings.{'' if known else 'cases.'}{ending.ground}"
    return [{"rule": rule, "article": ending.article}]
