import type { RouteRecordRaw } from 'vue-router'

export default [{ path: '/templates', component: () => import('./TemplatesPage.vue'), meta: { title: 'nouns.templates' } }] satisfies RouteRecordRaw[]
