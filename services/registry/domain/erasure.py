"""Erasure: what stands in its way, and what is left of a person when nothing does (PIPL article 47, archives excepted).

The numbers are sealed with a key of the person's own; destroying it destroys them wherever they were copied or backed
up. The keyed hash stays only where the integrity registers must still recognise the person; it tells no number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.registry.domain import unit as units
from services.registry.domain.account import Account
from services.registry.domain.application import Application
from services.registry.domain.credit_entry import CreditEntry
from services.registry.domain.filing import HELD, Filing
from services.registry.domain.person import Identity, Person
from services.registry.domain.unit import Unit
from shared.subject_access import NAMELESS

NOT_BORN = date(1900, 1, 1)


@dataclass(frozen=True)
class Tie:
    """What another service still has under way with a person: an agreement in force, a claim not yet settled."""

    id: str
    city: str
    kind: str
    person: str
    open: bool
    source_version: int = 0
    version: int = 0


def obstacles(
    filings: Iterable[Filing], applications: Iterable[Application], ties: Iterable[Tie], alone: Iterable[Unit] = ()
) -> list[dict[str, Any]]:
    """What must end first: {rule, article, reason, reason_en}, one for each kind of matter under way.

    `alone`: the units on file that nobody else manages; who erased himself would leave them without anybody to act.
    """
    found = []
    live = sum(1 for filing in filings if filing.status in HELD)
    if live:
        found.append(_obstacle("filings", f"有 {live} 项备案仍有效", f"{live} filings are in force"))
    pending = sum(1 for one in applications if one.state.status in ("pending", "returned"))
    if pending:
        found.append(_obstacle("applications", f"有 {pending} 项申请正在办理", f"{pending} applications are under way"))
    open_ties: dict[str, int] = {}
    for tie in ties:
        if tie.open:
            open_ties[tie.kind] = open_ties.get(tie.kind, 0) + 1
    labels = {"agreement": ("项派驻协议在履行", "agreements in force"), "claim": ("项补助未结清", "claims unsettled")}
    for kind, count in open_ties.items():
        zh, en = labels.get(kind, ("项事务未办结", "matters under way"))
        found.append(_obstacle(kind, f"有 {count} {zh}", f"{count} {en}"))
    for unit in alone:
        zh = f"您是“{unit.name}”的唯一管理员，该单位备案仍有效；请先在单位详情中增加一名管理员，由其接手"
        en = f"Nobody else manages “{unit.name}”, which is on file; add another manager in the unit's detail first"
        found.append(_obstacle("managed", zh, en))
    return found


def left(unit: Unit, account: str, on: date) -> Unit:
    """A unit that others go on managing, without the manager who is erased."""
    return units.without_manager(unit, account, on, account, NAMELESS, "管理员注销")


def erase(person: Person, entries: Iterable[CreditEntry], on: date) -> Person:
    """What is left: no name, no numbers, nothing described; the keyed hash where a register still needs it."""
    kept = person.identity.fingerprint if any(True for _ in entries) else f"erased:{person.id}"
    nobody = Identity("", kept, "", NOT_BORN)
    return Person(
        id=person.id, city="", name=NAMELESS, identity=nobody, cities=person.cities, erased_on=on,
        version=person.version,
    )  # fmt: skip


def pseudonymous(account: Account) -> Account:
    """The account out of use, under no name; its past acts keep its id."""
    return replace(
        account, login=f"erased:{account.id}", name=NAMELESS, password_hash="!" * 20, disabled=True, grants=(),
        factor=None, epoch=account.epoch + 1,
    )  # fmt: skip


def _obstacle(kind: str, zh: str, en: str) -> dict[str, Any]:
    return {
        "rule": f"privacy.erasure.{kind}",
        "article": "《个人信息保护法》第四十七条",
        "reason": zh,
        "reason_en": en,
    }
