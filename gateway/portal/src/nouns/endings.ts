import type { Noun } from './noun'

export const endings: Noun = {
  name: 'endings',
  group: 'dispatch',
  icon: 'CircleClose',
  list: {
    operation: 'get_endings_endings',
    component: 'DispatchEnding',
    columns: ['commissioner_name', 'host_name', 'number', 'host_county', 'ground', { field: 'state.status', label: 'status' }, { field: 'state.step', label: 'step' }, { field: 'state.due', label: 'due' }, 'opened_on'],
    filters: ['status', 'ground', 'host_county'],
    views: [
      { title: 'mine', query: { waits_on: 'me' } },
      { title: 'open', query: { status: 'pending' } },
      { title: 'all', query: {} },
    ],
    export: { service: 'dispatch', sheet: 'endings' },
  },
  detail: {
    operation: 'get_endings_ending',
    component: 'DispatchEnding',
    parameter: 'ending_id',
    title: ['commissioner_name', 'host_name'],
    sections: [
      { title: 'substance', fields: ['ground', 'circumstance', 'reason', 'article', 'funds_obtained', 'evidence'] },
      { title: 'parties', fields: ['agreement', 'filing', 'sender_unit', 'host_unit', 'host_county', 'against', 'awaits', 'reporter', 'reporter_name', 'inspection'] },
    ],
    onlyOpen: ['serve_ending_notice'],
  },
  create: ['post_endings_open_ending'],
  panels: ['ending-case'],
}

export const interests: Noun = {
  name: 'interests',
  group: 'dispatch',
  icon: 'Share',
  list: {
    operation: 'get_interests_interests',
    component: 'DispatchInterest',
    columns: ['name', 'tie', 'host_name', 'host_county', 'note', 'recorded_by', 'recorder_name', 'since', 'ended_on'],
  },
  create: ['post_interests_declare_interest'],
}
