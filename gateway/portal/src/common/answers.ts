/** How a field of an application's form is read and asked, wherever it is drawn. */
import { shapeFor, type Field } from '@/api/shapes'
import type { Json } from '@/api/client'
import { dictionaryOf, entryLabel } from './dictionaries'
import { say } from './values'
import { either, t } from './words'

export interface Answer {
  value: string
  label: string
}

/** The answers to choose from: the form's own, else the city's dictionary of the field. */
export function answersTo(field: Json): Answer[] {
  if (field.options?.length) return field.options.map((one: Json) => ({ value: one.value, label: either(one.label, one.label_en) }))
  const name = field.kind === 'county' ? 'county' : field.field
  return dictionaryOf(name).map((one) => ({ value: one.value, label: entryLabel(name, one.value)! }))
}

/** A value of the form in words; people as their names. */
export function sayAnswer(field: Json, value: unknown): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)) return '—'
  if (Array.isArray(value)) return value.map((one) => sayAnswer(field, one)).join(either('、', ', '))
  if (typeof value === 'object') return String((value as Json).name ?? t('apply.person'))
  return answersTo(field).find((one) => one.value === value)?.label ?? say(field.field, value)
}

/** Which kind of record a field of the form names, as REFERENCES knows it. */
export const referenceOf = (field: Json): string => ({ unit: field.field === 'sender_unit' ? 'sender_unit' : 'unit', filing: 'filing' })[field.kind as string] ?? ''

/** Rows of people: what the platform takes of each. */
export function peopleField(field: Json): Field {
  const body = shapeFor('post_applications_submit_application').body
  return (field.kind === 'members' ? body.members : body.liaison) ?? { type: 'object', required: false }
}

/** A row as the platform takes it back: what it shows besides (masks) is its own. */
export function rowsFor(field: Json, value: unknown): unknown {
  const shape = peopleField(field)
  const names = new Set(['row', 'person', ...Object.keys(shape.items?.fields ?? shape.fields ?? {})])
  const clean = (row: Json): Json => Object.fromEntries(Object.entries(row).filter(([name, one]) => names.has(name) && one !== '' && one !== null && one !== undefined))
  return Array.isArray(value) ? value.map((row) => clean(row as Json)) : clean((value ?? {}) as Json)
}

export const types = (material: Json): string => (material.types ?? []).map((one: string) => ({ 'application/pdf': 'PDF', 'image/jpeg': 'JPEG', 'image/png': 'PNG', 'image/webp': 'WebP' })[one] ?? (one.includes('sheet') ? 'Excel' : one.includes('word') ? 'Word' : one)).join(either('、', ', '))
export const labelOf = (one: Json): string => either(one.label, one.label_en)
