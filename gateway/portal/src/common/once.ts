/** What the platform says only once (a one-time password, a link of an invitation, a secret, a number read in full):
 *  shown over the screen until it is closed, kept nowhere. */
import { shallowRef } from 'vue'
import type { Json } from '@/api/client'
import { session } from '@/api/session'

const SAID_ONCE = ['one_time_password', 'token', 'secret', 'recovery_codes', 'identity_number', 'phone'] as const
/** Of these only numbers of other people: they go away by themselves. */
export const FLEETING = 30 // seconds that a number of somebody stays on the screen

export interface Once {
  title: string
  login: string
  fleeting: boolean
  items: { name: string; value: string }[]
}
export const once = shallowRef<Once | null>(null)

export function tellOnce(answer: Json | undefined | null): void {
  const found = SAID_ONCE.filter((name) => answer?.[name])
  if (!answer || !found.length) return
  const items = found.map((name) => ({ name, value: name === 'token' ? `${location.origin}/invitation/${answer.token}?city=${session.who?.city ?? ''}` : [answer[name]].flat().join('\n') }))
  once.value = { title: answer.name ?? '', login: answer.login ?? '', fleeting: found.includes('identity_number') || found.includes('phone'), items }
}
