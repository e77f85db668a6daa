/** Who fits what: asked at once, each with the reasons of its score and, where a rule stops it, its article. */
import { ref, watch, type Ref } from 'vue'
import { call, operation, type Json, type OperationId } from '@/api/client'
import type { Problem } from '@/api/problem'
import { mayCall } from '@/api/session'

export interface Fits {
  answer: Ref<Json | null>
  loading: Ref<boolean>
  problem: Ref<Problem | null>
  may: boolean
  again: () => Promise<void>
}

/** `path`: of what; null: nothing chosen yet. */
export function useFits(id: OperationId, path: () => Record<string, string> | null): Fits {
  const [answer, loading, problem] = [ref<Json | null>(null), ref(false), ref<Problem | null>(null)]
  const may = mayCall(operation(id).may)
  let turn = 0

  async function again(): Promise<void> {
    const asked = path()
    const mine = ++turn
    answer.value = null
    if (!asked || !may) return
    ;[loading.value, problem.value] = [true, null]
    try {
      const found = await call(id, { path: asked })
      if (mine === turn) answer.value = found
    } catch (reason) {
      if (mine === turn) problem.value = reason as Problem
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  watch(() => JSON.stringify(path()), () => void again(), { immediate: true })
  return { answer, loading, problem, may, again }
}
