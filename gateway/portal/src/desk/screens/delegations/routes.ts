import type { RouteRecordRaw } from 'vue-router'

export default [{ path: '/delegations/new/post_delegations_delegate', component: () => import('./DelegatePage.vue'), meta: { title: 'nouns.delegations' } }] satisfies RouteRecordRaw[]
