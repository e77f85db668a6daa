/** Every text of the portal in the language chosen, and how values of the API are said in it. */
import { createI18n } from 'vue-i18n'
import { watch } from 'vue'
import { messages } from '@/words'
import { language } from './preferences'

export const i18n = createI18n({ legacy: false, locale: language.value, fallbackLocale: false, messages, missingWarn: true })
watch(language, (chosen) => (i18n.global.locale.value = chosen))

const { t, te } = i18n.global as unknown as { t: (key: string, named?: Record<string, unknown>) => string; te: (key: string) => boolean }
export { t }

/** One of two texts that an answer carries side by side (`label`, `label_en`). */
export function either(zh: string | null | undefined, en: string | null | undefined): string {
  return (language.value === 'en' ? en || zh : zh || en) ?? ''
}

/** The label of a field of a schema: its own (`fields.Component.name`) or the one of its name. */
export function fieldLabel(name: string, component = ''): string {
  const own = `fields.${component}_${name}`
  return component && te(own) ? t(own) : te(`fields.${name}`) ? t(`fields.${name}`) : name
}

/** How a closed value is said (`values.status_pending`), or null where the words know nothing of it. */
export function valueLabel(name: string, value: string, component = ''): string | null {
  for (const key of [`values.${component}_${name}_${value}`, `values.${name}_${value}`]) if (te(key)) return t(key)
  return null
}
