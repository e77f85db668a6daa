/** What a person may see and do about themselves: profile, sessions, consents, readings, delegations. */
import { ref, type Ref } from 'vue'
import { call, newKey, type Json, type OperationId } from '@/api/client'
import type { Problem } from '@/api/problem'
import { changed } from '@/api/session'
import { save } from './files'

export interface Told {
  value: Ref<Json | null>
  problem: Ref<Problem | null>
  again: () => Promise<void>
  /** Does something, then looks again. Whether it was done. */
  act: (id: OperationId, given?: { path?: Record<string, string>; body?: Json }) => Promise<Json | null>
}

/** One question about oneself, asked again after every deed. */
export function useAsked(id: OperationId, query: Json = {}): Told {
  const [value, problem] = [ref<Json | null>(null), ref<Problem | null>(null)]
  async function again(): Promise<void> {
    problem.value = null
    await call(id, { query }).then((answer) => (value.value = answer), (reason: Problem) => (problem.value = reason))
  }
  async function act(done: OperationId, given: { path?: Record<string, string>; body?: Json } = {}): Promise<Json | null> {
    problem.value = null
    try {
      const answer = (await call(done, { ...given, key: newKey() })) ?? {}
      await again()
      return answer
    } catch (reason) {
      problem.value = reason as Problem
      return null
    }
  }
  void again()
  return { value, problem, again, act }
}

/** Everything held about oneself, as a file; the parts that did not answer. Throws Problem. */
export async function takeMyData(): Promise<string[]> {
  const answer = await call('get_persons_my_data')
  save(new Blob([JSON.stringify(answer, null, 2)], { type: 'application/json' }), `my-data-${String(answer.made_at).slice(0, 10)}.json`)
  return answer.silent
}

/** Acts by a delegation, or for oneself again (null). Throws Problem. */
export async function actFor(delegation: string | null): Promise<void> {
  changed(await call('post_session_act_for', { body: { delegation_id: delegation } }))
}
