/** A form over an operation's body: typed text is kept on this device until the platform has it, the same sending
 *  never counts twice, and every wrong field is told at once. */
import { computed, getCurrentScope, onScopeDispose, reactive, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { call, newKey, operation, readerOf, type Json, type OperationId } from '@/api/client'
import { shapeFor, type Fields } from '@/api/shapes'
import type { Problem } from '@/api/problem'
import { changed, session } from '@/api/session'
import { changesOf, merged, newest, type Apart, type Conflict } from './conflict'
import { alike } from './contested'
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
  /** What the restored values were begun from. */
  since: Json | null
  /** Somebody else was faster: what is different now, until it is sent over. */
  conflict: ShallowRef<Conflict | null>
  /** Fields that both changed and nobody has decided about yet; nothing is sent before. */
  undecided: ComputedRef<Apart[]>
  choose: (field: string, value: unknown) => void
  missing: () => string[]
  send: () => Promise<Json | null>
  clear: () => void
}

export interface Given {
  path?: Record<string, string>
  preset?: Json
  initial?: Json
  /** The record that is changed, as it was when the form was opened, and what the form begins with of a newer one. */
  record?: Json | null
  begin?: (record: Json) => Json
  version?: () => number | undefined
  /** What the record lets one choose for a field; and fields that are not asked. */
  choices?: Readonly<Record<string, readonly string[]>>
  without?: readonly string[]
  /** What tells this form from another of the same operation: the record's id. */
  about?: string
}

const DELAY = 400 // ms after the last key

export function useForm(id: OperationId, given: Given = {}): Form {
  const place = placeOf(id, given.about)
  const kept = readKept(place)
  // the version it was opened on: a record that is read again meanwhile must not pass for the one that was read here
  let [version, base, record] = [given.version?.(), { ...given.initial } as Json, given.record ?? null]
  const [errors, problem, sending, restored] = [ref<Record<string, string>>({}), ref<Problem | null>(null), ref(false), ref(kept !== null)]
  const [conflict, decided] = [shallowRef<Conflict | null>(null), ref<string[]>([])]
  const values = reactive<Json>({ ...base, ...(kept?.values ?? {}) })
  const key = ref(kept?.key ?? newKey())
  const hidden = new Set([...Object.keys(given.path ?? {}), ...Object.keys(given.preset ?? {}), ...(given.without ?? [])])
  // what has to be filled in comes first, otherwise in the order of the schema
  const fields = computed(() => Object.fromEntries(Object.entries(shapeFor(id).body).filter(([name]) => !hidden.has(name)).sort(([, one], [, other]) => Number(other.required) - Number(one.required)).map(([name, field]) => [name, given.choices?.[name] ? { ...field, enum: [...given.choices[name]] } : field])))
  const undecided = computed(() => (conflict.value?.both ?? []).filter((one) => !decided.value.includes(one.field) && alike(values[one.field], one.mine)))
  if (kept?.base && version !== undefined) meet(kept.values, kept.base, base, null)

  let timer = 0
  const keep = (): void => localStorage.setItem(place, JSON.stringify({ values, base, key: key.value }))
  function keepNow(): void {
    if (timer) keep()
    clearTimeout(timer)
    timer = 0
  }
  watch(values, () => {
    clearTimeout(timer)
    // a changed body is another request: it needs a key of its own, but only once the last sending has been answered
    timer = window.setTimeout(keepNow, DELAY)
  })
  window.addEventListener('pagehide', keepNow)
  if (getCurrentScope()) onScopeDispose(() => (keepNow(), window.removeEventListener('pagehide', keepNow)))

  /** What was typed over what is there now: taken over where only others changed it, asked about where both did. */
  function meet(mine: Json, since: Json, theirs: Json, newer: Json | null): void {
    const found = merged(mine, since, theirs)
    Object.assign(values, found.values)
    // an undecided field stays based on what it was begun from: closed and opened again, it is asked about again
    base = { ...theirs, ...Object.fromEntries(found.both.map((one) => [one.field, since[one.field]])) }
    const component = operation(readerOf(id) ?? id).answer
    const elsewhere = newer && record ? changesOf(record, newer, component, Object.keys(shapeFor(id).body)) : []
    decided.value = []
    if (newer || found.both.length) conflict.value = { record: newer ?? record, component, both: found.both, taken: found.taken, elsewhere }
  }

  /** Another version was there first: it is read, and the next sending goes over it. */
  async function overtaken(): Promise<void> {
    const newer = await newest(id, given.path ?? {})
    if (newer?.version === undefined) return void (conflict.value = { record: null, component: '', both: [], taken: [], elsewhere: [] })
    meet({ ...values }, base, given.begin?.(newer) ?? base, newer)
    ;[version, record] = [newer.version as number, newer]
    keep()
  }

  function choose(field: string, value: unknown): void {
    values[field] = value
    base[field] = conflict.value?.both.find((one) => one.field === field)?.theirs
    decided.value = [...decided.value, field]
    delete errors.value[`/${field}`]
  }

  function missing(): string[] {
    return Object.entries(fields.value).filter(([name, field]) => field.required && isEmpty(values[name])).map(([name]) => name)
  }

  async function send(): Promise<Json | null> {
    errors.value = Object.fromEntries(missing().map((name) => [`/${name}`, t('common.required')]))
    for (const one of undecided.value) errors.value[`/${one.field}`] = t('conflict.choose')
    if (Object.keys(errors.value).length || sending.value) return null
    ;[sending.value, problem.value] = [true, null]
    try {
      const answer = await call(id, { path: given.path ?? {}, body: { ...said(values), ...(operation(id).method === 'PATCH' ? emptied(values, base, fields.value) : {}), ...given.preset }, key: key.value, ...(version === undefined ? {} : { version }) })
      clear()
      tellOnce(answer)
      if (answer?.access_token) changed(answer)
      return answer ?? {}
    } catch (reason) {
      problem.value = reason as Problem
      errors.value = problem.value.fields
      if (!problem.value.isPassing) key.value = newKey()
      if (problem.value.isStale) await overtaken()
      return null
    } finally {
      sending.value = false
    }
  }

  function clear(): void {
    clearTimeout(timer)
    timer = 0
    localStorage.removeItem(place)
    key.value = newKey()
    conflict.value = null
  }

  return { values, fields, preset: given.preset ?? {}, errors, problem, sending, restored, since: kept?.base ?? null, conflict, undecided, choose, missing, send, clear }
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** What was filled in; fields left empty are not sent. */
export function said(values: Json): Json {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
}

/** What a change takes away: fields that the record filled and the form no longer does, as nothing of their kind. */
function emptied(values: Json, base: Json, fields: Fields): Json {
  const gone = Object.entries(fields).filter(([name]) => isEmpty(values[name]) && !isEmpty(base[name]))
  return Object.fromEntries(gone.map(([name, field]) => [name, field.type === 'array' ? [] : field.type === 'string' && !field.nullable ? '' : null]))
}

interface Kept {
  values: Json
  base?: Json
  key: string
}

const placeOf = (id: OperationId, about = ''): string => `tepai.form.${session.who?.account ?? ''}.${id}.${about}`

/** What was typed into forms of an operation and has not been sent yet, whatever each is about. */
export function unsent(id: OperationId): Json[] {
  return Object.keys(localStorage).filter((place) => place.startsWith(placeOf(id))).flatMap((place) => readKept(place)?.values ?? [])
}

function readKept(place: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null') as Kept | null
  } catch {
    return null
  }
}
