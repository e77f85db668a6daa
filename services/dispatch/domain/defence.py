"""Defence (告知、陈述申辩、听证): whoever a case is directed against is told, and may speak, before the decision.

How long, and whether the decision waits for it, is the rulebook's to say; where it is silent everything is served,
said and kept all the same, and nothing waits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from services.dispatch.domain.ending import Ending, process_of
from services.dispatch.domain.evidence import Evidence
from services.dispatch.domain.party import concerned, party_of
from services.dispatch.domain.proceeding import Notice, Paper, Statement
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.errors import Conflict, Invalid

NOUNS: dict[Paper, str] = {"notice": "告知书", "decision": "决定书", "appeal_decision": "申诉处理决定"}


def serve(
    ending: Ending,
    what: Paper,
    to: str,
    how: Literal["in_app", "paper"],
    on: date,
    text: str,
    evidence: tuple[Evidence, ...],
    rules: Rules,
    actor: Actor,
    today: date,
) -> Ending:
    """Served on one party; the clock that it starts runs from that day.

    Raises Conflict when there is no such paper yet or it has been served on them, Invalid for a day to come or before
    the case, or a party that is none.
    """
    if what == "notice" and ending.state.status != "pending":
        raise Conflict("事项不在办理中，无需告知", "Not under way", status=ending.state.status)
    if what == "decision" and ending.decision is None:
        raise Conflict("尚未作出决定", "There is no decision yet", status=ending.state.status)
    if what == "appeal_decision" and (ending.appeal is None or ending.appeal.decision is None):
        raise Conflict("申诉尚未处理", "The appeal is not decided", code="appeal")
    if to not in addressees(ending):
        raise Invalid.field(
            "/to",
            f"应为其中之一：{'、'.join(addressees(ending))}",
            "choice",
            en=f"Must be one of: {', '.join(addressees(ending))}",
        )
    if not ending.opened_on <= on <= today:
        raise Invalid.field("/on", "送达日期应在报告之后、今天之前", "range", en="Served between the report and today")
    if served(ending, what, to) is not None:
        raise Conflict(f"{NOUNS[what]}已送达该方", "Served on them already", code="served")
    process = process_of(rules, ending.ground)
    days = {"notice": process.defence_days, "decision": process.appeal_days}.get(what)
    due = rules.calendar(on, days.value) if days is not None and days.value and to in ending.against else None
    by = party_of(actor, ending.scope)
    made = Notice(what, to, how, on, text, actor.account, actor.name, due, evidence, by)
    return replace(ending, notices=(*ending.notices, made))


def addressees(ending: Ending) -> tuple[str, ...]:
    """On whom papers of the case are served: whom it is directed against first, then the other parties."""
    sender = "workstation" if "workstation" in ending.against else "dispatching_unit"
    return tuple(dict.fromkeys((*ending.against, "commissioner", sender, "host_unit")))


def served(ending: Ending, what: Paper, to: str) -> Notice | None:
    """The service of a paper on a party, if there was one."""
    return next((one for one in ending.notices if (one.what, one.to) == (what, to)), None)


def speaks_for(ending: Ending, actor: Actor) -> str:
    """As which party the actor speaks. Raises Conflict when the case is not directed against them."""
    own = concerned(actor, ending.against, ending.scope)
    if not own:
        raise Conflict("此事项不针对您", "The case is not directed against you", code="turn")
    return own[0]


def defend(ending: Ending, text: str, evidence: tuple[Evidence, ...], rules: Rules, actor: Actor, on: date) -> Ending:
    """Says in writing what there is to say. Raises Refused when the time for it has run out, Conflict when decided."""
    party = speaks_for(ending, actor)
    _undecided(ending)
    notice = served(ending, "notice", party)
    if notice is not None and notice.due is not None and on > notice.due:
        term = process_of(rules, ending.ground).defence_days
        raise term.refused(f"陈述申辩期限已于{notice.due}届满", f"The time to speak ran out on {notice.due}")
    said = Statement(party, "written", on, text, actor.account, actor.name, evidence)
    return replace(ending, statements=(*ending.statements, said))


def hear(
    ending: Ending, party: str, held_on: date, text: str, evidence: tuple[Evidence, ...], actor: Actor, today: date
) -> Ending:
    """The minutes of a hearing of one party. Raises Invalid for a day to come or a party it is not directed against."""
    _undecided(ending)
    if party not in ending.against:
        raise Invalid.field(
            "/party",
            f"应为其中之一：{'、'.join(ending.against)}",
            "choice",
            en=f"Must be one of: {', '.join(ending.against)}",
        )
    if not ending.opened_on <= held_on <= today:
        raise Invalid.field(
            "/held_on", "听取意见的日期应在报告之后、今天之前", "range", en="Heard between the report and today"
        )
    said = Statement(party, "hearing", held_on, text, actor.account, actor.name, evidence)
    return replace(ending, statements=(*ending.statements, said))


def _undecided(ending: Ending) -> None:
    if ending.state.status not in ("pending", "returned"):
        raise Conflict("事项已办结", "The case is closed", status=ending.state.status)
