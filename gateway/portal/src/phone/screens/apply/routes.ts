import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/apply', component: () => import('./ApplyPage.vue'), meta: { title: 'nouns.apply', bar: true } },
  { path: '/application-drafts/:id', component: () => import('./DraftPage.vue'), props: true, meta: { title: 'nouns.application-drafts' } },
] satisfies RouteRecordRaw[]
