/** Enrolling a one-time code: the secret with its picture, the first six digits, the recovery codes. */
import { ref, type Ref } from 'vue'
import { call, newKey, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { changed } from '@/api/session'

export interface Enrolling {
  given: Ref<Json | null>
  codes: Ref<string[]>
  code: Ref<string>
  problem: Ref<Problem | null>
  begin: () => Promise<void>
  confirm: () => Promise<void>
  finish: () => void
}

export function useEnrolling(): Enrolling {
  const [given, codes, code, problem] = [ref<Json | null>(null), ref<string[]>([]), ref(''), ref<Problem | null>(null)]
  async function attempt(work: () => Promise<void>): Promise<void> {
    problem.value = null
    await work().catch((reason: Problem) => (problem.value = reason))
  }
  const begin = (): Promise<void> => attempt(async () => void (given.value = await call('post_session_enrol_second_factor', { key: newKey() })))
  const confirm = (): Promise<void> =>
    attempt(async () => {
      codes.value = (await call('post_session_confirm_second_factor', { body: { code: code.value.trim() }, key: newKey() })).recovery_codes
    })
  const finish = (): void => changed({ must_enrol_second_factor: false })
  void begin()
  return { given, codes, code, problem, begin, confirm, finish }
}

/** A drawing as it stands within a page, as the source of a picture: there it has to name what it is. */
export const picture = (svg: string): string => `data:image/svg+xml;utf8,${encodeURIComponent(svg.includes('xmlns=') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"'))}`
