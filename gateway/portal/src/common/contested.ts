/** Where two devices changed the same field of a draft: both values, side by side. */
import type { Json } from '@/api/client'

export interface Contested {
  field: string
  label: string
  label_en: string
  mine: unknown
  theirs: unknown
}

export const alike = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** Fields typed here (`mine`, over `base`) that somebody else has since given another value. */
export function contested(mine: Json, base: Json, fields: readonly Json[]): Contested[] {
  return fields
    .filter((one) => one.field in mine && !alike(one.value, base[one.field]) && !alike(one.value, mine[one.field]))
    .map((one) => ({ field: one.field, label: one.label, label_en: one.label_en, mine: mine[one.field], theirs: one.value }))
}
