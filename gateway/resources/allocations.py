"""Allocations to dispatching units."""

from __future__ import annotations

from gateway.resource import Resource
from services.funding import schemas as S

SEE = ("dispatching_manager", "city_officer", "finance_officer", "inspector")
MAKE = ("city_officer", "finance_officer")

allocations = Resource("allocations", service="funding", may=SEE, zh="经费拨付", en="Allocations")

allocations.command(
    "POST", "/", "make_allocation", takes=S.MakeAllocation, gives=S.Allocation, status=201, may=MAKE,
    zh="下达到派出单位", en="Allocate to a dispatching unit",
)  # fmt: skip
allocations.command(
    "POST", "/<allocation_id>/reversal", "reverse_allocation", takes=S.ReverseAllocation, gives=S.Allocation, may=MAKE,
    changes=True, zh="收回拨付", en="Take an allocation back",
)  # fmt: skip
allocations.listing(
    "GET", "/", "allocations", takes=S.ListAllocations, gives=S.Allocation, zh="拨付列表", en="Allocations"
)
allocations.question(
    "GET",
    "/<allocation_id>",
    "allocation",
    takes=S.AskAllocation,
    gives=S.Allocation,
    zh="拨付详情",
    en="One allocation",
)
