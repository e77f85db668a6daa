/** What one has done, begun or follows, over all services: the same columns and the same search for all three. */
import { computed, reactive, ref, type ComputedRef } from 'vue'
import { call, newKey, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { te } from './words'
import { nounOf } from '@/nouns'
import { useList, type List } from './list'

export type Which = 'done' | 'started' | 'followed'
export const WHICH: readonly Which[] = ['done', 'started', 'followed']

export interface DeedRow {
  id: string
  noun: string
  title: string
  to: string
  /** What one did; of a record that one follows nothing. */
  type: string
  at: string
  latest: { type: string; at: string } | null
}

export function useDeedList(which: Which): { list: List; rows: ComputedRef<DeedRow[]>; asked: { q: string }; unfollow: (id: string) => Promise<void> } {
  const asked = reactive({ q: '' })
  const own = which === 'followed'
  const list = useList(own ? 'get_follows_follows' : 'get_deeds_list_deeds', [], () => ({ q: asked.q.trim(), ...(which === 'started' ? { started: 'true' } : {}) }), 20)
  const rows = computed(() => list.items.value.map(rowOf))
  async function unfollow(id: string): Promise<void> {
    await call('post_follows_unfollow_record', { path: { follow_id: id }, key: newKey() }).catch((reason: Problem) => (list.problem.value = reason))
    await list.again()
  }
  return { list, rows, asked, unfollow }
}

function rowOf(one: Json): DeedRow {
  const title = one.title || one.number || String(one.object).slice(-8)
  return { id: one.id, noun: te(`nouns.${one.noun}`) ? one.noun : '', title, to: nounOf(one.noun)?.detail ? `/${one.noun}/${one.object}` : '', type: one.type ?? '', at: one.at, latest: one.latest }
}

/** Whether one follows a record, and the switch. A record without a detail of its own cannot be followed. */
export function useFollow(noun: () => string, id: () => string): { followed: ComputedRef<boolean>; busy: ReturnType<typeof ref<boolean>>; toggle: () => Promise<void> } {
  const [follow, busy] = [ref<Json | null>(null), ref(false)]
  const followed = computed(() => follow.value !== null)
  async function look(): Promise<void> {
    const page = await call('get_follows_follows', { query: { noun: noun(), object: id(), limit: 1 } }).catch(() => ({ items: [] as Json[] }))
    follow.value = page.items[0] ?? null
  }
  async function toggle(): Promise<void> {
    busy.value = true
    try {
      if (follow.value) await call('post_follows_unfollow_record', { path: { follow_id: follow.value.id }, key: newKey() })
      else await call('post_follows_follow_record', { body: { noun: noun(), object: id() }, key: newKey() })
    } finally {
      await look()
      busy.value = false
    }
  }
  void look()
  return { followed, busy, toggle }
}
