/** A city's rules by article, as anybody may read them. */
import type { Json } from '@/api/client'
import { either } from './words'

/** What one statement says, in a sentence: the wording where there is one, else its value. */
export function saidBy(one: Json): string {
  const says = (one.says ?? {}) as Json
  const wording = says.does ?? either(says.otherwise ?? says.label ?? says.name ?? says.text, says.otherwise_en ?? says.label_en ?? says.name_en ?? says.text_en)
  if (wording) return String(wording)
  if (Array.isArray(says.chain)) return says.chain.map((step: Json) => step.step).join(' → ')
  const value = says.value ?? says.setting ?? says.amount ?? says.when ?? says.day ?? says.measure
  if (value !== undefined) return typeof value === 'object' ? JSON.stringify(value) : String(value)
  return one.note || Object.entries(says).map(([name, what]) => `${name}: ${typeof what === 'object' ? JSON.stringify(what) : String(what)}`).join('；')
}

/** The values of a statement that a form may change: where they stand in the file, and what they are now. */
export function changeable(one: Json): { key: string; pointer: string; value: unknown }[] {
  return Object.entries((one.says ?? {}) as Json)
    .filter(([key, value]) => !key.endsWith('_en') && (typeof value !== 'object' || key === 'setting' || key === 'value'))
    .map(([key, value]) => ({ key, pointer: `${one.pointer}/${key}`, value: value as unknown }))
}
