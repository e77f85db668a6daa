"""What the registry does about others' announcements: filings are cancelled, credit entries made.

Whoever appraises, ends an agreement or finds misuse has decided what follows and says so under `consequences`; here it
is carried out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from services.registry import events
from services.registry.commands.reviews import end_filings
from services.registry.commands.sanctions import fall_with_ending, number, target
from services.registry.domain import credit_entry, filing, rulebook_proposal, sanction
from services.registry.domain.credit_entry import CreditEntry
from services.registry.domain.filing import Filing, Why
from services.registry.domain.rulebook_proposal import RulebookCheck
from services.registry.domain.sanction import Act, Target
from services.registry.rules import Rules
from services.registry.store import RegistryWork
from services.registry.vocabulary.standing import Ground, Power
from shared.errors import Conflict
from shared.rulebook import Rulebook

REGISTERS = {"blacklist": "blacklist", "misconduct_record": "misconduct"}


@dataclass(frozen=True)
class Consequence:
    """What follows ("cancel_filing", "blacklist", "misconduct_record" …), by which article."""

    then: str
    article: str


@dataclass(frozen=True)
class Case:
    """Whom it is about, on what ground, in words."""

    ground: str
    reason: str
    by: str
    event: str
    filing: str | None = None
    person: str | None = None
    unit: str | None = None


def on_result_published(work: RegistryWork, rulebook: Rulebook, event: Any) -> None:
    """An appraisal's result has consequences for a filing (B-26, B-31; S-5(1))."""
    data = event.data
    case = Case(
        ground="appraisal",
        reason=f"{data['year']}年度评价结果：{data.get('grade_label') or data['grade']}",
        by=event.actor.get("name", ""),
        event=event.id,
        filing=data.get("filing"),
        person=data.get("person"),
        unit=data.get("unit") if not data.get("person") else None,
    )
    _carry_out(work, rulebook, case, _consequences(data))


def on_agreement_ended(work: RegistryWork, rulebook: Rulebook, event: Any) -> None:
    """An agreement ended with consequences for the commissioner's filing (B-29, B-31)."""
    data = event.data
    ground, _ = rules_ground(data["ground"], Rules.of(rulebook, work.today))
    case = Case(
        ground=data["ground"],
        reason=ground,
        by=event.actor.get("name", ""),
        event=event.id,
        filing=data.get("filing"),
        person=data.get("person"),
    )
    _carry_out(work, rulebook, case, _consequences(data))


def on_ending_overturned(work: RegistryWork, rulebook: Rulebook, event: Any) -> None:
    """An appeal against an ending was upheld: the cancelled filing and the entry that followed from it fall with it.

    Raises Conflict while what followed has not been heard yet, to be heard again.
    """
    data = event.data
    if not data["consequences"]:
        return
    reason = data.get("reasons") or "终止决定经申诉撤销"
    fallen = fall_with_ending(work, rulebook, work.actor, filing=data["filing"], ground=data["ground"], reason=reason)
    if not fallen:
        raise Conflict("尚无随之作出的处理", "What followed from it has not been heard yet", code="early")


def on_misuse_found(work: RegistryWork, rulebook: Rulebook, event: Any) -> None:
    """Money was misused or obtained by deceit (B-31)."""
    data = event.data
    case = Case(
        ground=data.get("ground", "misuse"),
        reason=data.get("reason") or rules_ground(data.get("ground", "misuse"), Rules.of(rulebook, work.today))[0],
        by=event.actor.get("name", ""),
        event=event.id,
        filing=data.get("filing"),
        person=data.get("person"),
        unit=data.get("unit") if not data.get("person") else None,
    )
    _carry_out(work, rulebook, case, _consequences(data))


def rules_ground(ground: str, rules: Rules) -> tuple[str, str]:
    """How the document words a ground, in Chinese and English; the ground's own name where it does not."""
    known: Ground | Power | None = rules.cancellations.get(ground)
    for register in rules.registers.values():
        known = known or register.grounds.get(ground)
    return (known.label, known.label_en) if known is not None else (ground, ground)


def _consequences(data: dict[str, Any]) -> list[Consequence]:
    """Consequences with their articles; a bare word stands under the announcement's own article."""
    return [
        Consequence(one, data.get("article", ""))
        if isinstance(one, str)
        else Consequence(one["then"], one.get("article") or data.get("article", ""))
        for one in data.get("consequences", ())
    ]


def _carry_out(work: RegistryWork, rulebook: Rulebook, case: Case, consequences: Iterable[Consequence]) -> None:
    rules = Rules.of(rulebook, work.today)
    by_kind = {one.then: one for one in reversed(list(consequences))}
    if cancelling := by_kind.get("cancel_filing"):
        held, why = _filings(work, case), _why(case, cancelling.article, rules)
        for one in held:
            _keep_file(work, rulebook, "cancel", "", target(work, one, None, None), why)
        end_filings(work, [filing.cancel(one, why, work.today) for one in held])
    for then, register in REGISTERS.items():
        if then in by_kind:
            _enter(work, rulebook, case, register, by_kind[then].article)


def _why(case: Case, article: str, rules: Rules) -> Why:
    return Why(case.ground, article, case.reason, case.by, "", rules.version, case.event)


def _keep_file(
    work: RegistryWork, rulebook: Rulebook, act: Act, register: str, about: Target, why: Why, entry: str | None = None
) -> str:
    """The file of what follows here, so that it can be appealed against; its id."""
    rules = Rules.of(rulebook, work.today)
    label = rules_ground(why.ground, rules)
    file = sanction.followed(
        work.new_id(), work.city, number(work), act, register, label, about, why, rules, rulebook.calendar, work.today,
        entry,
    )  # fmt: skip
    work.sanctions.add(file)
    work.announce(events.sanction_moved(file, "imposed"))
    return file.id


def _filings(work: RegistryWork, case: Case) -> list[Filing]:
    """The filings meant: the one named, else all that the person or unit holds. An ended one stays as it is."""
    if case.filing:
        found = [work.filings.get(case.filing)]
    else:
        about = {"person": case.person} if case.person else {"unit": case.unit}
        found = work.filings.some({**about, "status": {"$in": list(filing.HELD)}})
    return filing.held(found)


def _enter(work: RegistryWork, rulebook: Rulebook, case: Case, register: str, article: str) -> None:
    unit = work.units.find(case.unit) if case.unit else None
    person = work.persons.find(case.person) if case.person else None
    if unit is None and person is None:
        return
    rules = Rules.of(rulebook, work.today)
    about = target(work, None, person.id if person is not None else None, unit.id if unit is not None else None)
    id, why = work.new_id(), _why(case, article, rules)
    file = _keep_file(work, rulebook, "enter", register, replace(about, filing=case.filing), why, id)
    entry = credit_entry.enter(
        CreditEntry(
            id=id,
            city="",
            made_in=work.city,
            register=register,
            party=about.party,
            name=about.name,
            person=about.person,
            unit=about.unit if about.person is None else None,
            basis=case.reason,
            article=article,
            since=work.today,
            until=None,
            filing=case.filing,
            event=case.event,
            ground=case.ground,
            sanction=file,
            accounts=about.accounts,
        ),
        rules,
    )
    work.credit_entries.add(entry)
    work.announce(events.credit_entry_made(entry))


def on_rulebook_checked(work: RegistryWork, event: Any) -> None:
    """A service told whether it could carry a draft out."""
    data, service = event.data, event.source
    proposal = work.rulebook_proposals.find(data["proposal"])
    check = RulebookCheck(
        id=f"{data['proposal']}|{service}",
        city=work.city,
        proposal=data["proposal"],
        service=service,
        digest=data["digest"],
        at=event.at,
        errors=tuple(data["errors"]),
        cited=tuple(data["cited"]),
    )
    if proposal is not None and rulebook_proposal.counts(proposal, check):
        work.rulebook_checks.put(check)
