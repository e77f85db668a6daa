/** The city's own words: kinds, counties, steps, parties, fields of technology … from the rulebooks in force. */
import { reactive } from 'vue'
import { call, type Json, type OperationId } from '@/api/client'
import { either } from './words'

export interface Entry {
  value: string
  zh: string
  en: string
}
type Dictionary = Record<string, Entry>

const loaded = reactive<Record<string, Dictionary>>({})
let city = ''

/** Loads a city's dictionaries once; a failure leaves values as they are (the next screen tries again). */
export async function loadDictionaries(of: string): Promise<void> {
  if (!of || city === of) return
  city = of
  try {
    const answer = await call<{ items: Json[] }>('get_dictionaries_dictionaries' as OperationId, { query: { city: of }, city: of })
    for (const name of Object.keys(loaded)) delete loaded[name]
    for (const dictionary of answer.items)
      loaded[dictionary.name] = Object.fromEntries(
        dictionary.entries.map((one: Json) => [one.value, { value: one.value, zh: one.label, en: one.label_en }]),
      )
  } catch {
    city = ''
  }
}

/** Which dictionary says what the values of a field mean. */
const OF_FIELD: Record<string, string> = {
  county: 'county', host_county: 'county', unit_county: 'county', desk: 'county', reports_to: 'county',
  kind: 'kind', kinds: 'kind', wanted_kinds: 'kind', unit_kind: 'unit_kind', employer_kind: 'employer_kind', city: 'city',
  step: 'step', party: 'party', fields: 'field', ground: 'ground', circumstance: 'circumstance', demand_class: 'demand_class',
  consequences: 'consequence', duties: 'duty', declares: 'declaration', topic: 'topic', department: 'department',
}

export function dictionaryOf(field: string): Entry[] {
  return Object.values(loaded[OF_FIELD[field] ?? field] ?? {})
}

export function entryLabel(field: string, value: string): string | null {
  const found = loaded[OF_FIELD[field] ?? field]?.[value]
  return found ? either(found.zh, found.en) : null
}
