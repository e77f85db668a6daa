import type { Noun } from './noun'

export const complaints: Noun = {
  name: 'complaints',
  group: 'people',
  icon: 'ChatDotRound',
  roles: ['city_officer'],
  list: {
    operation: 'get_complaints_complaints',
    component: 'RegistryComplaint',
    columns: ['number', 'kind', { field: 'about', width: 220 }, 'name', 'raised_on', 'due', 'status'],
    filters: ['kind', 'status'],
    views: [
      { title: 'to_answer', query: { status: 'open' }, roles: ['city_officer'] },
      { title: 'late', query: { late: 'true' }, roles: ['city_officer'] },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_complaints_complaint',
    component: 'RegistryComplaint',
    parameter: 'complaint_id',
    title: ['about'],
    sections: [
      { title: 'substance', fields: ['kind', 'about', 'text', 'name', 'contact_mask', 'raised_on', 'files'] },
      { title: 'outcome', fields: ['status', 'due', 'article', 'answer', 'answered_on', 'answered_by'] },
    ],
  },
  create: ['post_complaints_file_complaint'],
}
