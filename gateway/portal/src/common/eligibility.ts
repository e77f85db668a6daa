/** What one may apply for in the city: every kind with each condition as it stands for oneself; and one's own drafts. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { call, newKey, type Json, type Page } from '@/api/client'
import type { Problem } from '@/api/problem'

export interface Eligibility {
  groups: ComputedRef<{ subject: string; kinds: Json[] }[]>
  drafts: Ref<Json[]>
  unit: Ref<string>
  loading: Ref<boolean>
  problem: Ref<Problem | null>
  again: () => Promise<void>
  begin: (kind: Json) => Promise<string>
}

export function useEligibility(): Eligibility {
  const [kinds, drafts, unit] = [ref<Json[]>([]), ref<Json[]>([]), ref('')]
  const [loading, problem] = [ref(false), ref<Problem | null>(null)]
  const groups = computed(() => {
    const subjects = [...new Set(kinds.value.map((one) => String(one.subject)))]
    return subjects.map((subject) => ({ subject, kinds: kinds.value.filter((one) => one.subject === subject) }))
  })

  async function again(): Promise<void> {
    ;[loading.value, problem.value] = [true, null]
    try {
      const [eligibility, own] = await Promise.all([
        call('get_eligibility_eligibility', { query: { unit: unit.value } }),
        call<Page>('get_application_drafts_drafts', { query: { limit: 50 } }),
      ])
      ;[kinds.value, drafts.value] = [eligibility.items, own.items]
    } catch (reason) {
      problem.value = reason as Problem
    } finally {
      loading.value = false
    }
  }

  /** A draft of that kind; its id. Throws Problem. */
  async function begin(kind: Json): Promise<string> {
    return (await call('post_application_drafts_start_draft', { body: { subject: kind.subject, kind: kind.kind }, key: newKey() })).id
  }

  watch(unit, () => void again())
  void again()
  return { groups, drafts, unit, loading, problem, again, begin }
}

const ORDER = ['unmet', 'unknown', 'waived', 'met']

/** Conditions with what stands in the way on top, otherwise in the order of the rulebook. */
export const worstFirst = (conditions: readonly Json[]): Json[] => [...conditions].sort((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status))

/** How a condition stands, as a mark beside its word. */
export const MARKS: Record<string, string> = { met: '✓', unmet: '✗', unknown: '?', waived: '○' }
