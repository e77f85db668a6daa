"""The dispatch service's whole interface: its commands, questions, and what it hears."""

from __future__ import annotations

from typing import Any, ClassVar

from services.dispatch import copies, queries, reactions, rules
from services.dispatch.access import ACCESS
from services.dispatch.commands import (
    achievements,
    agreements,
    assignments,
    batches,
    bids,
    bounties,
    demand_drafts,
    demands,
    directed_rounds,
    ending_clocks,
    endings,
    intents,
    interests,
    mergings,
    notice_comments,
    publication_rounds,
    signatures,
    successions,
    suggestions,
    supplements,
    templates,
    verifications,
    watches,
)
from services.dispatch.schemas import achievements as of_achievements
from services.dispatch.schemas import agreements as of_agreements
from services.dispatch.schemas import assignments as of_assignments
from services.dispatch.schemas import batches as of_batches
from services.dispatch.schemas import bounties as of_bounties
from services.dispatch.schemas import demand_drafts as of_drafts
from services.dispatch.schemas import demands as of_demands
from services.dispatch.schemas import directed_rounds as of_directed_rounds
from services.dispatch.schemas import dispatch_figures as of_figures
from services.dispatch.schemas import endings as of_endings
from services.dispatch.schemas import intents as of_intents
from services.dispatch.schemas import interests as of_interests
from services.dispatch.schemas import notice_comments as of_comments
from services.dispatch.schemas import publication_rounds as of_rounds
from services.dispatch.schemas import signatures as of_signatures
from services.dispatch.schemas import suggestions as of_suggestions
from services.dispatch.schemas import supplements as of_supplements
from services.dispatch.schemas import templates as of_templates
from services.dispatch.schemas import verifications as of_verifications
from services.dispatch.sheets import EXPORTS
from services.dispatch.simulations import PASTS
from services.dispatch.store import NAMINGS, DispatchWork
from shared import repointing
from shared.access import Table
from shared.batches import Call
from shared.dictionaries import AskDictionaries
from shared.hearing import Heard
from shared.hosting import command, every, heard, job, question
from shared.sheets import export_list
from shared.sheets.shapes import ExportList
from shared.simulation import Simulate, simulate
from shared.upkeep import Tick


class DispatchService:
    """Who serves whom, until when."""

    name = "dispatch"
    work = DispatchWork
    access: ClassVar[Table] = ACCESS
    rules = rules.Rules

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
        return demand_drafts.change_demand_draft(call.work, **call.args)

    @command(of_drafts.GetDemandDraft, loads={"demand_drafts": "draft_id"})
    def drop_demand_draft(self, call: Call) -> Any:
        return demand_drafts.drop_demand_draft(call.work, **call.args)

    @command(of_achievements.ReportAchievement)
    def report_achievement(self, call: Call) -> Any:
        return achievements.report_achievement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_achievements.TakeAchievementStep, loads={"achievements": "achievement_id"})
    def take_achievement_step(self, call: Call) -> Any:
        return achievements.take_achievement_step(call.work, call.rulebook, call.actor, **call.args)

    @command(of_achievements.ResubmitAchievement, loads={"achievements": "achievement_id"})
    def resubmit_achievement(self, call: Call) -> Any:
        return achievements.resubmit_achievement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_achievements.ReclassifyAchievement, loads={"achievements": "achievement_id"})
    def reclassify_achievement(self, call: Call) -> Any:
        return achievements.reclassify_achievement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_achievements.RenewAchievement, loads={"achievements": "achievement_id"})
    def renew_achievement(self, call: Call) -> Any:
        return achievements.renew_achievement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_achievements.ExpireAchievements)
    def expire_achievements(self, call: Call) -> Any:
        return achievements.expire_achievements(call.work)

    @command(of_achievements.WithdrawAchievement, loads={"achievements": "achievement_id"})
    def withdraw_achievement(self, call: Call) -> Any:
        return achievements.withdraw_achievement(call.work, call.actor, **call.args)

    @command(of_rounds.OpenPublicationRound)
    def open_publication_round(self, call: Call) -> Any:
        return publication_rounds.open_publication_round(call.work, call.rulebook, call.actor, **call.args)

    @command(of_rounds.PublishPublicationRound, loads={"publication_rounds": "round_id"})
    def publish_publication_round(self, call: Call) -> Any:
        return publication_rounds.publish_publication_round(call.work, call.rulebook, **call.args)

    @command(of_rounds.TakeOutOfRound, loads={"publication_rounds": "round_id"})
    def take_out_of_round(self, call: Call) -> Any:
        return publication_rounds.take_out_of_round(call.work, call.actor, **call.args)

    @command(of_comments.CommentOnRound)
    def comment_on_round(self, call: Call) -> Any:
        return notice_comments.comment_on_round(call.work, call.rulebook, call.actor, **call.args)

    @command(of_comments.AnswerNoticeComment, loads={"notice_comments": "comment_id"})
    def answer_notice_comment(self, call: Call) -> Any:
        return notice_comments.answer_notice_comment(call.work, call.actor, **call.args)

    @every(600, practice=False)
    def watch_offers(self, tick: Tick) -> None:
        watches.watch_demands(tick.work, tick.rulebook)
        watches.watch_achievements(tick.work, tick.rulebook)
        bounties.watch_bounties(tick.work)

    @every(3600, practice=False)
    def watch_rounds(self, tick: Tick) -> None:
        watches.watch_reporting(tick.work, tick.rulebook)
        publication_rounds.watch_publication_rounds(tick.work, tick.rulebook)

    @command(of_bounties.PostBounty, loads={"demands": "demand_id"})
    def post_bounty(self, call: Call) -> Any:
        return bounties.post_bounty(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.CancelBounty, loads={"bounties": "bounty_id"})
    def cancel_bounty(self, call: Call) -> Any:
        return bounties.cancel_bounty(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.NameReviewers, loads={"bounties": "bounty_id"})
    def name_reviewers(self, call: Call) -> Any:
        return bounties.name_reviewers(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.RecuseReviewer, loads={"bounties": "bounty_id"})
    def recuse_reviewer(self, call: Call) -> Any:
        return bounties.recuse_reviewer(call.work, call.actor, **call.args)

    @command(of_bounties.DecideBounty, loads={"bounties": "bounty_id"})
    def decide_bounty(self, call: Call) -> Any:
        return bounties.decide_bounty(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.AwardBounty, loads={"bounties": "bounty_id"})
    def award_bounty(self, call: Call) -> Any:
        return bounties.award_bounty(call.work, call.rulebook, call.actor, **call.args)

    @command(of_comments.CommentOnBounty)
    def comment_on_bounty(self, call: Call) -> Any:
        return bounties.comment_on_bounty(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.PlaceBid, loads={"bounties": "bounty_id"})
    def place_bid(self, call: Call) -> Any:
        return bids.place_bid(call.work, call.rulebook, call.actor, **call.args)

    @command(of_bounties.ReviseBid, loads={"bids": "bid_id"})
    def revise_bid(self, call: Call) -> Any:
        return bids.revise_bid(call.work, call.actor, **call.args)

    @command(of_bounties.GetBid, loads={"bids": "bid_id"})
    def withdraw_bid(self, call: Call) -> Any:
        return bids.withdraw_bid(call.work, call.actor, **call.args)

    @command(of_bounties.ScoreBid, loads={"bounties": "bounty_id"})
    def score_bid(self, call: Call) -> Any:
        return bids.score_bid(call.work, call.rulebook, call.actor, **call.args)

    @question(of_bounties.GetBounty)
    def bounty(self, call: Call) -> Any:
        return queries.bounty(call.work, call.rulebook, call.actor, **call.args)

    @question(of_bounties.ListBounties)
    def bounties(self, call: Call) -> Any:
        return queries.bounties_page(call.work, call.actor, **call.args)

    @question(of_bounties.GetBid)
    def bid(self, call: Call) -> Any:
        return queries.bid(call.work, call.actor, **call.args)

    @question(of_bounties.ListBids)
    def bids(self, call: Call) -> Any:
        return queries.bids_page(call.work, call.actor, **call.args)

    @question(of_comments.GetNoticeComment)
    def notice_comment(self, call: Call) -> Any:
        return queries.notice_comment(call.work, **call.args)

    @question(of_comments.ListNoticeComments)
    def notice_comments(self, call: Call) -> Any:
        return queries.notice_comments_page(call.work, **call.args)

    @command(of_intents.OfferIntent, loads={"known_filings": "filing"})
    def offer_intent(self, call: Call) -> Any:
        return intents.offer_intent(call.work, call.rulebook, call.actor, **call.args)

    @command(of_intents.AcceptIntent, loads={"intents": "intent_id"})
    def accept_intent(self, call: Call) -> Any:
        return intents.accept_intent(call.work, call.actor, **call.args)

    @command(of_intents.DeclineIntent, loads={"intents": "intent_id"})
    def decline_intent(self, call: Call) -> Any:
        return intents.decline_intent(call.work, call.actor, **call.args)

    @command(of_intents.WithdrawIntent, loads={"intents": "intent_id"})
    def withdraw_intent(self, call: Call) -> Any:
        return intents.withdraw_intent(call.work, call.actor, **call.args)

    @command(of_intents.CounterIntent, loads={"intents": "intent_id"})
    def counter_intent(self, call: Call) -> Any:
        return intents.counter_intent(call.work, call.rulebook, call.actor, **call.args)

    @command(of_intents.NoteIntent, loads={"intents": "intent_id"})
    def note_intent(self, call: Call) -> Any:
        return intents.note_intent(call.work, call.actor, **call.args)

    @command(of_intents.DraftIntentAgreement, loads={"intents": "intent_id"})
    def draft_intent_agreement(self, call: Call) -> Any:
        return intents.draft_intent_agreement(call.work, call.rulebook, call.actor, **call.args)

    @every(600, practice=False)
    def expire_intents(self, tick: Tick) -> None:
        intents.expire_intents(tick.work)

    @command(of_interests.DeclareInterest)
    def declare_interest(self, call: Call) -> Any:
        return interests.declare_interest(call.work, call.actor, **call.args)

    @command(of_interests.EndInterest, loads={"interests": "interest_id"})
    def end_interest(self, call: Call) -> Any:
        return interests.end_interest(call.work, call.actor, **call.args)

    @question(of_interests.ListInterests)
    def interests(self, call: Call) -> Any:
        return queries.interests_page(call.work, **call.args)

    @command(of_suggestions.DismissSuggestion, loads={"suggestions": "suggestion_id"})
    def dismiss_suggestion(self, call: Call) -> Any:
        return suggestions.dismiss_suggestion(call.work, call.actor, **call.args)

    @question(of_suggestions.ListSuggestions)
    def suggestions(self, call: Call) -> Any:
        return queries.suggestions_page(call.work, call.actor, **call.args)

    @question(of_suggestions.AskDemandCandidates)
    def demand_candidates(self, call: Call) -> Any:
        return queries.demand_candidates(call.work, call.rulebook, **call.args)

    @question(of_suggestions.AskCandidateDemands)
    def candidate_demands(self, call: Call) -> Any:
        return queries.candidate_demands(call.work, call.rulebook, **call.args)

    @question(of_suggestions.AskAchievementHosts)
    def achievement_hosts(self, call: Call) -> Any:
        return queries.achievement_hosts(call.work, call.rulebook, **call.args)

    @every(5)
    def make_suggestions(self, tick: Tick) -> None:
        suggestions.make_suggestions(tick.work, tick.rulebook)

    @every(60)
    def count_words(self, tick: Tick) -> None:
        suggestions.count_words(tick.work)

    @heard("registry.person_erased", copy=True)
    def on_person_erased(self, event: Any) -> None:
        copies.on_person_erased(event.work, event)

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
        reactions.on_unmerged(event.work, event)

    @every(60)
    def follow_mergers(self, tick: Tick) -> None:
        repointing.sweep(tick.work, NAMINGS)

    @heard("registry.filing_made")
    def match_the_filed(self, event: Heard) -> None:
        reactions.on_somebody_filed(event.work, event)

    @heard("registry.filing_cancelled")
    def close_suggestions(self, event: Heard) -> None:
        reactions.close_suggestions(event.work, event)

    @heard("records.record_confirmed", copy=True)
    def on_record_confirmed(self, event: Heard) -> None:
        copies.on_record_confirmed(event.work, event)

    @heard("registry.credit_entry_made", copy=True)
    def on_credit_entry_made(self, event: Heard) -> None:
        copies.on_credit_entry_made(event.work, event)

    @command(of_agreements.DraftAgreement, loads={"known_filings": "filing"})
    def draft_agreement(self, call: Call) -> Any:
        return agreements.draft_agreement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_agreements.ReviseAgreement, loads={"agreements": "agreement_id"})
    def revise_agreement(self, call: Call) -> Any:
        return agreements.revise_agreement(call.work, call.rulebook, **call.args)

    @command(of_signatures.SignAgreement, loads={"agreements": "agreement_id"})
    def sign_agreement(self, call: Call) -> Any:
        return signatures.sign_agreement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_signatures.SignAgreementOnPaper, loads={"agreements": "agreement_id"})
    def sign_agreement_on_paper(self, call: Call) -> Any:
        return signatures.sign_agreement_on_paper(call.work, call.rulebook, call.actor, **call.args)

    @command(of_signatures.RevokeSignature, loads={"agreements": "agreement_id"})
    def revoke_signature(self, call: Call) -> Any:
        return signatures.revoke_signature(call.work, call.actor, **call.args)

    @command(of_agreements.ReportAgreements)
    def report_agreements(self, call: Call) -> Any:
        return batches.report_agreements(call.work, call.rulebook, call.actor, call.args["agreements"])

    @command(of_agreements.RenewAgreement, loads={"agreements": "agreement_id"})
    def renew_agreement(self, call: Call) -> Any:
        return successions.renew_agreement(call.work, call.rulebook, **call.args)

    @command(of_agreements.HandOverAgreement, loads={"agreements": "agreement_id", "known_filings": "filing"})
    def hand_over_agreement(self, call: Call) -> Any:
        return successions.hand_over_agreement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_supplements.DraftSupplement, loads={"agreements": "agreement_id"})
    def draft_supplement(self, call: Call) -> Any:
        return supplements.draft_supplement(call.work, call.rulebook, **call.args)

    @command(of_supplements.ReviseSupplement, loads={"supplements": "supplement_id"})
    def revise_supplement(self, call: Call) -> Any:
        return supplements.revise_supplement(call.work, call.rulebook, **call.args)

    @command(of_supplements.SignSupplement, loads={"supplements": "supplement_id"})
    def sign_supplement(self, call: Call) -> Any:
        return supplements.sign_supplement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_supplements.SignSupplementOnPaper, loads={"supplements": "supplement_id"})
    def sign_supplement_on_paper(self, call: Call) -> Any:
        return supplements.sign_supplement_on_paper(call.work, call.rulebook, call.actor, **call.args)

    @command(of_supplements.ReportSupplement, loads={"supplements": "supplement_id"})
    def report_supplement(self, call: Call) -> Any:
        return supplements.report_supplement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_supplements.TakeSupplementStep, loads={"supplements": "supplement_id"})
    def take_supplement_step(self, call: Call) -> Any:
        return supplements.take_supplement_step(call.work, call.rulebook, call.actor, **call.args)

    @command(of_supplements.WithdrawSupplement, loads={"supplements": "supplement_id"})
    def withdraw_supplement(self, call: Call) -> Any:
        return supplements.withdraw_supplement(call.work, **call.args)

    @command(of_agreements.RemindAgreements)
    def remind_agreements(self, call: Call) -> Any:
        return agreements.remind_agreements(call.work, call.rulebook)

    @every(3600, practice=False)
    def remind_of_agreements(self, tick: Tick) -> None:
        agreements.remind_agreements(tick.work, tick.rulebook)

    @every(3600, practice=False)
    def watch_agreements(self, tick: Tick) -> None:
        agreements.expire_agreements(tick.work, tick.rulebook)

    @question(of_verifications.VerifyAgreement)
    def verify_agreement(self, call: Call) -> Any:
        return queries.verify_agreement(call.work, call.rulebooks, **call.args)

    @question(of_verifications.ListLooks)
    def agreement_looks(self, call: Call) -> Any:
        return queries.agreement_looks(call.work, **call.args)

    @command(of_verifications.NoteLooks)
    def note_looks(self, call: Call) -> Any:
        return verifications.note_looks(call.work, **call.args)

    @every(60)
    def give_codes(self, tick: Tick) -> None:
        verifications.give_codes(tick.work)

    @command(of_templates.UploadTemplate)
    def upload_template(self, call: Call) -> Any:
        return templates.upload_template(call.work, call.actor, **call.args)

    @command(of_templates.ActivateTemplate, loads={"templates": "template_id"})
    def activate_template(self, call: Call) -> Any:
        return templates.activate_template(call.work, **call.args)

    @command(of_templates.RetireTemplate, loads={"templates": "template_id"})
    def retire_template(self, call: Call) -> Any:
        return templates.retire_template(call.work, **call.args)

    @question(of_templates.GetTemplate)
    def template(self, call: Call) -> Any:
        return queries.template(call.work, call.actor, **call.args)

    @question(of_templates.ListTemplates)
    def templates(self, call: Call) -> Any:
        return queries.templates_page(call.work, **call.args)

    @question(of_templates.PreviewTemplate)
    def template_preview(self, call: Call) -> Any:
        return queries.template_preview(call.work, **call.args)

    @question(of_templates.DefaultTemplate)
    def default_template(self, call: Call) -> Any:
        return queries.default_template(call.work, **call.args)

    @question(of_templates.AgreementPaper)
    def agreement_pdf(self, call: Call) -> Any:
        return queries.agreement_pdf(call.work, call.rulebook, **call.args)

    @question(of_templates.AgreementPaper)
    def agreement_docx(self, call: Call) -> Any:
        return queries.agreement_docx(call.work, call.rulebook, **call.args)

    @question(of_templates.SupplementPaper)
    def supplement_pdf(self, call: Call) -> Any:
        return queries.supplement_pdf(call.work, call.rulebook, **call.args)

    @question(of_templates.SupplementPaper)
    def supplement_docx(self, call: Call) -> Any:
        return queries.supplement_docx(call.work, call.rulebook, **call.args)

    @question(of_templates.EndingPaper)
    def ending_pdf(self, call: Call) -> Any:
        return queries.ending_pdf(call.work, call.rulebook, **call.args)

    @question(of_templates.EndingPaper)
    def ending_docx(self, call: Call) -> Any:
        return queries.ending_docx(call.work, call.rulebook, **call.args)

    @question(of_templates.BatchPaper)
    def batch_pdf(self, call: Call) -> Any:
        return queries.batch_pdf(call.work, call.rulebook, **call.args)

    @question(of_templates.BatchPaper)
    def batch_xlsx(self, call: Call) -> Any:
        return queries.batch_xlsx(call.work, **call.args)

    @command(of_batches.ComposeBatch)
    def compose_batch(self, call: Call) -> Any:
        return batches.compose_batch(call.work, call.actor, **call.args)

    @command(of_batches.ChangeBatch, loads={"batches": "batch_id"})
    def change_batch(self, call: Call) -> Any:
        return batches.change_batch(call.work, call.actor, **call.args)

    @command(of_batches.WithdrawBatch, loads={"batches": "batch_id"})
    def withdraw_batch(self, call: Call) -> Any:
        return batches.withdraw_batch(call.work, **call.args)

    @command(of_batches.SubmitBatch, loads={"batches": "batch_id"})
    def submit_batch(self, call: Call) -> Any:
        return batches.submit_batch(call.work, call.rulebook, call.actor, **call.args)

    @command(of_batches.ReviewBatch, loads={"batches": "batch_id"})
    def review_batch(self, call: Call) -> Any:
        return batches.review_batch(call.work, call.rulebook, call.actor, **call.args)

    @command(of_agreements.TakeAgreementStep, loads={"agreements": "agreement_id"})
    def take_agreement_step(self, call: Call) -> Any:
        return agreements.take_agreement_step(call.work, call.rulebook, call.actor, **call.args)

    @command(of_agreements.WaiveAgreementRule, loads={"agreements": "agreement_id"})
    def waive_agreement_rule(self, call: Call) -> Any:
        return agreements.waive_agreement_rule(call.work, call.rulebook, call.actor, **call.args)

    @command(of_agreements.WithdrawAgreement, loads={"agreements": "agreement_id"})
    def withdraw_agreement(self, call: Call) -> Any:
        return agreements.withdraw_agreement(call.work, call.rulebook, call.actor, **call.args)

    @command(of_agreements.ExpireAgreements)
    def expire_agreements(self, call: Call) -> Any:
        return agreements.expire_agreements(call.work, call.rulebook, **call.args)

    @command(of_assignments.OrderAssignment)
    def order_assignment(self, call: Call) -> Any:
        return assignments.order_assignment(call.work, call.rulebook, call.actor, **call.args)

    @command(of_assignments.NameCommissioner, loads={"assignments": "assignment_id", "known_filings": "filing"})
    def name_commissioner(self, call: Call) -> Any:
        return assignments.name_commissioner(call.work, call.rulebook, call.actor, **call.args)

    @command(of_assignments.AppointCommissioner, loads={"known_filings": "filing"})
    def appoint_commissioner(self, call: Call) -> Any:
        return assignments.appoint_commissioner(call.work, call.rulebook, call.actor, **call.args)

    @command(of_assignments.ReportProgress, loads={"assignments": "assignment_id"})
    def report_progress(self, call: Call) -> Any:
        return assignments.report_progress(call.work, call.actor, **call.args)

    @command(of_assignments.WithdrawAssignment, loads={"assignments": "assignment_id"})
    def withdraw_assignment(self, call: Call) -> Any:
        return assignments.withdraw_assignment(call.work, **call.args)

    @command(of_assignments.DeclineAssignment, loads={"assignments": "assignment_id"})
    def decline_assignment(self, call: Call) -> Any:
        return assignments.decline_assignment(call.work, call.actor, **call.args)

    @command(of_assignments.ReassignAssignment, loads={"assignments": "assignment_id"})
    def reassign_assignment(self, call: Call) -> Any:
        return assignments.reassign_assignment(call.work, call.rulebook, call.actor, **call.args)

    @command(of_assignments.ExtendAssignment, loads={"assignments": "assignment_id"})
    def extend_assignment(self, call: Call) -> Any:
        return assignments.extend_assignment(call.work, call.actor, **call.args)

    @every(600, practice=False)
    def watch_assignments(self, tick: Tick) -> None:
        assignments.watch_assignments(tick.work, tick.rulebook)

    @command(of_directed_rounds.OpenDirectedRound)
    def open_directed_round(self, call: Call) -> Any:
        return directed_rounds.open_directed_round(call.work, call.rulebook, call.actor, **call.args)

    @command(of_directed_rounds.EditDirectedRound, loads={"directed_rounds": "round_id"})
    def edit_directed_round(self, call: Call) -> Any:
        return directed_rounds.edit_directed_round(call.work, call.rulebook, call.actor, **call.args)

    @job(of_directed_rounds.PlanDirectedRound)
    def plan_directed_round(self, run: Any) -> None:
        directed_rounds.plan_directed_round(run)

    @command(of_directed_rounds.KeepDirectedPlan, loads={"directed_rounds": "round_id"})
    def keep_directed_plan(self, call: Call) -> Any:
        return directed_rounds.keep_directed_plan(call.work, **call.args)

    @job(of_directed_rounds.ConfirmDirectedRound)
    def confirm_directed_round(self, run: Any) -> None:
        directed_rounds.confirm_directed_round(run)

    @command(of_directed_rounds.ConfirmDirectedPair, loads={"directed_rounds": "round_id"})
    def confirm_directed_pair(self, call: Call) -> Any:
        return directed_rounds.confirm_directed_pair(call.work, call.rulebook, call.actor, **call.args)

    @command(of_directed_rounds.AbandonDirectedRound, loads={"directed_rounds": "round_id"})
    def abandon_directed_round(self, call: Call) -> Any:
        return directed_rounds.abandon_directed_round(call.work, **call.args)

    @question(of_directed_rounds.GetDirectedRound)
    def directed_round(self, call: Call) -> Any:
        return queries.directed_round(call.work, call.actor, **call.args)

    @question(of_directed_rounds.ListDirectedRounds)
    def directed_rounds(self, call: Call) -> Any:
        return queries.directed_rounds_page(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.OpenEnding, loads={"agreements": "agreement"})
    def open_ending(self, call: Call) -> Any:
        return endings.open_ending(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.TakeEndingStep, loads={"endings": "ending_id"})
    def take_ending_step(self, call: Call) -> Any:
        return endings.take_ending_step(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.ResubmitEnding, loads={"endings": "ending_id"})
    def resubmit_ending(self, call: Call) -> Any:
        return endings.resubmit_ending(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.WithdrawEnding, loads={"endings": "ending_id"})
    def withdraw_ending(self, call: Call) -> Any:
        return endings.withdraw_ending(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.ServeEndingNotice, loads={"endings": "ending_id"})
    def serve_ending_notice(self, call: Call) -> Any:
        return endings.serve_ending_notice(call.work, call.rulebook, call.actor, **call.args)

    @every(600, practice=False)
    def watch_endings(self, tick: Tick) -> None:
        ending_clocks.watch_endings(tick.work, tick.rulebook)

    @command(of_endings.DefendEnding, loads={"endings": "ending_id"})
    def defend_ending(self, call: Call) -> Any:
        return endings.defend_ending(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.RecordEndingHearing, loads={"endings": "ending_id"})
    def record_ending_hearing(self, call: Call) -> Any:
        return endings.record_ending_hearing(call.work, call.actor, **call.args)

    @command(of_endings.AppealEnding, loads={"endings": "ending_id"})
    def appeal_ending(self, call: Call) -> Any:
        return endings.appeal_ending(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.WithdrawEndingAppeal, loads={"endings": "ending_id"})
    def withdraw_ending_appeal(self, call: Call) -> Any:
        return endings.withdraw_ending_appeal(call.work, call.rulebook, call.actor, **call.args)

    @command(of_endings.TakeEndingAppealStep, loads={"endings": "ending_id"})
    def take_ending_appeal_step(self, call: Call) -> Any:
        return endings.take_ending_appeal_step(call.work, call.rulebook, call.actor, **call.args)

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

    @question(of_figures.AskDispatchFigures)
    def dispatch_figures(self, call: Call) -> Any:
        return queries.dispatch_figures(call.work, call.actor)

    @question(of_demands.DemandsFeed)
    def demands_feed(self, call: Call) -> Any:
        return queries.demands_feed(call.work, call.rulebook, **call.args)

    @question(of_drafts.GetDemandDraft)
    def demand_draft(self, call: Call) -> Any:
        return queries.demand_draft(call.work, **call.args)

    @question(of_drafts.ListDemandDrafts)
    def demand_drafts(self, call: Call) -> Any:
        return queries.demand_drafts_page(call.work, **call.args)

    @question(of_achievements.GetAchievement)
    def achievement(self, call: Call) -> Any:
        return queries.achievement(call.work, call.rulebook, call.actor, **call.args)

    @question(of_achievements.ListAchievements)
    def achievements(self, call: Call) -> Any:
        return queries.achievements_page(call.work, call.rulebook, call.actor, **call.args)

    @question(of_achievements.GetPublished)
    def published_achievement(self, call: Call) -> Any:
        return queries.published_achievement(call.work, **call.args)

    @question(of_demands.ListPublished)
    def published_achievements(self, call: Call) -> Any:
        return queries.published_achievements(call.work, call.rulebook, **call.args)

    @question(of_rounds.GetPublicationRound)
    def publication_round(self, call: Call) -> Any:
        return queries.publication_round(call.work, **call.args)

    @question(of_rounds.ListPublicationRounds)
    def publication_rounds(self, call: Call) -> Any:
        return queries.publication_rounds(call.work, call.actor, **call.args)

    @question(of_intents.GetIntent)
    def intent(self, call: Call) -> Any:
        return queries.intent(call.work, call.rulebook, call.actor, **call.args)

    @question(of_intents.ListIntents)
    def intents(self, call: Call) -> Any:
        return queries.intents_page(call.work, call.rulebook, call.actor, **call.args)

    @question(of_agreements.GetAgreement)
    def agreement(self, call: Call) -> Any:
        return queries.agreement(call.work, call.rulebook, call.actor, **call.args)

    @question(of_agreements.ListAgreements)
    def agreements(self, call: Call) -> Any:
        return queries.agreements_page(call.work, call.rulebook, call.actor, **call.args)

    @question(of_supplements.GetSupplement)
    def supplement(self, call: Call) -> Any:
        return queries.supplement(call.work, call.rulebook, call.actor, **call.args)

    @question(of_supplements.ListSupplements)
    def supplements(self, call: Call) -> Any:
        return queries.supplements_page(call.work, call.rulebook, call.actor, **call.args)

    @question(of_batches.GetBatch)
    def batch(self, call: Call) -> Any:
        return queries.batch(call.work, call.actor, **call.args)

    @question(of_batches.ListBatches)
    def batches(self, call: Call) -> Any:
        return queries.batches_page(call.work, call.rulebook, call.actor, **call.args)

    @question(of_assignments.GetAssignment)
    def assignment(self, call: Call) -> Any:
        return queries.assignment(call.work, call.rulebook, call.actor, **call.args)

    @question(of_assignments.ListAssignments)
    def assignments(self, call: Call) -> Any:
        return queries.assignments_page(call.work, call.rulebook, call.actor, **call.args)

    @question(of_endings.GetEnding)
    def ending(self, call: Call) -> Any:
        return queries.ending(call.work, call.rulebook, call.actor, **call.args)

    @question(of_endings.ListEndings)
    def endings(self, call: Call) -> Any:
        return queries.endings_page(call.work, call.rulebook, call.actor, **call.args)

    @question(AskDictionaries)
    def dictionaries(self, call: Call) -> Any:
        return queries.dictionaries(call.work, call.rulebook)

    @job(Simulate)
    def simulate_rulebook(self, run: Any) -> None:
        simulate(run, PASTS, rules.Rules)

    @job(ExportList)
    def export_list(self, run: Any) -> None:
        export_list(run, EXPORTS)

    @heard("registry.filing_made", copy=True)
    def on_filing_made(self, event: Heard) -> None:
        copies.on_filing_made(event.work, event)

    @heard("registry.filing_changed", copy=True)
    def on_filing_changed(self, event: Heard) -> None:
        copies.on_filing_changed(event.work, event)

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

    @heard("appraisal.result_published", copy=True)
    def on_result_published(self, event: Heard) -> None:
        copies.on_result_published(event.work, event)

    @heard("registry.filing_cancelled")
    def end_what_it_carried(self, event: Heard) -> None:
        reactions.on_filing_cancelled(event.work, event.rulebook, event)
        reactions.withdraw_what_it_offered(event.work, event)

    @heard("funding.misuse_found")
    def open_cases_of_misuse(self, event: Heard) -> None:
        reactions.on_misuse_found(event.work, event.rulebook, event)

    @heard("registry.filing_restored")
    def let_it_carry_again(self, event: Heard) -> None:
        reactions.on_filing_restored(event.work, event)

    @heard("registry.filing_suspended")
    def let_nothing_new_begin(self, event: Heard) -> None:
        reactions.on_filing_suspended(event.work, event)

    @heard("registry.filing_resumed")
    def let_new_begin_again(self, event: Heard) -> None:
        reactions.on_filing_resumed(event.work, event)
