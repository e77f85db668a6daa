import type { RouteRecordRaw } from 'vue-router'
import { operation } from '@/api/client'
import { mayCall } from '@/api/session'
import type { Link } from '../../shell/links'

export default [
  { path: '/units/duplicates', component: () => import('./DuplicatesPage.vue'), props: { of: 'units' }, meta: { title: 'nouns.duplicates' } },
  { path: '/persons/duplicates', component: () => import('./DuplicatesPage.vue'), props: { of: 'persons' }, meta: { title: 'nouns.duplicates' } },
  { path: '/duplicates', redirect: '/units/duplicates' },
] satisfies RouteRecordRaw[]

export const menu: Link[] = [{ path: '/duplicates', title: 'nouns.duplicates', group: 'people', shown: () => mayCall(operation('get_units_unit_duplicates').may) }]
