import type { RouteRecordRaw } from 'vue-router'

export default [
  { path: '/cities', component: () => import('./CitiesPage.vue'), meta: { title: 'nouns.cities' } },
  { path: '/cities/new/:with', component: () => import('./NewCityPage.vue'), meta: { title: 'nouns.cities' } },
] satisfies RouteRecordRaw[]
