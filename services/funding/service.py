"""The funding service: every entrypoint, three lines each. The only file of this service that knows its host."""

from __future__ import annotations

from typing import Any

from services.funding import copies, queries, reactions
from services.funding import schemas as S
from services.funding.access import ACCESS
from services.funding.commands import budget, claim, reward
from services.funding.rules import Rules
from services.funding.simulations import PASTS
from services.funding.store import NAMINGS, FundingWork
from shared import repointing
from shared.batches import Call
from shared.dictionaries import AskDictionaries
from shared.hearing import Heard
from shared.hosting import command, every, heard, job, question
from shared.simulation import Simulate, simulate
from shared.upkeep import Tick


class FundingService:
    """What it costs, who is paid."""

    name = "funding"
    work = FundingWork
    access = ACCESS
    rules = Rules

    @command(S.OpenBudget)
    def open_budget(self, call: Call) -> Any:
        return budget.open_budget(call.work, call.rulebook, call.actor, **call.args)

    @command(S.SupplementBudget, loads={"budgets": "budget_id"})
    def supplement_budget(self, call: Call) -> Any:
        return budget.supplement_budget(call.work, call.rulebook, call.actor, **call.args)

    @command(S.MakeAllocation, loads={"budgets": "budget", "known_units": "unit"})
    def make_allocation(self, call: Call) -> Any:
        return budget.make_allocation(call.work, call.rulebook, call.actor, **call.args)

    @command(S.ReverseAllocation, loads={"allocations": "allocation_id"})
    def reverse_allocation(self, call: Call) -> Any:
        return budget.reverse_allocation(call.work, call.rulebook, call.actor, **call.args)

    @command(S.SetRate, loads={"fund_accounts": "account_id"})
    def set_rate(self, call: Call) -> Any:
        return claim.set_rate(call.work, call.rulebook, call.actor, **call.args)

    @command(S.SubmitClaim, loads={"known_records": "record"})
    def submit_claim(self, call: Call) -> Any:
        return claim.submit_claim(call.work, call.rulebook, call.actor, **call.args)

    @command(S.SubmitClaims)
    def submit_claims(self, call: Call) -> Any:
        return claim.submit_claims(call.work, call.rulebook, call.actor, **call.args)

    @command(S.ApproveClaim, loads={"claims": "claim_id"})
    def approve_claim(self, call: Call) -> Any:
        return claim.approve_claim(call.work, call.rulebook, call.actor, **call.args)

    @command(S.RefuseClaim, loads={"claims": "claim_id"})
    def refuse_claim(self, call: Call) -> Any:
        return claim.refuse_claim(call.work, call.rulebook, call.actor, **call.args)

    @command(S.PayClaim, loads={"claims": "claim_id"})
    def pay_claim(self, call: Call) -> Any:
        return claim.pay_claim(call.work, call.rulebook, call.actor, **call.args)

    @command(S.ReverseClaim, loads={"claims": "claim_id"})
    def reverse_claim(self, call: Call) -> Any:
        return claim.reverse_claim(call.work, call.rulebook, call.actor, **call.args)

    @command(S.ClaimsOfAccount, loads={"fund_accounts": "account_id"})
    def approve_claims(self, call: Call) -> Any:
        return claim.approve_claims(call.work, call.rulebook, call.actor, **call.args)

    @command(S.ClaimsOfAccount, loads={"fund_accounts": "account_id"})
    def pay_claims(self, call: Call) -> Any:
        return claim.pay_claims(call.work, call.rulebook, call.actor, **call.args)

    @command(S.PayReward, loads={"known_results": "result"})
    def pay_reward(self, call: Call) -> Any:
        return reward.pay_reward(call.work, call.rulebook, call.actor, **call.args)

    @command(S.ReverseReward, loads={"rewards": "reward_id"})
    def reverse_reward(self, call: Call) -> Any:
        return reward.reverse_reward(call.work, call.rulebook, call.actor, **call.args)

    @command(S.ReportMisuse, loads={"known_filings": "filing"})
    def report_misuse(self, call: Call) -> Any:
        return reward.report_misuse(call.work, call.rulebook, call.actor, **call.args)

    @command(S.ConfirmMisuse, loads={"inspections": "inspection_id"})
    def confirm_misuse(self, call: Call) -> Any:
        return reward.confirm_misuse(call.work, call.rulebook, call.actor, **call.args)

    @command(S.DismissMisuse, loads={"inspections": "inspection_id"})
    def dismiss_misuse(self, call: Call) -> Any:
        return reward.dismiss_misuse(call.work, call.rulebook, call.actor, **call.args)

    @question(S.AskBudget)
    def budget(self, call: Call) -> Any:
        return queries.budget(call.work, call.rulebook, call.actor, **call.args)

    @question(S.ListBudgets)
    def budgets(self, call: Call) -> Any:
        return queries.list_budgets(call.work, call.rulebook, call.actor, **call.args)

    @question(S.ListBudgetPostings)
    def budget_postings(self, call: Call) -> Any:
        return queries.budget_postings(call.work, call.rulebook, call.actor, **call.args)

    @question(S.AskAllocation)
    def allocation(self, call: Call) -> Any:
        return queries.allocation(call.work, call.rulebook, call.actor, **call.args)

    @question(S.ListAllocations)
    def allocations(self, call: Call) -> Any:
        return queries.list_allocations(call.work, call.rulebook, call.actor, **call.args)

    @question(S.AskFundAccount)
    def fund_account(self, call: Call) -> Any:
        return queries.fund_account(call.work, call.rulebook, call.actor, **call.args)

    @question(S.ListFundAccounts)
    def fund_accounts(self, call: Call) -> Any:
        return queries.list_fund_accounts(call.work, call.rulebook, call.actor, **call.args)

    @question(S.ListAccountPostings)
    def account_postings(self, call: Call) -> Any:
        return queries.account_postings(call.work, call.rulebook, call.actor, **call.args)

    @question(S.AskClaim)
    def claim(self, call: Call) -> Any:
        return queries.claim(call.work, call.rulebook, call.actor, **call.args)

    @question(S.AskClaimProspect)
    def claim_prospect(self, call: Call) -> Any:
        return queries.claim_prospect(call.work, call.rulebook, call.actor, **call.args)

    @question(S.ListClaims)
    def claims(self, call: Call) -> Any:
        return queries.list_claims(call.work, call.rulebook, call.actor, **call.args)

    @question(S.ListCandidates)
    def reward_candidates(self, call: Call) -> Any:
        return queries.reward_candidates(call.work, call.rulebook, call.actor, **call.args)

    @question(S.AskReward)
    def reward(self, call: Call) -> Any:
        return queries.reward(call.work, call.rulebook, call.actor, **call.args)

    @question(S.ListRewards)
    def rewards(self, call: Call) -> Any:
        return queries.list_rewards(call.work, call.rulebook, call.actor, **call.args)

    @question(S.AskInspection)
    def inspection(self, call: Call) -> Any:
        return queries.inspection(call.work, call.rulebook, call.actor, **call.args)

    @question(S.ListInspections)
    def inspections(self, call: Call) -> Any:
        return queries.list_inspections(call.work, call.rulebook, call.actor, **call.args)

    @question(AskDictionaries)
    def dictionaries(self, call: Call) -> Any:
        return queries.dictionaries(call.work, call.rulebook)

    @job(Simulate)
    def simulate_rulebook(self, run: Any) -> None:
        simulate(run, PASTS, Rules)

    @heard("registry.person_erased", copy=True)
    def on_person_erased(self, event: Any) -> None:
        copies.on_person_erased(event.work, event)

    @heard("registry.unit_registered", copy=True)
    def on_unit_registered(self, event: Heard) -> None:
        copies.on_unit_registered(event.work, event)

    @heard("registry.filing_made", copy=True)
    def on_filing_made(self, event: Heard) -> None:
        copies.on_filing_made(event.work, event)

    @heard("registry.filing_changed", copy=True)
    def on_filing_changed(self, event: Heard) -> None:
        """Facts of a filing are different."""
        copies.on_filing_made(event.work, event)

    @heard("registry.filing_cancelled", copy=True)
    def on_filing_cancelled(self, event: Heard) -> None:
        copies.on_filing_cancelled(event.work, event)

    @heard("registry.filing_suspended", copy=True)
    def on_filing_suspended(self, event: Heard) -> None:
        copies.on_filing_suspended(event.work, event)

    @heard("registry.filing_resumed", copy=True)
    def on_filing_resumed(self, event: Heard) -> None:
        copies.on_filing_resumed(event.work, event)

    @heard("registry.filing_restored", copy=True)
    def on_filing_restored(self, event: Heard) -> None:
        copies.on_filing_restored(event.work, event)

    @heard("dispatch.agreement_filed", copy=True)
    def on_agreement_filed(self, event: Heard) -> None:
        copies.on_agreement_filed(event.work, event)

    @heard("dispatch.agreement_restored", copy=True)
    def on_agreement_restored(self, event: Heard) -> None:
        copies.on_agreement_restored(event.work, event)

    @heard("dispatch.agreement_ended", copy=True)
    def on_agreement_ended(self, event: Heard) -> None:
        copies.on_agreement_ended(event.work, event)

    @heard("records.record_confirmed", copy=True)
    def on_record_confirmed(self, event: Heard) -> None:
        copies.on_record_confirmed(event.work, event)

    @heard("appraisal.result_published", copy=True)
    def on_result_published(self, event: Heard) -> None:
        copies.on_result_published(event.work, event)

    @heard("dispatch.agreement_ended")
    def stop_claims_on_agreement_ended(self, event: Heard) -> None:
        reactions.on_agreement_ended(event.work, event.rulebook, event)

    @heard("registry.filing_cancelled")
    def stop_claims_on_filing_cancelled(self, event: Heard) -> None:
        reactions.on_filing_cancelled(event.work, event.rulebook, event)

    @heard("dispatch.agreement_restored")
    def resume_claims_on_agreement_restored(self, event: Heard) -> None:
        reactions.on_agreement_restored(event.work, event.rulebook, event)

    @heard("registry.filing_restored")
    def resume_claims_on_filing_restored(self, event: Heard) -> None:
        reactions.on_filing_restored(event.work, event.rulebook, event)

    @heard("registry.unit_merged", copy=True)
    def on_unit_merged(self, event: Heard) -> None:
        copies.on_unit_merged(event.work, event)

    @heard("registry.person_merged", copy=True)
    def on_person_merged(self, event: Heard) -> None:
        copies.on_person_merged(event.work, event)

    @heard("registry.unit_unmerged", copy=True)
    @heard("registry.person_unmerged", copy=True)
    def on_unmerged(self, event: Heard) -> None:
        copies.on_unmerged(event.work, event)

    @heard("registry.unit_merged")
    @heard("registry.person_merged")
    def carry_over(self, event: Heard) -> None:
        reactions.on_merged(event.work, event.rulebook, event)

    @heard("registry.unit_unmerged")
    @heard("registry.person_unmerged")
    def carry_back(self, event: Heard) -> None:
        reactions.on_unmerged(event.work, event.rulebook, event)

    @every(60)
    def follow_mergers(self, tick: Tick) -> None:
        repointing.sweep(tick.work, NAMINGS)
