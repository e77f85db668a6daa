"""The data of dispatch's announcements, noun by noun: what is always told of it, as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.assignment import Assignment
from services.dispatch.domain.batch import Batch
from services.dispatch.domain.bounty import Bounty
from services.dispatch.domain.confidentiality import said_of
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.directed_round import DirectedRound
from services.dispatch.domain.ending import Ending
from services.dispatch.domain.intent import Intent
from services.dispatch.domain.interest import Interest
from services.dispatch.domain.notice_comment import NoticeComment
from services.dispatch.domain.publication_round import PublicationRound
from services.dispatch.domain.signature import Signature
from services.dispatch.domain.suggestion import Suggestion
from shared.documents import plain


def of_basis(rule: Any) -> list[dict[str, str]]:
    """The rule it rests on, with its article."""
    return [{"rule": rule.id, "article": rule.cite}]


def of_day(day: date | None) -> str | None:
    """A day as ISO text, or none."""
    return day.isoformat() if day else None


def of_demand(demand: Demand) -> dict[str, Any]:
    """A demand; its title only where its level lets everybody know it."""
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


def of_achievement(achievement: Achievement) -> dict[str, Any]:
    """An achievement; its title likewise."""
    return {
        "achievement": achievement.id,
        "title": said_of(achievement.confidentiality, achievement.title, "")[0],
        "fields": list(achievement.fields),
        "unit": achievement.unit,
        "unit_name": achievement.unit_name,
        "person": achievement.person,
        "county": achievement.county,
        "confidentiality": achievement.confidentiality,
        "account": achievement.account,
        "status": achievement.status,
    }


def of_round(round: PublicationRound) -> dict[str, Any]:
    """A public round."""
    return {
        "round": round.id,
        "title": round.title,
        "shown_until": of_day(round.shown_until),
        "demands": round.demands,
        "achievements": round.achievements,
    }


def of_intent(intent: Intent) -> dict[str, Any]:
    """An intent; what the two wrote stays between them."""
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
        "expires_on": of_day(intent.expires_on),
        "demand": intent.demand,
        "agreement": intent.agreement,
    }


def of_suggestion(suggestion: Suggestion) -> dict[str, Any]:
    """One pair."""
    names = (
        "demand", "title", "filing", "commissioner_name", "person", "sender_unit", "host_unit", "host_name",
        "host_county", "score",
    )  # fmt: skip
    return {"suggestion": suggestion.id, **{name: getattr(suggestion, name) for name in names}}


def of_interest(interest: Interest) -> dict[str, Any]:
    """A tie."""
    names = ("tie", "person", "sender_unit", "host_unit", "host_county", "recorded_by")
    return {"interest": interest.id, **{name: getattr(interest, name) for name in names}}


def of_agreement(agreement: Agreement) -> dict[str, Any]:
    """An agreement."""
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
        "since": of_day(terms.since),
        "until": of_day(terms.until),
        "targets": plain(terms.targets),
        "days_a_year": terms.days_a_year,
        "renews": agreement.renews,
        "continues": agreement.continues,
    }


def of_batch(batch: Batch) -> dict[str, Any]:
    """A batch of agreements."""
    return {
        "batch": batch.id,
        "number": batch.number,
        "status": batch.status,
        "sender_unit": batch.sender_unit,
        "sender_name": batch.sender_name,
        "items": plain(batch.items),
    }


def of_signature(signature: Signature) -> dict[str, Any]:
    """Without address and device: where somebody signed from is evidence on file, not news."""
    told: dict[str, Any] = plain(signature)
    return {name: value for name, value in told.items() if name not in ("address", "device")}


def of_assignment(assignment: Assignment) -> dict[str, Any]:
    """An order."""
    return {
        "assignment": assignment.id,
        "way": assignment.way,
        "ordered_by": assignment.ordered_by,
        "sender_unit": assignment.sender_unit,
        "host_unit": assignment.host_unit,
        "host_county": assignment.host_county,
        "due": of_day(assignment.due),
        "status": assignment.status,
        "filing": assignment.filing,
        "person": assignment.person,
        "agreement": assignment.agreement,
        "late": assignment.late,
        "proposed": assignment.proposed,
        "demand": assignment.demand,
        "round": assignment.round,
    }


def of_directed_round(round: DirectedRound) -> dict[str, Any]:
    """A directed round: how far it is, in numbers."""
    plan = round.plan
    return {
        "round": round.id,
        "title": round.title,
        "way": round.way,
        "county": round.county,
        "account": round.account,
        "status": round.status,
        "proposed": len(plan.pairs) if plan else 0,
        "gaps": len(plan.gaps) if plan else 0,
        "settled": len(round.settled),
    }


def of_ending(ending: Ending) -> dict[str, Any]:
    """A case."""
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


def of_comment(comment: NoticeComment) -> dict[str, Any]:
    """A remark or objection; what it says is for the city to read."""
    return {
        "comment": comment.id,
        "notice": comment.notice,
        "noun": comment.noun,
        "item": comment.item,
        "kind": comment.kind,
        "account": comment.account,
        "due": of_day(comment.due),
        "status": comment.status,
    }


def of_bounty(bounty: Bounty) -> dict[str, Any]:
    """A bounty."""
    return {
        "bounty": bounty.id,
        "demand": bounty.demand,
        "title": bounty.title,
        "host_unit": bounty.host_unit,
        "host_county": bounty.host_county,
        "deadline": of_day(bounty.deadline),
        "account": bounty.account,
        "status": bounty.status,
    }
