import type { Noun } from './noun'

export const demands: Noun = {
  name: 'demands',
  group: 'matching',
  icon: 'ChatLineSquare',
  list: {
    operation: 'get_demands_demands',
    component: 'DispatchDemand',
    columns: ['title', 'host_name', 'host_county', 'fields', 'status', 'reported_on', { field: 'state.due', label: 'due' }, 'expires_on'],
    filters: ['q', 'status', 'host_county', 'field', 'demand_class', 'confidentiality'],
    views: [
      { title: 'mine', query: { waits_on: 'me' } },
      { title: 'by_clock', query: { status: 'reported', sort: 'due' }, roles: ['city_officer', 'county_officer'] },
      { title: 'late', query: { late: 'true' }, roles: ['city_officer', 'county_officer'] },
      { title: 'on_notice', query: { status: 'published' } },
      { title: 'all', query: {} },
    ],
    deeds: ['post_demands_expire_demands'],
    export: { service: 'dispatch', sheet: 'demands' },
  },
  detail: {
    operation: 'get_demands_demand',
    component: 'DispatchDemand',
    parameter: 'demand_id',
    title: ['title'],
    sections: [
      { title: 'substance', fields: ['title', 'content', 'fields', 'demand_class', 'wanted_kinds', 'people_wanted', 'until', 'confidentiality'] },
      { title: 'parties', fields: ['host_unit', 'host_county', 'co_owners', 'reporter_name', 'desk', 'department'] },
      { title: 'course', fields: ['status', 'awaits', 'defects', 'reported_on', 'published_on', 'expires_on', 'renewed_on', 'first_contact_on', 'days_to_contact', 'matched_on', 'closed_on', 'reason', 'merged_into', 'bounty', 'round'] },
      { title: 'followups', fields: ['followups', 'followup_due'] },
    ],
  },
  create: ['post_demands_report_demand'],
  panels: ['similar-demands', 'demand-candidates', 'record-links'],
}

export const demandDrafts: Noun = {
  name: 'demand-drafts',
  group: 'matching',
  icon: 'Edit',
  list: {
    operation: 'get_demand_drafts_demand_drafts',
    component: 'DispatchDemandDraft',
    columns: ['title', 'fields', 'demand_class', 'people_wanted', 'until', 'saved_on'],
  },
  detail: {
    operation: 'get_demand_drafts_demand_draft',
    component: 'DispatchDemandDraft',
    parameter: 'draft_id',
    title: ['title'],
    sections: [
      { title: 'substance', fields: ['title', 'content', 'fields', 'demand_class', 'wanted_kinds', 'people_wanted', 'until', 'confidentiality'] },
      { title: 'parties', fields: ['host_unit', 'saved_on', 'writer_name'] },
    ],
    leads: { post_demands_report_demand: 'demands' },
  },
  create: ['post_demand_drafts_save_demand_draft'],
}

/** What everybody may read; a commissioner or a sending unit begins an intent from here. */
export const publishedDemands: Noun = {
  name: 'published-demands',
  group: 'matching',
  icon: 'Opportunity',
  roles: ['commissioner', 'dispatching_manager'],
  list: {
    operation: 'get_demands_published_demands',
    component: 'DispatchPublishedDemand',
    columns: ['title', 'host_name', 'host_county', 'fields', 'published_on', 'expires_on'],
    filters: ['q'],
  },
  detail: {
    operation: 'get_demands_published_demand',
    component: 'DispatchPublishedDemand',
    parameter: 'demand_id',
    title: ['title'],
    sections: [{ title: 'substance', fields: ['title', 'content', 'fields', 'demand_class', 'people_wanted', 'until', 'host_name', 'host_county', 'published_on', 'expires_on'] }],
  },
  panels: ['offer-intent'],
}
