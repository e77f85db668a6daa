/** Which input a field of a request gets: from its name where that is telling, else from its shape. */
import type { Field, Fields } from '@/api/shapes'
import { referenceKey } from '@/nouns/references'
import { dictionaryOf } from './dictionaries'
import { nameOf } from './lookup'

export type Input = 'text' | 'long' | 'number' | 'money' | 'day' | 'moment' | 'yes_no' | 'choice' | 'choices' | 'reference' | 'files' | 'signature' | 'rows' | 'password'

const FILES = /^(receipts?|photos?|scans?|files?|evidence|materials|attachments?|proof)$/
const LONG = 200
/** Typed, though a city's dictionary says some of them when they are shown: the code of a training, what somebody says. */
const TYPED = new Set(['code', 'text', 'label'])

/** The fields of a row that are asked: a code that the platform gives where none is said is nobody's to think of. */
export const askedOf = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([name, field]) => field.required || name !== 'code'))

/** Whoever is named in a row by their account has a name already: it is not asked again. "" where there is none to take over. */
export const nameToTake = async (name: string, value: unknown, fields: Fields): Promise<string> => (name === 'account' && typeof value === 'string' && value && 'name' in fields ? nameOf('account', value) : '')

/** Files cited as records of their own, { receipt }, not as bare receipts. */
export const isWrapped = (field: Field): boolean => !!field.items?.fields?.receipt

export function kindOf(name: string, field: Field, component = ''): Input {
  if (isWrapped(field) || (FILES.test(name) && ['string', 'array'].includes(field.type) && !field.items?.fields)) return 'files'
  if (name === 'strokes' || name === 'signature') return 'signature'
  if (name.endsWith('password')) return 'password'
  if (referenceKey(name, component) && (field.type === 'string' || field.items?.type === 'string')) return 'reference'
  if (field.type === 'boolean') return 'yes_no'
  if (field.type === 'integer' || field.type === 'number') return 'number'
  if (field.type === 'object' || field.items?.type === 'object') return 'rows'
  if (field.type === 'array') return 'choices'
  if (field.enum) return 'choice'
  if (field.format === 'date') return 'day'
  if (field.format === 'date-time') return 'moment'
  if (!TYPED.has(name) && (field.maxLength ?? 0) <= LONG && dictionaryOf(name).length) return 'choice'
  if (/元|yuan/.test(field.note_zh ?? field.note_en ?? '')) return 'money'
  return (field.maxLength ?? 0) > LONG ? 'long' : 'text'
}
