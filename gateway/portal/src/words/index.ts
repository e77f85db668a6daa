/** All words of the portal: a file is a namespace (common.ts → `common.…`). Labels of the API's own names and values
 *  (fields, values, actions) are looked up as they are, because their keys carry dots. */
import type { Words } from './types'

const found = import.meta.glob<{ default?: Words }>(['./*.ts', '!./types.ts', '!./index.ts'], { eager: true })
const namespaces = Object.entries(found).map(([file, module]) => [file.slice(2, -3), module.default ?? {}] as const)
const LABELS = new Set(['fields', 'values', 'actions', 'verbs'])

const texts = (language: 0 | 1): Record<string, Record<string, string>> =>
  Object.fromEntries(
    namespaces
      .filter(([name]) => !LABELS.has(name))
      .map(([name, words]) => [name, Object.fromEntries(Object.entries(words).map(([key, pair]) => [key, pair[language]]))]),
  )

export const messages = { zh: texts(0), en: texts(1) }
export const labels: Record<string, Words> = Object.fromEntries(namespaces.filter(([name]) => LABELS.has(name)))
