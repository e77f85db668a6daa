/** Scoring the bids of a bounty: whoever may, as its actions say, gives points by the bounty's own criteria. */
import { reactive, ref, type Ref } from 'vue'
import { call, newKey, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { isOpenNow } from '@/common/deeds'

export interface Scoring {
  scored: Ref<Json | null>
  problem: Ref<Problem | null>
  said: { points: Record<string, number>; note: string }
  mayScore: (bid: Json) => boolean
  begin: (bid: Json) => void
  score: () => Promise<void>
}

export function useScoring(bounty: () => Json, changed: (answer: Json) => void): Scoring {
  const [scored, problem] = [ref<Json | null>(null), ref<Problem | null>(null)]
  const said = reactive({ points: {} as Record<string, number>, note: '' })
  const mayScore = (bid: Json): boolean => isOpenNow(bounty(), 'score_bid') && bid.status !== 'withdrawn'

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
  return { scored, problem, said, mayScore, begin, score }
}
