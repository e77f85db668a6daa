/** Finding other records by name, for fields that hold their id; names once found are remembered. */
import { call, operation, type Json, type Page } from '@/api/client'
import type { Problem } from '@/api/problem'
import { mayCall } from '@/api/session'
import { loadShapes, shapeFor } from '@/api/shapes'
import { nounOf } from '@/nouns'
import { REFERENCES, type Reference } from '@/nouns/references'

export interface Choice {
  value: string
  label: string
  second: string
}

const PAGES = 4 // of 200: without a search of its own a list is narrowed here, over its first pages
const names = new Map<string, string>()

export async function lookUp(field: string, words: string): Promise<Choice[]> {
  const reference = REFERENCES[field]
  if (!reference) return []
  await loadShapes()
  const known = shapeFor(reference.operation).query
  const search = reference.search ?? ['q', 'words', 'name', 'text'].find((name) => name in known)
  const query = { ...reference.fixed, ...(known.limit ? { limit: search ? 20 : 200 } : {}), ...(search && words ? { [search]: words } : {}) }
  const found: Choice[] = []
  let after: string | null = null
  for (let page = 0; page < (search || !words ? 1 : PAGES); page++) {
    const answer: Page = await call<Page>(reference.operation, { query: { ...query, ...(after ? { after } : {}) } })
    found.push(...answer.items.map((item) => choice(reference, item)).filter((one) => search || matches(one, words)))
    if (!(after = answer.next) || found.length >= 20) break
  }
  for (const one of found) names.set(one.value, one.label)
  return found.slice(0, 50)
}

/** The name of one record; "" where it may not be read. */
export async function nameOf(field: string, id: string): Promise<string> {
  const known = names.get(id)
  if (known !== undefined) return known
  const reference = REFERENCES[field]
  const detail = reference && nounOf(reference.noun)?.detail
  if (!detail || !mayCall(operation(detail.operation).may)) return ''
  try {
    const record = await call(detail.operation, { path: { [detail.parameter]: id } })
    names.set(id, String(record[reference.label] ?? ''))
  } catch (reason) {
    if ((reason as Problem).isPassing) return ''
    names.set(id, '')
  }
  return names.get(id)!
}

function choice(reference: Reference, item: Json): Choice {
  return { value: item.id, label: String(item[reference.label] ?? item.id), second: reference.second ? String(item[reference.second] ?? '') : '' }
}

const matches = (one: Choice, words: string): boolean => `${one.label} ${one.second}`.toLowerCase().includes(words.toLowerCase())
