/** What can be done with a record now: the answer's own actions, each with the operation that does it, and those that
 *  a noun names besides. Nothing here decides: a closed action says why, as the service put it. */
import { operation, type Json, type OperationId } from '@/api/client'
import { mayCall } from '@/api/session'
import { actionOperations } from '@/api/actions'
import type { Noun } from '@/nouns/noun'
import { either, labelIn } from './words'

export interface Deed {
  key: string
  label: string
  operation: OperationId
  preset: Json
  open: boolean
  reason: string
  article: string
  tone: 'primary' | 'danger' | 'default'
}

interface Told { action: string; choice?: string; open: boolean; reason?: string; reason_en?: string; article?: string }
const DANGER = /withdraw|reject|return|cancel|refuse|decline|abandon|suspend|end|drop|delete|remove|disable|revok|dismiss/

export function deedsOf(record: Json, noun: Noun): Deed[] {
  const component = noun.detail!.component
  const told: Told[] = record.actions ?? []
  const own = told.map((one) => deed(component, one)).filter((one) => one !== null)
  const besides = (noun.detail!.also ?? []).filter((id) => mayCall(operation(id).may) && !own.some((one) => one.operation === id))
  return [...own, ...besides.map((id) => plain(id))]
}

function deed(component: string, told: Told): Deed | null {
  const name = told.choice ? `${told.action}.${told.choice}` : told.action
  const found = actionOperations[`${component}.${name}`] ?? actionOperations[`${component}.${told.action}`]
  if (!found) return null
  const { operation: id, preset = {} } = typeof found === 'string' ? { operation: found } : found
  return {
    key: name,
    label: labelIn('actions', `${component}.${name}`, name, told.choice ?? told.action) ?? either(operation(id).zh, operation(id).en),
    operation: id,
    preset,
    open: told.open,
    reason: either(told.reason, told.reason_en),
    article: told.article ?? '',
    tone: DANGER.test(told.choice ?? told.action) ? 'danger' : told.open ? 'primary' : 'default',
  }
}

export function plain(id: OperationId): Deed {
  const { zh, en, name } = operation(id)
  return { key: id, label: either(zh, en), operation: id, preset: {}, open: true, reason: '', article: '', tone: DANGER.test(name) ? 'danger' : 'default' }
}

/** The parameters of an operation's path, from the record it is about. */
export function pathFor(id: OperationId, noun: Noun, record: Json): Record<string, string> {
  const names = [...operation(id).path.matchAll(/[{<](?:\w+:)?(\w+)[}>]/g)].map((found) => found[1]!)
  return Object.fromEntries(names.map((name) => [name, String(name === noun.detail?.parameter || name === 'id' ? record.id : (record[name] ?? record.id))]))
}
