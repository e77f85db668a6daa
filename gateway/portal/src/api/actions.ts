/** Which operation does what an answer's `actions` name: `<Component>.<action>`, without what follows a colon in it.
 *
 *  Nothing here says who may or when: the answer does. tests/unit/portal/test_actions.py holds every line against the
 *  API's description, and every action that a service tells against these lines. */
import type { Json } from './client'
import type { OperationId } from './generated/operations'

export interface ActionOperation {
  operation: OperationId
  /** Fields of the body that are always the same. */
  preset?: Json
  /** Fields of the body that are the record's: where in the record; in a list: as the only one of a list. */
  from?: Record<string, string | readonly [string]>
  /** The field of the body that takes the action's `choice` (a chain's step). */
  choice?: string
  /** The fields of the body that take what follows the colons in the action's name, in order. */
  parts?: readonly string[]
  /** Members of the action that are fields of the body too, and tell it from others of its name. */
  told?: readonly string[]
  /** Fields of the body that this way to it does not ask. */
  hides?: readonly string[]
  /** Fields of the body for which the record says what there is to choose: where in the record. */
  among?: Record<string, string>
  /** The form begins with what the record says: the record itself, or this field of it. */
  prefill?: 'record' | 'terms' | 'proposed' | 'proposal'
}

/** No button: the portal does it by another action of the same answer, or on a screen of its own. */
const ELSEWHERE: readonly ActionOperation[] = []

const table: Record<string, OperationId | ActionOperation | readonly ActionOperation[]> = {
  'RegistryAccount.disable': 'post_accounts_disable_account',
  'RegistryAccount.enable': 'post_accounts_enable_account',
  'RegistryAccount.end_role': 'post_accounts_end_role',
  'RegistryAccount.give_role': 'post_accounts_give_role',
  'RegistryAccount.reset_password': 'post_accounts_reset_password',
  'RegistryAccount.reset_second_factor': 'post_accounts_reset_second_factor',
  'RegistryAccount.revoke_sessions': 'post_accounts_revoke_sessions',
  'RegistryApplication.pass': 'post_applications_pass_application',
  'RegistryApplication.inspect': 'post_applications_inspect_application',
  'RegistryApplication.recommend': 'post_applications_recommend_application',
  'RegistryApplication.file': 'post_applications_file_application',
  'RegistryApplication.return': 'post_applications_return_application',
  'RegistryApplication.reject': 'post_applications_reject_application',
  'RegistryApplication.withdraw': 'post_applications_withdraw_application',
  'RegistryApplication.resubmit': ELSEWHERE,
  'RegistryApplication.start_mending': 'post_applications_start_mending',
  'RegistryApplication.mend_change': { operation: 'post_filing_changes_mend_change', prefill: 'proposed' },
  'RegistryApplication.consent_to_application': 'post_applications_consent_to_application',
  'RegistryApplication.waive_condition': { operation: 'post_applications_waive_condition', parts: ['rule'] },
  'RegistryApplication.revoke_waiver': { operation: 'post_applications_revoke_waiver', parts: ['rule'] },
  'RegistryComplaint.answer_complaint': 'post_complaints_answer_complaint',
  'RegistryComplaint.forward_complaint': 'post_complaints_forward_complaint',
  'RegistryComplaint.take_back_complaint': 'post_complaints_take_back_complaint',
  'RegistryComplaint.withdraw_complaint': 'post_complaints_withdraw_complaint',
  'RegistryCreditEntry.ask_repair': 'post_credit_entries_ask_repair',
  'RegistryCreditEntry.decide_repair': 'post_credit_entries_decide_repair',
  'RegistryDelegation.act': { operation: 'post_session_act_for', from: { delegation_id: 'id' } },
  'RegistryDelegation.end': 'post_delegations_end_delegation',
  'RegistryDraft.submit': 'post_application_drafts_submit_draft',
  'RegistryDraft.delete': 'delete_application_drafts_delete_draft',
  'RegistryFiling.change': { operation: 'post_filing_changes_request_filing_change', prefill: 'record' },
  'RegistryFiling.open_sanction': { operation: 'post_sanctions_open_sanction', from: { filing: 'id' }, hides: ['person', 'unit'] },
  'RegistryFiling.restore_filing': 'post_filings_restore_filing',
  'RegistryFiling.resume_filing': 'post_filings_resume_filing',
  'RegistryFiling.replace': { operation: 'post_application_drafts_start_draft', from: { subject: 'subject', kind: 'kind', 'values.unit': 'liaison_of', 'values.replaces': 'id' } },
  'RegistryInvitation.revoke': 'post_invitations_revoke_invitation',
  'RegistryNotice.object_to_notice': 'post_notices_object_to_notice',
  'RegistryNotice.withdraw_notice': 'post_notices_withdraw_notice',
  'RegistryObjection.decide_objection': 'post_objections_decide_objection',
  'RegistryRulebookProposal.check': 'post_rulebook_proposals_check_rulebook_proposal',
  'RegistryRulebookProposal.patch': ELSEWHERE,
  'RegistryRulebookProposal.publish': 'post_rulebook_proposals_publish_rulebook_proposal',
  'RegistryRulebookProposal.replace_file': ELSEWHERE,
  'RegistryRulebookProposal.rule_on_conflict': 'post_rulebook_proposals_rule_on_conflict',
  'RegistryRulebookProposal.simulate': [
    { operation: 'post_rulebook_simulations_registry_simulate_rulebook', from: { proposal_id: 'id' } },
    { operation: 'post_rulebook_simulations_dispatch_simulate_rulebook', from: { proposal_id: 'id' } },
    { operation: 'post_rulebook_simulations_funding_simulate_rulebook', from: { proposal_id: 'id' } },
  ],
  'RegistryRulebookProposal.withdraw': 'post_rulebook_proposals_withdraw_rulebook_proposal',
  'RegistrySanction.answer': 'post_sanctions_answer_sanction',
  'RegistrySanction.appeal': 'post_sanctions_appeal_sanction',
  'RegistrySanction.decide': 'post_sanctions_decide_sanction',
  'RegistrySanction.decide_appeal': 'post_sanctions_decide_appeal',
  'RegistryUnit.add_manager': 'post_units_add_manager',
  'RegistryUnit.merge': { operation: 'post_units_merge_units', from: { winner: 'id' } },
  'RegistryUnit.remove_manager': 'post_units_remove_manager',
  'RegistryUnit.update': { operation: 'patch_units_update_unit', prefill: 'record' },
  'RegistryWebhook.change': { operation: 'patch_webhooks_change_webhook', prefill: 'record' },
  'RegistryWebhook.delete': 'delete_webhooks_delete_webhook',
  'RegistryWebhook.pause': 'post_webhooks_pause_webhook',
  'RegistryWebhook.ping': 'post_webhooks_ping_webhook',
  'RegistryWebhook.replay': { operation: 'post_webhooks_replay_deliveries', hides: ['after'] },
  'RegistryWebhook.resume': 'post_webhooks_resume_webhook',
  'RegistryWebhook.rotate': 'post_webhooks_rotate_webhook_secret',

  'DispatchAchievement.reclassify_achievement': { operation: 'post_achievements_reclassify_achievement', prefill: 'record' },
  'DispatchAchievement.renew_achievement': 'post_achievements_renew_achievement',
  'DispatchAchievement.resubmit_achievement': { operation: 'post_achievements_resubmit_achievement', prefill: 'record' },
  'DispatchAchievement.take_achievement_step': { operation: 'post_achievements_take_achievement_step', choice: 'action' },
  'DispatchAchievement.withdraw_achievement': 'post_achievements_withdraw_achievement',
  'DispatchAgreement.draft_supplement': { operation: 'post_supplements_draft_supplement', from: { agreement_id: 'id' }, prefill: 'terms' },
  'DispatchAgreement.hand_over_agreement': { operation: 'post_agreements_hand_over_agreement', prefill: 'terms' },
  'DispatchAgreement.open_ending': { operation: 'post_endings_open_ending', from: { agreement: 'id' }, parts: ['ground'] },
  'DispatchAgreement.renew_agreement': { operation: 'post_agreements_renew_agreement', prefill: 'terms' },
  'DispatchAgreement.report_agreements': { operation: 'post_agreements_report_agreements', from: { agreements: ['id'] } },
  'DispatchAgreement.revise_agreement': { operation: 'patch_agreements_revise_agreement', prefill: 'terms' },
  'DispatchAgreement.revoke_signature': { operation: 'post_agreements_revoke_signature', among: { party: 'signers' } },
  'DispatchAgreement.sign_agreement': { operation: 'post_agreements_sign_agreement', from: { hash: 'content_hash' } },
  'DispatchAgreement.sign_agreement_on_paper': { operation: 'post_agreements_sign_agreement_on_paper', from: { hash: 'content_hash' }, among: { parties: 'awaits' } },
  'DispatchAgreement.take_agreement_step': { operation: 'post_agreements_take_agreement_step', choice: 'action' },
  'DispatchAgreement.waive_agreement_rule': { operation: 'post_agreements_waive_agreement_rule', parts: ['rule'] },
  'DispatchAgreement.withdraw_agreement': 'post_agreements_withdraw_agreement',
  'DispatchAssignment.decline_assignment': 'post_assignments_decline_assignment',
  'DispatchAssignment.extend_assignment': 'post_assignments_extend_assignment',
  'DispatchAssignment.name_commissioner': 'post_assignments_name_commissioner',
  'DispatchAssignment.reassign_assignment': 'post_assignments_reassign_assignment',
  'DispatchAssignment.report_progress': 'post_assignments_report_progress',
  'DispatchAssignment.withdraw_assignment': 'post_assignments_withdraw_assignment',
  'DispatchBatch.change_batch': 'patch_batches_change_batch',
  'DispatchBatch.review_batch': 'post_batches_review_batch',
  'DispatchBatch.submit_batch': 'post_batches_submit_batch',
  'DispatchBatch.withdraw_batch': 'post_batches_withdraw_batch',
  'DispatchBid.revise_bid': { operation: 'post_bids_revise_bid', prefill: 'record' },
  'DispatchBid.withdraw_bid': 'post_bids_withdraw_bid',
  'DispatchBounty.award_bounty': 'post_bounties_award_bounty',
  'DispatchBounty.cancel_bounty': 'post_bounties_cancel_bounty',
  'DispatchBounty.comment_on_bounty': 'post_bounties_comment_on_bounty',
  'DispatchBounty.decide_bounty': 'post_bounties_decide_bounty',
  'DispatchBounty.name_reviewers': 'post_bounties_name_reviewers',
  'DispatchBounty.place_bid': 'post_bounties_place_bid',
  'DispatchBounty.recuse_reviewer': 'post_bounties_recuse_reviewer',
  'DispatchBounty.score_bid': 'post_bounties_score_bid',
  'DispatchDemand.answer_followup': { operation: 'post_demands_answer_followup', from: { months: 'followups_waiting.0' } },
  'DispatchDemand.forward_demand': 'post_demands_forward_demand',
  'DispatchDemand.merge_demand': 'post_demands_merge_demand',
  'DispatchDemand.reclassify_demand': { operation: 'post_demands_reclassify_demand', prefill: 'record' },
  'DispatchDemand.renew_demand': 'post_demands_renew_demand',
  'DispatchDemand.resubmit_demand': { operation: 'post_demands_resubmit_demand', prefill: 'record' },
  'DispatchDemand.solve_demand': 'post_demands_solve_demand',
  'DispatchDemand.split_demand': 'post_demands_split_demand',
  'DispatchDemand.take_demand_step': { operation: 'post_demands_take_demand_step', choice: 'action' },
  'DispatchDemand.withdraw_demand': 'post_demands_withdraw_demand',
  'DispatchDemandDraft.change_demand_draft': { operation: 'patch_demand_drafts_change_demand_draft', prefill: 'record' },
  'DispatchDemandDraft.drop_demand_draft': 'delete_demand_drafts_drop_demand_draft',
  'DispatchDemandDraft.report_demand': { operation: 'post_demands_report_demand', from: { draft: 'id' }, prefill: 'record' },
  'DispatchDirectedRound.abandon_directed_round': 'post_directed_rounds_abandon_directed_round',
  'DispatchDirectedRound.confirm_directed_pair': 'post_directed_rounds_confirm_directed_round',
  'DispatchDirectedRound.edit_directed_round': 'post_directed_rounds_edit_directed_round',
  'DispatchDirectedRound.plan_directed_round': 'post_directed_rounds_plan_directed_round',
  'DispatchEnding.appeal_ending': 'post_endings_appeal_ending',
  'DispatchEnding.defend_ending': 'post_endings_defend_ending',
  'DispatchEnding.record_ending_hearing': { operation: 'post_endings_record_ending_hearing', among: { party: 'against' } },
  'DispatchEnding.resubmit_ending': { operation: 'post_endings_resubmit_ending', prefill: 'record' },
  'DispatchEnding.serve_ending_notice': { operation: 'post_endings_serve_ending_notice', parts: ['what', 'to'] },
  'DispatchEnding.take_ending_appeal_step': { operation: 'post_endings_take_ending_appeal_step', choice: 'action' },
  'DispatchEnding.take_ending_step': { operation: 'post_endings_take_ending_step', choice: 'action' },
  'DispatchEnding.withdraw_ending': 'post_endings_withdraw_ending',
  'DispatchEnding.withdraw_ending_appeal': 'post_endings_withdraw_ending_appeal',
  'DispatchIntent.accept_intent': 'post_intents_accept_intent',
  'DispatchIntent.counter_intent': { operation: 'post_intents_counter_intent', prefill: 'proposal' },
  'DispatchIntent.decline_intent': 'post_intents_decline_intent',
  'DispatchIntent.draft_intent_agreement': 'post_intents_draft_intent_agreement',
  'DispatchIntent.note_intent': 'post_intents_note_intent',
  'DispatchIntent.withdraw_intent': 'post_intents_withdraw_intent',
  'DispatchInterest.end_interest': 'post_interests_end_interest',
  'DispatchNoticeComment.answer_notice_comment': 'post_notice_comments_answer_notice_comment',
  'DispatchPublicationRound.comment_on_round': 'post_publication_rounds_comment_on_round',
  'DispatchPublicationRound.publish_publication_round': 'post_publication_rounds_publish_publication_round',
  'DispatchPublicationRound.take_out_of_round': 'post_publication_rounds_take_out_of_round',
  'DispatchSuggestion.dismiss_suggestion': 'post_suggestions_dismiss_suggestion',
  'DispatchSuggestion.offer_intent': { operation: 'post_intents_offer_intent', from: { filing: 'filing', host_unit: 'host_unit', demand: 'demand' } },
  'DispatchSupplement.report_supplement': 'post_supplements_report_supplement',
  'DispatchSupplement.revise_supplement': { operation: 'patch_supplements_revise_supplement', prefill: 'terms' },
  'DispatchSupplement.sign_supplement': { operation: 'post_supplements_sign_supplement', from: { hash: 'content_hash' } },
  'DispatchSupplement.sign_supplement_on_paper': { operation: 'post_supplements_sign_supplement_on_paper', from: { hash: 'content_hash' }, among: { parties: 'awaits' } },
  'DispatchSupplement.take_supplement_step': { operation: 'post_supplements_take_supplement_step', choice: 'action' },
  'DispatchSupplement.withdraw_supplement': 'post_supplements_withdraw_supplement',
  'DispatchTemplate.activate_template': 'post_templates_activate_template',
  'DispatchTemplate.retire_template': 'post_templates_retire_template',

  'RecordsCase.accept_case': 'post_cases_accept_case',
  'RecordsCase.return_case': 'post_cases_return_case',
  'RecordsCase.tell_case_again': { operation: 'put_cases_tell_case_again', prefill: 'record' },
  'RecordsProblemReport.answer_problem': 'post_problems_answer_problem',
  'RecordsProblemReport.return_problem': 'post_problems_return_problem',
  'RecordsProblemReport.tell_problem_again': { operation: 'put_problems_tell_problem_again', prefill: 'record' },
  'RecordsRecord.confirm_record': 'post_records_confirm_record',
  'RecordsRecord.correct_record': { operation: 'put_records_correct_record', prefill: 'record' },
  'RecordsRecord.return_record': 'post_records_return_record',
  'RecordsReport.accept_report': 'post_reports_accept_report',
  'RecordsReport.resubmit_report': { operation: 'put_reports_resubmit_report', prefill: 'record' },
  'RecordsReport.return_report': 'post_reports_return_report',

  'FundingAllocation.reverse': 'post_allocations_reverse_allocation',
  'FundingBudget.allocate': { operation: 'post_allocations_make_allocation', from: { budget: 'id' } },
  'FundingBudget.supplement': 'post_budgets_supplement_budget',
  'FundingClaim.approve': 'post_claims_approve_claim',
  'FundingClaim.pay': 'post_claims_pay_claim',
  'FundingClaim.refuse': 'post_claims_refuse_claim',
  'FundingClaim.reverse': 'post_claims_reverse_claim',
  'FundingClaimProspect.submit_claim': { operation: 'post_claims_submit_claim', from: { record: 'record', subsidy: 'subsidy' } },
  'FundingFundAccount.set_rate': 'post_fund_accounts_set_rate',
  'FundingInspection.confirm': 'post_inspections_confirm_misuse',
  'FundingInspection.dismiss': 'post_inspections_dismiss_misuse',
  'FundingReward.reverse': 'post_rewards_reverse_reward',

  'AppraisalCycle.close_cycle': 'post_appraisal_cycles_close_cycle',
  'AppraisalCycle.freeze_subjects': 'post_appraisal_cycles_freeze_subjects',
  'AppraisalCycle.grade_cycle': 'post_appraisal_cycles_grade_cycle',
  'AppraisalCycle.publish_results': 'post_appraisal_cycles_publish_results',
  'AppraisalCycle.reopen_cycle': 'post_appraisal_cycles_reopen_cycle',
  'AppraisalResult.note_influence': 'post_appraisal_results_note_influence',
  'AppraisalResult.score_result': { operation: 'post_appraisal_results_score_result', told: ['indicator'] },

  'TrainingTraining.attend': 'post_attendances_attend',
  'TrainingTraining.cancel_training': 'post_trainings_cancel_training',
  'TrainingTraining.change_training': { operation: 'put_trainings_change_training', prefill: 'record' },
  'TrainingTraining.enrol': 'post_trainings_enrol',
  'TrainingTraining.hold_training': 'post_trainings_hold_training',
  'TrainingTraining.publish_training': 'post_trainings_publish_training',
  'TrainingTraining.record_attendances': 'post_trainings_record_attendances',

  'JobShape.cancel_job': 'post_jobs_cancel_job',
}

/** Answers that tell the same actions as another. */
const SAME: Record<string, string> = { RegistryAccountWithPassword: 'RegistryAccount', RegistryNewWebhook: 'RegistryWebhook' }

/** An action as an answer tells it. */
export interface Told {
  action: string
  choice?: string
  open: boolean
  reason?: string
  reason_en?: string
  article?: string
  [member: string]: unknown
}

/** What an action comes to for one record: `preset` is sent as it is, the form begins with what was `said`. */
export interface Done {
  operation: OperationId
  /** The action without what follows the colon, and that. */
  name: string
  parts: readonly (readonly [field: string, value: string])[]
  preset: Json
  said: Json
  hides: readonly string[]
  /** The field of the record that says it; none: the record itself. */
  within: readonly string[]
  /** What the record lets one choose for a field. */
  among?: Record<string, readonly string[]>
}

/** The operations that an action of an answer stands for; none where the portal does it elsewhere or knows no such. */
export function operationsOf(component: string, told: Told, record: Json): Done[] {
  const [name = '', ...values] = told.action.split(':')
  const found = table[`${SAME[component] ?? component}.${name}`] ?? ELSEWHERE
  const stated = typeof found === 'string' ? [{ operation: found }] : 'operation' in found ? [found] : found
  return stated.map((one: ActionOperation) => {
    const preset: Json = { ...one.preset }
    const parts = (one.parts ?? []).flatMap((field, at) => (values[at] === undefined ? [] : [[field, values[at]] as const]))
    parts.push(...(one.told ?? []).flatMap((field) => (told[field] === undefined ? [] : [[field, String(told[field])] as const])))
    for (const [field, value] of parts) preset[field] = value
    if (one.choice && told.choice) preset[one.choice] = told.choice
    for (const [field, place] of Object.entries(one.from ?? {})) {
      const value = typeof place === 'string' ? at(record, place) : [at(record, place[0])]
      if (value !== undefined) put(preset, field, value)
    }
    const among = one.among && Object.fromEntries(Object.entries(one.among).map(([field, place]) => [field, (at(record, place) ?? []) as string[]]).filter(([, values]) => values!.length))
    const said: unknown = one.prefill === 'record' ? record : one.prefill ? record[one.prefill] : {}
    const within = one.prefill && one.prefill !== 'record' ? [one.prefill] : []
    return { operation: one.operation, name, parts, preset, said: (said ?? {}) as Json, hides: one.hides ?? [], within, ...(among && { among }) }
  })
}

function at(record: unknown, place: string): unknown {
  return place.split('.').reduce<unknown>((inner, name) => (inner as Json | null | undefined)?.[name], record)
}

function put(body: Json, place: string, value: unknown): void {
  const names = place.split('.')
  const last = names.pop()!
  names.reduce<Json>((inner, name) => (inner[name] ??= {}) as Json, body)[last] = value
}
