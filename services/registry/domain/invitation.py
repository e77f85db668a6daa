"""Invitation: an officer or a unit's manager asks somebody in, with roles that are theirs to give; a token, once.

The token is kept as a keyed hash. Whoever was invited by phone must know that number too. Days of Asia/Shanghai.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.registry.domain.account import GIVEN_BY_OFFICERS, Held
from services.registry.domain.filing import Filing, grant_of
from shared.actions import NOTHING, action
from shared.errors import Conflict, Forbidden, Invalid, NotFound

Status = Literal["open", "accepted", "revoked"]
VALID_DAYS = 7
UNIT_MANAGER = "unit_manager"  # not a role of its own: whoever manages a unit has the roles of the unit's filings


@dataclass(frozen=True)
class Invitation:
    """`unit`: the unit whose manager it makes, None for officers' roles; `grants` begin when it is accepted."""

    id: str
    city: str
    token: str
    name: str
    grants: tuple[Held, ...]
    unit: str | None
    made_by: str
    made_by_name: str
    made_on: date
    valid_until: date
    phone_fingerprint: str = ""
    phone_mask: str = ""
    status: Status = "open"
    account: str | None = None
    ended_on: date | None = None
    version: int = 0


def check_grants(grants: Sequence[Held], officer: bool, managed: frozenset[str]) -> str | None:
    """Whether the asker may give these roles; the unit whose manager is made, if one is.

    A city officer gives officers' roles and managers of any unit; a unit's manager makes managers of the same unit.
    Raises Forbidden for a role that only a filing gives, Invalid when a role lacks its unit or county.
    """
    units = {grant.unit for grant in grants if grant.role == UNIT_MANAGER}
    for index, grant in enumerate(grants):
        if grant.role == UNIT_MANAGER:
            if not grant.unit:
                raise Invalid.field(f"/grants/{index}/unit", "必须填写", "required", en="Has to be filled in")
            if not officer and grant.unit not in managed:
                raise NotFound("units")
            continue
        if grant.role not in GIVEN_BY_OFFICERS:
            raise Forbidden(f"角色 {grant.role} 只随备案取得", f"The role {grant.role} comes only with a filing")
        if not officer:
            raise Forbidden("单位管理员只能邀请本单位的管理员", "A unit's manager invites managers of the unit only")
        bound = GIVEN_BY_OFFICERS[grant.role]
        if bound and not getattr(grant, bound):
            raise Invalid.field(f"/grants/{index}/{bound}", "必须填写", "required", en="Has to be filled in")
    if len(units) > 1:
        raise Invalid.field("/grants", "一次邀请只能涉及一个单位", "one_unit", en="One invitation is about one unit")
    return next(iter(units), None)


def accept(invitation: Invitation, account: str, phone_fingerprint: str, on: date) -> Invitation:
    """Taken up. Raises Conflict when it is over, NotFound when the phone is not the one that was invited."""
    if status(invitation, on) != "open":
        raise Conflict(
            "邀请已失效，请联系邀请人重新发出", "The invitation is over; ask for a new one", "invitation_over"
        )
    if invitation.phone_fingerprint and invitation.phone_fingerprint != phone_fingerprint:
        raise NotFound("invitations")
    return replace(invitation, status="accepted", account=account, ended_on=on)


def revoke(invitation: Invitation, on: date) -> Invitation:
    """Taken back. Raises Conflict when it was accepted or revoked already."""
    if invitation.status != "open":
        raise Conflict("邀请已处理", "The invitation was accepted or revoked")
    return replace(invitation, status="revoked", ended_on=on)


def status(invitation: Invitation, on: date) -> str:
    """open, expired, accepted or revoked."""
    return "expired" if invitation.status == "open" and on > invitation.valid_until else invitation.status


def roles_of(invitation: Invitation, filings: Sequence[Filing], on: date) -> list[Held]:
    """What the new account holds: officers' roles, and those of the unit's own live filings for its manager."""
    given = [replace(grant, since=on) for grant in invitation.grants if grant.role != UNIT_MANAGER]
    return given + manager_roles(filings) if invitation.unit else given


def manager_roles(filings: Sequence[Filing]) -> list[Held]:
    """The roles that a unit's live filings give to those who manage it."""
    return [grant_of(filing) for filing in filings if filing.status == "filed" and not filing.person]


def public(invitation: Invitation, on: date) -> dict[str, Any]:
    """As officers and the unit's managers see it; never the token."""
    now = status(invitation, on)
    return {
        **{name: getattr(invitation, name) for name in _SHOWN},
        "grants": [{"role": one.role, "unit": one.unit, "county": one.county} for one in invitation.grants],
        "status": now,
        "actions": [
            action("revoke", NOTHING if now == "open" else ("邀请已失效", "The invitation is no longer valid"))
        ],
    }


_SHOWN = (
    "id", "name", "unit", "phone_mask", "made_by_name", "made_on", "valid_until", "account", "ended_on", "version",
)  # fmt: skip
