/** Figures read at once; sums of rows that are each the length of a list. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { call, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'

export interface Bar {
  key: string
  label: string
  count: number
  to: string
}
export interface Figures {
  dispatch: Ref<Json | null>
  registry: Ref<Json | null>
  quotas: Ref<Json[]>
  at: Ref<string>
  problem: Ref<Problem | null>
  counties: ComputedRef<string[]>
  read: () => Promise<void>
}

export function useFigures(): Figures {
  const [dispatch, registry, quotas] = [ref<Json | null>(null), ref<Json | null>(null), ref<Json[]>([])]
  const [at, problem] = [ref(''), ref<Problem | null>(null)]
  async function read(): Promise<void> {
    problem.value = null
    try {
      const [one, other, places] = await Promise.all([call('get_dispatch_figures_dispatch_figures'), call('get_registry_figures_registry_figures'), call('get_quotas_quotas')])
      ;[dispatch.value, registry.value, quotas.value] = [one, other, places.items]
      at.value = new Date().toLocaleTimeString('sv-SE', { timeZone: 'Asia/Shanghai' })
    } catch (reason) {
      problem.value = reason as Problem
    }
  }
  const counties = computed(() => [...new Set([...(registry.value?.filings ?? []), ...(dispatch.value?.agreements ?? [])].map((row: Json) => String(row.county)))].filter(Boolean).sort())
  void read()
  return { dispatch, registry, quotas, at, problem, counties, read }
}

/** Counts summed by one of their fields, the most first. */
export function summed(rows: readonly Json[], by: string, label: (value: string) => string, to: (value: string) => string): Bar[] {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(row[by], (sums.get(row[by]) ?? 0) + row.count)
  return [...sums].map(([key, count]) => ({ key, label: label(key), count, to: to(key) })).sort((one, other) => other.count - one.count)
}

export const total = (rows: readonly Json[]): number => rows.reduce((sum, row) => sum + row.count, 0)
