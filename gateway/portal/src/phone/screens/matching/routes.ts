import type { RouteRecordRaw } from 'vue-router'
import { operation } from '@/api/client'
import { mayCall } from '@/api/session'
import type { Link } from '../../shell/links'

export default [
  { path: '/matching', component: () => import('./BoardPage.vue'), meta: { title: 'nouns.matching' } },
  { path: '/suggestions', component: () => import('./SuggestionsPage.vue'), meta: { title: 'nouns.suggestions' } },
] satisfies RouteRecordRaw[]
export const menu: Link[] = [{ path: '/matching', title: 'nouns.matching', group: 'matching', shown: () => mayCall(operation('get_suggestions_candidate_demands').may) || mayCall(operation('get_suggestions_demand_candidates').may) }]
