/** The calendar, the dictionaries and the synonyms of a draft, as a form has them: read from their files, and what is
 *  to be put in place of what they say. */
import type { Json } from '@/api/client'

export interface Year {
  year: string
  basis: string
  days_off: string[]
  working_weekends: string[]
  /** These days come on top of the national list; otherwise they take its place. */
  extends: boolean
}
export interface WordRow {
  code: string
  label: string
  label_en: string
}
export interface WordList {
  name: string
  label: string
  label_en: string
  entries: WordRow[]
}

export const yearsOf = (content: Json): Year[] =>
  Object.entries((content.years ?? {}) as Json).map(([year, one]) => ({ year, basis: one.basis ?? '', days_off: one.days_off ?? [], working_weekends: one.working_weekends ?? [], extends: one.extends ?? false }))

export const listsOf = (content: Json): WordList[] =>
  Object.entries((content.dictionaries ?? {}) as Json).map(([name, one]) => ({
    name,
    label: one.label ?? '',
    label_en: one.label_en ?? '',
    entries: Object.entries((one.entries ?? {}) as Json).map(([code, entry]) => ({ code, label: entry.label ?? '', label_en: entry.label_en ?? '' })),
  }))

/** What stands beside the fields of the form (a note) stays as it was. */
const over = (before: Json | undefined, now: Json): Json => ({ ...before, ...Object.fromEntries(Object.entries(now).filter(([, value]) => value !== '')) })

export function calendarPatch(content: Json, years: readonly Year[]): Json {
  const value = Object.fromEntries(years.filter((one) => /^\d{4}$/.test(one.year)).map(({ year, ...said }) => [year, over(content.years?.[year], { ...said, days_off: [...said.days_off].sort(), working_weekends: [...said.working_weekends].sort() })]))
  return { file: 'calendar.yml', pointer: '/years', value }
}

export function wordPatches(content: Json, lists: readonly WordList[], groups: readonly (readonly string[])[]): Json[] {
  const entriesOf = (one: WordList): Json => Object.fromEntries(one.entries.filter((entry) => entry.code && entry.label).map(({ code, ...said }) => [code, over(content.dictionaries?.[one.name]?.entries?.[code], said)]))
  const dictionaries = Object.fromEntries(lists.filter((one) => one.name && one.label).map((one) => [one.name, over(content.dictionaries?.[one.name], { label: one.label, label_en: one.label_en, entries: entriesOf(one) })]))
  return [
    { file: 'words.yml', pointer: '/dictionaries', value: dictionaries },
    { file: 'words.yml', pointer: '/synonyms', value: groups.filter((group) => group.length) },
  ]
}
