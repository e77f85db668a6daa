/** A report: which one, drafted from the records, edited, handed in. */
import { computed, reactive, ref, watch } from 'vue'
import { call, type Json, type Page } from '@/api/client'
import type { Problem } from '@/api/problem'
import { roles, session } from '@/api/session'
import { useForm } from './form'

/** Which reporters somebody may be, by their roles. */
const REPORTER: Record<string, string> = { commissioner: 'commissioner', dispatching_manager: 'workstation', liaison: 'liaison' }

export function useReportForm() {
  const reporters = computed(() => Object.entries(REPORTER).filter(([role]) => roles.value.has(role)).map(([, reporter]) => reporter))
  const month = new Date(Date.now() - 20 * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 7)
  const which = reactive<Json>({ kind: reporters.value[0] === 'commissioner' ? 'annual' : 'monthly', reporter: reporters.value[0] ?? '', period: '', filing: '', unit: '' })
  const [draft, filings, problem, drafting] = [ref<Json | null>(null), ref<Json[]>([]), ref<Problem | null>(null), ref(false)]
  const form = useForm('post_reports_submit_report', { about: 'new' })
  const units = computed(() => [...new Set((session.who?.grants ?? []).filter((one) => REPORTER[one.role] === which.reporter && one.unit).map((one) => one.unit as string))])

  watch(() => which.kind, (kind) => (which.period = kind === 'annual' ? month.slice(0, 4) : month), { immediate: true })
  watch(units, (own) => (which.unit = which.reporter === 'commissioner' ? '' : (own[0] ?? '')), { immediate: true })

  async function begin(): Promise<void> {
    if (!session.who?.person) return
    filings.value = (await call<Page>('get_filings_filings', { query: { person: session.who.person, status: 'filed' } }).catch(() => ({ items: [], next: null }))).items
    which.filing = which.reporter === 'commissioner' ? (filings.value[0]?.id ?? '') : ''
  }

  async function fetchDraft(): Promise<void> {
    ;[drafting.value, problem.value] = [true, null]
    try {
      draft.value = await call('get_reports_draft_report', { query: { ...which } })
      Object.assign(form.values, { ...which, text: draft.value!.text })
    } catch (reason) {
      problem.value = reason as Problem
    } finally {
      drafting.value = false
    }
  }

  void begin()
  return { which, reporters, units, filings, draft, drafting, problem, form, fetchDraft }
}
