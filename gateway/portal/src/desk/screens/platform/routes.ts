import type { RouteRecordRaw } from 'vue-router'
import { roles } from '@/api/session'
import type { Link } from '../../shell/links'

export default [{ path: '/platform', component: () => import('./PlatformPage.vue'), meta: { title: 'nouns.platform' } }] satisfies RouteRecordRaw[]
export const menu: Link[] = [{ path: '/platform', title: 'nouns.platform', group: 'platform', shown: () => roles.value.has('platform_operator') }]
