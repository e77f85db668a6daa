"""What dispatch announces. `agreement_filed` and `agreement_ended` are what the other services live by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.agreement import Agreement, Waiver
from services.dispatch.domain.assignment import Assignment, Progress
from services.dispatch.domain.batch import Batch
from services.dispatch.domain.confidentiality import said_of
from services.dispatch.domain.demand import Demand, FollowUp
from services.dispatch.domain.ending import BY_CANCELLATION, Ending
from services.dispatch.domain.intent import Intent
from services.dispatch.domain.proceeding import Notice, Statement
from services.dispatch.domain.publication_round import PublicationRound
from services.dispatch.domain.report_clock import ReportClock
from services.dispatch.domain.signature import Signature
from services.dispatch.rules import Rules
from shared.documents import plain
from shared.work import Announcement


def demand_reported(demand: Demand) -> Announcement:
    """A host put a demand forward (or again, after a return)."""
    return Announcement("demand_reported", f"demand:{demand.id}", _demand(demand))


def demand_step_taken(demand: Demand, action: str) -> Announcement:
    """The county passed it on, returned or rejected it."""
    return Announcement("demand_step_taken", f"demand:{demand.id}", {**_demand(demand), "action": action})


def demand_published(demand: Demand, rules: Rules) -> Announcement:
    """It stands in a public round."""
    data = {**_demand(demand), "round": demand.round, "content": said_of(demand.confidentiality, "", demand.content)[1]}
    return Announcement("demand_published", f"demand:{demand.id}", data, _basis(rules.publication.held))


def demand_withdrawn(demand: Demand) -> Announcement:
    """No longer wanted, or met."""
    return Announcement("demand_withdrawn", f"demand:{demand.id}", {**_demand(demand), "reason": demand.reason})


def achievement_reported(achievement: Achievement) -> Announcement:
    """A unit or commissioner put an achievement forward."""
    return Announcement("achievement_reported", f"achievement:{achievement.id}", _achievement(achievement))


def achievement_published(achievement: Achievement, rules: Rules) -> Announcement:
    """It stands in a public round."""
    data = {
        **_achievement(achievement),
        "round": achievement.round,
        "content": said_of(achievement.confidentiality, "", achievement.content)[1],
    }
    return Announcement("achievement_published", f"achievement:{achievement.id}", data, _basis(rules.publication.held))


def achievement_withdrawn(achievement: Achievement) -> Announcement:
    """No longer on offer."""
    data = {**_achievement(achievement), "reason": achievement.reason}
    return Announcement("achievement_withdrawn", f"achievement:{achievement.id}", data)


def demand_forwarded(demand: Demand, reason: str) -> Announcement:
    """Sent on to another desk."""
    data = {**_demand(demand), "department": demand.department, "reason": reason}
    return Announcement("demand_forwarded", f"demand:{demand.id}", data)


def demand_late(demand: Demand, escalates_to: str) -> Announcement:
    """The desk at which it lies has had its time; told once a step. `escalates_to`: who may act too, now."""
    state = demand.state
    data = {**_demand(demand), "step": state.step if state else None, "due": _day(state.due) if state else None}
    return Announcement("demand_late", f"demand:{demand.id}", {**data, "escalates_to": escalates_to})


def demand_merged(demand: Demand, into: Demand) -> Announcement:
    """It was one with another, which both hosts own now."""
    data = {**_demand(demand), "into": into.id, "owner_units": list(into.owner_units)}
    return Announcement("demand_merged", f"demand:{demand.id}", data)


def demand_split(demand: Demand, remains: Demand) -> Announcement:
    """The merging was undone."""
    return Announcement("demand_split", f"demand:{demand.id}", {**_demand(demand), "from": remains.id})


def demand_reclassified(demand: Demand) -> Announcement:
    """Its host gave it another level of confidentiality."""
    return Announcement("demand_reclassified", f"demand:{demand.id}", _demand(demand))


def demand_expiry_due(demand: Demand) -> Announcement:
    """It will end soon; its host may renew it."""
    data = {**_demand(demand), "expires_on": _day(demand.expires_on)}
    return Announcement("demand_expiry_due", f"demand:{demand.id}", data)


def demand_expired(demand: Demand) -> Announcement:
    """Its last day is over."""
    data = {**_demand(demand), "expires_on": _day(demand.expires_on)}
    return Announcement("demand_expired", f"demand:{demand.id}", data)


def demand_renewed(demand: Demand) -> Announcement:
    """It stands again, or longer."""
    data = {**_demand(demand), "expires_on": _day(demand.expires_on)}
    return Announcement("demand_renewed", f"demand:{demand.id}", data)


def demand_solved(demand: Demand) -> Announcement:
    """Its host closed it as met."""
    return Announcement("demand_solved", f"demand:{demand.id}", {**_demand(demand), "how": demand.reason})


def demand_report_due(clock: ReportClock, rules: Rules) -> Announcement:
    """A host has not reported for as long as the city asks; told once until it reports."""
    data = {"host_unit": clock.host_unit, "host_county": clock.host_county, "last_on": _day(clock.last_on)}
    return Announcement("demand_report_due", f"host:{clock.host_unit}", data, _basis(rules.demands.every_months))


def followup_due(demand: Demand, followup: FollowUp) -> Announcement:
    """The host is asked what came of it."""
    data = {**_demand(demand), "months": followup.months, "due": _day(followup.due)}
    return Announcement("followup_due", f"demand:{demand.id}", data)


def followup_answered(demand: Demand, followup: FollowUp) -> Announcement:
    """The host told what came of it. Money in fen."""
    data = {
        **_demand(demand),
        "months": followup.months,
        "result": followup.result,
        "contract_fen": followup.contract_fen,
        "patents": followup.patents,
    }
    return Announcement("followup_answered", f"demand:{demand.id}", data)


def achievement_step_taken(achievement: Achievement, action: str) -> Announcement:
    """Its reviewer passed it on, returned or rejected it."""
    data = {**_achievement(achievement), "action": action}
    return Announcement("achievement_step_taken", f"achievement:{achievement.id}", data)


def achievement_late(achievement: Achievement, escalates_to: str) -> Announcement:
    """Its reviewer has had the time there was; told once a step."""
    data = {**_achievement(achievement), "escalates_to": escalates_to}
    return Announcement("achievement_late", f"achievement:{achievement.id}", data)


def achievement_reclassified(achievement: Achievement) -> Announcement:
    """Its owner gave it another level of confidentiality."""
    return Announcement("achievement_reclassified", f"achievement:{achievement.id}", _achievement(achievement))


def achievement_expiry_due(achievement: Achievement) -> Announcement:
    """It will end soon; its owner may renew it."""
    data = {**_achievement(achievement), "expires_on": _day(achievement.expires_on)}
    return Announcement("achievement_expiry_due", f"achievement:{achievement.id}", data)


def achievement_expired(achievement: Achievement) -> Announcement:
    """Its last day is over."""
    data = {**_achievement(achievement), "expires_on": _day(achievement.expires_on)}
    return Announcement("achievement_expired", f"achievement:{achievement.id}", data)


def achievement_renewed(achievement: Achievement) -> Announcement:
    """It stands again, or longer."""
    data = {**_achievement(achievement), "expires_on": _day(achievement.expires_on)}
    return Announcement("achievement_renewed", f"achievement:{achievement.id}", data)


def publication_round_opened(round: PublicationRound, rules: Rules) -> Announcement:
    """The city began a public round."""
    subject = f"publication_round:{round.id}"
    return Announcement("publication_round_opened", subject, _round(round), _basis(rules.publication.held))


def publication_round_published(round: PublicationRound, rules: Rules) -> Announcement:
    """The round is public (told again when a second call added to it)."""
    subject = f"publication_round:{round.id}"
    return Announcement("publication_round_published", subject, _round(round), _basis(rules.publication.held))


def intent_offered(intent: Intent) -> Announcement:
    """One side asked the other."""
    return Announcement("intent_offered", f"intent:{intent.id}", _intent(intent))


def intent_answered(intent: Intent) -> Announcement:
    """Accepted, declined, withdrawn or agreed: `status` tells."""
    return Announcement("intent_answered", f"intent:{intent.id}", _intent(intent))


def intent_countered(intent: Intent) -> Announcement:
    """The side whose turn it was proposed otherwise; `waits_on` tells whose answer is awaited now."""
    return Announcement("intent_countered", f"intent:{intent.id}", _intent(intent))


def intent_noted(intent: Intent) -> Announcement:
    """One side wrote to the other; what it wrote stays between them."""
    data = {**_intent(intent), "side": intent.thread[-1].side}
    return Announcement("intent_noted", f"intent:{intent.id}", data)


def demand_contacted(intent: Intent) -> Announcement:
    """The first intent about a published demand: somebody got in touch."""
    data = {"demand": intent.demand, **_intent(intent), "on": _day(intent.offered_on)}
    return Announcement("demand_contacted", f"demand:{intent.demand}", data)


def agreement_drafted(agreement: Agreement) -> Announcement:
    """An agreement was drawn up, or its terms changed."""
    data = {**_agreement(agreement), "content_hash": agreement.content_hash, "exception": agreement.exception}
    return Announcement("agreement_drafted", f"agreement:{agreement.id}", data)


def agreement_signed(agreement: Agreement, signature: Signature | None = None) -> Announcement:
    """One party more signed; `signature` is who, when, how and over which hash."""
    data = {**_agreement(agreement), "signature": _signature(signature or agreement.signatures[-1])}
    return Announcement("agreement_signed", f"agreement:{agreement.id}", data)


def signature_revoked(agreement: Agreement, signature: Signature, reason: str) -> Announcement:
    """A party took its signature back before all had signed."""
    data = {**_agreement(agreement), "signature": _signature(signature), "reason": reason}
    return Announcement("signature_revoked", f"agreement:{agreement.id}", data)


def agreement_reported(agreement: Agreement) -> Announcement:
    """Sent to the city for filing, in a batch."""
    data = {**_agreement(agreement), "batch": agreement.batch}
    return Announcement("agreement_reported", f"agreement:{agreement.id}", data)


def batch_composed(batch: Batch) -> Announcement:
    """A sending unit put agreements together."""
    return Announcement("batch_composed", f"batch:{batch.id}", _batch(batch))


def batch_submitted(batch: Batch) -> Announcement:
    """The batch went to the city."""
    return Announcement("batch_submitted", f"batch:{batch.id}", _batch(batch))


def batch_reviewed(batch: Batch) -> Announcement:
    """The city decided on some or all of it; `items` has each outcome, `status` closed means all."""
    return Announcement("batch_reviewed", f"batch:{batch.id}", _batch(batch))


def agreement_step_taken(agreement: Agreement, action: str, note: str, defects: Sequence[str]) -> Announcement:
    """A reviewer's step: passed, returned with defects, or rejected."""
    data = {**_agreement(agreement), "action": action, "note": note, "defects": list(defects)}
    return Announcement("agreement_step_taken", f"agreement:{agreement.id}", data)


def agreement_rule_waived(agreement: Agreement, waiver: Waiver) -> Announcement:
    """An officer gave leave from a rule in principle."""
    data = {**_agreement(agreement), "rule": waiver.rule, "reason": waiver.reason}
    return Announcement("agreement_rule_waived", f"agreement:{agreement.id}", data)


def agreement_withdrawn(agreement: Agreement, reason: str) -> Announcement:
    """Given up before it was filed."""
    data = {**_agreement(agreement), "reason": reason}
    return Announcement("agreement_withdrawn", f"agreement:{agreement.id}", data)


def agreement_filed(agreement: Agreement, rules: Rules) -> Announcement:
    """In force: the commissioner serves the host from `since` to `until`."""
    basis = getattr(rules.ways, agreement.way)
    source = basis.filing if basis.filing.steps else basis.begun_by
    used = [{"rule": rule, "article": ""} for rule in agreement.rules if rule != source.id]
    return Announcement("agreement_filed", f"agreement:{agreement.id}", _agreement(agreement), [*_basis(source), *used])


def agreement_ended(agreement: Agreement, consequences: Sequence[str] = (), case: Ending | None = None) -> Announcement:
    """No longer in force; the registry carries out the consequences."""
    data = {
        **_agreement(agreement),
        "ended_on": _day(agreement.ended_on),
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
    return Announcement("assignment_ordered", f"assignment:{assignment.id}", _assignment(assignment), _basis(basis))


def commissioner_named(assignment: Assignment) -> Announcement:
    """The sending unit (or, in an appointment, the city) named who serves."""
    return Announcement("commissioner_named", f"assignment:{assignment.id}", _assignment(assignment))


def progress_reported(assignment: Assignment, progress: Progress) -> Announcement:
    """One report on how an assignment goes."""
    data = {**_assignment(assignment), "on": _day(progress.on), "text": progress.text}
    return Announcement("progress_reported", f"assignment:{assignment.id}", data)


def assignment_withdrawn(assignment: Assignment) -> Announcement:
    """Taken back before anybody was named."""
    data = {**_assignment(assignment), "reason": assignment.closing}
    return Announcement("assignment_withdrawn", f"assignment:{assignment.id}", data)


def assignment_declined(assignment: Assignment, reason: str) -> Announcement:
    """The unit cannot send anybody: it is the officer's again."""
    data = {**_assignment(assignment), "account": assignment.account, "reason": reason}
    return Announcement("assignment_declined", f"assignment:{assignment.id}", data)


def assignment_reassigned(assignment: Assignment, before: str, reason: str) -> Announcement:
    """Ordered anew; `before` is the unit it had been ordered of."""
    data = {**_assignment(assignment), "before": before, "reason": reason}
    return Announcement("assignment_reassigned", f"assignment:{assignment.id}", data)


def assignment_extended(assignment: Assignment, reason: str) -> Announcement:
    """More time to name somebody."""
    return Announcement(
        "assignment_extended", f"assignment:{assignment.id}", {**_assignment(assignment), "reason": reason}
    )


def assignment_due(assignment: Assignment) -> Announcement:
    """The day to name somebody by is near."""
    return Announcement("assignment_due", f"assignment:{assignment.id}", _assignment(assignment))


def assignment_late(assignment: Assignment) -> Announcement:
    """The day has passed and nobody is named: unit and officer hear of it."""
    data = {**_assignment(assignment), "account": assignment.account}
    return Announcement("assignment_late", f"assignment:{assignment.id}", data)


def progress_late(assignment: Assignment) -> Announcement:
    """A report of progress did not come by its day."""
    data = {**_assignment(assignment), "progress_due": _day(assignment.progress_due)}
    return Announcement("progress_late", f"assignment:{assignment.id}", data)


def ending_opened(ending: Ending) -> Announcement:
    """A case to end an agreement was reported."""
    data = {**_ending(ending), "against": list(ending.against), "reason": ending.reason}
    return Announcement("ending_opened", f"ending:{ending.id}", data, _case_basis(ending))


def ending_notice_served(ending: Ending, notice: Notice) -> Announcement:
    """A paper of the case was served on a party; the message to them is made from this. `due`: until when to answer."""
    data = {
        **_ending(ending),
        **{name: getattr(notice, name) for name in ("what", "to", "how", "text")},
        "on": _day(notice.on),
        "due": _day(notice.due),
    }
    return Announcement("ending_notice_served", f"ending:{ending.id}", data, _case_basis(ending))


def ending_defended(ending: Ending, statement: Statement) -> Announcement:
    """Whom the case is directed against has spoken, in writing or at a hearing."""
    data = {**_ending(ending), "party": statement.party, "kind": statement.kind, "on": _day(statement.on)}
    return Announcement("ending_defended", f"ending:{ending.id}", data, _case_basis(ending))


def ending_appealed(ending: Ending, action: str) -> Announcement:
    """An appeal was brought, withdrawn, passed on or decided: `action`, `appeal_status`."""
    brought = ending.appeal
    data = {
        **_ending(ending),
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
        **_ending(ending),
        "decided_on": _day(ending.decided_on),
        "overturned_on": _day(ending.overturned_on),
        "article": ending.article,
        "reasons": reasons,
    }
    return Announcement("ending_overturned", f"ending:{ending.id}", data, _case_basis(ending))


def agreement_restored(agreement: Agreement, ending: Ending) -> Announcement:
    """In force again (`status` filed), or expired meanwhile (ended): the ending was overturned."""
    data = {**_agreement(agreement), "ended_on": _day(agreement.ended_on), "ending": ending.id}
    return Announcement("agreement_restored", f"agreement:{agreement.id}", data, _case_basis(ending))


def ending_step_taken(ending: Ending, action: str, note: str) -> Announcement:
    """Consent, opinion, decision, return, resubmission or withdrawal."""
    rules = [{"rule": f"dispatch.endings.cases.{ending.ground}", "article": ending.article}]
    data = {**_ending(ending), "action": action, "note": note}
    return Announcement("ending_step_taken", f"ending:{ending.id}", data, rules)


def _case_basis(ending: Ending) -> list[dict[str, str]]:
    known = ending.ground == BY_CANCELLATION
    rule = f"dispatch.endings.{'' if known else 'cases.'}{ending.ground}"
    return [{"rule": rule, "article": ending.article}]


def _basis(rule: Any) -> list[dict[str, str]]:
    return [{"rule": rule.id, "article": rule.cite}]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _demand(demand: Demand) -> dict[str, Any]:
    return {
        "demand": demand.id,
        "title": said_of(demand.confidentiality, demand.title, "")[0],
        "fields": list(demand.fields),
        "host_unit": demand.host_unit,
        "host_name": demand.host_name,
        "host_county": demand.host_county,
        "desk": demand.scope.host_county,
        "confidentiality": demand.confidentiality,
        "demand_class": demand.demand_class,
        "account": demand.account,
        "status": demand.status,
    }


def _achievement(achievement: Achievement) -> dict[str, Any]:
    return {
        "achievement": achievement.id,
        "title": said_of(achievement.confidentiality, achievement.title, "")[0],
        "fields": list(achievement.fields),
        "unit": achievement.unit,
        "unit_name": achievement.unit_name,
        "person": achievement.person,
        "confidentiality": achievement.confidentiality,
        "account": achievement.account,
        "status": achievement.status,
    }


def _round(round: PublicationRound) -> dict[str, Any]:
    return {
        "round": round.id,
        "title": round.title,
        "shown_until": _day(round.shown_until),
        "demands": round.demands,
        "achievements": round.achievements,
    }


def _intent(intent: Intent) -> dict[str, Any]:
    return {
        "intent": intent.id,
        "filing": intent.filing,
        "person": intent.person,
        "sender_unit": intent.sender_unit,
        "host_unit": intent.host_unit,
        "host_county": intent.host_county,
        "offered_by": intent.offered_by,
        "status": intent.status,
        "waits_on": intent.waits_on if intent.status == "offered" else "",
        "expires_on": _day(intent.expires_on),
        "demand": intent.demand,
        "agreement": intent.agreement,
    }


def _agreement(agreement: Agreement) -> dict[str, Any]:
    terms = agreement.terms
    return {
        "agreement": agreement.id,
        "number": agreement.number,
        "status": agreement.status,
        "way": agreement.way,
        "filing": agreement.filing,
        "kind": agreement.kind,
        "person": agreement.person,
        "account": agreement.account,
        "name": agreement.commissioner_name,
        "members": plain(agreement.members),
        "sender_unit": agreement.sender_unit,
        "sender_name": agreement.sender_name,
        "competent": plain(agreement.competent),
        "host_unit": agreement.host_unit,
        "host_name": agreement.host_name,
        "host_county": agreement.host_county,
        "fields": list(terms.fields),
        "content": terms.content,
        "form": terms.form,
        "since": _day(terms.since),
        "until": _day(terms.until),
        "targets": plain(terms.targets),
        "days_a_year": terms.days_a_year,
        "renews": agreement.renews,
    }


def _batch(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.id,
        "number": batch.number,
        "status": batch.status,
        "sender_unit": batch.sender_unit,
        "sender_name": batch.sender_name,
        "items": plain(batch.items),
    }


def _signature(signature: Signature) -> dict[str, Any]:
    """Without address and device: where somebody signed from is evidence on file, not news."""
    told: dict[str, Any] = plain(signature)
    return {name: value for name, value in told.items() if name not in ("address", "device")}


def _assignment(assignment: Assignment) -> dict[str, Any]:
    return {
        "assignment": assignment.id,
        "way": assignment.way,
        "ordered_by": assignment.ordered_by,
        "sender_unit": assignment.sender_unit,
        "host_unit": assignment.host_unit,
        "host_county": assignment.host_county,
        "due": _day(assignment.due),
        "status": assignment.status,
        "filing": assignment.filing,
        "person": assignment.person,
        "agreement": assignment.agreement,
        "late": assignment.late,
        "proposed": assignment.proposed,
        "demand": assignment.demand,
        "round": assignment.round,
    }


def _ending(ending: Ending) -> dict[str, Any]:
    return {
        "ending": ending.id,
        "agreement": ending.agreement,
        "number": ending.number,
        "ground": ending.ground,
        "circumstance": ending.circumstance,
        "filing": ending.filing,
        "person": ending.person,
        "sender_unit": ending.sender_unit,
        "host_unit": ending.host_unit,
        "host_county": ending.host_county,
        "reporter": ending.reporter,
        "status": ending.state.status,
        "step": ending.state.step,
        "consequences": list(ending.consequences),
    }
