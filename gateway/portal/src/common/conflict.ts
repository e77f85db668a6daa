/** A record that somebody else changed while it was being changed here: both versions field by field, and neither lost. */
import type { Ref } from 'vue'
import { call, readerOf, type Json, type OperationId } from '@/api/client'
import { alike } from './contested'
import { isShown } from './values'
import { either, fieldLabel, labelIn } from './words'
import { useAttention } from './attention'
import type { Form } from './form'

/** A field that both changed, each to a value of its own. */
export interface Apart {
  field: string
  mine: unknown
  theirs: unknown
}
/** A field that this form does not ask for, as it was and as it is now. */
export interface Change {
  field: string
  before: unknown
  now: unknown
}
export interface Conflict {
  /** The newer record; null where it may not be read: then only the fact is told. */
  record: Json | null
  component: string
  both: Apart[]
  /** Fields changed by somebody else alone: taken over into the form. */
  taken: string[]
  elsewhere: Change[]
}

/** What was typed (`mine`, begun from `base`) over what is there now (`theirs`): the merged values, and where both changed. */
export function merged(mine: Json, base: Json, theirs: Json): { values: Json; both: Apart[]; taken: string[] } {
  const [values, both, taken]: [Json, Apart[], string[]] = [{ ...mine }, [], []]
  for (const field of new Set([...Object.keys(mine), ...Object.keys(base), ...Object.keys(theirs)])) {
    if (alike(theirs[field], base[field]) || alike(theirs[field], mine[field])) continue
    if (alike(mine[field], base[field])) {
      values[field] = theirs[field]
      taken.push(field)
    } else both.push({ field, mine: mine[field], theirs: theirs[field] })
  }
  return { values, both, taken }
}

/** What else a record says otherwise now, of that which has a label: its status and step first. */
export function changesOf(before: Json, now: Json, component: string, asked: readonly string[]): Change[] {
  const told = (record: Json): Json => ({ status: record.state?.status, step: record.state?.step, ...record })
  const [was, is] = [told(before), told(now)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((field) => !asked.includes(field) && !alike(was[field], is[field]))
    .filter((field) => (isShown(field, is[field]) || isShown(field, was[field])) && !COURSE.has(field) && labelIn('fields', `${component}.${field}`, field) !== null)
    .map((field) => ({ field, before: was[field], now: is[field] }))
}

/** Told elsewhere on the screen, or different in every version. */
const COURSE = new Set(['actions', 'state', 'history', 'deeds', 'waits_on', 'updated_at', 'changed_at', 'saved_at'])

/** The record as it is now, read where an operation's address leads; null where there is no such reading. */
export async function newest(id: OperationId, path: Record<string, string>): Promise<Json | null> {
  const reader = readerOf(id)
  return reader ? await call(reader, { path }).catch(() => null) : null
}

/** What both entries need to show it: what a field is called, which side of one is kept; `box` takes the focus. */
export function useConflict(form: Form, component: string | undefined, box: Readonly<Ref<HTMLElement | null>>): { labelOf: (field: string) => string; named: (fields: readonly string[]) => string; isKept: (one: Apart, side: 'mine' | 'theirs') => boolean } {
  useAttention(box, () => form.conflict.value)
  const labelOf = (field: string): string => fieldLabel(field, component || form.conflict.value?.component)
  const named = (fields: readonly string[]): string => fields.map(labelOf).join(either('、', ', '))
  const isKept = (one: Apart, side: 'mine' | 'theirs'): boolean => !form.undecided.value.includes(one) && alike(form.values[one.field], one[side])
  return { labelOf, named, isKept }
}
