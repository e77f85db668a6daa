/** Signing in: what else the platform asks for (a one-time code, which of several cities), asked where it asks. */
import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue'
import { session, signIn, type Credentials } from '@/api/session'
import type { Problem } from '@/api/problem'
import { cities, listCities, nameOf } from './public/city'
import { language } from './preferences'

export type Stage = 'sign_in' | 'password' | 'factor' | 'in'
export interface SigningIn {
  said: { login: string; password: string; code: string; city: string }
  problem: Ref<Problem | null>
  busy: Ref<boolean>
  asksCode: Ref<boolean>
  /** The cities to choose from, where the account acts in several. */
  choices: Ref<string[]>
  cityName: (code: string) => string
  stage: ComputedRef<Stage>
  enter: () => Promise<boolean>
}

export function useSignIn(): SigningIn {
  const said = reactive({ login: '', password: '', code: '', city: '' })
  const [problem, busy, asksCode, choices] = [ref<Problem | null>(null), ref(false), ref(false), ref<string[]>([])]
  const stage = computed<Stage>(() => (!session.who ? 'sign_in' : session.who.must_change_password ? 'password' : session.who.must_enrol_second_factor ? 'factor' : 'in'))

  /** Whether the session began. What was typed stays while something more is asked for. */
  async function enter(): Promise<boolean> {
    ;[busy.value, problem.value] = [true, null]
    try {
      const given = Object.entries(said).map(([name, value]) => [name, name === 'password' ? value : value.trim()])
      await signIn(Object.fromEntries(given.filter(([, value]) => value)) as unknown as Credentials, language.value)
      said.password = ''
      return true
    } catch (reason) {
      problem.value = reason as Problem
      const asked = problem.value.said.errors?.find((one) => one.code === 'choose_city')
      if (asked) {
        choices.value = asked.choices ?? []
        problem.value = null
        await listCities().catch(() => undefined) // their names: without them the codes stand
      }
      const code = problem.value?.said.code ?? ''
      asksCode.value ||= code.startsWith('code_')
      if (code === 'code_needed') problem.value = null // the next field to fill in, nothing that went wrong
      return false
    } finally {
      busy.value = false
    }
  }
  const cityName = (code: string): string => nameOf(cities.value.find((one) => one.city === code)) || code
  return { said, problem, busy, asksCode, choices, cityName, stage, enter }
}
