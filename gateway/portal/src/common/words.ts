/** Every text of the portal in the language chosen, and how names and values of the API are said in it. */
import { createI18n } from 'vue-i18n'
import { watch } from 'vue'
import { labels, messages } from '@/words'
import { language } from './preferences'

export const i18n = createI18n({ legacy: false, locale: language.value, fallbackLocale: 'zh', messages, missingWarn: true })
watch(language, (chosen) => (i18n.global.locale.value = chosen), { flush: 'sync' })

const { t, te } = i18n.global as unknown as { t: (key: string, named?: Record<string, unknown>) => string; te: (key: string) => boolean }
export { t, te }

/** One of two texts that an answer carries side by side (`label`, `label_en`). */
export function either(zh: string | null | undefined, en: string | null | undefined): string {
  return (language.value === 'en' ? en || zh : zh || en) ?? ''
}

/** The first of several keys that a set of labels knows, in the language chosen; null where it knows none. */
export function labelIn(set: 'fields' | 'values' | 'actions' | 'verbs', ...keys: string[]): string | null {
  const pair = keys.map((key) => labels[set]?.[key]).find((one) => one !== undefined)
  return pair ? pair[language.value === 'en' ? 1 : 0] : null
}

/** The label of a field of a schema: its own (`Component.name`) or the one of its name. */
export function fieldLabel(name: string, component = ''): string {
  return labelIn('fields', `${component}.${name}`, `${component.replace(/Body$/, '')}.${name}`, name) ?? name
}

/** How a closed value is said, or null where the words know nothing of it. */
export function valueLabel(name: string, value: string, component = ''): string | null {
  return labelIn('values', `${component}.${name}.${value}`, `${name}.${value}`)
}
