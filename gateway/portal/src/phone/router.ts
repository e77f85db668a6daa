/** Addresses of the phone: the same nouns as the desk, drawn as cards; screens of its own where a pattern is not enough. */
import { createRouter, createWebHistory, type RouteLocationNormalized as Place, type RouteRecordRaw } from 'vue-router'
import { session } from '@/api/session'
import { loadShapes } from '@/api/shapes'
import { loadDictionaries } from '@/common/dictionaries'
import { loadLabels, t } from '@/common/words'
import { nouns } from '@/nouns'

const own = Object.values(import.meta.glob<{ default: RouteRecordRaw[] }>('./screens/*/routes.ts', { eager: true })).flatMap((module) => module.default)
const taken = new Set(own.map((one) => one.path))

const drawn: RouteRecordRaw[] = nouns.flatMap((noun) => [
  ...(!noun.list ? [] : [{ path: `/${noun.name}`, component: () => import('./patterns/ListPage.vue'), props: { noun }, meta: { title: `nouns.${noun.name}` } }]),
  ...(!noun.create ? [] : [{ path: `/${noun.name}/new/:with`, component: () => import('./patterns/CreatePage.vue'), props: (to: Place) => ({ noun, with: to.params.with }), meta: { title: `nouns.${noun.name}` } }]),
  ...(!noun.detail ? [] : [{ path: `/${noun.name}/:id`, component: () => import('./patterns/DetailPage.vue'), props: (to: Place) => ({ noun, id: to.params.id }), meta: { title: `nouns.${noun.name}` } }]),
])

export const router = createRouter({
  history: createWebHistory('/m/'),
  routes: [
    { path: '/', component: () => import('./shell/HomePage.vue'), meta: { title: 'nouns.home', bar: true } },
    { path: '/more', component: () => import('./shell/MorePage.vue'), meta: { title: 'nouns.more', bar: true } },
    { path: '/sign-in', component: () => import('./shell/SignInPage.vue'), meta: { open: true, title: 'session.sign_in' } },
    ...own,
    ...drawn.filter((one) => !taken.has(one.path)),
    { path: '/:rest(.*)*', component: () => import('./shell/NotFoundPage.vue'), meta: { open: true, title: 'errors.not_found' } },
  ],
  scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 },
})

router.beforeEach(async (to) => {
  if (to.meta.open) {
    void loadLabels()
    return true
  }
  if (!session.who || session.who.must_change_password) return { path: '/sign-in', query: { to: to.fullPath } }
  await Promise.all([loadShapes(), loadDictionaries(session.who.city)])
  return true
})
router.afterEach((to) => {
  document.title = `${t(String(to.meta.title ?? 'common.product'))} · ${t('common.product')}`
})
