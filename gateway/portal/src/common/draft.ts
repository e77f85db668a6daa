/** A draft of an application: what is typed is on this device at once and on the platform within two seconds; a newer
 *  version from another device is laid beside what was typed here, and neither is lost. */
import { computed, onBeforeUnmount, reactive, ref, type ComputedRef, type Ref } from 'vue'
import { call, newKey, type Json } from '@/api/client'
import { Problem } from '@/api/problem'
import { session } from '@/api/session'
import { alike, contested, type Contested } from './contested'

const DELAY = 1200 // ms after the last key; with the call itself well within two seconds

export interface DraftForm {
  draft: Ref<Json | null>
  typed: Json
  errors: Ref<Record<string, string>>
  problem: Ref<Problem | null>
  state: Ref<'kept' | 'saving' | 'saved' | 'waiting'>
  contested: Ref<Contested[]>
  fields: ComputedRef<Json[]>
  valueOf: (field: Json) => any
  set: (name: string, value: unknown) => void
  /** What the platform has against the file; null: it belongs to the draft now. */
  attach: (material: string, receipt: string) => Promise<Problem | null>
  drop: (file: string) => Promise<void>
  choose: (name: string, value: unknown) => void
  load: () => Promise<void>
  flush: () => Promise<boolean>
  submit: () => Promise<Json | null>
  remove: () => Promise<boolean>
}

export function useDraft(id: string): DraftForm {
  const place = `tepai.draft.${session.who?.account ?? ''}.${id}`
  const draft = ref<Json | null>(null)
  const typed = reactive<Json>({})
  const [errors, problem, disputed] = [ref<Record<string, string>>({}), ref<Problem | null>(null), ref<Contested[]>([])]
  const state = ref<'kept' | 'saving' | 'saved' | 'waiting'>('saved')
  const fields = computed<Json[]>(() => (draft.value?.sections ?? []).flatMap((section: Json) => section.fields))
  let [timer, sending, key] = [0, null as Promise<boolean> | null, newKey()]

  const keep = (): void => (Object.keys(typed).length ? localStorage.setItem(place, JSON.stringify({ typed, base: baseOf() })) : localStorage.removeItem(place))
  const baseOf = (): Json => Object.fromEntries(Object.keys(typed).map((name) => [name, fields.value.find((one) => one.field === name)?.value ?? null]))

  async function load(): Promise<void> {
    problem.value = null
    try {
      draft.value = await call('get_application_drafts_draft', { path: { draft_id: id } })
      const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as { typed: Json; base: Json } | null
      if (kept) meet(kept.typed, kept.base)
    } catch (reason) {
      problem.value = reason as Problem
    }
  }

  /** What was typed here over what the platform has now: where both changed, the person chooses. */
  function meet(mine: Json, base: Json): void {
    disputed.value = contested(mine, base, fields.value)
    for (const name of Object.keys(mine)) if (!disputed.value.some((one) => one.field === name)) typed[name] = mine[name]
    keep()
    if (!Object.keys(typed).length) return
    state.value = 'kept'
    later()
  }

  function later(): void {
    clearTimeout(timer)
    timer = window.setTimeout(() => void flush(), DELAY)
  }

  function set(name: string, value: unknown): void {
    typed[name] = value === undefined ? null : value
    delete errors.value[name]
    state.value = 'kept'
    keep()
    later()
  }

  function flush(): Promise<boolean> {
    clearTimeout(timer)
    sending ??= save({}).finally(() => (sending = null))
    return sending
  }

  async function save(more: Json): Promise<boolean> {
    const sent = { ...typed }
    if (!draft.value || (!Object.keys(sent).length && !Object.keys(more).length)) return true
    ;[state.value, problem.value] = ['saving', null]
    const base = baseOf()
    try {
      draft.value = await call('patch_application_drafts_save_draft', { path: { draft_id: id }, version: draft.value.version, body: { values: sent, ...more } })
      for (const name of Object.keys(sent)) if (alike(typed[name], sent[name])) delete typed[name]
      keep()
      state.value = Object.keys(typed).length ? 'kept' : 'saved'
      if (state.value === 'kept') later()
      return true
    } catch (reason) {
      return await failed(reason as Problem, base, more)
    }
  }

  async function failed(reason: Problem, base: Json, more: Json): Promise<boolean> {
    state.value = 'waiting'
    if (reason.isStale) {
      const mine = { ...typed }
      draft.value = await call('get_application_drafts_draft', { path: { draft_id: id } })
      for (const name of Object.keys(mine)) delete typed[name]
      meet(mine, base)
      return Object.keys(more).length ? save(more) : true
    }
    errors.value = Object.fromEntries(Object.entries(reason.fields).map(([pointer, said]) => [pointer.replace('/values/', '').split('/')[0] ?? '', said]))
    problem.value = Object.keys(reason.fields).some((pointer) => pointer.startsWith('/values/')) ? null : reason
    if (reason.isPassing) timer = window.setTimeout(() => void flush(), DELAY * 5)
    return false
  }

  async function attach(material: string, receipt: string): Promise<Problem | null> {
    await sending
    if (await save({ materials: [{ material, receipt }] })) return null
    const against = problem.value
    if (against?.status === 422) [problem.value, state.value] = [null, Object.keys(typed).length ? 'kept' : 'saved'] // said at the file; what was typed is safe
    return against
  }
  async function drop(file: string): Promise<void> {
    await sending
    await save({ drops: [file] })
  }
  function choose(name: string, value: unknown): void {
    disputed.value = disputed.value.filter((one) => one.field !== name)
    set(name, value)
  }

  async function submit(): Promise<Json | null> {
    if (!(await flush()) || !draft.value) return null
    problem.value = null
    try {
      const answer = await call('post_application_drafts_submit_draft', { path: { draft_id: id }, version: draft.value.version, key })
      localStorage.removeItem(place)
      return answer
    } catch (reason) {
      problem.value = reason as Problem
      if (!problem.value.isPassing) key = newKey()
      return null
    }
  }

  async function remove(): Promise<boolean> {
    clearTimeout(timer)
    await sending
    problem.value = null
    try {
      await call('delete_application_drafts_delete_draft', { path: { draft_id: id }, version: draft.value?.version })
    } catch (reason) {
      problem.value = reason as Problem
      return false
    }
    for (const name of Object.keys(typed)) delete typed[name]
    localStorage.removeItem(place)
    return true
  }

  void load()
  onBeforeUnmount(() => void flush())
  const valueOf = (field: Json): any => (field.field in typed ? typed[field.field] : field.value)
  return { draft, typed, errors, problem, state, contested: disputed, fields, valueOf, set, attach, drop, choose, load, flush, submit, remove }
}
