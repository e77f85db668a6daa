/** A directed round being planned: edits, working out and confirming as jobs. */
import { ref, type Ref } from 'vue'
import { call, newKey, type Json, type OperationId } from '@/api/client'
import type { Problem } from '@/api/problem'

export interface RoundWork {
  job: Ref<string>
  problem: Ref<Problem | null>
  busy: Ref<boolean>
  plan: () => Promise<void>
  confirm: (seats: readonly string[]) => Promise<void>
  edit: (change: Json) => Promise<void>
}

export function useRound(round: () => Json, changed: (answer: Json) => void): RoundWork {
  const [job, problem, busy] = [ref(''), ref<Problem | null>(null), ref(false)]
  async function send(id: OperationId, body: Json | undefined): Promise<Json | null> {
    ;[busy.value, problem.value] = [true, null]
    try {
      return await call(id, { path: { round_id: round().id }, ...(body && { body }), key: newKey() })
    } catch (reason) {
      problem.value = reason as Problem
      return null
    } finally {
      busy.value = false
    }
  }
  async function work(id: OperationId, body?: Json): Promise<void> {
    job.value = (await send(id, body))?.id ?? ''
  }
  return {
    job,
    problem,
    busy,
    plan: () => work('post_directed_rounds_plan_directed_round'),
    confirm: (seats) => work('post_directed_rounds_confirm_directed_round', seats.length ? { seats } : {}),
    edit: async (change) => {
      const answer = await send('post_directed_rounds_edit_directed_round', change)
      if (answer) changed(answer)
    },
  }
}
