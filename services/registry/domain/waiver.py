"""Waiver: a condition in principle (原则上) set aside by a named officer; taken back, if need be, before filing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from services.registry.domain.turn import acts_for
from services.registry.rules import Rules, conditions_of
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.errors import Conflict, Forbidden

if TYPE_CHECKING:
    from services.registry.domain.application import Application

OPEN = ("pending", "returned")


@dataclass(frozen=True)
class Revocation:
    """Who took a waiver back, when and why."""

    by_account: str
    by_name: str
    reason: str
    on: date


@dataclass(frozen=True)
class Waiver:
    """A condition in principle set aside by a named officer, with the reason."""

    rule: str
    by_account: str
    by_name: str
    reason: str
    on: date
    revoked: Revocation | None = None

    @property
    def stands(self) -> bool:
        """Whether it has not been taken back."""
        return self.revoked is None


def standing(application: Application) -> tuple[str, ...]:
    """The rules that are set aside."""
    return tuple(waiver.rule for waiver in application.waivers if waiver.stands)


def waive(application: Application, rule: str, reason: str, rules: Rules, actor: Actor, on: date) -> Application:
    """A condition in principle set aside (原则上), by the party that the rulebook names for it.

    Raises Conflict for any other condition or a closed application, Forbidden for anybody else.
    """
    _open(application)
    if rule not in {finding["rule"] for finding in application.findings}:
        message = "Only an unmet condition in principle can be waived"
        raise Conflict("只有未满足的“原则上”条件可以豁免", message, "not_waivable")
    if rule in standing(application):
        raise Conflict("该条件已豁免", "The condition is already waived", "waived")
    _entitled(application, rule, rules, actor)
    waiver = Waiver(rule, actor.account, actor.name, reason, on)
    return replace(application, waivers=(*application.waivers, waiver))


def revoke(application: Application, rule: str, reason: str, rules: Rules, actor: Actor, on: date) -> Application:
    """A waiver taken back, by the same party. Raises Conflict when there is none, or the application is closed."""
    _open(application)
    if rule not in standing(application):
        raise Conflict("该条件未被豁免", "The condition is not waived", "not_waived")
    _entitled(application, rule, rules, actor)
    revocation = Revocation(actor.account, actor.name, reason, on)
    waivers = tuple(
        replace(waiver, revoked=revocation) if waiver.rule == rule and waiver.stands else waiver
        for waiver in application.waivers
    )
    return replace(application, waivers=waivers)


def actions(application: Application, rules: Rules, actor: Actor) -> list[dict[str, Any]]:
    """Per condition in principle, whether the asker may set it aside, or take that back."""
    found = []
    for finding in application.findings:
        rule = finding["rule"]
        if acts_for(waived_by(application, rule, rules), application, actor):
            name = "revoke_waiver" if rule in standing(application) else "waive_condition"
            why = NOTHING if application.state.status in OPEN else ("此事项已办结", "This matter is closed")
            found.append(action(f"{name}:{rule}", why, finding.get("article", "")))
    return found


def waived_by(application: Application, rule: str, rules: Rules) -> str:
    """The party that may set a condition aside."""
    conditions = conditions_of(*rules.known(application.subject, application.kind))
    return next((condition.waived_by for condition in conditions if condition.id == rule), "city")


def _open(application: Application) -> None:
    if application.state.status not in OPEN:
        raise Conflict("此事项已办结", "This matter is closed", status=application.state.status)


def _entitled(application: Application, rule: str, rules: Rules, actor: Actor) -> None:
    if not acts_for(waived_by(application, rule, rules), application, actor):
        raise Forbidden()
