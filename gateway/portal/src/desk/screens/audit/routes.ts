import type { RouteRecordRaw } from 'vue-router'

export default [{ path: '/audit-log', component: () => import('./AuditPage.vue'), meta: { title: 'nouns.audit-log' } }] satisfies RouteRecordRaw[]
