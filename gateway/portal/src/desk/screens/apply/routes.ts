import type { RouteRecordRaw } from 'vue-router'
import { session } from '@/api/session'
import type { Link } from '../../shell/links'

export default [
  { path: '/apply', component: () => import('./ApplyPage.vue'), meta: { title: 'nouns.apply' } },
  { path: '/application-drafts/:id', component: () => import('./DraftPage.vue'), props: true, meta: { title: 'nouns.application-drafts' } },
] satisfies RouteRecordRaw[]

export const menu: Link[] = [{ path: '/apply', title: 'nouns.apply', group: 'filing', shown: () => session.who !== null }]
