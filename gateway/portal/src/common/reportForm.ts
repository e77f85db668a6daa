/** A report: which one, drafted from the records, edited, handed in.
 *
 *  Each report has a form of its own, by kind, period and reporter: what was typed into one never stands in another, and a
 *  draft made anew takes the place of the draft before it, but not of a text that somebody has worked on. */
import { computed, effectScope, onScopeDispose, reactive, ref, shallowRef, watch, type EffectScope } from 'vue'
import { call, type Json, type Page } from '@/api/client'
import type { Problem } from '@/api/problem'
import { roles, session } from '@/api/session'
import { unsent, useForm, type Form } from './form'

/** Which reporters somebody may be, by their roles. */
const REPORTER: Record<string, string> = { commissioner: 'commissioner', dispatching_manager: 'workstation', liaison: 'liaison' }

export function useReportForm() {
  const reporters = computed(() => Object.entries(REPORTER).filter(([role]) => roles.value.has(role)).map(([, reporter]) => reporter))
  const month = new Date(Date.now() - 20 * 86_400_000).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 7)
  const which = reactive<Json>({ kind: reporters.value[0] === 'commissioner' ? 'annual' : 'monthly', reporter: reporters.value[0] ?? '', period: '', filing: '', unit: '' })
  const [draft, filings, problem, drafting] = [ref<Json | null>(null), ref<Json[]>([]), ref<Problem | null>(null), ref(false)]
  const form = shallowRef<Form | null>(null)
  /** The other text of this report: the new draft beside one's own, or one's own once the draft was taken. */
  const other = ref<{ text: string; own: boolean } | null>(null)
  const units = computed(() => [...new Set((session.who?.grants ?? []).filter((one) => REPORTER[one.role] === which.reporter && one.unit).map((one) => one.unit as string))])
  let scope: EffectScope | null = null

  watch(() => which.kind, (kind) => (which.period = kind === 'annual' ? month.slice(0, 4) : month), { immediate: true, flush: 'sync' })
  watch(units, (own) => (which.unit = which.reporter === 'commissioner' ? '' : (own[0] ?? '')), { immediate: true, flush: 'sync' })
  watch(() => nameOf(which), close, { flush: 'sync' }) // the text on the screen is that of the report before
  onScopeDispose(close)

  async function begin(): Promise<void> {
    if (session.who?.person) {
      filings.value = (await call<Page>('get_filings_filings', { query: { person: session.who.person, status: 'filed' } }).catch(() => ({ items: [], next: null }))).items
      which.filing = which.reporter === 'commissioner' ? (filings.value[0]?.id ?? '') : ''
    }
    const waiting = unsent('post_reports_submit_report').filter((one) => reporters.value.includes(one.reporter as string))
    const latest = waiting.sort((one, next) => String(next.period).localeCompare(String(one.period)))[0]
    if (!latest || form.value || drafting.value) return
    for (const name of ['reporter', 'kind', 'period', 'filing', 'unit']) which[name] = latest[name] ?? ''
    await fetchDraft()
  }

  async function fetchDraft(): Promise<void> {
    ;[drafting.value, problem.value] = [true, null]
    const asked = { ...which }
    try {
      const made = await call('get_reports_draft_report', { query: asked })
      if (nameOf(asked) !== nameOf(which)) return // another report was chosen meanwhile
      close() // puts by what was typed last
      draft.value = made
      open(asked, String(made.text ?? ''))
    } catch (reason) {
      problem.value = reason as Problem
    } finally {
      drafting.value = false
    }
  }

  function open(asked: Json, drafted: string): void {
    scope = effectScope(true)
    const opened = scope.run(() => useForm('post_reports_submit_report', { about: nameOf(asked), initial: { ...asked, text: drafted } }))!
    if (opened.values.text === opened.since?.text) opened.values.text = drafted // nobody has worked on it
    else if (opened.restored.value && opened.values.text !== drafted) other.value = { text: drafted, own: false }
    form.value = opened
  }

  /** The other text in place of this one; this one stays at hand. */
  function exchange(): void {
    if (!form.value || !other.value) return
    const before = { text: String(form.value.values.text ?? ''), own: !other.value.own }
    form.value.values.text = other.value.text
    other.value = before
  }

  function close(): void {
    scope?.stop()
    scope = null
    ;[form.value, draft.value, other.value] = [null, null, null]
  }

  void begin()
  return { which, reporters, units, filings, draft, drafting, problem, form, other, exchange, fetchDraft }
}

const nameOf = (which: Json): string => [which.reporter, which.kind, which.period, which.unit || which.filing].join('.')
