import type { Noun } from './noun'

export const publicationRounds: Noun = {
  name: 'publication-rounds',
  group: 'matching',
  icon: 'Bell',
  list: {
    operation: 'get_publication_rounds_publication_rounds',
    component: 'DispatchPublicationRound',
    columns: ['title', 'year', 'status', 'opened_on', 'shown_until', 'demands', 'achievements', 'taken_out', 'next_due'],
  },
  detail: {
    operation: 'get_publication_rounds_publication_round',
    component: 'DispatchPublicationRound',
    parameter: 'round_id',
    title: ['title'],
    sections: [
      { title: 'course', fields: ['status', 'waits_on', 'year', 'opened_on', 'published_on', 'shown_until', 'ended_on', 'next_due', 'opened_by'] },
      { title: 'counts', fields: ['demands', 'achievements', 'left', 'taken_out'] },
    ],
  },
  create: ['post_publication_rounds_open_publication_round'],
  panels: ['round-items', 'notice-comments'],
}

export const noticeComments: Noun = {
  name: 'notice-comments',
  group: 'matching',
  icon: 'ChatDotRound',
  list: {
    operation: 'get_notice_comments_notice_comments',
    component: 'DispatchNoticeComment',
    columns: ['text', 'kind', 'noun', 'name', 'said_on', 'status', 'due', 'outcome'],
    filters: ['status', 'kind'],
    views: [
      { title: 'mine', query: { status: 'open' }, roles: ['city_officer'] },
      { title: 'late', query: { late: 'true' }, roles: ['city_officer'] },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_notice_comments_notice_comment',
    component: 'DispatchNoticeComment',
    parameter: 'comment_id',
    title: ['kind', 'name'],
    sections: [
      { title: 'substance', fields: ['kind', 'text', 'notice'] },
      { title: 'course', fields: ['name', 'said_on', 'status', 'waits_on', 'due', 'outcome', 'reply', 'answered_by', 'answered_on'] },
    ],
  },
}
