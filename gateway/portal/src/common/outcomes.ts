/** What became of each of several things done at once (`items[]` with what was refused): nobody is told that all is done
 *  where some of it is not. */
import type { Json } from '@/api/client'
import { basisOf, either } from './words'

export interface Refusal {
  /** Which field of the item names the record, and its id. */
  name: string
  id: string
  why: string
}

const NAMING = ['claim', 'record', 'agreement', 'application'] as const

export function refusals(answer: Json): Refusal[] {
  const items: Json[] = Array.isArray(answer.items) ? answer.items : []
  return items.filter((one) => one.refused).map((one) => {
    const name = NAMING.find((field) => typeof one[field] === 'string') ?? 'record'
    return { name, id: String(one[name] ?? ''), why: [either(one.refused.reason, one.refused.reason_en), basisOf(one.refused.article)].filter(Boolean).join(' · ') }
  })
}

export const doneOf = (answer: Json): number => (Array.isArray(answer.items) ? answer.items.length - refusals(answer).length : 0)
