import type { RouteRecordRaw } from 'vue-router'
import type { Link } from '../../shell/links'

export default [
  { path: '/messages', component: () => import('./MessagesPage.vue'), meta: { title: 'nouns.messages' } },
  { path: '/search', component: () => import('./SearchPage.vue'), meta: { title: 'nouns.search' } },
  { path: '/jobs', component: () => import('./JobsPage.vue'), meta: { title: 'nouns.jobs' } },
  { path: '/me', component: () => import('./MePage.vue'), meta: { title: 'nouns.me' } },
] satisfies RouteRecordRaw[]

export const menu: Link[] = [{ path: '/jobs', title: 'nouns.jobs', group: 'people', shown: () => true }]
