"""What each role sees of somebody's numbers, and which of them it may read in full: least privilege, in one table.

Masks stay masks in lists. A number in full is read one person at a time, for a purpose that is announced and that the
person can see afterwards (《个人信息保护法》 articles 6, 44, 51: least scope, right to know, access by role).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from shared.actor import Actor
from shared.errors import Forbidden

Shown = Literal["mask", "hidden"]
Number = Literal["identity_number", "phone"]


@dataclass(frozen=True)
class Sight:
    """How identity number and phone are shown, and which of the two may be read in full for a purpose."""

    identity_number: Shown
    phone: Shown
    discloses: tuple[Number, ...] = ()


# The bureau checks identities and pays; a county calls people; a sending unit calls its own people and has no need of
# an identity number; whoever supervises needs neither.
BY_ROLE: Mapping[str, Sight] = {
    "city_officer": Sight("mask", "mask", ("identity_number", "phone")),
    "county_officer": Sight("mask", "mask", ("phone",)),
    "dispatching_manager": Sight("hidden", "mask", ("phone",)),
    "competent_officer": Sight("hidden", "mask"),
}
ONESELF = Sight("mask", "mask")
NOBODY = Sight("hidden", "hidden")


def of(actor: Actor) -> Sight:
    """What the asker sees: by the widest of the roles held."""
    held = [sight for role, sight in BY_ROLE.items() if actor.has(role)]
    return held[0] if held else NOBODY


def to_disclose(actor: Actor, wanted: tuple[Number, ...]) -> tuple[Number, ...]:
    """The numbers to be read in full: those wanted, or all that the role may read. Raises Forbidden for others."""
    allowed = of(actor).discloses
    refused = [number for number in wanted if number not in allowed]
    if refused or not allowed:
        raise Forbidden(
            "您的角色不能查看这一完整号码", "Your role may not read this number in full", code="not_in_sight"
        )
    return wanted or allowed
