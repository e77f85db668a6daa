import type { Noun } from './noun'

export const records: Noun = {
  name: 'records',
  group: 'records',
  icon: 'Notebook',
  list: {
    operation: 'get_records_records',
    component: 'RecordsRecord',
    columns: ['name', 'on', 'hours', 'duties', 'place', 'host_county', 'status', 'submitted_on'],
    filters: ['status', 'host_county', 'from', 'to'],
    views: [
      { title: 'to_confirm', query: { status: 'submitted' }, roles: ['host_manager'] },
      { title: 'all', query: {} },
      { title: 'returned', query: { status: 'returned' }, roles: ['commissioner'] },
    ],
  },
  detail: {
    operation: 'get_records_record',
    component: 'RecordsRecord',
    parameter: 'record_id',
    title: ['name', 'on'],
    sections: [
      { title: 'substance', fields: ['on', 'hours', 'duties', 'place', 'content', 'outcomes', 'evidence'] },
      { title: 'parties', fields: ['name', 'agreement', 'sender_unit', 'host_unit', 'host_county'] },
      { title: 'course', fields: ['status', 'submitted_on', 'confirmed_on', 'reviews', 'earlier'] },
    ],
  },
  panels: ['record-claim'],
}

export const reports: Noun = {
  name: 'reports',
  group: 'records',
  icon: 'Document',
  list: {
    operation: 'get_reports_reports',
    component: 'RecordsReport',
    columns: ['name', 'kind', 'reporter', 'period', 'due', 'submitted_on', 'late', 'status'],
    filters: ['kind', 'reporter', 'period', 'status', 'late'],
    views: [
      { title: 'to_accept', query: { status: 'submitted' }, roles: ['city_officer', 'county_officer', 'competent_officer', 'dispatching_manager'] },
      { title: 'returned', query: { status: 'returned' }, roles: ['commissioner', 'dispatching_manager', 'liaison'] },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_reports_report',
    component: 'RecordsReport',
    parameter: 'report_id',
    title: ['name', 'period'],
    sections: [
      { title: 'substance', fields: ['kind', 'period', 'text', 'remarks', 'figures', 'records'] },
      { title: 'parties', fields: ['reporter', 'name', 'unit', 'to', 'to_unit', 'to_county'] },
      { title: 'course', fields: ['status', 'due', 'submitted_on', 'late', 'reviews'] },
      { title: 'basis', fields: ['article'] },
    ],
  },
}

export const cases: Noun = {
  name: 'cases',
  group: 'records',
  icon: 'Medal',
  list: {
    operation: 'get_cases_cases',
    component: 'RecordsCase',
    columns: ['title', 'kind', 'name', 'county', 'reported_on', 'status'],
    filters: ['kind', 'status'],
    views: [
      { title: 'to_accept', query: { status: 'reported' }, roles: ['city_officer'] },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_cases_case',
    component: 'RecordsCase',
    parameter: 'case_id',
    title: ['title'],
    sections: [
      { title: 'substance', fields: ['kind', 'text', 'records', 'evidence'] },
      { title: 'parties', fields: ['name', 'unit', 'county'] },
      { title: 'course', fields: ['status', 'reported_on', 'reviews', 'article'] },
    ],
  },
  create: ['post_cases_report_case'],
}

export const problems: Noun = {
  name: 'problems',
  group: 'records',
  icon: 'Warning',
  list: {
    operation: 'get_problems_problems',
    component: 'RecordsProblemReport',
    columns: ['title', 'name', 'county', 'reported_on', 'status'],
    filters: ['status'],
    views: [
      { title: 'to_answer', query: { status: 'reported' }, roles: ['city_officer'] },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_problems_problem',
    component: 'RecordsProblemReport',
    parameter: 'problem_id',
    title: ['title'],
    sections: [
      { title: 'substance', fields: ['text', 'agreement'] },
      { title: 'parties', fields: ['name', 'unit', 'county'] },
      { title: 'course', fields: ['status', 'reported_on', 'reviews', 'answer', 'article'] },
    ],
  },
  create: ['post_problems_report_problem'],
}
