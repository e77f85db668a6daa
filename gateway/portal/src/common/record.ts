/** One record of the API and its version, read again after every change. */
import { ref, watch, type Ref } from 'vue'
import { call, type Json, type OperationId } from '@/api/client'
import type { Problem } from '@/api/problem'

export interface Loaded {
  record: Ref<Json | null>
  loading: Ref<boolean>
  problem: Ref<Problem | null>
  again: () => Promise<void>
  take: (answer: Json) => void
}

export function useRecord(id: OperationId, path: () => Record<string, string>): Loaded {
  const [record, loading, problem] = [ref<Json | null>(null), ref(false), ref<Problem | null>(null)]
  let turn = 0

  async function again(): Promise<void> {
    const mine = ++turn
    ;[loading.value, problem.value] = [true, null]
    try {
      const answer = await call(id, { path: path() })
      if (mine === turn) record.value = answer
    } catch (reason) {
      if (mine === turn) problem.value = reason as Problem
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  watch(() => JSON.stringify(path()), () => void again(), { immediate: true })
  return { record, loading, problem, again, take: (answer) => (record.value = answer) }
}
