/** A form over an operation's body: typed text is kept on this device until the platform has it, the same sending
 *  never counts twice, and every wrong field is told at once. */
import { computed, reactive, ref, watch, type ComputedRef, type Ref } from 'vue'
import { call, newKey, type Json, type OperationId } from '@/api/client'
import { shapeFor, type Fields } from '@/api/shapes'
import type { Problem } from '@/api/problem'
import { changed, session } from '@/api/session'
import { tellOnce } from './once'
import { t } from './words'

export interface Form {
  values: Json
  fields: ComputedRef<Fields>
  /** What is sent along without being asked. */
  preset: Json
  errors: Ref<Record<string, string>>
  problem: Ref<Problem | null>
  sending: Ref<boolean>
  restored: Ref<boolean>
  missing: () => string[]
  send: () => Promise<Json | null>
  clear: () => void
}

export interface Given {
  path?: Record<string, string>
  preset?: Json
  initial?: Json
  version?: () => number | undefined
  /** What tells this form from another of the same operation: the record's id. */
  about?: string
}

const DELAY = 400 // ms after the last key

export function useForm(id: OperationId, given: Given = {}): Form {
  const place = `tepai.form.${session.who?.account ?? ''}.${id}.${given.about ?? ''}`
  const kept = readKept(place)
  const values = reactive<Json>({ ...(given.initial ?? {}), ...(kept?.values ?? {}) })
  const key = ref(kept?.key ?? newKey())
  const [errors, problem, sending, restored] = [ref<Record<string, string>>({}), ref<Problem | null>(null), ref(false), ref(kept !== null)]
  const hidden = new Set([...Object.keys(given.path ?? {}), ...Object.keys(given.preset ?? {})])
  // what has to be filled in comes first, otherwise in the order of the schema
  const fields = computed(() => Object.fromEntries(Object.entries(shapeFor(id).body).filter(([name]) => !hidden.has(name)).sort(([, one], [, other]) => Number(other.required) - Number(one.required))))

  let timer = 0
  watch(values, () => {
    clearTimeout(timer)
    // a changed body is another request: it needs a key of its own, but only once the last sending has been answered
    timer = window.setTimeout(() => localStorage.setItem(place, JSON.stringify({ values, key: key.value })), DELAY)
  })

  function missing(): string[] {
    return Object.entries(fields.value).filter(([name, field]) => field.required && isEmpty(values[name])).map(([name]) => name)
  }

  async function send(): Promise<Json | null> {
    errors.value = Object.fromEntries(missing().map((name) => [`/${name}`, t('common.required')]))
    if (Object.keys(errors.value).length || sending.value) return null
    ;[sending.value, problem.value] = [true, null]
    try {
      const answer = await call(id, { path: given.path ?? {}, body: { ...said(values), ...given.preset }, key: key.value, ...version(given) })
      clear()
      tellOnce(answer)
      if (answer?.access_token) changed(answer)
      return answer ?? {}
    } catch (reason) {
      problem.value = reason as Problem
      errors.value = problem.value.fields
      if (!problem.value.isPassing) key.value = newKey()
      return null
    } finally {
      sending.value = false
    }
  }

  function clear(): void {
    clearTimeout(timer)
    localStorage.removeItem(place)
    key.value = newKey()
  }

  return { values, fields, preset: given.preset ?? {}, errors, problem, sending, restored, missing, send, clear }
}

function version(given: Given): { version?: number } {
  const known = given.version?.()
  return known === undefined ? {} : { version: known }
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** What was filled in; fields left empty are not sent. */
export function said(values: Json): Json {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
}

function readKept(place: string): { values: Json; key: string } | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as { values: Json; key: string } | null
  } catch {
    return null
  }
}
