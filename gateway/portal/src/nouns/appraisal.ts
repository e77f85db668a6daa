import type { Noun } from './noun'

export const appraisalCycles: Noun = {
  name: 'appraisal-cycles',
  group: 'appraisal',
  icon: 'Calendar',
  list: { operation: 'get_appraisal_cycles_cycles', component: 'AppraisalCycle', columns: ['year', 'status', 'subjects', 'published', 'opened_on', 'published_on', 'closed_on'] },
  detail: {
    operation: 'get_appraisal_cycles_cycle',
    component: 'AppraisalCycle',
    parameter: 'cycle_id',
    title: ['year'],
    sections: [
      { title: 'course', fields: ['status', 'opened_on', 'graded_on', 'published_on', 'closed_on', 'subjects', 'left_out', 'published'] },
      { title: 'basis', fields: ['bounds', 'scheme_on', 'rulebook_version'] },
    ],
  },
  create: ['post_appraisal_cycles_open_cycle'],
}

export const appraisalResults: Noun = {
  name: 'appraisal-results',
  group: 'appraisal',
  roles: ['city_officer', 'county_officer', 'dispatching_manager', 'host_manager', 'commissioner', 'inspector'],
  icon: 'DataAnalysis',
  list: {
    operation: 'get_appraisal_results_results',
    component: 'AppraisalResult',
    columns: ['name', 'number', 'year', 'kind', 'county', 'points', 'rank', 'grade_label', 'status'],
    filters: ['year', 'status'],
  },
  detail: {
    operation: 'get_appraisal_results_result',
    component: 'AppraisalResult',
    parameter: 'result_id',
    title: ['name', 'year'],
    sections: [
      { title: 'outcome', fields: ['points', 'rank', 'among', 'grade_label', 'passed', 'failed_in_a_row', 'consequences', 'published_on'] },
      { title: 'scores', fields: ['marks', 'scores', 'unmet', 'influence'] },
      { title: 'facts', fields: ['facts'] },
      { title: 'parties', fields: ['filing', 'number', 'kind', 'sender_unit', 'host_units', 'county'] },
    ],
  },
}
