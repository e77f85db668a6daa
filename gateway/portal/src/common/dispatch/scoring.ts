/** Scoring the bids of a bounty: whoever may, as its actions say, gives points by the bounty's own criteria. */
import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue'
import { call, newKey, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { isOpenNow } from '@/common/deeds'
import { basisOf, either, fieldLabel } from '@/common/words'

export interface Scoring {
  scored: Ref<Json | null>
  problem: Ref<Problem | null>
  said: { points: Record<string, number>; note: string }
  mayScore: (bid: Json) => boolean
  begin: (bid: Json) => void
  putAside: () => void
  why: ComputedRef<string>
  /** What bids are judged by, in words. */
  criteria: ComputedRef<string>
  score: () => Promise<void>
}

export function useScoring(bounty: () => Json, changed: (answer: Json) => void): Scoring {
  const [scored, problem] = [ref<Json | null>(null), ref<Problem | null>(null)]
  const said = reactive({ points: {} as Record<string, number>, note: '' })
  const begun: Record<string, { points: Record<string, number>; note: string }> = {} // put aside and taken up again, nothing typed is lost
  const mayScore = (bid: Json): boolean => isOpenNow(bounty(), 'score_bid') && bid.status !== 'withdrawn'

  function begin(bid: Json): void {
    Object.assign(said, begun[bid.id] ?? { points: {}, note: '' })
    scored.value = bid
  }
  async function score(): Promise<void> {
    problem.value = null
    try {
      const answer = await call('post_bounties_score_bid', { path: { bounty_id: bounty().id }, body: { bid_id: scored.value!.id, points: said.points, ...(said.note && { note: said.note }) }, key: newKey() })
      delete begun[scored.value!.id]
      scored.value = null
      changed(answer)
    } catch (reason) {
      problem.value = reason as Problem
    }
  }
  function putAside(): void {
    if (scored.value) begun[scored.value.id] = { points: { ...said.points }, note: said.note }
    ;[scored.value, problem.value] = [null, null]
  }
  /** Why what one is named for is not open yet; "" where nothing is told, or it is. */
  const why = computed(() => {
    const told = ((bounty().actions ?? []) as Json[]).filter((one) => ['score_bid', 'decide_bounty'].includes(one.action))
    const closed = told.find((one) => !one.open)
    return closed && !told.some((one) => one.open) ? [either(closed.reason, closed.reason_en), basisOf(closed.article)].filter(Boolean).join(' · ') : ''
  })
  const criteria = computed(() => ((bounty().criteria ?? []) as Json[]).map((one) => `${one.label}${either('（', ' (')}${fieldLabel('weight')} ${one.weight}${either('）', ')')}`).join(either('、', ', ')))
  return { criteria, putAside, why, scored, problem, said, mayScore, begin, score }
}
