"""Merging of demands that are one: the hosts own what remains together, and it can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.dispatch.domain import confidentiality
from services.dispatch.domain.deed import deed
from services.dispatch.domain.demand import OPEN, CoOwner, Demand
from services.dispatch.vocabulary.demands import LEVELS
from shared.actor import Actor
from shared.errors import Conflict


def merge(demand: Demand, into: Demand, reason: str, actor: Actor, on: date) -> tuple[Demand, Demand]:
    """(the merged one, closed; the one that remains, owned by both hosts on the stricter level of the two).

    Raises Conflict when they are the same, when one is not open, or the merged one carries others already.
    """
    if demand.id == into.id:
        raise Conflict("不能与自身合并", "It is the same demand", code="same")
    for one in (demand, into):
        if one.status not in OPEN:
            raise Conflict("只能合并未办结的需求", "Only open demands can be merged", status=one.status)
    if demand.co_owners or demand.bounty:
        raise Conflict("该需求已并入其他需求或已挂榜，请反向合并", "It carries others already: merge the other way")
    owner = CoOwner(
        demand.id,
        demand.host_unit,
        demand.host_name,
        demand.host_county,
        demand.account,
        demand.reporter_name,
        demand.title,
        on,
        demand.confidentiality,
    )
    gone = replace(
        demand,
        status="merged",
        status_before=demand.status,
        merged_into=into.id,
        closed_on=on,
        deeds=(*demand.deeds, deed("merged", actor, demand.scope, on, reason, into.id)),
    )
    level = confidentiality.stricter(into.confidentiality, demand.confidentiality)
    return gone, replace(
        into,
        co_owners=(*into.co_owners, owner),
        own_level=into.own_level or into.confidentiality,
        owner_units=tuple(dict.fromkeys((*into.owner_units, demand.host_unit))),
        confidentiality=level,
        opened_to=() if level == "officers" else into.opened_to,
        deeds=(*into.deeds, deed("merged_with", actor, into.scope, on, reason, demand.id)),
    )


def to_be_split(demand: Demand) -> None:
    """Whether there is a merging to undo. Raises Conflict when there is none."""
    if demand.status != "merged":
        raise Conflict("需求未被合并", "It was not merged", status=demand.status)


def split(demand: Demand, remains: Demand, reason: str, actor: Actor, on: date) -> tuple[Demand, Demand]:
    """The undo: (the merged one as it was, the other without it). Raises Conflict when they are not merged."""
    to_be_split(demand)
    if demand.merged_into != remains.id:
        raise Conflict("两项需求未合并", "They are not merged", status=demand.status)
    left = tuple(owner for owner in remains.co_owners if owner.demand != demand.id)
    back = replace(
        demand,
        status=demand.status_before,
        status_before="",
        merged_into="",
        closed_on=None,
        deeds=(*demand.deeds, deed("split", actor, demand.scope, on, reason, remains.id)),
    )
    own = next(level for level in LEVELS if level == (remains.own_level or remains.confidentiality))
    return back, replace(
        remains,
        co_owners=left,
        owner_units=tuple(dict.fromkeys((remains.host_unit, *(owner.host_unit for owner in left)))),
        own_level=remains.own_level if left else "",
        confidentiality=confidentiality.stricter(own, *(owner.level for owner in left)),
        deeds=(*remains.deeds, deed("split_off", actor, remains.scope, on, reason, demand.id)),
    )
