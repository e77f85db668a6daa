"""Who tells the city: the party for which an actor reports a case or a problem."""

from __future__ import annotations

from dataclasses import dataclass

from services.records.rules import Upward
from shared.actor import Actor
from shared.errors import Forbidden
from shared.rulebook import Rule


@dataclass(frozen=True)
class Teller:
    """The party, with the unit or county it speaks for ("" for a commissioner)."""

    party: str
    unit: str = ""
    county: str = ""

    def may_tell(self, upward: Upward) -> Rule[str]:
        """What it reports by. Raises Refused when the city's document does not provide for it."""
        if upward.basis.value is None:
            raise upward.basis.refused("本办法未作规定", "This document does not say")
        parties = (self.party, "dispatching_unit") if self.party == "workstation" else (self.party,)
        if not set(parties) & set(upward.by):
            raise upward.basis.refused("本办法未列此类主体报送", "Such a party does not report here")
        return upward.basis


def teller(actor: Actor, unit: str = "", county: str = "") -> Teller:
    """For whom the actor speaks: the unit or county named, or as a commissioner. Raises Forbidden otherwise."""
    if unit:
        for role, party in (
            ("host_manager", "host_unit"),
            ("liaison", "liaison"),
            ("dispatching_manager", "workstation"),
        ):
            if unit in actor.units(role):
                return Teller(party, unit=unit)
        raise Forbidden("您不代表该单位", "You do not act for this unit")
    if county:
        if county in actor.counties("county_officer"):
            return Teller("county", county=county)
        raise Forbidden("您不代表该旗县区", "You do not act for this county")
    if actor.has("commissioner"):
        return Teller("commissioner")
    raise Forbidden("请写明所代表的单位或旗县区", "Name the unit or county you report for")
