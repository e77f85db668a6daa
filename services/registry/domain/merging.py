"""Merging: one record stands for two that turned out to be the same unit, or the same person; and how it is undone.

The loser keeps its record with `merged_into` and is neither listed nor found any more; the winner is found by the
loser's names. Roles at the loser's unit stay beside those at the winner's, so that papers of before keep their readers.
No document of a city speaks of it: it is the keeping of a register, not a decision about anybody's rights.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.registry.domain import account as accounts
from services.registry.domain import filing as filings
from services.registry.domain import person as persons
from services.registry.domain import unit as units
from services.registry.domain.account import Account, Held
from services.registry.domain.application import Application
from services.registry.domain.defect import Difference
from services.registry.domain.filing import Filing, Why, grant_of, held
from services.registry.domain.invitation import manager_roles
from services.registry.domain.person import Person
from services.registry.domain.sanction import Sanction
from services.registry.domain.unit import Changed, Unit
from shared.errors import Conflict, Refused

MOST_MOVED = 300  # filings and applications that one transaction re-points
UNDECIDED = ("noticed", "answered", "appealed")  # what was imposed goes on against the winner, who may appeal
UNIT_FIELDS = ("unit", "sender_unit", "liaison_of")


@dataclass(frozen=True)
class Moved:
    """A record that named the loser, in these `fields`; `version` is the one it was re-pointed to."""

    kind: str
    id: str
    version: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Merging:
    """What one merger changed, so that it can be taken back. `officers`: who had a role given at the loser's unit.

    `before`: of persons, in whose care the winner was, and on which province's list, before it. None: not kept then.
    """

    id: str
    city: str
    noun: str
    winner: str
    loser: str
    reason: str
    on: date
    by: str
    by_name: str
    moved: tuple[Moved, ...]
    winner_managers: tuple[str, ...] = ()
    loser_managers: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    before: Mapping[str, tuple[str, ...]] | None = None
    undone_on: date | None = None
    version: int = 0


def check(
    winner: Unit | Person,
    loser: Unit | Person,
    of_winner: Sequence[Filing],
    of_loser: Sequence[Filing],
    naming: Sequence[Filing | Application],
    sanctions: Iterable[Sanction],
) -> None:
    """Whether the two may become one; `of_…` are the filings of each, `naming` all that is to be re-pointed.

    Raises Conflict for one record twice, or one that is merged or erased already; Refused with everything in the way.
    """
    if winner.id == loser.id:
        raise Conflict("不能与自身合并", "A record is not merged into itself", "same_record")
    if winner.merged_into or loser.merged_into:
        raise Conflict("其中一条记录已被合并", "One of the two is merged already", "merged_already")
    found = _held_twice(of_winner, of_loser)
    pending = [one for one in sanctions if one.status in UNDECIDED]
    if pending:
        numbers = "、".join(one.number for one in pending)
        found.append(_obstacle("sanctions", f"被合并方有未办结的处理：{numbers}", f"Acts are under way: {numbers}"))
    if len(naming) > MOST_MOVED:
        said = f"More than {MOST_MOVED} filings and applications name it; merge the other way round"
        found.append(_obstacle("size", f"被合并方涉及的备案和申请超过 {MOST_MOVED} 项，请改为反向合并", said))
    _refuse(found, "请先办结或取消所列事项，再行合并", "Settle what is listed first, then merge")


def check_persons(
    winner: Person, loser: Person, of_loser: Sequence[Filing], city: str, theirs: Account | None = None
) -> None:
    """What persons need besides; `theirs`: the loser's account. One out of use hinders nothing.

    Raises Conflict for one erased, Refused for accounts, other cities, one team.
    """
    if winner.erased_on or loser.erased_on:
        raise Conflict("个人信息已删除，不能合并", "Erased persons are not merged", "erased")
    found = []
    in_use = theirs is not None and not theirs.disabled
    if in_use and winner.account:
        said = "Both have accounts: disable the account of the one to be merged first"
        found.append(_obstacle("accounts", "双方都有账户，请先停用被合并方的账户", said))
    elif in_use:
        found.append(_obstacle("account", "被合并方有账户，请改为反向合并", "It has an account: merge the other way"))
    elsewhere = [one for one in loser.cities if one != city]
    if elsewhere:
        names = "、".join(elsewhere)
        found.append(_obstacle("cities", f"被合并方也在其他城市登记：{names}", f"Known in other cities: {names}"))
    together = [one for one in of_loser if winner.id in filings.people_of(one)]
    if together:
        numbers = "、".join(one.number for one in together)
        found.append(_obstacle("team", f"双方列在同一团队：{numbers}", f"Both are in one team: {numbers}"))
    _refuse(found, "请核对后处理所列事项", "See to what is listed first")


def units_as_one(winner: Unit, loser: Unit, reason: str, actor: str, name: str, on: date) -> tuple[Unit, Unit]:
    """The winner with the loser's names and managers, and the loser as it is kept; both tell of it in their history."""
    names = dict.fromkeys((*winner.former_names, loser.name, *loser.former_names))
    names.pop(winner.name, None)
    managers = tuple(dict.fromkeys((*winner.managers, *loser.managers)))
    note = f"并入{loser.name}（{loser.uscc}）：{reason}"
    before = {"managers": "、".join(winner.managers), "former_names": "、".join(winner.former_names)}
    stands_for = (*winner.stands_for, loser.id, *loser.stands_for)
    kept = replace(winner, former_names=tuple(names), managers=managers, stands_for=stands_for)
    gone = replace(loser, merged_into=winner.id, managers=())
    was = {"managers": "、".join(loser.managers)}
    return (
        units.with_change(kept, Changed(on, actor, name, before, note)),
        units.with_change(gone, Changed(on, actor, name, was, f"并入{winner.name}（{winner.uscc}）：{reason}")),
    )


def units_apart(
    merging: Merging, winner: Unit, loser: Unit, reason: str, actor: str, name: str, on: date
) -> tuple[Unit, Unit]:
    """Both as they stood: names and managers that came with the merger go back; managers added since stay."""
    came = set(merging.loser_managers) - set(merging.winner_managers)
    stay = tuple(one for one in winner.managers if one not in came)
    theirs = {loser.name, *loser.former_names}
    apart = {loser.id, *loser.stands_for}
    kept = replace(
        winner,
        managers=stay,
        former_names=tuple(one for one in winner.former_names if one not in theirs),
        stands_for=tuple(one for one in winner.stands_for if one not in apart),
    )
    back = replace(loser, merged_into=None, managers=merging.loser_managers)
    return (
        units.with_change(kept, Changed(on, actor, name, {}, f"撤销并入{loser.name}：{reason}")),
        units.with_change(back, Changed(on, actor, name, {}, f"撤销并入{winner.name}：{reason}")),
    )


def check_undo(merging: Merging | None, winner: Unit | Person, found: Mapping[str, Filing | Application]) -> Merging:
    """The merger, if it can be taken back; `found`: the re-pointed records as they are now, by id.

    Raises Conflict when there is none, or what it changed was not kept; Refused naming every record changed since.
    """
    if merging is None or merging.undone_on is not None:
        raise Conflict("没有可撤销的合并", "There is no merger to take back", "not_merged")
    if winner.merged_into:
        raise Conflict("合并后的记录又被并入其他记录，请先撤销后一次", "Undo the later merger first", "merged_later")
    if isinstance(winner, Person) and winner.erased_on:
        raise Conflict("个人信息已删除，不能撤销合并", "Erased persons stay merged", "erased")
    if merging.noun == "person" and merging.before is None:
        raise Conflict("合并时未留存合并前信息，不能撤销", "What was before it was not kept then", "not_kept")
    changed = [found[one.id] for one in merging.moved if one.id in found and found[one.id].version != one.version]
    stands = [
        _obstacle("changed", f"{one.number} 在合并后有变动", f"{one.number} was changed since the merger")
        for one in changed
    ]
    _refuse(stands, "合并不能撤销；请按变更备案办理", "It cannot be undone; ask for changes of the filings instead")
    return merging


def undone(merging: Merging, on: date) -> Merging:
    """Taken back."""
    return replace(merging, undone_on=on)


def persons_as_one(winner: Person, loser: Person) -> tuple[Person, Person]:
    """The winner in the care of all who cared for either, and the loser as it is kept."""
    union: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(winner, name), *getattr(loser, name))))
        for name in ("counties", "units", "provincial", "cities")
    }
    stands_for = (*winner.stands_for, loser.id, *loser.stands_for)
    return replace(winner, **union, stands_for=stands_for), replace(loser, merged_into=winner.id)


CARE = ("counties", "units")


def care_of(person: Person) -> dict[str, tuple[str, ...]]:
    """What a merger of persons adds to, as it is: {counties, units, provincial}."""
    return {name: getattr(person, name) for name in (*CARE, "provincial")}


def persons_apart(merging: Merging, winner: Person, loser: Person, own: Iterable[Filing]) -> tuple[Person, Person]:
    """Both as they stood; `own`: the winner's filings without those that go back, which say in whose care it is since.

    What was noted of the winner's province after the merger stays as noted.
    """
    before = merging.before or {}
    care: dict[str, Any] = {name: tuple(before.get(name, ())) for name in CARE}
    kept = replace(winner, **care)
    for filing in own:
        kept = persons.placed(kept, filing.county, (filing.sender_unit, filing.unit, filing.competent.unit))
    listed = tuple(before.get("provincial", ()))
    if winner.provincial == tuple(dict.fromkeys((*listed, *loser.provincial))):
        kept = replace(kept, provincial=listed)
    apart = {loser.id, *loser.stands_for}
    stands_for = tuple(one for one in winner.stands_for if one not in apart)
    return replace(kept, stands_for=stands_for), replace(loser, merged_into=None)


def of_unit(one: Filing | Application, winner: Unit, loser: Unit) -> dict[str, Any]:
    """The fields of a filing or an application that name the loser, as they shall be."""
    names = [name for name in UNIT_FIELDS if getattr(one, name, None) == loser.id]
    after: dict[str, Any] = dict.fromkeys(names, winner.id)
    if isinstance(one, Filing) and one.competent.unit == loser.id:
        after["competent"] = replace(one.competent, unit=winner.id)
    if one.unit == loser.id and one.person is None and one.name == loser.name:
        after["name"] = winner.name
    return after


def back_to_unit(one: Filing | Application, fields: Iterable[str], loser: Unit) -> dict[str, Any]:
    """The fields that `of_unit` changed, as they were."""
    after: dict[str, Any] = {}
    for name in fields:
        if name == "competent" and isinstance(one, Filing):
            after[name] = replace(one.competent, unit=loser.id)
        else:
            after[name] = loser.name if name == "name" else loser.id
    return after


def of_person(one: Filing | Application, winner: Person, loser: Person) -> dict[str, Any]:
    """The same for a person: lead or member, the holder's name, and the account of who has one."""
    after: dict[str, Any] = {}
    if isinstance(one, Application) and winner.account and loser.account and one.applicant == loser.account:
        after["applicant"] = winner.account  # who goes on with it
    if one.person == loser.id:
        after["person"] = winner.id
        if one.name == loser.name:
            after["name"] = winner.name
        if isinstance(one, Filing) and one.account in (None, loser.account):
            after["account"] = winner.account
    if any(member.person == loser.id for member in one.members):
        after["members"] = tuple(
            replace(member, person=winner.id, name=winner.name) if member.person == loser.id else member
            for member in one.members
        )
    if isinstance(one, Application) and any(given.person == loser.id for given in one.consents):
        after["consents"] = tuple(
            replace(given, person=winner.id) if given.person == loser.id else given for given in one.consents
        )
    return after


def back_to_person(one: Filing | Application, fields: Iterable[str], winner: Person, loser: Person) -> dict[str, Any]:
    """The fields that `of_person` changed, as they were."""
    plain = {"person": loser.id, "name": loser.name, "account": loser.account, "applicant": loser.account}
    after: dict[str, Any] = {}
    for name in fields:
        if name == "members":
            after[name] = tuple(
                replace(member, person=loser.id, name=loser.name) if member.person == winner.id else member
                for member in one.members
            )
        elif name == "consents" and isinstance(one, Application):
            after[name] = tuple(
                replace(given, person=loser.id) if given.person == winner.id else given for given in one.consents
            )
        else:
            after[name] = plain[name]
    return after


def repointed(one: Filing, after: Mapping[str, Any], action: str, why: Why, on: date) -> Filing:
    """The filing with other fields and a line in its history (`merged`, `unmerged`)."""
    return filings.changed(replace(one, **after), action, why, on)


def differences(one: Filing, after: Mapping[str, Any]) -> list[Difference]:
    """What a re-pointed filing tells of itself: ids and names, before and after."""
    plain = ("unit", "sender_unit", "liaison_of", "person", "name")
    return [Difference(f"/{name}", getattr(one, name), after[name]) for name in plain if name in after]


def with_roles(account: Account, own: Sequence[Filing], moved: Sequence[Filing], old: str) -> Account:
    """A manager's account with the roles of the winner's filings, and of the re-pointed ones at both units.

    `old` is the loser's id: papers that other services keep under it stay readable by whoever manages the winner.
    """
    for grant in manager_roles([*own, *moved]):
        account = accounts.give(account, grant)
    for grant in manager_roles(moved):
        account = accounts.give(account, replace(grant, unit=old))
    return account


def with_office(account: Account, winner: str, loser: str, city: str) -> Account:
    """Somebody whom an officer gave a role at the loser's unit holds it at the winner's too."""
    for grant in account.grants:
        if (grant.city, grant.unit, grant.filing) == (city, loser, None):
            account = accounts.give(account, replace(grant, unit=winner))
    return account


def without_roles(account: Account, merging: Merging, moved: Iterable[Filing]) -> Account:
    """As it would be without the merger: what came with it goes, and the loser's managers have the loser's roles."""
    back = list(moved)
    for one in back:
        if not one.person:
            account = accounts.end_filing(account, one.id)
    if account.id in merging.loser_managers and account.id not in merging.winner_managers:
        account = accounts.end_unit(account, merging.winner)
    if account.id in merging.loser_managers:
        for grant in manager_roles(back):
            account = accounts.give(account, grant)
    if account.id in merging.officers:
        kept = tuple(one for one in account.grants if not (one.unit == merging.winner and one.filing is None))
        account = replace(account, grants=kept, epoch=account.epoch + 1)
    return account


def persons_role(filing: Filing, account: str | None) -> Held | None:
    """The role that a re-pointed live filing gives to the winner's account, if there is one."""
    return grant_of(filing) if account and filing.status == "filed" else None


def _held_twice(of_winner: Sequence[Filing], of_loser: Sequence[Filing]) -> list[dict[str, str]]:
    mine = {one.subject: one for one in held(of_winner)}
    found = []
    for other in held(of_loser):
        own = mine.get(other.subject)
        if own is not None:
            zh = f"双方都持有同类有效备案：{own.number} 与 {other.number}"
            found.append(_obstacle("filings", zh, f"Both hold a live filing of one kind: {own.number}, {other.number}"))
    return found


def _obstacle(what: str, zh: str, en: str) -> dict[str, str]:
    return {"rule": f"registry.merging.{what}", "article": "", "reason": zh, "reason_en": en}


def _refuse(found: list[dict[str, str]], todo: str, todo_en: str) -> None:
    if found:
        zh, en = found[0]["reason"], found[0]["reason_en"]
        raise Refused(found[0]["rule"], "", zh, en, todo, todo_en, findings=found)
