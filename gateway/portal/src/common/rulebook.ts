/** A city's rules by article, as anybody may read them. */
import type { Json } from '@/api/client'
import { entryLabel } from './dictionaries'
import { either, fieldLabel } from './words'

/** What one statement says, in a sentence: the wording where there is one, else its value. */
export function saidBy(one: Json): string {
  const says = (one.says ?? {}) as Json
  const wording = says.does ?? either(says.otherwise ?? says.label ?? says.name ?? says.text, says.otherwise_en ?? says.label_en ?? says.name_en ?? says.text_en)
  if (wording) return String(wording)
  if (Array.isArray(says.chain)) return says.chain.map((step: Json) => step.step).join(' → ')
  const value = says.value ?? says.setting ?? says.amount ?? says.when ?? says.day ?? says.measure
  if (value !== undefined) return valueOf(value)
  return one.note || Object.entries(says).filter(([, what]) => what !== '' && what !== null).map(([name, what]) => `${fieldLabel(name)}: ${valueOf(what)}`).join(either('；', '; '))
}

/** A value of several parts, without the signs that programs put around them. */
function valueOf(what: unknown): string {
  if (typeof what === 'string') return entryLabel('party', what) ?? what // a party of the city by its name
  if (Array.isArray(what)) return what.map(valueOf).join(either('、', ', '))
  if (typeof what !== 'object' || what === null) return String(what)
  return Object.entries(what as Json).map(([name, one]) => `${fieldLabel(name)} ${valueOf(one)}`).join(either('，', ', '))
}

/** The values of a statement that a form may change: where they stand in the file, and what they are now. */
export function changeable(one: Json): { key: string; pointer: string; value: unknown }[] {
  return Object.entries((one.says ?? {}) as Json)
    .filter(([key, value]) => !key.endsWith('_en') && (typeof value !== 'object' || key === 'setting' || key === 'value'))
    .map(([key, value]) => ({ key, pointer: `${one.pointer}/${key}`, value: value as unknown }))
}
