"""Delegations: a colleague acts for somebody who is away. Acting itself begins at POST /api/session/delegation."""

from __future__ import annotations

from gateway.resource import Resource
from services.registry import schemas as S

delegations = Resource("delegations", service="registry", may=("anyone",), zh="委托代行", en="Delegations")

delegations.command(
    "POST", "/", "delegate", takes=S.Delegate, gives=S.Delegation, status=201, zh="委托同事代行", en="Delegate"
)
delegations.command(
    "POST",
    "/<delegation_id>/ending",
    "end_delegation",
    takes=S.DelegationId,
    gives=S.Delegation,
    zh="提前结束委托",
    en="End a delegation early",
)
delegations.listing(
    "GET", "/", "delegations", takes=S.ListDelegations, gives=S.Delegation, zh="委托列表", en="Delegations"
)
