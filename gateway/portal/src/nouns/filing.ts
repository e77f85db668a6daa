/** Applications and what comes of them: drafts, filings, notices of the roster. */
import type { Noun } from './noun'

export const applications: Noun = {
  name: 'applications',
  group: 'filing',
  icon: 'Tickets',
  list: {
    operation: 'get_applications_applications',
    component: 'RegistryApplication',
    columns: ['name', 'number', 'kind', 'county', 'state.status', 'state.step', { field: 'state.due', label: 'due' }, 'submitted_on'],
    filters: ['subject', 'kind', 'status', 'county'],
    views: [
      { title: 'mine', query: { waits_on: 'me', sort: 'due' } },
      { title: 'late', query: { late: 'true' }, roles: ['city_officer', 'county_officer', 'dispatching_manager'] },
      { title: 'returned', query: { status: 'returned' } },
      { title: 'changes', query: { changes: 'true' } },
      { title: 'all', query: {} },
    ],
    export: { service: 'registry', sheet: 'applications' },
  },
  detail: {
    operation: 'get_applications_application',
    component: 'RegistryApplication',
    parameter: 'application_id',
    title: ['name'],
    sections: [
      { title: 'parties', fields: ['subject', 'kind', 'level', 'applicant_name', 'unit', 'sender_unit', 'county', 'replaces', 'filing', 'submitted_on'] },
      { title: 'people', fields: ['members', 'consents'] },
      { title: 'changes', fields: ['change_of', 'asks'] },
      { title: 'course', fields: ['returns', 'mendings', 'late_defects', 'escalations'] },
      { title: 'credit', fields: ['credit.blacklist', 'credit.misconduct'] },
      { title: 'basis', fields: ['rulebook_version'] },
    ],
    leads: { post_applications_start_mending: 'application-drafts' },
    elsewhere: ['post_applications_return_application', 'post_applications_inspect_application'],
  },
  create: ['post_appointments_appoint_commissioner'],
  panels: ['application-form'],
}

export const applicationDrafts: Noun = {
  name: 'application-drafts',
  group: 'filing',
  icon: 'EditPen',
  list: { operation: 'get_application_drafts_drafts', component: 'RegistryDraft', columns: ['kind', 'subject', 'started_at', 'saved_at', 'mends'] },
  detail: {
    operation: 'get_application_drafts_draft',
    component: 'RegistryDraft',
    parameter: 'draft_id',
    title: ['label'],
    sections: [],
    leads: { post_application_drafts_submit_draft: 'applications' },
  },
}

export const filings: Noun = {
  name: 'filings',
  group: 'filing',
  icon: 'Files',
  list: {
    operation: 'get_filings_filings',
    component: 'RegistryFiling',
    columns: ['name', 'number', 'kind', 'status', 'county', 'fields', 'since', 'until'],
    filters: ['q', 'subject', 'kind', 'status', 'county', 'year'],
    export: { service: 'registry', sheet: 'filings' },
  },
  detail: {
    operation: 'get_filings_filing',
    component: 'RegistryFiling',
    parameter: 'filing_id',
    title: ['name'],
    sections: [
      { title: 'substance', fields: ['number', 'subject', 'kind', 'level', 'fields', 'year', 'since', 'until', 'status'] },
      { title: 'parties', fields: ['person', 'unit', 'sender_unit', 'county', 'size_class', 'unit_kind', 'tech_sme', 'provincial', 'liaison_of'] },
      { title: 'people', fields: ['members'] },
      { title: 'course', fields: ['application', 'direct', 'entered', 'suspended', 'cancelled'] },
      { title: 'basis', fields: ['rulebook_version'] },
    ],
    papers: [{ operation: 'get_filings_filing_certificate', title: 'certificate' }],
    leads: { post_sanctions_open_sanction: 'sanctions', post_application_drafts_start_draft: 'application-drafts', post_filing_changes_request_filing_change: 'applications' },
  },
  panels: ['certificate-looks'],
}

export const notices: Noun = {
  name: 'notices',
  group: 'filing',
  icon: 'Bell',
  list: {
    operation: 'get_public_notices_notices',
    component: 'RegistryNotice',
    columns: ['title', 'number', 'stage', 'status', 'published_on', 'until'],
    views: [
      { title: 'open_now', query: { open_now: 'true' } },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_public_notices_notice',
    component: 'RegistryNotice',
    parameter: 'notice_id',
    title: ['title'],
    sections: [
      { title: 'substance', fields: ['number', 'stage', 'status', 'published_on', 'until', 'by', 'article', 'reason'] },
      { title: 'items', fields: ['items'] },
    ],
  },
  panels: ['notice-objections'],
}
