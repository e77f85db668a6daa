import type { Noun } from './noun'

export const agreements: Noun = {
  name: 'agreements',
  group: 'dispatch',
  icon: 'Tickets',
  roles: ['commissioner', 'dispatching_manager', 'host_manager', 'liaison', 'county_officer', 'competent_officer', 'city_officer', 'inspector', 'finance_officer', 'applicant'],
  list: {
    operation: 'get_agreements_agreements',
    component: 'DispatchAgreement',
    columns: ['title', 'number', 'commissioner_name', 'host_name', 'host_county', 'status', { field: 'terms.since', label: 'since' }, 'until', { field: 'state.due', label: 'due' }],
    filters: ['status', 'host_county', 'until_from', 'until_to'],
    views: [
      { title: 'mine', query: { waits_on: 'me' } },
      { title: 'in_force', query: { status: 'filed' } },
      { title: 'all', query: {} },
    ],
    deeds: ['post_agreements_expire_agreements', 'post_agreements_remind_agreements'],
    export: { service: 'dispatch', sheet: 'agreements' },
  },
  detail: {
    operation: 'get_agreements_agreement',
    component: 'DispatchAgreement',
    parameter: 'agreement_id',
    title: ['commissioner_name', 'host_name'],
    sections: [
      { title: 'parties', fields: ['filing', 'kind', 'members', 'sender_unit', 'host_unit', 'host_county', 'way'] },
      { title: 'basis', fields: ['exception', 'findings', 'waivers', 'intent', 'demand', 'assignment', 'renews', 'continues', 'continued_by', 'open_items', 'supplements', 'batch'] },
      { title: 'course', fields: ['status', 'awaits', 'drafted_on', 'reported_on', 'filed_on', 'until', 'ended_on', 'ground', 'ending_article', 'case'] },
    ],
    leads: { post_agreements_report_agreements: 'batches' },
    inPanels: ['sign_agreement'],
    papers: [
      { operation: 'get_agreements_agreement_pdf', title: 'pdf' },
      { operation: 'get_agreements_agreement_docx', title: 'word' },
    ],
  },
  create: ['post_agreements_draft_agreement'],
  panels: ['agreement-terms', 'signatures'],
}

export const supplements: Noun = {
  name: 'supplements',
  group: 'dispatch',
  icon: 'DocumentAdd',
  list: {
    operation: 'get_supplements_supplements',
    component: 'DispatchSupplement',
    columns: ['number', 'commissioner_name', 'host_name', 'host_county', 'changed', 'status', 'drafted_on', 'filed_on'],
    filters: ['status'],
    views: [
      { title: 'mine', query: { waits_on: 'me' } },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_supplements_supplement',
    component: 'DispatchSupplement',
    parameter: 'supplement_id',
    title: ['commissioner_name', 'host_name'],
    sections: [
      { title: 'parties', fields: ['agreement', 'filing', 'sender_unit', 'host_unit', 'host_county'] },
      { title: 'course', fields: ['status', 'awaits', 'reason', 'drafted_on', 'reported_on', 'filed_on'] },
    ],
    inPanels: ['sign_supplement'],
    papers: [
      { operation: 'get_supplements_supplement_pdf', title: 'pdf' },
      { operation: 'get_supplements_supplement_docx', title: 'word' },
    ],
  },
  create: ['post_supplements_draft_supplement'],
  panels: ['supplement-changes', 'signatures'],
}

export const batches: Noun = {
  name: 'batches',
  group: 'dispatch',
  icon: 'Files',
  list: {
    operation: 'get_batches_batches',
    component: 'DispatchBatch',
    columns: ['number', 'sender_name', 'name', 'status', 'composed_on', 'submitted_on', 'closed_on'],
    filters: ['status'],
    views: [
      { title: 'mine', query: { waits_on: 'me' } },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_batches_batch',
    component: 'DispatchBatch',
    parameter: 'batch_id',
    title: ['number', 'sender_name'],
    sections: [{ title: 'course', fields: ['sender_unit', 'name', 'status', 'note', 'composed_on', 'submitted_on', 'closed_on'] }],
    inPanels: ['review_batch'],
    papers: [
      { operation: 'get_batches_batch_pdf', title: 'pdf' },
      { operation: 'get_batches_batch_xlsx', title: 'excel' },
    ],
  },
  create: ['post_batches_compose_batch'],
  panels: ['batch-items'],
}
