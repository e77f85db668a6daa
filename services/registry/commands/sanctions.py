"""Sanctions: notice, defence, decision, appeal; and what a decision does to filings and the credit register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from services.registry import events
from services.registry.commands.filings import bring_back, of_the_same, set_going, suspended
from services.registry.commands.reviews import end_filings
from services.registry.domain import credit_entry, sanction
from services.registry.domain import filing as filings
from services.registry.domain.credit_entry import CreditEntry, person_key, unit_key
from services.registry.domain.exhibit import Exhibit
from services.registry.domain.filing import Filing
from services.registry.domain.person import of_city
from services.registry.domain.sanction import Sanction, Target
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from shared.actor import Actor
from shared.errors import Conflict, Invalid
from shared.rulebook import Rulebook


def open_sanction(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    act: sanction.Act,
    ground: str,
    register: str,
    filing: str | None,
    person: str | None,
    unit: str | None,
    reason: str,
    reply_by: date | None,
    until: date | None,
    receipts: Sequence[str] = (),
) -> dict[str, Any]:
    """The notice to whom it concerns. Raises Refused where the document names no such ground."""
    rules = Rules.of(rulebook, work.today)
    basis = rules.basis(act, ground, register)
    if person is not None:
        of_city(work.persons.get(person), work.city)
    if act != "enter" and filing is None:
        raise Invalid.field("/filing", "请指明备案", "required", en="Name the filing")
    concerned = work.filings.get(filing) if filing is not None else None
    if concerned is not None and act != "enter" and concerned.status not in filings.HELD:
        raise Conflict("备案已不在有效状态", "The filing is no longer live", status=concerned.status)
    opened = sanction.notice(
        work.new_id(), number(work), act, register, basis, target(work, concerned, person, unit),
        (reason, files(work, receipts)), (reply_by, until), rules, rulebook.calendar, actor, work.today,
    )  # fmt: skip
    work.sanctions.add(opened)
    return _told(work, rules, opened, "noticed")


def answer_sanction(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, sanction_id: str, text: str, receipts: Sequence[str] = ()
) -> dict[str, Any]:
    """The defence of whom it concerns."""
    known = work.sanctions.get(sanction_id)
    answered = sanction.answer(known, text, files(work, receipts), actor, work.today)
    return _moved(work, Rules.of(rulebook, known.noticed_on), answered, "answered")


def decide_sanction(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, sanction_id: str, impose: bool, reason: str
) -> dict[str, Any]:
    """The reasoned decision; imposed, it takes effect at once."""
    known = work.sanctions.get(sanction_id)
    rules = Rules.of(rulebook, known.noticed_on)
    decided = sanction.decide(known, impose, reason, rules, rulebook.calendar, actor, work.today)
    if decided.in_effect:
        decided = _take_effect(work, rules, decided, reason, actor)
    return _moved(work, rules, decided, decided.status)


def appeal_sanction(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, sanction_id: str, text: str, receipts: Sequence[str] = ()
) -> dict[str, Any]:
    """The appeal of whom it concerns; the act rests meanwhile where the rulebook says so."""
    known = work.sanctions.get(sanction_id)
    rules = Rules.of(rulebook, known.noticed_on)
    appealed = sanction.appeal(known, text, files(work, receipts), rules, rulebook.calendar, actor, work.today)
    if not appealed.in_effect:
        appealed = _undo(work, appealed, "申诉期间暂停执行", actor, _others(work, [known]), stay=True)
    return _moved(work, rules, appealed, "appealed")


def decide_appeal(
    work: RegistryWork,
    rulebook: Rulebook,
    actor: Actor,
    *,
    sanction_id: str,
    overturn: bool,
    reason: str,
    related: bool,
) -> dict[str, Any]:
    """The appeal decided. Overturned, the entry is annulled, the filing restored where that is possible.

    `related`: whatever else followed from the same announcement falls with it.
    """
    known = work.sanctions.get(sanction_id)
    rules = Rules.of(rulebook, known.noticed_on)
    decided = sanction.decide_appeal(known, overturn, reason, rules, actor, work.today)
    fallen: list[Sanction] = []
    if overturn:
        same = {"event": known.event, "target.party": known.target.party}
        if related and known.event:
            fallen = [one for one in work.sanctions.some(same) if one.id != known.id and one.status != "overturned"]
        others = _others(work, [known, *fallen])
        decided = _undo(work, decided, reason, actor, others)
        for one in fallen:
            also = _undo(
                work,
                sanction.fall(one, f"随{known.number}一并撤销：{reason}", actor, work.today),
                reason,
                actor,
                others,
            )
            _moved(work, rules, also, "overturned")
    elif not known.in_effect:
        decided = _take_effect(work, rules, decided, reason, actor)
    return _moved(work, rules, decided, decided.status)


def fall_with_ending(
    work: RegistryWork, rulebook: Rulebook, actor: Actor, *, filing: str, ground: str, reason: str
) -> list[dict[str, Any]]:
    """What followed here from an ending that was overturned where it was decided: each falls, and is undone."""
    rules = Rules.of(rulebook, work.today)
    rested = [
        one
        for one in work.sanctions.some({"target.filing": filing, "ground": ground})
        if one.event and one.status != "overturned"
    ]
    others = _others(work, rested)
    return [
        _moved(
            work,
            rules,
            _undo(work, sanction.fall(one, reason, actor, work.today), reason, actor, others),
            "overturned",
        )
        for one in rested
    ]


def target(work: RegistryWork, filing: Filing | None, person: str | None, unit: str | None) -> Target:
    """Whom an act is about: the filing's holder, else the person or unit named. Raises Invalid where none is."""
    person = filing.person if filing is not None else person
    unit = filing.unit if filing is not None else unit
    someone = work.persons.get(person) if person else None
    about = work.units.get(unit) if unit else None
    if someone is not None:
        key, name, heard = person_key(someone.id), someone.name, [someone.account]
    elif about is not None:
        key, name, heard = unit_key(about.uscc), about.name, [*about.managers]
    else:
        raise Invalid.field("/person", "请指明个人、单位或备案", "required", en="Name the person, unit or filing")
    county = filing.county if filing is not None else about.county if about is not None else ""
    accounts = dict.fromkeys(one for one in (*heard, filing.account if filing is not None else None) if one)
    return Target(
        key, filing.name if filing is not None else name, someone.id if someone is not None else None,
        about.id if about is not None else None, filing.id if filing is not None else None, county, tuple(accounts),
    )  # fmt: skip


def number(work: RegistryWork) -> str:
    """A number for a new file."""
    return f"CL{work.today:%Y%m%d}-{work.new_code(8)}"


def files(work: RegistryWork, receipts: Sequence[str]) -> tuple[Exhibit, ...]:
    """The uploaded files that a paper cites."""
    cited = [work.cite(receipt) for receipt in receipts]
    return tuple(Exhibit(file.id, file.name, file.sha256) for file in cited)


def _take_effect(work: RegistryWork, rules: Rules, imposed: Sanction, reason: str, actor: Actor) -> Sanction:
    about, why = imposed.target, imposed.why(reason, actor)
    if imposed.act == "enter" and imposed.entry is not None:
        entry = replace(work.credit_entries.get(imposed.entry), stayed=False)
        work.credit_entries.save(entry)
        work.announce(events.credit_entry_changed(entry, "resumed"))
    elif imposed.act == "enter":
        entry = credit_entry.enter(
            CreditEntry(
                work.new_id(), "", work.city, imposed.register, about.party, about.name, about.person,
                None if about.person else about.unit, reason, imposed.article, work.today, None, about.filing, "",
                imposed.ground, imposed.file[0].files, imposed.id, about.accounts,
            ),
            rules,
        )  # fmt: skip
        work.credit_entries.add(entry)
        work.announce(events.credit_entry_made(entry))
        return replace(imposed, entry=entry.id)
    elif imposed.act == "suspend":
        filing = work.filings.get(about.filing or "")
        suspended(work, filings.suspend(filing, why, work.today, imposed.until))
    else:
        end_filings(work, [filings.cancel(work.filings.get(about.filing or ""), why, work.today)])
    return imposed


def _undo(
    work: RegistryWork, fallen: Sanction, reason: str, actor: Actor, others: Sequence[Filing], stay: bool = False
) -> Sanction:
    """What it did is undone, as far as that can be; what cannot is noted in the file. `stay`: for the time being."""
    why = fallen.why(reason, actor)
    if fallen.act == "enter":
        entry = work.credit_entries.get(fallen.entry or "")
        entry = replace(entry, stayed=True) if stay else credit_entry.annul(entry, work.today)
        work.credit_entries.save(entry)
        work.announce(events.credit_entry_changed(entry, "stayed" if stay else "annulled"))
        return fallen
    filing = work.filings.get(fallen.target.filing or "")
    try:
        if fallen.act == "suspend" and filing.status == "suspended":
            set_going(work, filings.resume(filing, why, work.today))
        elif fallen.act == "cancel" and filing.status not in filings.HELD:
            bring_back(work, filings.restore(filing, why, work.today, others))
    except Conflict as problem:
        return sanction.unrestored(fallen, problem.reason, actor, work.today)
    return fallen


def _others(work: RegistryWork, concerned: Sequence[Sanction]) -> list[Filing]:
    named = [work.filings.get(one.target.filing) for one in concerned if one.target.filing]
    return of_the_same(work, named) if named else []


def _moved(work: RegistryWork, rules: Rules, moved: Sanction, action: str) -> dict[str, Any]:
    work.sanctions.save(moved)
    return _told(work, rules, moved, action)


def _told(work: RegistryWork, rules: Rules, moved: Sanction, action: str) -> dict[str, Any]:
    work.announce(events.sanction_moved(moved, action))
    kept = work.sanctions.get(moved.id)
    return {**sanction.public(kept), "actions": sanction.actions(kept, rules, work.actor, work.today)}
