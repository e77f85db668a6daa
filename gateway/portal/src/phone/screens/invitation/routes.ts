import type { RouteRecordRaw } from 'vue-router'

export default [{ path: '/invitation/:token', component: () => import('./InvitationPage.vue'), props: true, meta: { title: 'nouns.invitation', open: true } }] satisfies RouteRecordRaw[]
