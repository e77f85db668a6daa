import type { Noun } from './noun'

export const assignments: Noun = {
  name: 'assignments',
  group: 'dispatch',
  icon: 'Position',
  list: {
    operation: 'get_assignments_assignments',
    component: 'DispatchAssignment',
    columns: ['host_name', 'host_county', 'sender_name', 'commissioner_name', 'way', 'status', 'ordered_on', 'due', 'progress_due'],
    filters: ['status'],
    views: [
      { title: 'mine', query: { waits_on: 'me' } },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_assignments_assignment',
    component: 'DispatchAssignment',
    parameter: 'assignment_id',
    title: ['host_name', 'commissioner_name', 'sender_name'],
    sections: [
      { title: 'substance', fields: ['reason', 'wanted', 'fields', 'way', 'due', 'late', 'report_every_days'] },
      { title: 'parties', fields: ['host_unit', 'host_county', 'sender_unit', 'filing', 'proposed', 'demand', 'round', 'agreement', 'ordered_by', 'reports_to'] },
      { title: 'basis', fields: ['waived', 'waiver_reason'] },
      { title: 'course', fields: ['status', 'ordered_on', 'named_on', 'progress_due', 'progress_late', 'closed_on', 'closing'] },
      { title: 'progress', fields: ['progress'] },
      { title: 'turns', fields: ['turns'] },
    ],
  },
  create: ['post_assignments_order_assignment', 'post_assignments_appoint_commissioner'],
}

export const directedRounds: Noun = {
  name: 'directed-rounds',
  group: 'dispatch',
  icon: 'Operation',
  list: {
    operation: 'get_directed_rounds_directed_rounds',
    component: 'DispatchDirectedRound',
    columns: ['title', 'way', 'status', 'opened_on', 'due', 'ordered_by', 'county'],
    filters: ['status'],
    views: [
      { title: 'mine', query: { waits_on: 'me' } },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_directed_rounds_directed_round',
    component: 'DispatchDirectedRound',
    parameter: 'round_id',
    title: ['title'],
    sections: [
      { title: 'substance', fields: ['title', 'reason', 'way', 'due', 'kinds', 'form', 'since', 'until', 'demands'] },
      { title: 'course', fields: ['status', 'ordered_by', 'county', 'officer', 'opened_on', 'closing'] },
    ],
    inPanels: ['confirm_directed_pair', 'edit_directed_round', 'plan_directed_round'],
  },
  create: ['post_directed_rounds_open_directed_round'],
  panels: ['round-plan'],
}
