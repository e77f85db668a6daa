/** A batch under review: what may be decided, on which of its agreements, and what was refused. */
import { computed, reactive, ref, watchEffect, type ComputedRef, type Ref } from 'vue'
import { call, newKey, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { isOpenNow } from '@/common/deeds'
import { useKept } from '@/common/kept'

export interface BatchReview {
  open: ComputedRef<boolean>
  left: ComputedRef<Json[]>
  /** What may be decided, as the step of the filing says it. */
  choices: Ref<string[]>
  said: { action: string; note: string; defects: string[] }
  problem: Ref<Problem | null>
  sending: Ref<boolean>
  refused: Ref<Json[]>
  done: Ref<number>
  nameOf: (agreement: string) => string
  /** Decides on these; on none: on all that are left. */
  decide: (chosen: readonly Json[]) => Promise<void>
}

export function useBatchReview(batch: () => Json, changed: (answer: Json) => void): BatchReview {
  const said = reactive({ action: '', note: '', defects: [] as string[] })
  const forget = useKept(`batch.${batch().id}`, said)
  const choices = ref<string[]>([])
  const [problem, sending, refused, done] = [ref<Problem | null>(null), ref(false), ref<Json[]>([]), ref(0)]
  const rows = computed(() => (batch().rows ?? []) as Json[])
  const open = computed(() => isOpenNow(batch(), 'review_batch'))
  const left = computed(() => rows.value.filter((row) => !row.outcome))
  let key = newKey()

  // the first agreement that is left tells what its step allows
  watchEffect(async () => {
    const first = open.value ? left.value[0]?.agreement : undefined
    if (!first) return
    const answer = await call('get_agreements_agreement', { path: { agreement_id: first } }).catch(() => ({ actions: [] }) as Json)
    choices.value = [...new Set(answer.actions.filter((one: Json) => one.choice && one.open).map((one: Json) => String(one.choice)))] as string[]
    if (!choices.value.includes(said.action)) said.action = choices.value[0] ?? ''
  })

  async function decide(chosen: readonly Json[]): Promise<void> {
    ;[sending.value, problem.value, refused.value, done.value] = [true, null, [], 0]
    const opinion = { action: said.action, ...(said.note && { note: said.note }), ...(said.defects.length && { defects: said.defects }) }
    const body = chosen.length ? { items: chosen.map((row) => ({ agreement: row.agreement, ...opinion })) } : opinion
    const asked = chosen.length || left.value.length
    try {
      const answer = await call('post_batches_review_batch', { path: { batch_id: batch().id }, body, key, version: batch().version })
      // what was said of these is said of no others: the rest would be returned with their defects
      Object.assign(said, { action: choices.value[0] ?? '', note: '', defects: [] })
      forget()
      refused.value = answer.refused ?? []
      done.value = asked - refused.value.length
      changed(answer)
    } catch (reason) {
      problem.value = reason as Problem
    } finally {
      if (!problem.value?.isPassing) key = newKey()
      sending.value = false
    }
  }
  const nameOf = (id: string): string => rows.value.find((row) => row.agreement === id)?.commissioner ?? id
  return { open, left, choices, said, problem, sending, refused, done, nameOf, decide }
}
