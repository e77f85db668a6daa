/** Every text of the portal in the language chosen, and how names and values of the API are said in it. A language is
 *  loaded when it is chosen: nobody waits for the other one. */
import { createI18n } from 'vue-i18n'
import { shallowReactive, watch } from 'vue'
import type { Texts } from '@/words'
import { language, type Language } from './preferences'

type By<Kind> = Record<Language, () => Promise<{ default: Kind }>>
const words: By<Texts> = { zh: () => import('virtual:words/zh'), en: () => import('virtual:words/en') }
const named: By<Texts> = { zh: () => import('virtual:labels/zh'), en: () => import('virtual:labels/en') }
const spoken = new Set<Language>()
/** Labels of the API's own names, looked up as they are, because their keys carry dots. */
const labels = shallowReactive<Partial<Record<Language, Texts>>>({})
let labelsWanted = false

export const i18n = createI18n({ legacy: false, locale: language.value, fallbackLocale: false, messages: {}, missingWarn: true })

/** Loads a language and speaks it: before the first screen is drawn, and when the person changes it. */
export async function speak(chosen: Language): Promise<void> {
  if (!spoken.has(chosen)) i18n.global.setLocaleMessage(chosen, (await words[chosen]()).default as never)
  spoken.add(chosen)
  if (labelsWanted) await loadLabels()
  if (language.value === chosen) i18n.global.locale.value = chosen as never
}

/** Loads the labels of the language chosen; what is drawn before is drawn again with them. */
export async function loadLabels(): Promise<void> {
  labelsWanted = true
  labels[language.value] ??= (await named[language.value]()).default
}
watch(language, (chosen) => void speak(chosen), { flush: 'sync' })

const { t, te } = i18n.global as unknown as { t: (key: string, named?: Record<string, unknown>) => string; te: (key: string) => boolean }
export { t, te }

/** One of two texts that an answer carries side by side (`label`, `label_en`). */
export function either(zh: string | null | undefined, en: string | null | undefined): string {
  const said = (language.value === 'en' ? en || zh : zh || en) ?? ''
  return said.charAt(0).toUpperCase() + said.slice(1) // a rulebook writes its English labels small
}

const SET_BY = /^(.+)设定（(\d{4}-\d{2}-\d{2})）$/
const SILENT = '本办法未作规定'

/** What a rule rests on. An article is quoted as the document numbers it, in its language; what the platform writes where
 *  there is none (a bureau's own setting and its day, the document's silence) is said in the language chosen. */
export function basisOf(article: string | null | undefined): string {
  if (!article || language.value !== 'en') return article ?? ''
  if (article === SILENT) return t('common.silent')
  const [, by, day] = SET_BY.exec(article) ?? []
  return by ? t('common.set_by', { by, day }) : article
}

/** The label of what a list can be narrowed by: the list's own word for it, else the field's. */
export function filterLabel(name: string, operation: string, component = ''): string {
  return labelIn('fields', `${operation}.${name}`) ?? fieldLabel(name, component)
}

const UNIT = /^(元|yuan|bytes)$/ // stands beside the input already

/** A field's note in the language chosen; one that is stated in the other language only, in that one. None where it
 *  would only repeat the label. */
export function noteOf(field: { note_zh?: string; note_en?: string }, label = ''): string {
  const note = either(field.note_zh, field.note_en)
  return UNIT.test(note) || note.toLowerCase() === label.toLowerCase() ? '' : note
}

/** The first of several keys that a set of labels knows, in the language spoken; null where it knows none. */
export function labelIn(set: 'fields' | 'values' | 'actions' | 'verbs', ...keys: string[]): string | null {
  const known = labels[i18n.global.locale.value as Language]?.[set]
  return keys.map((key) => known?.[key]).find((one) => one !== undefined) ?? null
}

/** The closed values of a name that the labels know, as [value, label]. */
export function valuesOf(name: string): [string, string][] {
  const known = labels[i18n.global.locale.value as Language]?.values ?? {}
  return Object.entries(known).filter(([key]) => key.startsWith(`${name}.`)).map(([key, label]) => [key.slice(name.length + 1), label])
}

/** The label of a field of a schema: its own (`Component.name`) or the one of its name. */
export function fieldLabel(name: string, component = ''): string {
  return labelIn('fields', `${component}.${name}`, `${component.replace(/Body$/, '')}.${name}`, name) ?? name
}

/** How a closed value is said, or null where the words know nothing of it. */
export function valueLabel(name: string, value: string, component = ''): string | null {
  return labelIn('values', `${component}.${name}.${value}`, `${name}.${value}`)
}
