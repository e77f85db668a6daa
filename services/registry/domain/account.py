"""Account: how somebody signs in, and the roles held, each in a city and from a filing or an officer's hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from services.registry.domain import second_factor
from services.registry.domain.person import Person
from services.registry.domain.second_factor import SecondFactor
from shared.actions import NOTHING, action
from shared.errors import Conflict, Forbidden, Invalid, NotFound

FAILURES_BEFORE_LOCK = 5
LOCK = timedelta(minutes=15)
# What an officer may hand out, and what each is bound to; every other role comes with a filing.
GIVEN_BY_OFFICERS = {
    "city_officer": None,
    "county_officer": "county",
    "competent_officer": "unit",
    "trainer": None,
    "inspector": None,
    "finance_officer": None,
}


@dataclass(frozen=True)
class Held:
    """One role in one city; `filing` is the filing it comes from and ends with."""

    city: str
    role: str
    unit: str | None = None
    county: str | None = None
    filing: str | None = None
    since: date | None = None


@dataclass(frozen=True)
class Account:
    """One sign-in on the whole platform (`city` is ""); `home` is the city it was opened in.

    `disabled_in`: the city whose officer put it out of use. `epoch` counts the changes of what the account may do: a
    token of an earlier one is looked up anew.
    """

    id: str
    city: str
    login: str
    name: str
    home: str
    password_hash: str
    person: str | None = None
    language: str = "zh"
    must_change_password: bool = False
    grants: tuple[Held, ...] = ()
    failures: int = 0
    locked_until: datetime | None = None
    disabled: bool = False
    disabled_in: str = ""
    factor: SecondFactor | None = None
    epoch: int = 0
    version: int = 0


def open_own(
    id: str, login: str, name: str, home: str, password_hash: str, person: str, language: str, grants: Iterable[Held]
) -> Account:
    """An account somebody opens for themselves, with the roles of filings that already name the person."""
    return Account(id, "", login, name, home, password_hash, person=person, language=language, grants=tuple(grants))


def invite(id: str, login: str, name: str, home: str, password_hash: str, grants: Iterable[Held]) -> Account:
    """An account an officer opens for somebody; its one-time password must be changed.

    Raises Forbidden for a role that only a filing gives, Invalid when a role lacks its unit or county.
    """
    held = tuple(grants)
    for index, grant in enumerate(held):
        may_be_given(grant, f"/grants/{index}")
    return Account(id, "", login, name, home, password_hash, must_change_password=True, grants=held)


def give(account: Account, grant: Held) -> Account:
    """The account with one more role; the same role twice is held once."""
    same = any(replace(held, since=grant.since) == grant for held in account.grants)
    return account if same else replace(account, grants=(*account.grants, grant), epoch=account.epoch + 1)


def end_filing(account: Account, filing: str) -> Account:
    """The account without the roles that came with a filing."""
    kept = tuple(grant for grant in account.grants if grant.filing != filing)
    return account if kept == account.grants else replace(account, grants=kept, epoch=account.epoch + 1)


def may_be_given(grant: Held, pointer: str = "") -> None:
    """Raises Forbidden for a role that only a filing gives, Invalid when it lacks the unit or county it is bound to."""
    if grant.role not in GIVEN_BY_OFFICERS:
        raise Forbidden(f"角色 {grant.role} 只随备案取得", f"The role {grant.role} comes only with a filing")
    bound = GIVEN_BY_OFFICERS[grant.role]
    if bound and not getattr(grant, bound):
        raise Invalid.field(f"{pointer}/{bound}", "必须填写", "required", en="Has to be filled in")


def end_role(account: Account, city: str, role: str, unit: str | None, county: str | None, by: str) -> Account:
    """The account without a role that an officer gave. Raises Conflict for the roles of a filing and for one's own."""
    held = [one for one in account.grants if (one.city, one.role, one.unit, one.county) == (city, role, unit, county)]
    if not held:
        raise NotFound("grants")
    if any(one.filing is not None for one in held):
        said = "The role came with a filing and ends with it"
        raise Conflict("此角色随备案取得，也只随备案终止", said, "of_a_filing")
    if account.id == by:
        raise Conflict("不能终止自己的角色", "Nobody ends their own role", "own")
    kept = tuple(one for one in account.grants if one not in held)
    return replace(account, grants=kept, epoch=account.epoch + 1)


def end_unit(account: Account, unit: str) -> Account:
    """The account without the roles it had as a manager of the unit."""
    kept = tuple(one for one in account.grants if not (one.unit == unit and one.filing is not None))
    return account if kept == account.grants else replace(account, grants=kept, epoch=account.epoch + 1)


def changed_hands(account: Account) -> Account:
    """The account whose powers by delegation have changed: tokens of before are looked up anew."""
    return replace(account, epoch=account.epoch + 1)


def failed(account: Account, now: datetime) -> Account:
    """A wrong password was given; the fifth in a row locks the account for fifteen minutes."""
    failures = account.failures + 1
    if failures < FAILURES_BEFORE_LOCK:
        return replace(account, failures=failures)
    return replace(account, failures=0, locked_until=now + LOCK)


def signed_in(account: Account, now: datetime) -> Account:
    """The right password was given. Raises Forbidden while locked or disabled."""
    if account.disabled:
        raise Forbidden("账户已停用", "The account is disabled")
    if account.locked_until is not None and account.locked_until > now:
        raise Forbidden("账户已锁定，请稍后再试", "The account is locked for a while")
    return account if not account.failures else replace(account, failures=0, locked_until=None)


def change_password(account: Account, password_hash: str) -> Account:
    """The account with the password its owner chose."""
    return replace(account, password_hash=password_hash, must_change_password=False)


def with_factor(account: Account, factor: SecondFactor | None) -> Account:
    """The account with another second factor, or none."""
    return replace(account, factor=factor)


def reset_password(account: Account, password_hash: str) -> Account:
    """The account with a new one-time password; a lock is lifted."""
    return replace(account, password_hash=password_hash, must_change_password=True, failures=0, locked_until=None)


def disable(account: Account, by: str, city: str) -> Account:
    """The account out of use, by an officer of the city. Raises Conflict when it already is, or for one's own."""
    if account.disabled:
        raise Conflict("账户已停用", "The account is already disabled")
    if account.id == by:
        raise Conflict("不能停用自己的账户", "Nobody disables their own account", "own")
    return replace(account, disabled=True, disabled_in=city, epoch=account.epoch + 1)


def enable(account: Account, person: Person | None, city: str) -> Account:
    """The account in use again, with the password and the roles it has kept; a lock is lifted.

    `person`: whose account it is. Raises Conflict where it is in use already, where another city put it out of use,
    where the person was erased, and where the record was merged into another one: one human being, one account.
    """
    if not account.disabled:
        raise Conflict(*ENABLED)
    why = stays_disabled(account, person, city)
    if why is not NOTHING:
        raise Conflict(*why)
    return replace(account, disabled=False, disabled_in="", failures=0, locked_until=None, epoch=account.epoch + 1)


def stays_disabled(account: Account, person: Person | None, city: str) -> tuple[str, str]:
    """Why an account out of use must stay so, in Chinese and English; NOTHING where nothing is in the way."""
    if person is not None and person.erased_on:
        return ERASED
    if person is not None and person.merged_into:
        return MERGED
    return ELSEWHERE if account.disabled_in not in ("", city) else NOTHING


def of_city(account: Account, city: str) -> Account:
    """The account, if it is active in the city. Raises NotFound otherwise."""
    if city not in cities(account):
        raise NotFound("accounts")
    return account


def cities(account: Account) -> list[str]:
    """The cities it may act in: where it was opened and where it holds a role; none for the platform's operator."""
    return sorted({city for city in (account.home, *(grant.city for grant in account.grants)) if city})


DISABLED = ("账户已停用", "The account is disabled")
ENABLED = ("账户未停用", "The account is in use")
ERASED = ("个人信息已删除，账户不再启用", "The person was erased; the account is closed for good")
MERGED = ("此人员记录已被合并，请使用合并后记录的账户", "The record was merged: the account of the one kept is used")
ELSEWHERE = ("账户由其他城市停用，须由该市启用", "Another city disabled it; that city enables it")
OWN_ACCOUNT = ("不能停用自己的账户", "Nobody disables their own account")
OWN_ROLES = ("不能终止自己的角色", "Nobody ends their own roles")
NONE_GIVEN = ("没有由管理部门授予的角色", "It holds no role that an authority gave")


def actions(account: Account, by: str, person: Person | None, city: str) -> list[dict[str, Any]]:
    """What an officer of one of its cities may do with it; `person`: whose account it is."""
    own = account.id == by
    why = DISABLED if account.disabled else OWN_ACCOUNT if own else NOTHING
    enrolled = second_factor.in_force(account.factor)
    reset = NOTHING if enrolled else ("未启用动态口令", "No second factor is set up")
    given = any(grant.filing is None for grant in account.grants)
    kept = OWN_ROLES if own else NOTHING if given else NONE_GIVEN
    return [
        action("disable", why),
        action("enable", stays_disabled(account, person, city) if account.disabled else ENABLED),
        action("reset_password"),
        action("reset_second_factor", reset),
        action("give_role"),
        action("end_role", kept),
        action("revoke_sessions"),
    ]


def public(account: Account, city: str) -> dict[str, Any]:
    """What an officer of a city sees: the roles in that city only."""
    return {
        "id": account.id,
        "login": account.login,
        "name": account.name,
        "person": account.person,
        "grants": [
            {"role": grant.role, "unit": grant.unit, "county": grant.county, "filing": grant.filing}
            for grant in account.grants
            if grant.city == city
        ],
        "disabled": account.disabled,
        "must_change_password": account.must_change_password,
        "second_factor": second_factor.in_force(account.factor),
        "version": account.version,
    }


def credential(account: Account) -> dict[str, Any]:
    """What the gateway needs to make a token; without the password's hash."""
    return {
        "account": account.id,
        "login": account.login,
        "name": account.name,
        "person": account.person,
        "language": account.language,
        "locked_until": account.locked_until,
        "disabled": account.disabled,
        "must_change_password": account.must_change_password,
        "epoch": account.epoch,
        "cities": cities(account),
        "grants": [
            {"city": grant.city, "role": grant.role, "unit": grant.unit, "county": grant.county}
            for grant in account.grants
        ],
    }
