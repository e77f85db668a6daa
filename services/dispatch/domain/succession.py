"""Succession: an agreement that goes on from another one, by the same parties (续签) or another commissioner (交接).

Neither changes the earlier agreement: a longer term is a new agreement (四（二）), and who takes over the work signs
for what is still open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from services.dispatch.domain.agreement import Agreement, usual_end
from services.dispatch.domain.terms import Target, Terms, next_years
from services.dispatch.rules import Rules
from shared.errors import Conflict, Invalid


def may_renew(earlier: Agreement, rules: Rules, on: date) -> None:
    """Raises Conflict when it was never in force or was ended before its day, Refused when it is too early."""
    expired = earlier.status == "ended" and earlier.ground == "expired"
    if earlier.status != "filed" and not expired:
        raise Conflict("只有执行中或已到期的协议可以续签", "Only a running or expired one", status=earlier.status)
    days = rules.agreement.renew_days
    assert earlier.until is not None  # set when it was filed
    if days.value is not None and on < earlier.until - timedelta(days=days.value):
        raise days.refused(
            f"到期前{days.value}日起可以办理续签", f"May be renewed from {days.value} days before its last day"
        )


def renewed(earlier: Agreement, changes: Mapping[str, Any], rules: Rules, on: date) -> Terms:
    """The terms of a renewal: as before, from the day after the last one (not before today), targets moved on."""
    old = earlier.terms
    since: date = changes.get("since") or max(old.until + timedelta(days=1), on)
    if since <= old.until:
        raise Invalid.field(
            "/since", "续签的协议应自原协议届满后开始", "range", en="A renewed agreement begins after the old one ends"
        )
    stated = rules.agreement.term.usual_end.source != "silent"
    until = changes.get("until") or (usual_end(rules, since) if stated else since + (old.until - old.since))
    moved = replace(old, targets=next_years(old.targets, since.year - old.since.year))
    return replace(moved, **_said(changes), since=since, until=until)


def may_hand_over(earlier: Agreement) -> None:
    """Raises Conflict when it was never in force, or is handed over already."""
    if earlier.status not in ("filed", "ended"):
        raise Conflict("协议未生效，无需交接", "It was never in force", status=earlier.status)
    if earlier.continued_by:
        raise Conflict("已由他人接续", "Somebody has taken over", code="continued", agreement=earlier.continued_by)


def handed_over(earlier: Agreement, own_fields: tuple[str, ...], changes: Mapping[str, Any], on: date) -> Terms:
    """The rest of the term with the same content and what is still planned; fields are those of who takes over."""
    old = earlier.terms
    since: date = changes.get("since") or max(old.since, on)
    left = tuple(target for target in old.targets if target.year == 0 or target.year >= since.year)
    shared_fields = tuple(name for name in old.fields if name in own_fields) or own_fields
    rest = replace(old, targets=left, fields=shared_fields)
    return replace(rest, **_said(changes), since=since, until=changes.get("until") or old.until)


def open_items(earlier: Agreement, said: tuple[str, ...], terms: Terms) -> tuple[str, ...]:
    """What is still open, as said; else the targets that are left, in words."""
    return said or tuple(_words(target) for target in terms.targets) or (earlier.terms.content,)


def take_over(agreement: Agreement, earlier: Agreement) -> Agreement:
    """The earlier agreement, with who goes on. Raises Conflict while it is still in force."""
    if earlier.status == "filed":
        raise Conflict(
            "原协议仍在执行，须先办理终止（协商解除等）再备案接续的协议",
            "The earlier agreement is still in force: end it first",
            code="running",
            agreement=earlier.id,
        )
    may_hand_over(earlier)
    return replace(earlier, continued_by=agreement.id)


def _said(changes: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if name not in ("since", "until") and value is not None}


def _words(target: Target) -> str:
    year = f"{target.year}年 " if target.year else ""
    return f"{year}{target.name} {target.amount}{target.unit}"
