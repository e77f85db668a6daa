/** An invitation's link: a new account, or joining with the one that one has. */
import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { loadShapes } from '@/api/shapes'
import { session } from '@/api/session'
import { useForm, type Form } from './form'
import { language } from './preferences'

export interface Invited {
  form: ShallowRef<Form | null>
  joined: Ref<{ login: string } | null>
  /** Somebody is signed in here, and joins with that account. */
  known: boolean
  asks: readonly string[]
  send: () => Promise<void>
}

export function useInvitation(token: string, city: string): Invited {
  const [form, joined, known] = [shallowRef<Form | null>(null), ref<{ login: string } | null>(null), session.who !== null]
  void loadShapes().then(() => {
    form.value = known
      ? useForm('post_invitations_join_by_invitation', { preset: { token }, about: token })
      : useForm('post_invitations_accept_invitation', { preset: { token, language: language.value, ...(city ? { city } : {}) }, about: token })
  })
  async function send(): Promise<void> {
    const answer = await form.value!.send()
    if (answer) joined.value = { login: String(answer.login) }
  }
  return { form, joined, known, asks: known ? ['phone'] : ['login', 'password', 'phone'], send }
}
