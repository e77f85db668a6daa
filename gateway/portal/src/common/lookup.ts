/** Finding other records by name, for fields that hold their id; names once found are remembered. */
import { call, operation, type Json, type Page } from '@/api/client'
import type { Problem } from '@/api/problem'
import { mayCall, session } from '@/api/session'
import { loadShapes, shapeFor } from '@/api/shapes'
import { nounOf } from '@/nouns'
import { dictionaryOf } from './dictionaries'
import { say } from './values'
import { t } from './words'
import { REFERENCES, type Reference } from '@/nouns/references'

export interface Choice {
  value: string
  label: string
  second: string
}

const PAGES = 4 // of 200: without a search of its own a list is narrowed here, over its first pages
const names = new Map<string, () => string>() // said anew each time: it may be a word, in the language chosen
const asked = new Map<string, Promise<string>>()

/** Where to look: by the name of a field, or stated by a screen of its own. */
export type Where = string | Reference
const referenceOf = (where: Where): Reference | undefined => (typeof where === 'string' ? REFERENCES[where] : where)

export async function lookUp(where: Where, words: string): Promise<Choice[]> {
  const reference = referenceOf(where)
  if (!reference) return []
  await loadShapes()
  if (reference.filed) {
    const filed = await onFile(reference.filed, words, reference.noun === 'units' ? 'unit' : 'id')
    if (filed.length || words) return filed
  }
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
  for (const one of found) if (!names.has(one.value)) names.set(one.value, () => one.label)
  return found.slice(0, 50)
}

/** Who is on file as one of the subjects that the city knows: a sender is chosen among those that may send. */
async function onFile(subjects: readonly string[], words: string, by: 'unit' | 'id'): Promise<Choice[]> {
  const known = dictionaryOf('subject').map((one) => one.value)
  const pages = await Promise.all(subjects.filter((one) => known.includes(one)).map((subject) => call<Page>('get_filings_filings', { query: { subject, status: 'filed', limit: 20, ...(words ? { q: words } : {}) } })))
  return pages.flatMap((page) => page.items).filter((item) => item[by]).map((item) => ({ value: item[by], label: item.name, second: item.number ?? '' }))
}

/** The name of one record; "" where it may not be read. Asked for once, however many places show it. */
export async function nameOf(where: Where, id: string): Promise<string> {
  if (id === session.who?.account) return session.who.name
  const known = names.get(id)
  if (known) return known()
  if (!asked.has(id)) asked.set(id, find(where, id).finally(() => asked.delete(id)))
  return asked.get(id)!
}

async function find(where: Where, id: string): Promise<string> {
  const reference = referenceOf(where)
  const detail = reference && nounOf(reference.noun)?.detail
  if (!detail || !mayCall(operation(detail.operation).may)) return ''
  try {
    const record = await call(detail.operation, { path: { [detail.parameter]: id } })
    names.set(id, () => titled(reference, record, detail.component))
  } catch (reason) {
    if ((reason as Problem).isPassing) return ''
    names.set(id, () => '')
  }
  return names.get(id)!()
}

/** What a record is called: its label, with what tells it from others where the label is a code (a fund and its year). */
function titled(reference: Reference, record: Json, component: string): string {
  const label = record[reference.label]
  if (!label) return unnumbered(record)
  const said = say(reference.label, label, component)
  return said === label || !reference.second ? said : `${said} ${say(reference.second, record[reference.second], component)}`
}

/** What a record is called that has no number yet (a draft): whom it is between, or its title. */
const unnumbered = (record: Json): string => [record.commissioner_name, record.host_name].filter(Boolean).join(' · ') || record.title || record.name || record.number || ''

function choice(reference: Reference, item: Json): Choice {
  const said = (name = ''): string => (item[name] ? say(name, item[name], nounOf(reference.noun)?.list?.component) : '')
  return { value: item.id, label: said(reference.label) || unnumbered(item) || t('common.open_record'), second: said(reference.second) }
}

const matches = (one: Choice, words: string): boolean => `${one.label} ${one.second}`.toLowerCase().includes(words.toLowerCase())
