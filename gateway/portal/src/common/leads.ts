/** Where a deed leads: to the record it made, if that is another one (the next agreement, a supplement, a case). */
import { operation, type Json, type OperationId } from '@/api/client'
import { nouns } from '@/nouns'
import type { Noun } from '@/nouns/noun'

export function leadsTo(noun: Noun, id: string, answer: Json, by?: OperationId): string | null {
  const named = by && noun.detail?.leads?.[by]
  if (named) return answer.id || answer.batch ? `/${named}/${answer.id ?? answer.batch}` : null
  if (!by || !answer.id || answer.id === id || 'cancel_asked' in answer) return null // a job is watched where it was begun
  const component = operation(by).answer
  const to = component === noun.detail?.component ? noun : nouns.find((one) => one.detail?.component === component)
  return to ? `/${to.name}/${answer.id}` : null
}

/** The unit one acts for, in the field that asks for it: filled in where one has no other. */
const OWN: Record<string, readonly string[]> = { host_unit: ['host_manager', 'liaison'], sender_unit: ['dispatching_manager'] }
export function ownUnits(grants: readonly Json[], asked: Json): Json {
  return Object.fromEntries(
    Object.entries(OWN).flatMap(([field, roles]) => {
      const units = [...new Set(grants.filter((one) => roles.includes(one.role) && one.unit).map((one) => one.unit as string))]
      return field in asked && units.length === 1 ? [[field, units[0]]] : []
    }),
  )
}
