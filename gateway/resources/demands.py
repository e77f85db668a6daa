"""Technical demands of hosts (技术需求)."""

from __future__ import annotations

from gateway.resource import Resource
from services.dispatch.schemas import demands as S

OWN = ("host_manager", "liaison")
DESKS = ("county_officer", "city_officer")
SENDING = ("commissioner", "dispatching_manager")

demands = Resource("demands", service="dispatch", may=(*OWN, *DESKS), zh="技术需求", en="Technical demands")

demands.command(
    "POST", "/", "report_demand",
    takes=S.ReportDemand, gives=S.Demand, status=201, may=OWN,
    zh="报送技术需求", en="Report a demand",
)  # fmt: skip
demands.command(
    "POST", "/<demand_id>/steps", "take_demand_step",
    takes=S.TakeDemandStep, gives=S.Demand, may=DESKS, changes=True,
    zh="汇总、退回或不予受理", en="Pass a demand on, return or reject it",
)  # fmt: skip
demands.command(
    "POST", "/<demand_id>/forwarding", "forward_demand",
    takes=S.ForwardDemand, gives=S.Demand, may=DESKS,
    zh="转办至其他旗县区或部门", en="Send a demand on to another desk",
)  # fmt: skip
demands.command(
    "POST", "/<demand_id>/merging", "merge_demand",
    takes=S.MergeDemand, gives=S.Demand, may=DESKS,
    zh="与相同需求合并（双方共有）", en="Merge it into one that is the same; both hosts own that",
)  # fmt: skip
demands.command(
    "POST", "/<demand_id>/splitting", "split_demand",
    takes=S.SplitDemand, gives=S.Demand, may=DESKS,
    zh="撤销合并", en="Undo a merging",
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
demands.command(
    "POST", "/<demand_id>/solution", "solve_demand",
    takes=S.SolveDemand, gives=S.Demand, may=OWN,
    zh="确认需求已解决", en="Close a demand as met",
)  # fmt: skip
demands.command(
    "POST", "/<demand_id>/confidentiality", "reclassify_demand",
    takes=S.ReclassifyDemand, gives=S.Demand, may=OWN,
    zh="调整保密级别", en="Change who sees how much of it",
)  # fmt: skip
demands.command(
    "POST", "/<demand_id>/renewal", "renew_demand",
    takes=S.RenewDemand, gives=S.Demand, may=OWN,
    zh="续期", en="Let it stand longer, or again",
)  # fmt: skip
demands.command(
    "POST", "/<demand_id>/followups", "answer_followup",
    takes=S.AnswerFollowup, gives=S.Demand, may=OWN,
    zh="填报成效跟踪", en="Tell what came of it",
)  # fmt: skip
demands.command(
    "POST", "/expiry", "expire_demands",
    takes=S.ExpireDemands, gives=S.Expired, may=("city_officer",),
    zh="办结到期需求", en="Close the demands that have run out",
)  # fmt: skip
demands.listing(
    "GET", "/published", "published_demands",
    takes=S.ListPublished, gives=S.PublishedDemand, may=("public",),
    zh="公示的技术需求", en="Published demands",
)  # fmt: skip
demands.question(
    "GET", "/published/<demand_id>", "published_demand",
    takes=S.GetPublished, gives=S.PublishedDemand, may=("public",),
    zh="公示的技术需求详情", en="One published demand",
)  # fmt: skip
demands.question(
    "GET", "/similar", "similar_demands",
    takes=S.SimilarDemands, gives=S.SimilarOnes,
    zh="查找相同或近似的需求", en="Demands that say much the same",
)  # fmt: skip
demands.question(
    "GET", "/<demand_id>", "demand",
    takes=S.GetDemand, gives=S.Demand, may=(*OWN, *DESKS, *SENDING),
    zh="需求详情", en="One demand",
)  # fmt: skip
demands.listing(
    "GET", "/", "demands",
    takes=S.ListDemands, gives=S.Demand, may=(*OWN, *DESKS, *SENDING),
    zh="需求列表", en="Demands",
)  # fmt: skip
