import type { RouteRecordRaw } from 'vue-router'

export default [{ path: '/attendances', component: () => import('./AttendancesPage.vue'), meta: { title: 'nouns.attendances' } }] satisfies RouteRecordRaw[]
