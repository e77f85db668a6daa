import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/records', component: () => import('./RecordsPage.vue'), meta: { title: 'nouns.records', bar: true } },
  { path: '/records/new', component: () => import('./RecordPage.vue'), meta: { title: 'records.new' } },
  { path: '/reports', component: () => import('./ReportsPage.vue'), meta: { title: 'nouns.reports' } },
  { path: '/reports/new', component: () => import('./ReportPage.vue'), meta: { title: 'records.report' } },
] satisfies RouteRecordRaw[]
