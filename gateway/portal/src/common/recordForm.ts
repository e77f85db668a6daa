/** What a record of service needs: the agreements one serves under, what the city asks, and what was said the last time. */
import { ref, watch, type Ref } from 'vue'
import { call, type Json, type Page } from '@/api/client'
import type { Problem } from '@/api/problem'
import { session } from '@/api/session'
import { useForm, type Form } from './form'

export interface RecordForm {
  form: Form
  agreements: Ref<Json[]>
  asked: Ref<Json | null>
  problem: Ref<Problem | null>
}

/** The form of today's service, begun with the last host, duties and place (nothing is asked twice). */
export function useRecordForm(): RecordForm {
  const [agreements, asked, problem] = [ref<Json[]>([]), ref<Json | null>(null), ref<Problem | null>(null)]
  const form = useForm('post_records_submit_record', { about: 'new', initial: { on: today(), duties: [], outcomes: {}, evidence: [] } })

  async function begin(): Promise<void> {
    try {
      const [open, last] = await Promise.all([
        call<Page>('get_agreements_agreements', { query: { status: 'filed', limit: 200 } }),
        call<Page>('get_records_records', { query: { limit: 1, ...(session.who?.person ? { person: session.who.person } : {}) } }),
      ])
      agreements.value = open.items
      if (form.restored.value && form.values.agreement_id) return
      const before = last.items[0]
      const again = open.items.find((one) => one.id === before?.agreement) ?? open.items[0]
      Object.assign(form.values, { agreement_id: again?.id ?? '', place: before?.place ?? again?.host_name ?? '', duties: before?.duties ?? [], hours: before?.hours })
    } catch (reason) {
      problem.value = reason as Problem
    }
  }

  watch(
    () => form.values.agreement_id as string,
    async (id) => {
      if (id) asked.value = await call('get_records_record_form', { query: { agreement_id: id } }).catch(() => asked.value)
    },
    { immediate: true },
  )
  void begin()
  return { form, agreements, asked, problem }
}

export const today = (): string => new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })

/** Amounts are typed in yuan and sent in fen, as the city's form says by the outcome's unit. */
export const shownOutcome = (unit: string, value: number | undefined): number | undefined => (unit === 'fen' && value !== undefined ? value / 100 : value)
export const sentOutcome = (unit: string, value: number | null | undefined): number | undefined => (value === null || value === undefined ? undefined : unit === 'fen' ? Math.round(value * 100) : value)
