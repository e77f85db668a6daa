/** The review of one application: its form as filled in, the marks of a reviewer at its fields, collected into one return. */
import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue'
import { call, newKey, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { session } from '@/api/session'
import type { Told } from '@/api/actions'
import { say } from './values'
import { either } from './words'

export interface Mark {
  pointer: string
  code: string
  detail: string
}
export interface Review {
  form: Ref<Json | null>
  problem: Ref<Problem | null>
  marks: Mark[]
  said: { note: string; to: string }
  told: (action: string) => Told | undefined
  returning: ComputedRef<Told | undefined>
  inspecting: ComputedRef<Told | undefined>
  busy: Ref<boolean>
  back: () => Promise<boolean>
  again: () => Promise<void>
}

export function useReview(record: () => Json): Review {
  const id = String(record().id)
  const place = `tepai.marks.${session.who?.account ?? ''}.${id}`
  const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as { marks: Mark[]; said: { note: string; to: string } } | null
  const [form, problem, busy] = [ref<Json | null>(null), ref<Problem | null>(null), ref(false)]
  const marks = reactive<Mark[]>(kept?.marks ?? [])
  const said = reactive(kept?.said ?? { note: '', to: '' })
  let key = newKey()
  const told = (action: string): Told | undefined => (record().actions ?? []).find((one: Told) => one.action === action)
  watch([marks, said], () => localStorage.setItem(place, JSON.stringify({ marks, said })))

  async function again(): Promise<void> {
    try {
      form.value = await call('get_applications_application_form', { path: { application_id: id } })
    } catch (reason) {
      problem.value = reason as Problem
    }
  }

  /** Everything that was marked, in one return. */
  async function back(): Promise<boolean> {
    ;[busy.value, problem.value] = [true, null]
    try {
      const defects = marks.filter((one) => one.detail.trim()).map(({ pointer, code, detail }) => ({ pointer, detail, ...(code ? { code } : {}) }))
      await call('post_applications_return_application', { path: { application_id: id }, body: { note: said.note, defects, ...(said.to ? { to: said.to } : {}) }, key })
      marks.splice(0)
      Object.assign(said, { note: '', to: '' })
      localStorage.removeItem(place)
      return true
    } catch (reason) {
      problem.value = reason as Problem
      if (!problem.value.isPassing) key = newKey()
      return false
    } finally {
      busy.value = false
    }
  }

  void again()
  return { form, problem, marks, said, told, returning: computed(() => told('return')), inspecting: computed(() => told('inspect')), busy, back, again }
}

/** What a mended field was before: by the pointer of the field. */
export const mendedAt = (form: Json | null, field: string): Json | undefined => (form?.mended ?? []).find((one: Json) => String(one.pointer).split('/')[1] === field)

/** What a waived condition asks for, in words: as the open application tells it, else as it was found unmet. */
export function waivedWords(record: Json, rule: string): string {
  const condition = (record.conditions ?? []).find((one: Json) => one.rule === rule)
  const finding = (record.findings ?? []).find((one: Json) => one.rule === rule)
  return either(condition?.requires ?? finding?.reason, condition?.requires_en ?? finding?.reason_en) || say('rule', rule)
}
