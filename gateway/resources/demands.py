"""Technical demands of hosts (技术需求)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import demands as S

OWN = ("host_manager", "liaison")

demands = Resource(
    "demands",
    service="dispatch",
    may=(*OWN, "county_officer", "city_officer"),
    zh="技术需求",
    en="Technical demands",
)

demands.command(
    "POST", "/", "report_demand",
    takes=S.ReportDemand, gives=S.Demand, status=201, may=OWN,
    zh="报送技术需求", en="Report a demand",
)  # fmt: skip
demands.command(
    "POST", "/<demand_id>/steps", "take_demand_step",
    takes=S.TakeDemandStep, gives=S.Demand, may=("county_officer", "city_officer"),
    zh="汇总、退回或不予受理", en="Pass a demand on, return or reject it",
)  # fmt: skip
demands.command(
    "POST", "/<demand_id>/resubmission", "resubmit_demand",
    takes=S.ResubmitDemand, gives=S.Demand, may=OWN,
    zh="修改后重新报送", en="Report a returned demand again",
)  # fmt: skip
demands.command(
    "POST", "/<demand_id>/withdrawal", "withdraw_demand",
    takes=S.WithdrawDemand, gives=S.Demand, may=OWN,
    zh="撤回需求", en="Withdraw a demand",
)  # fmt: skip
demands.listing(
    "GET", "/published", "published_demands",
    takes=S.ListPublished, gives=S.PublishedDemand, may=("public",),
    zh="公示的技术需求", en="Published demands",
)  # fmt: skip
demands.question(
    "GET", "/<demand_id>", "demand",
    takes=S.GetDemand, gives=S.Demand,
    zh="需求详情", en="One demand",
)  # fmt: skip
demands.listing(
    "GET", "/", "demands",
    takes=S.ListDemands, gives=S.Demand,
    zh="需求列表", en="Demands",
)  # fmt: skip
