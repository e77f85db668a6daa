/** Who enrolled for a session and who came, for whoever holds it; those in the room are recorded as present. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { call, newKey, operation, type Json, type Page } from '@/api/client'
import type { Problem } from '@/api/problem'
import { mayCall } from '@/api/session'
import { isOpenNow } from './deeds'

const MOST = 20 // pages: a room of some thousand

export interface Roll {
  /** Only its holder's answer carries the code; to others there is no roll. */
  held: ComputedRef<boolean>
  lines: Ref<Json[]>
  open: ComputedRef<boolean>
  problem: Ref<Problem | null>
  sending: Ref<boolean>
  /** What became of the last list. */
  outcome: Ref<Json | null>
  record: (accounts: readonly string[]) => Promise<void>
  again: () => Promise<void>
}

export function useRoll(training: () => Json): Roll {
  const [lines, problem, sending, outcome] = [ref<Json[]>([]), ref<Problem | null>(null), ref(false), ref<Json | null>(null)]
  const held = computed(() => !!training().code && mayCall(operation('get_trainings_training_roll').may))
  const open = computed(() => isOpenNow(training(), 'record_attendances'))
  let key = newKey()

  async function again(): Promise<void> {
    if (!held.value) return void (lines.value = [])
    const found: Json[] = []
    let after: string | null = null
    for (let page = 0; page < MOST; page++) {
      const answer: Page = await call<Page>('get_trainings_training_roll', { path: { training_id: training().id }, query: { limit: 200, ...(after ? { after } : {}) } })
      found.push(...answer.items)
      if (!(after = answer.next)) break
    }
    lines.value = found
  }
  async function record(accounts: readonly string[]): Promise<void> {
    ;[sending.value, problem.value, outcome.value] = [true, null, null]
    try {
      outcome.value = await call('post_trainings_record_attendances', { path: { training_id: training().id }, body: { attendees: accounts.map((account) => ({ account })) }, key })
      await again()
    } catch (reason) {
      problem.value = reason as Problem
    } finally {
      if (!problem.value?.isPassing) key = newKey()
      sending.value = false
    }
  }
  watch(() => [training().id, training().code], () => void again().catch((reason: Problem) => (problem.value = reason)), { immediate: true })
  return { held, lines, open, problem, sending, outcome, record, again }
}
