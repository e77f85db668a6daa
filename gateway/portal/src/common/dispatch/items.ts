/** A short list beside a record: the first pages of a list narrowed to it. */
import { ref, watch, type Ref } from 'vue'
import { call, operation, type Json, type OperationId, type Page } from '@/api/client'
import { mayCall } from '@/api/session'

/** `after`: what else the list follows, such as the version of the record it stands beside. */
export function useItems(id: OperationId, query: () => Json, after: () => unknown = () => null): { items: Ref<Json[]>; next: Ref<string | null>; may: boolean; again: () => Promise<void>; more: () => Promise<void> } {
  const [items, next] = [ref<Json[]>([]), ref<string | null>(null)]
  const may = mayCall(operation(id).may)
  async function fetchPage(after: string | null): Promise<void> {
    if (!may) return
    const page = await call<Page>(id, { query: { ...query(), limit: 50, ...(after ? { after } : {}) } }).catch(() => null)
    if (!page) return
    items.value = after ? [...items.value, ...page.items] : page.items
    next.value = page.next ?? null
  }
  watch(() => JSON.stringify([query(), after()]), () => void fetchPage(null), { immediate: true })
  return { items, next, may, again: () => fetchPage(null), more: () => fetchPage(next.value) }
}
