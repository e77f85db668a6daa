"""Ties between commissioners or sending units and hosts (利益关联)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import interests as S

DECLARING = ("commissioner", "dispatching_manager", "city_officer")

interests = Resource(
    "interests", service="dispatch", may=(*DECLARING, "county_officer"), zh="利益关联", en="Declared interests"
)

interests.command(
    "POST", "/", "declare_interest",
    takes=S.DeclareInterest, gives=S.Interest, status=201, may=DECLARING,
    zh="申明利益关联", en="Declare a tie to a host",
)  # fmt: skip
interests.command(
    "POST", "/<interest_id>/ending", "end_interest",
    takes=S.EndInterest, gives=S.Interest, may=DECLARING,
    zh="解除利益关联", en="State that a tie is no more",
)  # fmt: skip
interests.listing(
    "GET", "/", "interests",
    takes=S.ListInterests, gives=S.Interest,
    zh="利益关联列表", en="Declared interests",
)  # fmt: skip
