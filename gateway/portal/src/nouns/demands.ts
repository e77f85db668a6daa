import type { Noun } from './noun'

export const demands: Noun = {
  name: 'demands',
  group: 'matching',
  icon: 'ChatLineSquare',
  list: {
    operation: 'get_demands_demands',
    component: 'DispatchDemand',
    columns: ['title', 'host_name', 'host_county', 'fields', 'status', 'reported_on', { field: 'state.due', label: 'due' }, 'expires_on'],
    filters: ['status'],
    views: [
      { title: 'mine', query: { waits_on: 'me' } },
      { title: 'late', query: { late: 'true' }, roles: ['city_officer', 'county_officer'] },
      { title: 'all', query: {} },
    ],
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
      { title: 'course', fields: ['status', 'reported_on', 'published_on', 'expires_on', 'renewed_on', 'first_contact_on', 'days_to_contact', 'matched_on', 'closed_on', 'reason', 'merged_into', 'bounty', 'round'] },
      { title: 'followups', fields: ['followups', 'followup_due'] },
      { title: 'relations', fields: ['similar', 'links'] },
    ],
  },
  create: ['post_demands_report_demand'],
  panels: [],
}
