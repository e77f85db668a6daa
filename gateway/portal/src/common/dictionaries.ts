/** The city's own words: kinds, counties, steps, parties, fields of technology … from the rulebooks in force. */
import { reactive, ref } from 'vue'
import { call, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { either, valuesOf } from './words'

export interface Entry {
  value: string
  zh: string
  en: string
  /** What the word belongs to (a subject, a kind, a scheme): one code may mean something else in each. */
  of?: string | null
  /** What it is counted in, where it is a number (`fen`, `count`). */
  unit?: string
}
type Dictionary = Record<string, Entry[]>

const loaded = reactive<Record<string, Dictionary>>({})
let city = ''
/** The city has no rules in force yet: what rests on them answers that there is nothing. */
export const preparing = ref(false)

/** Loads a city's dictionaries once; a failure leaves values as they are (the next screen tries again). */
export async function loadDictionaries(of: string): Promise<void> {
  if (!of) return void (loaded.known_city ??= await cityNames())
  if (city === of) return
  city = of
  try {
    const answer = await call<{ items: Json[] }>('get_dictionaries_dictionaries', { query: { city: of }, city: of })
    for (const name of Object.keys(loaded)) if (name !== 'purpose') delete loaded[name]
    for (const dictionary of answer.items)
      loaded[dictionary.name] = byValue(dictionary.entries.map((one: Json) => ({ value: one.value, zh: one.label, en: one.label_en, of: one.of, unit: one.unit })))
    preparing.value = false
  } catch (reason) {
    preparing.value = (reason as Problem).isPreparing || (reason as Problem).status === 404
    city = ''
  }
}

/** The names of all cities, for whoever runs the platform and belongs to none; not what a new one may be called. */
async function cityNames(): Promise<Dictionary> {
  const known = await call<{ items: Json[] }>('get_rulebooks_rulebooks').catch(() => ({ items: [] }))
  return byValue(known.items.map((one) => ({ value: one.city, zh: one.name, en: one.name_en })))
}

/** What a reading of somebody's numbers in full may be for, from the privacy notice in force. */
export async function loadPurposes(): Promise<void> {
  if (loaded.purpose) return
  const notice = await call('get_privacy_privacy_notice').catch(() => null)
  if (notice) loaded.purpose = byValue(notice.disclosures.map((one: Json) => ({ value: one.purpose, zh: one.label, en: one.label_en })))
}

function byValue(entries: Entry[]): Dictionary {
  const found: Dictionary = {}
  for (const one of entries) (found[one.value] ??= []).push(one)
  return found
}

/** What a record is about, the narrowest first: the words of its own subject, kind, scheme or register go before others. */
export function aboutWhat(record: Json | null | undefined): string[] {
  if (!record) return []
  const { subject, kind, scheme, register } = record
  return [subject && kind && `${subject}.${kind}`, subject, kind, scheme, register].filter((one) => typeof one === 'string' && one)
}

/** Which dictionaries say what the values of a field mean, where they are not named as the field is. */
const OF_FIELD: Record<string, readonly string[]> = {
  host_county: ['county'], unit_county: ['county'], to_county: ['county'], desk: ['county'], reports_to: ['county', 'party'],
  kinds: ['kind'], wanted_kinds: ['kind'], employer_kind: ['unit_kind'],
  ordered_by: ['party'], reporter: ['party'], offered_by: ['party'], proposed_by: ['party'], waits_on: ['party'], against: ['party'], signers: ['party'], passed_by: ['party'], to: ['step', 'party'],
  closing: ['ending_ground'], ground: ['ending_ground', 'ground', 'misuse', 'register'], declares: ['declaration'], criterion: ['criterion'], material: ['material'],
  appeal_steps: ['step'], duties: ['duty'], outcomes: ['outcome'], demand_class: ['demand_class', 'demand_classes'], type: ['target_type'], indicator: ['indicator'],
  findings: ['rule'], rules: ['rule'], waived: ['rule'], waives: ['rule'], waive: ['rule'],
  basis: ['ending_ground', 'ground', 'misuse', 'register'], label: ['ground', 'misuse'], text: ['misuse'], // a code where no document words it
  field: ['fields'], code: ['return_reason'], registers: ['register'], way: ['way', 'training_way'], cities: ['city'], sample: ['city', 'known_city'], target_city: ['city', 'known_city'],
  parties: ['party'], posted_by: ['party'], bidder: ['party'], organised_by: ['party'], waived_by: ['party'], escalates_to: ['party'],
}
const dictionariesOf = (field: string): readonly string[] => OF_FIELD[field] ?? [field]

/** Roles are the platform's, not a city's; some are written elsewhere than in a grant. */
const NO_GRANT = /^(unit_manager|applicant|platform)/
const rolesKnown = (): Entry[] => valuesOf('role').filter(([value]) => !NO_GRANT.test(value)).map(([value, label]) => ({ value, zh: label, en: label }))

/** What may be announced, as subscriptions name it: `service.type`. */
const announcements = (): Entry[] => valuesOf('type').filter(([value]) => /^[a-z]+\./.test(value)).map(([value, label]) => ({ value, zh: label, en: label }))

export function dictionaryOf(field: string, about: readonly string[] = []): Entry[] {
  if (field === 'role') return rolesKnown()
  if (field === 'types') return announcements()
  const entries = new Map(dictionariesOf(field).flatMap((name) => Object.entries(loaded[name] ?? {})))
  return [...entries.values()].map((ones) => meant(ones, about))
}

/** Fields whose values belong to what another field of the same form says. */
const WITHIN: Record<string, readonly string[]> = { ground: ['act', 'register'], kind: ['subject'], kinds: ['subject'], declares: ['subject', 'kind'], circumstance: ['ground'] }

/** Forms in which a field means one part of its dictionary only. */
const PART: Record<string, string> = { 'RegistryRestoreFiling.ground': 'restore' }

/** The entries that belong to what was chosen beside, or to the form; null while nothing is. */
export function narrowed(field: string, beside: Json, component = ''): Entry[] | null {
  const part = PART[`${component.replace(/Body$/, '')}.${field}`]
  const said = [part, ...(WITHIN[field] ?? []).map((name) => beside[name] as unknown)].filter((one): one is string => typeof one === 'string' && one !== '')
  if (!said.length) return null
  const places = new Set([...said, said.join('.')])
  const known = dictionariesOf(field).flatMap((name) => Object.values(loaded[name] ?? {}))
  const fitting = known.map((ones) => ones.find((one) => one.of && places.has(one.of))).filter((one) => one !== undefined)
  return [...new Map(fitting.map((one) => [one.value, one])).values()]
}

export function entryLabel(field: string, value: string, about: readonly string[] = []): string | null {
  const found = dictionariesOf(field).map((name) => loaded[name]?.[value]).find((one) => one !== undefined)
  return found ? spoken(meant(found, about)) : null
}

/** Whether the city counts this in fen, of which people are told yuan. */
export const inFen = (field: string, value: string): boolean => dictionariesOf(field).some((name) => loaded[name]?.[value]?.[0]?.unit === 'fen')

function meant(entries: Entry[], about: readonly string[]): Entry {
  return about.map((of) => entries.find((one) => one.of === of)).find((one) => one !== undefined) ?? entries[0]!
}
const spoken = (one: Entry): string => either(one.zh, one.en)
