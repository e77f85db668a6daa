"""What follows here from what others announced."""

from __future__ import annotations

from services.dispatch import events, force, matching, mergers
from services.dispatch.commands import batches
from services.dispatch.domain import achievement as achievements
from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import demand as demands
from services.dispatch.domain import ending as endings
from services.dispatch.domain import places
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.known import PEOPLE
from services.dispatch.rules import Rules
from services.dispatch.store import NAMINGS, DispatchWork
from shared import repointing
from shared.hearing import Heard
from shared.rulebook import Rulebook

MOST = 1_000
CANCELLED = "备案已取消"
OPEN = ["draft", "signed", "reported", "returned", "filed"]


def on_filing_cancelled(work: DispatchWork, rulebook: Rulebook, event: Heard) -> None:
    """A commissioner's (or team's) filing was cancelled: what runs under it ends, what was being made is given up.

    The places are saved in any case: an agreement that is being filed just now collides with that, and is refused.
    """
    if event.data["subject"] not in PEOPLE:
        return
    rules = Rules.of(rulebook, work.today)
    filing = str(event.data["filing"])
    for agreement in work.agreements.some({"filing": filing, "status": {"$in": OPEN}}):
        if agreement.status == "filed":
            _end_with_filing(work, rules, agreement, event)
        else:
            given_up = agreements.withdraw(agreement, rules, work.actor, work.today, "filing_cancelled")
            work.agreements.save(given_up)
            batches.settle(work, given_up)
            work.announce(events.agreement_withdrawn(given_up, "filing_cancelled"))
    taken = force.places_of(work.commissioner_places, work.city, _whom(work, event))
    work.commissioner_places.save(places.close(taken, filing))


def _end_with_filing(work: DispatchWork, rules: Rules, agreement: Agreement, event: Heard) -> None:
    """The agreement ends, with a file of its own; a case that was open lapses."""
    told, article = event.data, rules.endings.filing_cancelled.cite
    if agreement.case:
        case = work.endings.get(agreement.case)
        work.endings.save(endings.lapse(case, "filing_cancelled", work.actor, work.today))
    why, reason = str(told.get("ground") or ""), str(told.get("reason") or "")
    made = endings.of_cancellation(work.new_id(), agreement, why, reason, article, rules, work.actor, work.today)
    work.endings.add(made)
    work.announce(events.ending_opened(made))
    force.end(work, agreement, "filing_cancelled", article, case=made)


def on_misuse_found(work: DispatchWork, rulebook: Rulebook, event: Heard) -> None:
    """The city confirmed a finding of the inspection of funds (B-31): a case for each agreement that runs under it."""
    told, rules = event.data, Rules.of(rulebook, work.today)
    grounds = [name for name, one in rules.endings.cases.items() if told["ground"] in (one.opened_by.value or ())]
    if not grounds or not told.get("filing"):
        return
    for agreement in work.agreements.some({"filing": told["filing"], "status": "filed", "case": ""}):
        reason = f"经费监督检查认定：{told['ground']}（{told['inspection']}）"
        opened, marked = endings.of_inspection(
            work.new_id(), agreement, grounds[0], told["inspection"], reason, rules, work.actor, work.today
        )
        work.endings.add(opened)
        work.agreements.save(marked)
        work.announce(events.ending_opened(opened))


def on_filing_suspended(work: DispatchWork, event: Heard) -> None:
    """No agreement is filed under a suspended filing; those in force go on, those being made wait."""
    if event.data["subject"] in PEOPLE:
        taken = force.places_of(work.commissioner_places, work.city, _whom(work, event))
        work.commissioner_places.save(places.close(taken, str(event.data["filing"])))


def on_filing_resumed(work: DispatchWork, event: Heard) -> None:
    """Agreements may be filed again."""
    on_filing_restored(work, event)


def withdraw_what_it_offered(work: DispatchWork, event: Heard) -> None:
    """Who is not filed any more offers and asks nothing: achievements of the person or unit, demands of a host.

    A demand that others own too stays with them.
    """
    person, unit = str(event.data.get("person") or ""), str(event.data.get("unit") or "")
    subject, filing = event.data["subject"], str(event.data["filing"])
    if subject in PEOPLE:
        if not person:
            return
        whose: dict[str, str] = {"person": person}
    else:
        if not unit or any(one.id != filing for one in force.unit_filings(work, unit)):
            return
        whose = {"unit": unit}
    standing = {"status": {"$in": ["reported", "collected", "returned", "published", "expired"]}}
    of_host = subject == "host_unit"
    asked = work.demands.some({"host_unit": unit, "co_owners": [], **standing}, limit=MOST) if of_host else []
    for offer in work.achievements.some({**whose, **standing}, limit=MOST):
        gone = achievements.withdraw(offer, CANCELLED, work.today)
        work.achievements.save(gone)
        work.announce(events.achievement_withdrawn(gone))
    for demand in asked:
        closed = demands.withdraw(demand, CANCELLED, work.today)
        work.demands.save(closed)
        work.announce(events.demand_withdrawn(closed))


def on_filing_restored(work: DispatchWork, event: Heard) -> None:
    """The commissioner may make agreements again; those that ended stay ended."""
    if event.data.get("subject") in PEOPLE:
        taken = force.places_of(work.commissioner_places, work.city, _whom(work, event))
        work.commissioner_places.save(places.reopen(taken, str(event.data["filing"])))


def on_somebody_filed(work: DispatchWork, event: Heard) -> None:
    """A new commissioner: demands that fit are looked for at the next interval."""
    if event.data["subject"] in PEOPLE:
        matching.wait(work, f"filing:{event.data['filing']}")


def on_merged(work: DispatchWork, rulebook: Rulebook, event: Heard) -> None:
    """Two units, or two persons, were one: places are added up, and what named the loser names who stands for it."""
    merger = work.known_mergings.get(str(event.data["loser"]))
    mergers.join(work, Rules.of(rulebook, work.today), merger)
    repointing.follow(work, merger, NAMINGS[merger.noun])


def on_unmerged(work: DispatchWork, event: Heard) -> None:
    """Each stands for itself again: what came with the merger goes back."""
    merger = work.known_mergings.find(str(event.data["loser"]))
    if merger is not None:
        mergers.part(work, merger)
        repointing.follow(work, merger, NAMINGS[merger.noun])


def close_suggestions(work: DispatchWork, event: Heard) -> None:
    """Nobody is suggested under a cancelled filing."""
    matching.close(work, filing=str(event.data["filing"]))


def _whom(work: DispatchWork, event: Heard) -> str:
    data = event.data
    person = repointing.standing(work, str(data.get("person") or ""))
    return agreements.commissioner_key(str(data["filing"]), person, str(data.get("kind") or ""))
