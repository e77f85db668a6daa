/** A module of words: a key and its text in both languages, so that none can be missing. */
export type Words = Record<string, readonly [zh: string, en: string]>
