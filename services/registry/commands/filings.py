"""Filings after they were made: suspended, resumed, restored, run out; each told, each with its line of history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from services.registry import events
from services.registry.commands.reviews import end_filings
from services.registry.domain import account as accounts
from services.registry.domain import filing as filings
from services.registry.domain.filing import Filing, Why, grant_of, people_of
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Forbidden
from shared.rulebook import Rulebook


def resume_filing(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, filing_id: str, reason: str
) -> dict[str, Any]:
    """A suspended filing is in force again before its day, for the reason given."""
    filing = work.filings.get(filing_id)
    rest = filing.suspended
    why = Why(rest.ground if rest else "", rest.article if rest else "", reason, actor.name, actor.account,
              Rules.of(rulebook, work.today).version)  # fmt: skip
    return filings.public(set_going(work, filings.resume(filing, why, work.today)))


def restore_filing(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, filing_id: str, ground: str, reason: str
) -> dict[str, Any]:
    """A cancelled filing is in force again, on a ground the document names. Raises Refused where it names none.

    What an appeal overturned is restored by that decision and needs no such ground.
    """
    filing = work.filings.get(filing_id)
    rules = Rules.of(rulebook, work.today)
    basis = rules.basis("restore", ground)
    if basis.by != "city" and filing.county not in actor.counties("county_officer"):
        raise Forbidden()
    why = Why(ground, basis.article, reason, actor.name, actor.account, rules.version)
    restored = filings.restore(filing, why, work.today, of_the_same(work, [filing]))
    return filings.public(bring_back(work, restored))


def expire_filings(work: RegistryWork, rulebook: Rulebook) -> None:
    """Every day: suspensions whose last day has passed are lifted, filings past their term end."""
    rules, day = Rules.of(rulebook, work.today), work.today.isoformat()
    rested = work.filings.some({"status": "suspended", "suspended.until": {"$lt": day}})
    ended = work.filings.some({"status": "filed", "until": {"$lt": day}})
    for filing in rested:
        assert filing.suspended is not None  # asked for by its last day
        why = Why(filing.suspended.ground, filing.suspended.article, "暂停期满", work.actor.name, "", rules.version)
        set_going(work, filings.resume(filing, why, work.today))
    if ended:
        why = Why("expired", rules.filing_years.cite, "备案有效期满", work.actor.name, "", rules.version)
        end_filings(work, [filings.cancel(one, why, work.today, "expired") for one in ended])


def suspended(work: RegistryWork, filing: Filing) -> Filing:
    """Keeps and tells a suspension."""
    work.filings.save(filing)
    work.announce(events.filing_suspended(filing))
    return filing


def set_going(work: RegistryWork, filing: Filing) -> Filing:
    """Keeps and tells the end of a suspension."""
    work.filings.save(filing)
    work.announce(events.filing_resumed(filing))
    return filing


def bring_back(work: RegistryWork, filing: Filing) -> Filing:
    """Keeps and tells a restoration, and gives the filing's role back to the accounts that held it."""
    work.filings.save(filing)
    work.announce(events.filing_restored(filing))
    for id in holders(work, filing):
        account = work.accounts.get(id)
        given = accounts.give(account, grant_of(filing))
        if given.grants != account.grants:
            work.accounts.save(given)
            work.announce(events.grant_given(given, given.grants[-1]))
    return filing


def holders(work: RegistryWork, filing: Filing) -> list[str]:
    """The accounts that act by a filing: of its people, else the managers of its unit."""
    people = [work.persons.get(id) for id in people_of(filing)]
    unit = work.units.find(filing.unit) if filing.unit and not people else None
    found = [person.account for person in people if person.account] + list(unit.managers if unit is not None else ())
    return list(dict.fromkeys(found))


def of_the_same(work: RegistryWork, ended: Sequence[Filing]) -> list[Filing]:
    """The filings of whoever holds these; loaded before anything is saved."""
    people = [one.person for one in ended if one.person]
    units = [one.unit for one in ended if one.unit and not one.person]
    ways: Iterable[dict[str, Any]] = [{"person": {"$in": people}}, {"unit": {"$in": units}}]
    return work.filings.some({"$or": list(ways)})
