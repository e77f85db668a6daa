/** Search over all kinds that one may see; each result leads to its screen. */
import { ref, watch, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { call, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { innerLabel, isShown, say } from './values'

export interface Found {
  words: Ref<string>
  groups: Ref<{ kind: string; items: Json[]; more: boolean }[]>
  silent: Ref<string[]>
  loading: Ref<boolean>
  problem: Ref<Problem | null>
  asked: Ref<string>
  find: () => void
}

export function useFind(): Found {
  const [route, router] = [useRoute(), useRouter()]
  const words = ref(String(route.query.q ?? ''))
  const [groups, silent, loading, problem, asked] = [ref<Found['groups']['value']>([]), ref<string[]>([]), ref(false), ref<Problem | null>(null), ref('')]

  async function ask(q: string): Promise<void> {
    asked.value = q
    if (!q) return void (groups.value = [])
    ;[loading.value, problem.value] = [true, null]
    try {
      const answer = await call('get_search_search', { query: { q, limit: 20 } })
      if (asked.value !== q) return
      const kinds = [...new Set((answer.items as Json[]).map((one) => one.kind as string))]
      groups.value = kinds.map((kind) => ({ kind, items: answer.items.filter((one: Json) => one.kind === kind), more: answer.more.includes(kind) }))
      silent.value = answer.silent
    } catch (reason) {
      problem.value = reason as Problem
    } finally {
      loading.value = false
    }
  }

  watch(() => String(route.query.q ?? ''), (q) => ((words.value = q), void ask(q)), { immediate: true })
  return { words, groups, silent, loading, problem, asked, find: () => void router.replace({ query: { q: words.value.trim() } }) }
}

/** Where a result is read: one's own on its screen, what is only published where everybody reads it. */
export const wayTo = (one: Json): string => (one.published ? `/public/${one.kind}` : `/${one.kind}/${one.id}`)

/** A line about a result: its few facts with their labels. */
export function aboutOf(one: Json): string {
  return Object.entries((one.about ?? {}) as Json)
    .filter(([name, value]) => isShown(name, value))
    .map(([name, value]) => `${innerLabel('about', name, '')} ${say(name, value)}`)
    .join(' · ')
}
