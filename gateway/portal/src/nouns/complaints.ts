import type { Noun } from './noun'

export const complaints: Noun = {
  name: 'complaints',
  group: 'people',
  icon: 'ChatDotRound',
  roles: ['city_officer', 'county_officer'],
  list: {
    operation: 'get_complaints_complaints',
    component: 'RegistryComplaint',
    columns: ['number', { field: 'about', width: 170 }, { field: 'kind', width: 90 }, { field: 'raised_on', width: 105 }, { field: 'waits_on.label', label: 'waits_on', width: 200 }, { field: 'due', width: 105 }, { field: 'waits_on.late_since', label: 'late_since', width: 105 }, { field: 'status', width: 90 }],
    filters: ['kind', 'status', 'desk'],
    views: [
      { title: 'to_answer', query: { waits_on: 'me' }, roles: ['city_officer', 'county_officer'] },
      { title: 'late', query: { late: 'true' }, roles: ['city_officer', 'county_officer'] },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_complaints_complaint',
    component: 'RegistryComplaint',
    parameter: 'complaint_id',
    title: ['about'],
    sections: [
      { title: 'substance', fields: ['kind', 'about', 'county', 'text', 'name', 'contact_mask', 'raised_on', 'files'] },
      { title: 'outcome', fields: [{ field: 'waits_on.label', label: 'waits_on' }, { field: 'waits_on.since', label: 'since' }, 'due', { field: 'waits_on.late_since', label: 'late_since' }, 'status', 'article', 'answer', 'answered_on', 'answered_by'] },
    ],
  },
  create: ['post_complaints_file_complaint'],
}
