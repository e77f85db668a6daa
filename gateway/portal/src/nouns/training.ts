import type { Noun } from './noun'

export const trainings: Noun = {
  name: 'trainings',
  group: 'training',
  icon: 'School',
  list: {
    operation: 'get_trainings_trainings',
    component: 'TrainingTraining',
    columns: ['title', 'starts_at', 'hours', 'place', 'holder', 'enrolled', 'places', 'status'],
    filters: ['status', 'holder', 'from', 'to'],
    views: [
      { title: 'coming', query: { status: 'published' } },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_trainings_training',
    component: 'TrainingTraining',
    parameter: 'training_id',
    title: ['title'],
    sections: [
      { title: 'substance', fields: ['title', 'topics', 'way', 'audience', 'articles'] },
      { title: 'term', fields: ['starts_at', 'hours', 'place', 'places', 'enrolled'] },
      { title: 'parties', fields: ['holder', 'unit', 'county', 'trainer_unit'] },
      { title: 'course', fields: ['status', 'reason'] },
    ],
    inPanels: ['record_attendances'],
  },
  panels: ['training-roll'],
  create: ['post_trainings_plan_training'],
}

export const attendances: Noun = {
  name: 'attendances',
  group: 'training',
  icon: 'Finished',
  list: { operation: 'get_attendances_attendances', component: 'TrainingAttendance', columns: ['name', 'role', 'on', 'hours', 'way'], filters: ['year'] },
  create: ['post_attendances_attend'],
}
