/** What a job does, said as the operation that began it is said. */
import { operations } from '@/api/generated/operations'
import { either } from './words'

export function jobTitle(name: string): string {
  const short = name.slice(name.lastIndexOf('.') + 1)
  const began = Object.values(operations).find((one) => one.name === short)
  return began ? either(began.zh, began.en) : name
}
