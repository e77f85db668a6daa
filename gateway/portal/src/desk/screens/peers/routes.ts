import type { RouteRecordRaw } from 'vue-router'

export default [{ path: '/peers', component: () => import('./PeersPage.vue'), meta: { title: 'nouns.peers' } }] satisfies RouteRecordRaw[]
