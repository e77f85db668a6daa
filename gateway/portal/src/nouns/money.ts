import type { Noun } from './noun'

export const claims: Noun = {
  name: 'claims',
  group: 'money',
  icon: 'Money',
  list: {
    operation: 'get_claims_claims',
    component: 'FundingClaim',
    columns: ['name', 'on', 'amount', 'subsidy', 'status', 'submitted_on', 'paid_on'],
    filters: ['status', 'year'],
    views: [
      { title: 'to_approve', query: { status: 'submitted' }, roles: ['dispatching_manager'] },
      { title: 'to_pay', query: { status: 'approved' }, roles: ['dispatching_manager'] },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_claims_claim',
    component: 'FundingClaim',
    parameter: 'claim_id',
    title: ['name', 'on'],
    sections: [
      { title: 'money', fields: ['amount', 'subsidy', 'fund', 'year', 'status', 'paid_on', 'stop'] },
      { title: 'basis', fields: ['record', 'agreement', 'on', 'review', 'rules'] },
      { title: 'parties', fields: ['name', 'unit', 'host_unit'] },
    ],
  },
  create: ['post_claims_submit_claims'],
}

export const budgets: Noun = {
  name: 'budgets',
  group: 'money',
  icon: 'Wallet',
  list: { operation: 'get_budgets_budgets', component: 'FundingBudget', columns: ['fund', 'year', 'amount', 'allocated', 'rewarded', 'free', 'set_on'], filters: ['year'] },
  detail: {
    operation: 'get_budgets_budget',
    component: 'FundingBudget',
    parameter: 'budget_id',
    title: ['fund', 'year'],
    sections: [
      { title: 'money', fields: ['amount', 'allocated', 'rewarded', 'free', 'sources'] },
      { title: 'course', fields: ['set_by', 'set_on', 'note'] },
    ],
    also: ['post_budgets_supplement_budget'],
  },
  panels: ['fund-ledger'],
  create: ['post_budgets_open_budget'],
}

export const allocations: Noun = {
  name: 'allocations',
  group: 'money',
  icon: 'Promotion',
  list: { operation: 'get_allocations_allocations', component: 'FundingAllocation', columns: ['fund', 'year', 'amount', 'status', 'made_on', 'note'], filters: ['year'] },
  detail: {
    operation: 'get_allocations_allocation',
    component: 'FundingAllocation',
    parameter: 'allocation_id',
    title: ['fund', 'year'],
    sections: [
      { title: 'money', fields: ['amount', 'fund', 'year', 'status', 'budget'] },
      { title: 'parties', fields: ['unit', 'made_by', 'made_on', 'note'] },
    ],
  },
  create: ['post_allocations_make_allocation'],
}

export const fundAccounts: Noun = {
  name: 'fund-accounts',
  group: 'money',
  icon: 'CreditCard',
  list: { operation: 'get_fund_accounts_fund_accounts', component: 'FundingFundAccount', columns: ['fund', 'year', 'received', 'paid', 'balance'], filters: ['year'] },
  detail: {
    operation: 'get_fund_accounts_fund_account',
    component: 'FundingFundAccount',
    parameter: 'account_id',
    title: ['fund', 'year'],
    sections: [
      { title: 'money', fields: ['received', 'paid', 'balance', 'into', 'carried', 'rates'] },
      { title: 'parties', fields: ['unit'] },
    ],
    also: ['post_fund_accounts_set_rate', 'post_fund_accounts_approve_claims', 'post_fund_accounts_pay_claims'],
  },
  panels: ['fund-ledger'],
}

export const rewards: Noun = {
  name: 'rewards',
  group: 'money',
  icon: 'Trophy',
  list: { operation: 'get_rewards_rewards', component: 'FundingReward', columns: ['name', 'year', 'amount', 'status', 'paid_on'], filters: ['year'] },
  detail: {
    operation: 'get_rewards_reward',
    component: 'FundingReward',
    parameter: 'reward_id',
    title: ['name', 'year'],
    sections: [
      { title: 'money', fields: ['amount', 'subsidy', 'fund', 'year', 'status', 'paid_on', 'note'] },
      { title: 'basis', fields: ['result', 'filing', 'named', 'rules'] },
    ],
  },
  create: ['post_rewards_pay_reward'],
}

export const inspections: Noun = {
  name: 'inspections',
  group: 'money',
  icon: 'Search',
  list: {
    operation: 'get_inspections_inspections',
    component: 'FundingInspection',
    columns: ['ground', 'note', 'status', 'reported_on', 'decided_on'],
    filters: ['status'],
    views: [
      { title: 'to_decide', query: { status: 'reported' }, roles: ['city_officer'] },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_inspections_inspection',
    component: 'FundingInspection',
    parameter: 'inspection_id',
    title: ['ground'],
    sections: [
      { title: 'substance', fields: ['ground', 'note', 'evidence', 'claims'] },
      { title: 'parties', fields: ['filing', 'person', 'unit', 'reported_by', 'reported_on'] },
      { title: 'course', fields: ['status', 'decision', 'decided_by', 'decided_on', 'article', 'consequences'] },
    ],
  },
  create: ['post_inspections_report_misuse'],
}
