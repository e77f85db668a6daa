"""Demands, their drafts and follow-ups: what may be asked of the dispatch service."""

from __future__ import annotations

from typing import Any

from services.dispatch import queries
from services.dispatch.commands import bounties, demand_drafts, demands, mergings, watches
from services.dispatch.schemas import demand_drafts as of_drafts
from services.dispatch.schemas import demands as of_demands
from shared.batches import Call
from shared.hosting import command, every, question
from shared.upkeep import Tick


class Demands:
    """Demands, their drafts and follow-ups."""

    @command(of_demands.ReportDemand)
    def report_demand(self, call: Call) -> Any:
        return demands.report_demand(call.work, call.rulebook, call.actor, **call.args)

    @command(of_demands.TakeDemandStep, loads={"demands": "demand_id"})
    def take_demand_step(self, call: Call) -> Any:
        return demands.take_demand_step(call.work, call.rulebook, call.actor, **call.args)

    @command(of_demands.ResubmitDemand, loads={"demands": "demand_id"})
    def resubmit_demand(self, call: Call) -> Any:
        return demands.resubmit_demand(call.work, call.rulebook, call.actor, **call.args)

    @command(of_demands.ForwardDemand, loads={"demands": "demand_id"})
    def forward_demand(self, call: Call) -> Any:
        return demands.forward_demand(call.work, call.rulebook, call.actor, **call.args)

    @command(of_demands.WithdrawDemand, loads={"demands": "demand_id"})
    def withdraw_demand(self, call: Call) -> Any:
        return demands.withdraw_demand(call.work, call.actor, **call.args)

    @command(of_demands.SolveDemand, loads={"demands": "demand_id"})
    def solve_demand(self, call: Call) -> Any:
        return demands.solve_demand(call.work, call.rulebook, call.actor, **call.args)

    @command(of_demands.ReclassifyDemand, loads={"demands": "demand_id"})
    def reclassify_demand(self, call: Call) -> Any:
        return demands.reclassify_demand(call.work, call.rulebook, call.actor, **call.args)

    @command(of_demands.RenewDemand, loads={"demands": "demand_id"})
    def renew_demand(self, call: Call) -> Any:
        return demands.renew_demand(call.work, call.rulebook, call.actor, **call.args)

    @command(of_demands.ExpireDemands)
    def expire_demands(self, call: Call) -> Any:
        return demands.expire_demands(call.work)

    @command(of_demands.AnswerFollowup, loads={"demands": "demand_id"})
    def answer_followup(self, call: Call) -> Any:
        return demands.answer_followup(call.work, call.actor, **call.args)

    @command(of_demands.MergeDemand, loads={"demands": "demand_id"})
    def merge_demand(self, call: Call) -> Any:
        return mergings.merge_demand(call.work, call.actor, **call.args)

    @command(of_demands.SplitDemand, loads={"demands": "demand_id"})
    def split_demand(self, call: Call) -> Any:
        return mergings.split_demand(call.work, call.actor, **call.args)

    @command(of_drafts.SaveDemandDraft)
    def save_demand_draft(self, call: Call) -> Any:
        return demand_drafts.save_demand_draft(call.work, call.actor, **call.args)

    @command(of_drafts.ChangeDemandDraft, loads={"demand_drafts": "draft_id"})
    def change_demand_draft(self, call: Call) -> Any:
        return demand_drafts.change_demand_draft(call.work, call.actor, **call.args)

    @command(of_drafts.GetDemandDraft, loads={"demand_drafts": "draft_id"})
    def drop_demand_draft(self, call: Call) -> Any:
        return demand_drafts.drop_demand_draft(call.work, **call.args)

    @every(600, practice=False)
    def watch_offers(self, tick: Tick) -> None:
        watches.watch_demands(tick.work, tick.rulebook)
        watches.watch_achievements(tick.work, tick.rulebook)
        bounties.watch_bounties(tick.work)

    @question(of_demands.GetDemand)
    def demand(self, call: Call) -> Any:
        return queries.demand(call.work, call.rulebook, call.actor, **call.args)

    @question(of_demands.ListDemands)
    def demands(self, call: Call) -> Any:
        return queries.demands_page(call.work, call.rulebook, call.actor, **call.args)

    @question(of_demands.SimilarDemands)
    def similar_demands(self, call: Call) -> Any:
        return queries.similar_demands(call.work, call.rulebook, call.actor, **call.args)

    @question(of_demands.GetPublished)
    def published_demand(self, call: Call) -> Any:
        return queries.published_demand(call.work, **call.args)

    @question(of_demands.ListPublished)
    def published_demands(self, call: Call) -> Any:
        return queries.published_demands(call.work, call.rulebook, **call.args)

    @question(of_demands.DemandMap)
    def demand_map(self, call: Call) -> Any:
        return queries.demand_map(call.work, call.rulebook, **call.args)

    @question(of_demands.DemandsFeed)
    def demands_feed(self, call: Call) -> Any:
        return queries.demands_feed(call.work, call.rulebook, **call.args)

    @question(of_drafts.GetDemandDraft)
    def demand_draft(self, call: Call) -> Any:
        return queries.demand_draft(call.work, call.rulebook, call.actor, **call.args)

    @question(of_drafts.ListDemandDrafts)
    def demand_drafts(self, call: Call) -> Any:
        return queries.demand_drafts_page(call.work, call.rulebook, call.actor, **call.args)
