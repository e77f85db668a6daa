/** All words of the portal: a file is a namespace (common.ts → `common.…`). Labels of the API's own names and values are
 *  another matter: they are many, so they come after the first screen, and are looked up as they are. */
import { shallowReactive } from 'vue'
import type { Words } from './types'

const found = import.meta.glob<{ default?: Words }>(
  ['./*.ts', '!./types.ts', '!./index.ts', '!./labels.ts', '!./fields.ts', '!./values.ts', '!./actions.ts', '!./verbs.ts'],
  { eager: true },
)
const namespaces = Object.entries(found).map(([file, module]) => [file.slice(2, -3), module.default ?? {}] as const)

const texts = (language: 0 | 1): Record<string, Record<string, string>> =>
  Object.fromEntries(
    namespaces.map(([name, words]) => [name, Object.fromEntries(Object.entries(words).map(([key, pair]) => [key, pair[language]]))]),
  )

export const messages = { zh: texts(0), en: texts(1) }
export const labels = shallowReactive<Record<string, Words>>({})

/** Loads the labels once; what is drawn before is drawn again with them. */
export async function loadLabels(): Promise<void> {
  if (!Object.keys(labels).length) Object.assign(labels, await import('./labels'))
}
