/** What operations take and answer: loaded once, with their labels, before the first form, list or detail is drawn. */
import { shallowRef } from 'vue'
import { loadLabels } from '@/common/words'
import type { Field, Fields, Shape } from './generated/shapes'
import type { OperationId } from './generated/operations'

export type { Field, Fields }
const known = shallowRef<Record<string, Shape>>({})
const answered = shallowRef<Record<string, Fields>>({})

export async function loadShapes(): Promise<void> {
  if (Object.keys(known.value).length) return
  const [taken, given] = await Promise.all([import('./generated/shapes'), import('./generated/answers'), loadLabels()])
  ;[known.value, answered.value] = [taken.shapes, given.answers]
}

export const shapeFor = (id: OperationId): Shape => known.value[id] ?? { takes: '', query: {}, body: {} }

/** The component of a field of an answer: what its rows or its record are. */
export function componentWithin(component: string, name: string): string {
  const field: Field | undefined = answered.value[component]?.[name]
  return field?.component ?? field?.items?.component ?? component
}

/** A field of an answer, by its component and the names that lead to it; of a list, within its items. */
export function answeredField(component = '', ...names: string[]): Field | undefined {
  let field: Field | undefined
  let within: Fields | undefined = answered.value[component]
  for (const name of names) {
    field = within?.[name]
    within = field?.fields ?? field?.items?.fields
  }
  return field
}
