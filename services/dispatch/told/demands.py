"""What dispatch announces of demands, achievements and their public rounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.confidentiality import said_of
from services.dispatch.domain.demand import Demand, FollowUp
from services.dispatch.domain.notice_comment import NoticeComment
from services.dispatch.domain.publication_round import PublicationRound
from services.dispatch.domain.report_clock import ReportClock
from services.dispatch.rules import Rules
from services.dispatch.telling import of_achievement, of_basis, of_comment, of_day, of_demand, of_round
from shared.chain import ChainState
from shared.work import Announcement


def demand_reported(demand: Demand) -> Announcement:
    """A host put a demand forward (or again, after a return)."""
    return Announcement("demand_reported", f"demand:{demand.id}", of_demand(demand))


def demand_step_taken(demand: Demand, action: str) -> Announcement:
    """The county passed it on, returned or rejected it."""
    return Announcement("demand_step_taken", f"demand:{demand.id}", {**of_demand(demand), "action": action})


def demand_published(demand: Demand, rules: Rules) -> Announcement:
    """It stands in a public round."""
    data = {
        **of_demand(demand),
        "round": demand.round,
        "content": said_of(demand.confidentiality, "", demand.content)[1],
    }
    return Announcement("demand_published", f"demand:{demand.id}", data, of_basis(rules.publication.held))


def demand_withdrawn(demand: Demand) -> Announcement:
    """No longer wanted, or met."""
    return Announcement("demand_withdrawn", f"demand:{demand.id}", {**of_demand(demand), "reason": demand.reason})


def achievement_reported(achievement: Achievement) -> Announcement:
    """A unit or commissioner put an achievement forward."""
    return Announcement("achievement_reported", f"achievement:{achievement.id}", of_achievement(achievement))


def achievement_published(achievement: Achievement, rules: Rules) -> Announcement:
    """It stands in a public round."""
    data = {
        **of_achievement(achievement),
        "round": achievement.round,
        "content": said_of(achievement.confidentiality, "", achievement.content)[1],
    }
    return Announcement(
        "achievement_published", f"achievement:{achievement.id}", data, of_basis(rules.publication.held)
    )


def achievement_withdrawn(achievement: Achievement) -> Announcement:
    """No longer on offer."""
    data = {**of_achievement(achievement), "reason": achievement.reason}
    return Announcement("achievement_withdrawn", f"achievement:{achievement.id}", data)


def demand_forwarded(demand: Demand, reason: str) -> Announcement:
    """Sent on to another desk."""
    data = {**of_demand(demand), "department": demand.department, "reason": reason}
    return Announcement("demand_forwarded", f"demand:{demand.id}", data)


def demand_late(demand: Demand, escalates_to: str, turn: Sequence[str] = ()) -> Announcement:
    """The desk at which it lies has had its time; told once a step. `escalates_to`: who may act too, now.

    `turn`: the parties for whom it waits.
    """
    data = {**of_demand(demand), **_late(demand.state, escalates_to, turn)}
    return Announcement("demand_late", f"demand:{demand.id}", data)


def _late(state: ChainState | None, escalates_to: str, turn: Sequence[str]) -> dict[str, Any]:
    return {
        "step": state.step if state else None,
        "due": of_day(state.due) if state else None,
        "turn": list(turn),
        "escalates_to": escalates_to,
        "escalated_to": [escalates_to] if escalates_to else [],
    }


def demand_merged(demand: Demand, into: Demand) -> Announcement:
    """It was one with another, which both hosts own now."""
    data = {**of_demand(demand), "into": into.id, "owner_units": list(into.owner_units)}
    return Announcement("demand_merged", f"demand:{demand.id}", data)


def demand_split(demand: Demand, remains: Demand) -> Announcement:
    """The merging was undone."""
    return Announcement("demand_split", f"demand:{demand.id}", {**of_demand(demand), "from": remains.id})


def demand_reclassified(demand: Demand) -> Announcement:
    """Its host gave it another level of confidentiality."""
    return Announcement("demand_reclassified", f"demand:{demand.id}", of_demand(demand))


def demand_expiry_due(demand: Demand) -> Announcement:
    """It will end soon; its host may renew it."""
    data = {**of_demand(demand), "expires_on": of_day(demand.expires_on)}
    return Announcement("demand_expiry_due", f"demand:{demand.id}", data)


def demand_expired(demand: Demand) -> Announcement:
    """Its last day is over."""
    data = {**of_demand(demand), "expires_on": of_day(demand.expires_on)}
    return Announcement("demand_expired", f"demand:{demand.id}", data)


def demand_renewed(demand: Demand) -> Announcement:
    """It stands again, or longer."""
    data = {**of_demand(demand), "expires_on": of_day(demand.expires_on)}
    return Announcement("demand_renewed", f"demand:{demand.id}", data)


def demand_solved(demand: Demand) -> Announcement:
    """Its host closed it as met."""
    return Announcement("demand_solved", f"demand:{demand.id}", {**of_demand(demand), "how": demand.reason})


def demand_report_due(clock: ReportClock, rules: Rules) -> Announcement:
    """A host has not reported for as long as the city asks; told once until it reports."""
    data = {"host_unit": clock.host_unit, "host_county": clock.host_county, "last_on": of_day(clock.last_on)}
    return Announcement("demand_report_due", f"host:{clock.host_unit}", data, of_basis(rules.demands.every_months))


def followup_due(demand: Demand, followup: FollowUp) -> Announcement:
    """The host is asked what came of it."""
    data = {**of_demand(demand), "months": followup.months, "due": of_day(followup.due)}
    return Announcement("followup_due", f"demand:{demand.id}", data)


def followup_answered(demand: Demand, followup: FollowUp) -> Announcement:
    """The host told what came of it. Money in fen."""
    data = {
        **of_demand(demand),
        "months": followup.months,
        "result": followup.result,
        "contract_fen": followup.contract_fen,
        "patents": followup.patents,
    }
    return Announcement("followup_answered", f"demand:{demand.id}", data)


def achievement_step_taken(achievement: Achievement, action: str) -> Announcement:
    """Its reviewer passed it on, returned or rejected it."""
    data = {**of_achievement(achievement), "action": action}
    return Announcement("achievement_step_taken", f"achievement:{achievement.id}", data)


def achievement_late(achievement: Achievement, escalates_to: str, turn: Sequence[str] = ()) -> Announcement:
    """Its reviewer has had the time there was; told once a step. `turn`: the parties for whom it waits."""
    data = {**of_achievement(achievement), **_late(achievement.state, escalates_to, turn)}
    return Announcement("achievement_late", f"achievement:{achievement.id}", data)


def achievement_reclassified(achievement: Achievement) -> Announcement:
    """Its owner gave it another level of confidentiality."""
    return Announcement("achievement_reclassified", f"achievement:{achievement.id}", of_achievement(achievement))


def achievement_expiry_due(achievement: Achievement) -> Announcement:
    """It will end soon; its owner may renew it."""
    data = {**of_achievement(achievement), "expires_on": of_day(achievement.expires_on)}
    return Announcement("achievement_expiry_due", f"achievement:{achievement.id}", data)


def achievement_expired(achievement: Achievement) -> Announcement:
    """Its last day is over."""
    data = {**of_achievement(achievement), "expires_on": of_day(achievement.expires_on)}
    return Announcement("achievement_expired", f"achievement:{achievement.id}", data)


def achievement_renewed(achievement: Achievement) -> Announcement:
    """It stands again, or longer."""
    data = {**of_achievement(achievement), "expires_on": of_day(achievement.expires_on)}
    return Announcement("achievement_renewed", f"achievement:{achievement.id}", data)


def publication_round_opened(round: PublicationRound, rules: Rules) -> Announcement:
    """The city began a public round."""
    subject = f"publication_round:{round.id}"
    return Announcement("publication_round_opened", subject, of_round(round), of_basis(rules.publication.held))


def publication_round_published(round: PublicationRound, rules: Rules) -> Announcement:
    """The round is public (told again when a second call added to it)."""
    subject = f"publication_round:{round.id}"
    return Announcement("publication_round_published", subject, of_round(round), of_basis(rules.publication.held))


def publication_round_ended(round: PublicationRound) -> Announcement:
    """Its notice is over."""
    return Announcement("publication_round_ended", f"publication_round:{round.id}", of_round(round))


def publication_round_due(round: PublicationRound, rules: Rules) -> Announcement:
    """The time to the next round is over; `round` is the last one."""
    data = {**of_round(round), "due": of_day(round.next_due)}
    rests_on = of_basis(rules.publication.every_months)
    return Announcement("publication_round_due", f"publication_round:{round.id}", data, rests_on)


def publication_item_removed(round: PublicationRound, noun: str, item: str, account: str, reason: str) -> Announcement:
    """The city took one demand or achievement out; `account` is who reported it."""
    data = {"round": round.id, "noun": noun, "item": item, "account": account, "reason": reason}
    return Announcement("publication_item_removed", f"publication_round:{round.id}", data)


def notice_commented(comment: NoticeComment) -> Announcement:
    """Somebody said something to a public notice; what, is for the city to read."""
    return Announcement("notice_commented", f"notice_comment:{comment.id}", of_comment(comment))


def notice_answered(comment: NoticeComment) -> Announcement:
    """The city answered it."""
    data = {**of_comment(comment), "outcome": comment.outcome}
    return Announcement("notice_answered", f"notice_comment:{comment.id}", data)
