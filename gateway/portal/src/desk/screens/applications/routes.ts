import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/applications', component: () => import('./ApplicationsPage.vue'), meta: { title: 'nouns.applications' } },
  { path: '/applications/:id', component: () => import('./ApplicationPage.vue'), props: true, meta: { title: 'nouns.applications' } },
  { path: '/filings', component: () => import('./FilingsPage.vue'), meta: { title: 'nouns.filings' } },
] satisfies RouteRecordRaw[]
