/** What is typed outside an operation's own form (an inspection, an opinion on many, a file of rules): kept on this device
 *  until the platform has it. */
import { watch } from 'vue'
import type { Json } from '@/api/client'
import { session } from '@/api/session'

/** Fills `state` (reactive) with what was kept under `about`, keeps it from now on; returns how to forget it. */
export function useKept(about: string, state: Json): () => void {
  const place = `tepai.kept.${session.who?.account ?? ''}.${about}`
  const began = JSON.stringify(state)
  try {
    Object.assign(state, JSON.parse(localStorage.getItem(place) ?? '{}') as Json)
  } catch {
    localStorage.removeItem(place)
  }
  watch(
    () => JSON.stringify(state),
    (now) => (now === began ? localStorage.removeItem(place) : localStorage.setItem(place, now)),
  )
  return () => localStorage.removeItem(place)
}
