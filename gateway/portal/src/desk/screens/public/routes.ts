import type { RouteRecordRaw } from 'vue-router'

const site = () => import('@/common/public/PublicSite.vue')
export default [
  { path: '/public/:part?/:id?', component: site, meta: { title: 'nouns.public', open: true } },
  { path: '/register', component: () => import('@/common/public/RegisterPage.vue'), meta: { title: 'nouns.register', open: true } },
  { path: '/complain', component: () => import('@/common/public/ComplaintsPage.vue'), meta: { title: 'nouns.complaints', open: true } },
] satisfies RouteRecordRaw[]
