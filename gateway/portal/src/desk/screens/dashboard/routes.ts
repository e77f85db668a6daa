import { roles } from '@/api/session'
import type { Link } from '../../shell/links'

export default [{ path: '/dashboard', component: () => import('./DashboardPage.vue'), meta: { title: 'nouns.dashboard' } }]
export const menu: Link[] = [{ path: '/dashboard', title: 'nouns.dashboard', group: 'matching', shown: () => roles.value.has('city_officer') || roles.value.has('county_officer') }]
