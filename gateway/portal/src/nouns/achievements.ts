import type { Noun } from './noun'

export const achievements: Noun = {
  name: 'achievements',
  group: 'matching',
  icon: 'Trophy',
  list: {
    operation: 'get_achievements_achievements',
    component: 'DispatchAchievement',
    columns: ['title', 'unit_name', 'county', 'fields', 'stage', 'status', 'reported_on', { field: 'state.due', label: 'due' }, 'expires_on'],
    filters: ['q', 'status', 'field', 'confidentiality'],
    views: [
      { title: 'mine', query: { waits_on: 'me' } },
      { title: 'on_notice', query: { status: 'published' } },
      { title: 'all', query: {} },
    ],
    deeds: ['post_achievements_expire_achievements'],
    export: { service: 'dispatch', sheet: 'achievements' },
  },
  detail: {
    operation: 'get_achievements_achievement',
    component: 'DispatchAchievement',
    parameter: 'achievement_id',
    title: ['title'],
    sections: [
      { title: 'substance', fields: ['title', 'content', 'fields', 'stage', 'patents', 'until', 'confidentiality'] },
      { title: 'parties', fields: ['unit', 'county', 'reporter_name'] },
      { title: 'course', fields: ['status', 'awaits', 'reported_on', 'published_on', 'expires_on', 'renewed_on', 'closed_on', 'reason', 'round'] },
    ],
  },
  create: ['post_achievements_report_achievement'],
  panels: ['achievement-hosts'],
}
