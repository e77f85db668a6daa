/** Fields that hold the id of another record: where to look one up, and where it opens. */
import type { OperationId } from '@/api/client'

export interface Reference {
  noun: string
  operation: OperationId
  label: string
  second?: string
  /** The parameter that narrows the list by what is typed; without one the first pages are narrowed here. */
  search?: string
  fixed?: Record<string, string>
  /** Only what is on file as one of these, as far as the city knows them; of units, whose filing it is. */
  filed?: readonly string[]
}

const UNIT: Reference = { noun: 'units', operation: 'get_units_units', label: 'name', second: 'uscc' }
const SENDER: Reference = { ...UNIT, filed: ['workstation', 'dispatching_unit'] }
const FILING: Reference = { noun: 'filings', operation: 'get_filings_filings', label: 'name', second: 'number' }
/** Who is sent: the dispatch means a commissioner's filing, not every filing of the roster. */
const COMMISSIONER: Reference = { ...FILING, filed: ['commissioner', 'team'] }
const RESULT: Reference = { noun: 'appraisal-results', operation: 'get_appraisal_results_results', label: 'name', second: 'year' }
const AGREEMENT: Reference = { noun: 'agreements', operation: 'get_agreements_agreements', label: 'number', second: 'host_name' }
const DEMAND: Reference = { noun: 'demands', operation: 'get_demands_demands', label: 'title', second: 'host_name' }
/** What a sending unit has still to sign or to report. */
const TO_REPORT: Reference = { ...AGREEMENT, second: 'status', fixed: { waits_on: 'me' } }
const ACCOUNT: Reference = { noun: 'accounts', operation: 'get_accounts_accounts', label: 'name', second: 'login', search: 'q' }
const PERSON: Reference = { noun: 'persons', operation: 'get_persons_persons', label: 'name' }

export const REFERENCES: Record<string, Reference> = {
  unit: UNIT, stands_for: UNIT, host_unit: UNIT, sender_unit: SENDER, to_unit: UNIT, trainer_unit: UNIT, winner: UNIT, loser: UNIT,
  filing: FILING, filings: FILING, filing_id: FILING, liaison_of: UNIT, sender_units: UNIT, host_units: UNIT, owner_units: UNIT,
  'DispatchDraftAgreement.filing': COMMISSIONER, 'DispatchOfferIntent.filing': COMMISSIONER, 'DispatchHandOverAgreementBody.filing': COMMISSIONER, 'DispatchAppointCommissioner.filing': COMMISSIONER,
  'DispatchNameCommissionerBody.filing': COMMISSIONER, 'DispatchPlaceBidBody.filing': COMMISSIONER, 'DispatchDeclareInterest.filing': COMMISSIONER, commissioner_filing: COMMISSIONER,
  account: ACCOUNT, giver: ACCOUNT, 'FundingAllocation.made_by': ACCOUNT, 'FundingBudget.set_by': ACCOUNT, 'FundingInspection.decided_by': ACCOUNT, 'FundingInspection.reported_by': ACCOUNT,
  peer_id: { noun: 'peers', operation: 'get_federation_peers', label: 'name', second: 'base_url' },
  webhook: { noun: 'webhooks', operation: 'get_webhooks_webhooks', label: 'name', second: 'url' },
  sanction: { noun: 'sanctions', operation: 'get_sanctions_sanctions', label: 'name', second: 'number' },
  entry: { noun: 'credit-entries', operation: 'get_credit_entries_credit_entries', label: 'name' },
  'DispatchReportDemand.draft': { noun: 'demand-drafts', operation: 'get_demand_drafts_demand_drafts', label: 'title', second: 'saved_on' },
  'DispatchComposeBatch.agreements': TO_REPORT, 'DispatchChangeBatchBody.agreements': TO_REPORT, 'DispatchReportAgreements.agreements': TO_REPORT,
  'DispatchOpenEnding.agreement': { ...AGREEMENT, fixed: { status: 'filed' } },
  'DispatchPostBounty.demand_id': { ...DEMAND, fixed: { status: 'published' } },
  'DispatchAssignment.round': { noun: 'directed-rounds', operation: 'get_directed_rounds_directed_rounds', label: 'title' },
  'DispatchAssignment.proposed': FILING,
  'DispatchNoticeComment.notice': { noun: 'publication-rounds', operation: 'get_publication_rounds_publication_rounds', label: 'title' },
  person: PERSON, person_id: PERSON, 'RegistryPersonMerger.winner': PERSON, 'RegistryPersonMerger.loser': PERSON,
  demand: DEMAND, demand_id: DEMAND, demands: DEMAND,
  merged_into: { noun: 'demands', operation: 'get_demands_demands', label: 'title' },
  into: DEMAND,
  achievement: { noun: 'achievements', operation: 'get_achievements_achievements', label: 'title' },
  achievements: { noun: 'achievements', operation: 'get_achievements_achievements', label: 'title' },
  agreement: AGREEMENT, agreements: AGREEMENT,
  application: { noun: 'applications', operation: 'get_applications_applications', label: 'name', second: 'number' },
  intent: { noun: 'intents', operation: 'get_intents_intents', label: 'commissioner_name', second: 'host_name' },
  assignment: { noun: 'assignments', operation: 'get_assignments_assignments', label: 'sender_name', second: 'host_name' },
  bounty: { noun: 'bounties', operation: 'get_bounties_bounties', label: 'title' },
  batch: { noun: 'batches', operation: 'get_batches_batches', label: 'number' },
  round: { noun: 'publication-rounds', operation: 'get_publication_rounds_publication_rounds', label: 'title' },
  renews: AGREEMENT, continues: AGREEMENT, continued_by: AGREEMENT,
  case: { noun: 'endings', operation: 'get_endings_endings', label: 'number' },
  record: { noun: 'records', operation: 'get_records_records', label: 'on', second: 'place' },
  records: { noun: 'records', operation: 'get_records_records', label: 'on', second: 'place' },
  agreement_id: { noun: 'agreements', operation: 'get_agreements_agreements', label: 'number', second: 'host_name' },
  claim: { noun: 'claims', operation: 'get_claims_claims', label: 'name', second: 'on' },
  'FundingSubmitClaims.records': { noun: 'records', operation: 'get_records_records', label: 'on', second: 'place', fixed: { status: 'confirmed' } },
  claims: { noun: 'claims', operation: 'get_claims_claims', label: 'name', second: 'on' },
  budget: { noun: 'budgets', operation: 'get_budgets_budgets', label: 'fund', second: 'year' },
  fund_account: { noun: 'fund-accounts', operation: 'get_fund_accounts_fund_accounts', label: 'fund', second: 'year' },
  'FundingReward.result': RESULT,
  'FundingPayReward.result': RESULT,
  training: { noun: 'trainings', operation: 'get_trainings_trainings', label: 'title' },
  cycle: { noun: 'appraisal-cycles', operation: 'get_appraisal_cycles_cycles', label: 'year' },
}

/** The key under which a field is a reference: its component's own, where one name means different things, or its name. */
export function referenceKey(name: string, component = ''): string | undefined {
  return [`${component}.${name}`, name].find((key) => key in REFERENCES)
}
