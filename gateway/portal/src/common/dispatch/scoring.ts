/** Scoring the bids of a bounty: who was named gives points by the bounty's own criteria. */
import { reactive, ref, type Ref } from 'vue'
import { call, newKey, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { session } from '@/api/session'

export interface Scoring {
  scored: Ref<Json | null>
  problem: Ref<Problem | null>
  said: { points: Record<string, number>; note: string }
  isNamed: (bid: Json) => boolean
  begin: (bid: Json) => void
  score: () => Promise<void>
}

export function useScoring(bounty: () => Json, changed: (answer: Json) => void): Scoring {
  const [scored, problem] = [ref<Json | null>(null), ref<Problem | null>(null)]
  const said = reactive({ points: {} as Record<string, number>, note: '' })
  const isNamed = (bid: Json): boolean => ((bounty().reviewers ?? []) as Json[]).some((one) => one.account === session.who?.account && !one.recused) && bid.status !== 'withdrawn'

  function begin(bid: Json): void {
    Object.assign(said, { points: {}, note: '' })
    scored.value = bid
  }
  async function score(): Promise<void> {
    problem.value = null
    try {
      const answer = await call('post_bounties_score_bid', { path: { bounty_id: bounty().id }, body: { bid_id: scored.value!.id, points: said.points, ...(said.note && { note: said.note }) }, key: newKey() })
      scored.value = null
      changed(answer)
    } catch (reason) {
      problem.value = reason as Problem
    }
  }
  return { scored, problem, said, isNamed, begin, score }
}
