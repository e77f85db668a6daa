import type { Noun } from './noun'

export const sanctions: Noun = {
  name: 'sanctions',
  group: 'credit',
  icon: 'Warning',
  list: {
    operation: 'get_sanctions_sanctions',
    component: 'RegistrySanction',
    columns: [{ field: 'name', width: 160 }, 'number', 'act_label', 'ground', 'status', 'noticed_on', 'reply_by', 'appeal_by', 'appeal_due'],
    filters: ['act'],
    views: [
      { title: 'to_answer', query: { status: 'noticed' }, roles: ['commissioner', 'dispatching_manager', 'host_manager', 'liaison'] },
      { title: 'to_decide', query: { status: 'answered' }, roles: ['city_officer', 'county_officer'] },
      { title: 'appeals', query: { status: 'appealed' }, roles: ['city_officer', 'county_officer'] },
      { title: 'all', query: {} },
      { title: 'noticed', query: { status: 'noticed' } },
      { title: 'imposed', query: { status: 'imposed' } },
    ],
  },
  detail: {
    operation: 'get_sanctions_sanction',
    component: 'RegistrySanction',
    parameter: 'sanction_id',
    title: ['name', 'act_label'],
    sections: [
      { title: 'substance', fields: ['act_label', 'register', 'ground', 'article', 'name', 'person', 'unit', 'filing', 'county', 'until', 'in_effect', 'entry'] },
      { title: 'clocks', fields: ['noticed_on', 'reply_by', 'decided_on', 'appeal_by', 'appealed_on', 'appeal_due'] },
      { title: 'course', fields: ['file'] },
    ],
  },
  create: ['post_sanctions_open_sanction'],
}

export const creditEntries: Noun = {
  name: 'credit-entries',
  group: 'credit',
  icon: 'DocumentDelete',
  list: {
    operation: 'get_credit_entries_credit_entries',
    component: 'RegistryCreditEntry',
    columns: ['name', 'register', 'basis', 'in_force', 'stayed', 'since', 'until', 'ended_on'],
    filters: ['register'],
    views: [
      { title: 'all', query: {} },
      { title: 'to_decide', query: { repair: 'pending' }, roles: ['city_officer'] },
    ],
  },
  detail: {
    operation: 'get_credit_entries_credit_entry',
    component: 'RegistryCreditEntry',
    parameter: 'entry_id',
    title: ['name'],
    sections: [
      { title: 'substance', fields: ['name', 'register', 'basis', 'ground', 'article', 'person', 'unit', 'filing', 'sanction'] },
      { title: 'term', fields: ['in_force', 'stayed', 'since', 'until', 'ended_on', 'ended_by'] },
      { title: 'repair', fields: ['repairs'] },
      { title: 'files', fields: ['files'] },
    ],
  },
}
