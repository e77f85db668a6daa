/** All words of the portal, in both languages. Browsers do not load this module: the build makes two files a language of
 *  it, `virtual:words/<language>` (a file here is a namespace: common.ts → `common.…`) and `virtual:labels/<language>`
 *  (the labels of the API's own names and values, which are many and come after the first screen). */
import type { Words } from './types'
import * as labelled from './labels'

const found = import.meta.glob<{ default?: Words }>(
  ['./*.ts', '!./types.ts', '!./index.ts', '!./labels.ts', '!./fields.ts', '!./values.ts', '!./actions.ts', '!./verbs.ts'],
  { eager: true },
)

/** By namespace, by key. */
export type Texts = Record<string, Record<string, string>>
type Language = 0 | 1

const one = (words: Words, language: Language): Record<string, string> => Object.fromEntries(Object.entries(words).map(([key, pair]) => [key, pair[language]]))

export const texts = (language: Language): Texts => Object.fromEntries(Object.entries(found).map(([file, module]) => [file.slice(2, -3), one(module.default ?? {}, language)]))
export const labels = (language: Language): Texts => Object.fromEntries(Object.entries(labelled).map(([name, words]) => [name, one(words as Words, language)]))
