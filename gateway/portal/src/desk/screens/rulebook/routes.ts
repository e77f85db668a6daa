import type { RouteRecordRaw } from 'vue-router'
import type { Link } from '../../shell/links'

export default [{ path: '/rulebook', component: () => import('./RulebookPage.vue'), meta: { title: 'nouns.rulebook' } }] satisfies RouteRecordRaw[]
export const menu: Link[] = [{ path: '/rulebook', title: 'nouns.rulebook', group: 'rules', shown: () => true }]
