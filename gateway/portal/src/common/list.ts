/** A list of the API, page by page, narrowed by filters that live in the address: a link to it is the same list. */
import { computed, reactive, ref, watch, type Ref } from 'vue'
import { useRoute, useRouter, type LocationQuery } from 'vue-router'
import { call, operation, type Json, type OperationId, type Page } from '@/api/client'
import type { Problem } from '@/api/problem'

export interface List {
  items: Ref<Json[]>
  next: Ref<string | null>
  loading: Ref<boolean>
  problem: Ref<Problem | null>
  filters: Record<string, string>
  narrowed: Ref<boolean>
  /** Parts of the platform that did not answer: what they have is missing. */
  silent: Ref<string[]>
  more: () => Promise<void>
  again: () => Promise<void>
}

/** `fixed` is asked always (a view, a parent); `names` are the filters that may be narrowed by the address. */
export function useList(id: OperationId, names: readonly string[], fixed: () => Json = () => ({}), limit = 50, ready: () => boolean = () => true): List {
  const [route, router] = [useRoute(), useRouter()]
  const [items, next, loading, problem] = [ref<Json[]>([]), ref<string | null>(null), ref(false), ref<Problem | null>(null)]
  const silent = ref<string[]>([])
  const filters = reactive<Record<string, string>>(fromAddress(route.query, names))
  const paged = operation(id).list // a list given whole takes no limit
  let turn = 0

  async function fetchPage(after: string | null): Promise<void> {
    if (!ready()) return
    const mine = ++turn
    ;[loading.value, problem.value] = [true, null]
    try {
      const query = { ...filters, ...fixed(), ...(paged ? { limit } : {}), ...(after ? { after } : {}) }
      const page = await call<Page>(id, { query })
      if (mine !== turn) return
      items.value = after ? [...items.value, ...page.items] : page.items
      next.value = page.next ?? null
      silent.value = page.silent ?? []
    } catch (reason) {
      if (mine === turn) problem.value = reason as Problem
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  watch(filters, () => {
    const kept = Object.fromEntries(Object.entries(route.query).filter(([name]) => !names.includes(name)))
    void router.replace({ query: { ...kept, ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value)) } })
    void fetchPage(null)
  })
  watch(() => JSON.stringify(fixed()), () => void fetchPage(null))
  void fetchPage(null)
  const narrowed = computed(() => Object.values(filters).some(Boolean))
  return { items, next, loading, problem, filters, narrowed, silent, more: () => fetchPage(next.value), again: () => fetchPage(null) }
}

function fromAddress(query: LocationQuery, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, String(query[name] ?? '')]))
}
