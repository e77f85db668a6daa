import type { RouteRecordRaw } from 'vue-router'
import { operation } from '@/api/client'
import { roles } from '@/api/session'
import type { Link } from '../../shell/links'

export default [{ path: '/imports', component: () => import('./ImportsPage.vue'), meta: { title: 'nouns.imports' } }] satisfies RouteRecordRaw[]
const IMPORTERS = ['city_officer', 'county_officer', 'dispatching_manager']
export const menu: Link[] = [{ path: '/imports', title: 'nouns.imports', group: 'people', shown: () => !!operation('post_imports_import_rows') && IMPORTERS.some((role) => roles.value.has(role)) }]
