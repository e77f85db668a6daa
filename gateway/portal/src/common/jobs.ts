/** What a job does, said as the operation that began it is said; and what it came to. */
import { operations } from '@/api/generated/operations'
import { innerLabel } from './values'
import { either, t, te } from './words'

/** Two services may have a job of the same name: the number of a job begins with the service it is of. */
export function jobTitle(name: string, id = ''): string {
  const short = name.slice(name.lastIndexOf('.') + 1)
  const began = Object.values(operations).filter((one) => one.name === short)
  const own = began.find((one) => one.path.split('/').includes(id.split('-')[0]!)) ?? began[0]
  return own ? either(own.zh, own.en) : name
}

/** What a number among a job's results is of. */
export const resultLabel = (name: string): string => (te(`shell.result_${name}`) ? t(`shell.result_${name}`) : innerLabel('result', name, 'JobShape'))
