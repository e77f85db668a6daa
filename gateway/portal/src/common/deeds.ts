/** What can be done with a record now: the answer's own actions, each with the operation that does it, and those that
 *  a noun names besides. Nothing here decides: a closed action says why, as the service put it. */
import { operation, type Json, type OperationId } from '@/api/client'
import { operationsOf, type Done, type Told } from '@/api/actions'
import { mayCall } from '@/api/session'
import { answeredField, shapeFor, type Fields } from '@/api/shapes'
import type { Noun } from '@/nouns/noun'
import { say } from './values'
import { basisOf, either, labelIn } from './words'

export interface Deed {
  key: string
  label: string
  operation: OperationId
  preset: Json
  /** What the form begins with, as the record says it, and where: the record's component, and a field of it. */
  said: Json
  of: readonly string[]
  /** What the record lets one choose for a field, and which fields this choice does not ask. */
  choices: Record<string, readonly string[]>
  without: readonly string[]
  open: boolean
  reason: string
  article: string
  tone: 'primary' | 'danger' | 'default'
}

const TAKES_AWAY = new Set('withdraw reject return cancel refuse decline abandon suspend end drop delete remove disable revoke dismiss reverse retire rotate'.split(' '))
const takesAway = (name: string): boolean => name.split('_').some((word) => TAKES_AWAY.has(word))

export function deedsOf(record: Json, noun: Noun): Deed[] {
  const component = noun.detail?.component ?? noun.list!.component
  const told: Told[] = (record.actions ?? []).filter((one: Told) => !noun.detail?.inPanels?.includes(one.action) && (one.open || !noun.detail?.onlyOpen?.includes(one.action.split(':')[0]!)))
  const own = told.flatMap((one) => operationsOf(component, one, record).map((done) => deed(component, one, done)))
  const besides = (noun.detail?.also ?? []).filter((id) => mayCall(operation(id).may) && !own.some((one) => one.operation === id))
  return apart([...own, ...besides.map((id) => plain(id))])
}

/** Deeds of the same name (a trial in each service) are told apart by where they are done. */
function apart(deeds: Deed[]): Deed[] {
  const many = (one: Deed): boolean => deeds.some((other) => other !== one && other.label === one.label && other.operation !== one.operation)
  return deeds.map((one) => (many(one) ? { ...one, label: `${one.label}（${say('service', operation(one.operation).path.split('/').pop()!)}）` } : one))
}

function deed(component: string, told: Told, done: Done): Deed {
  const chosen = told.choice ? `${done.name}.${told.choice}` : done.name
  const { zh, en } = operation(done.operation)
  const said = done.parts.map(([field, value]) => say(field, value, component))
  const label = labelIn('actions', `${component}.${chosen}`, chosen, told.choice ?? done.name) ?? either(zh, en)
  return {
    key: [told.action, told.choice, ...done.parts.map(([, value]) => value), done.operation].filter(Boolean).join('.'),
    label: [label, ...said].join(either('：', ': ')),
    operation: done.operation,
    preset: done.preset,
    said: done.said,
    of: [component, ...done.within],
    ...asked(told, done.hides),
    ...(done.among && { choices: done.among }),
    open: told.open,
    reason: either(told.reason, told.reason_en),
    article: basisOf(told.article),
    tone: takesAway(told.choice ?? done.name) ? 'danger' : told.open ? 'primary' : 'default',
  }
}

/** A step of a chain says to whom it can send back; only what is sent back has defects. */
function asked(told: Told, hides: readonly string[]): Pick<Deed, 'choices' | 'without'> {
  if (!told.choice) return { choices: {}, without: hides }
  const to = (told.to ?? []) as string[]
  return { choices: to.length > 1 ? { to } : {}, without: [...hides, ...(to.length > 1 ? [] : ['to']), ...(takesAway(told.choice) ? [] : ['defects', 'by_field'])] }
}

export function plain(id: OperationId): Deed {
  const { zh, en, name } = operation(id)
  return { key: id, label: either(zh, en), operation: id, preset: {}, said: {}, of: [], choices: {}, without: [], open: true, reason: '', article: '', tone: takesAway(name) ? 'danger' : 'default' }
}

/** Whether an answer tells that an action is open now; `choice`: with this choice. */
export function isOpenNow(record: Json, action: string): boolean {
  return (record.actions ?? []).some((one: Told) => one.action === action && one.open)
}

/** The parameters of an operation's path, from the record it is about. */
export function pathFor(id: OperationId, noun: Noun, record: Json): Record<string, string> {
  const names = [...operation(id).path.matchAll(/[{<](?:\w+:)?(\w+)[}>]/g)].map((found) => found[1]!)
  return Object.fromEntries(names.map((name) => [name, String(name === noun.detail?.parameter || name === 'id' ? record.id : (record[name] ?? record.id))]))
}

/** What the form of a deed begins with: what the record says of the same name and shape; a change, the whole record. */
export function beginning(one: Deed, record: Json | null | undefined): Json {
  const changes = ['PATCH', 'PUT'].includes(operation(one.operation).method)
  const stated = Object.keys(one.said).length > 0
  // read from the record given, which may be newer than the one that the deed was told with
  const place = (): Json => (record ? one.of.slice(1).reduce<Json>((inner, name) => inner?.[name] ?? {}, record) : one.said)
  const said: Json = stated ? place() : changes ? (record ?? {}) : {}
  const known = Object.entries(shapeFor(one.operation).body).filter(([name, field]) => {
    const value: unknown = said[name]
    if (value === undefined || value === null) return false
    const rows = Array.isArray(value) && value.length > 0 && typeof value[0] === 'object'
    return !rows || answeredField(...one.of, name)?.items?.component === field.items?.component || isTold(one, name, field.items?.fields)
  })
  return Object.fromEntries(known.map(([name, field]) => [name, isTold(one, name, field.items?.fields) ? rowsOf(said[name], field.items!.fields!) : said[name]]))
}

/** Whether rows of what was agreed (targets) are asked as they are told, though nothing is told by leaving it out. */
const isTold = (one: Deed, name: string, asked: Fields | undefined): boolean => {
  const told = one.of.length > 1 ? answeredField(...one.of, name)?.items?.fields : undefined
  return !!asked && !!told && Object.keys(asked).every((field) => field in told)
}
/** Rows as they are asked: without what says nothing ("" or 0). */
const rowsOf = (rows: unknown, asked: Fields): Json[] => (Array.isArray(rows) ? (rows as Json[]) : []).map((row) => Object.fromEntries(Object.entries(row).filter(([name, value]) => name in asked && value)))
