/** Who is signed in here. The short token lives in memory, the renewal token survives a reload; one renewal at a time
 *  over all tabs, because an old renewal token used again ends the session. */
import { computed, reactive, readonly, ref, watch } from 'vue'
import type { components } from './generated/schema'
import { offline, problemOf } from './problem'

export type Who = components['schemas']['WhoAmI']
type Opened = components['schemas']['Session']
export interface Credentials {
  login: string
  password: string
  city?: string
  code?: string
}

const KEY = 'tepai.session'
const EARLY = 30_000 // ms before its end at which a token is renewed
const state = reactive({ who: null as Who | null, token: '', until: 0, known: false })

export const session = readonly(state)
export const everyRole = computed(() => [...new Set((state.who?.grants ?? []).map((grant) => grant.role))])
/** The one of several roles whose work a person wants to see on this device; "": that of all of them. */
export const role = ref(localStorage.getItem('tepai.role') ?? '')
watch(role, (chosen) => localStorage.setItem('tepai.role', chosen))
export const roles = computed(() => new Set(everyRole.value.includes(role.value) ? [role.value] : everyRole.value))

/** Whether somebody with these roles may do what `may` names (an operation's early answer; the service decides). */
export function mayCall(may: readonly string[]): boolean {
  if (may.includes('public')) return true
  if (!state.who) return false
  return may.includes('anyone') || may.includes('applicant') || may.some((role) => roles.value.has(role))
}

export async function signIn(credentials: Credentials, language: string): Promise<Who> {
  return keep((await send('POST', '/api/session', credentials, language)) as Opened)
}

/** The session of before a reload, if it still holds. */
export async function resume(): Promise<boolean> {
  if (!state.who && localStorage.getItem(KEY)) await renew().catch(() => undefined)
  state.known = true
  return state.who !== null
}

export async function signOut(): Promise<void> {
  const token = state.token
  forget()
  await fetch('/api/session', { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } }).catch(() => undefined)
}

/** A token that holds for the next call; renewed when it is about to end. */
export async function freshToken(): Promise<string> {
  if (state.who && Date.now() > state.until - EARLY) await renew()
  return state.token
}

/** After 401: a new token, or "" when the session has ended. */
export async function renewedToken(spent: string): Promise<string> {
  if (state.token === spent) await renew()
  return state.token
}

/** The same session under a new name or with changed duties (delegation, first password). */
export function changed(who: Partial<Opened>): void {
  if (state.who) state.who = { ...state.who, ...who }
  if (who.access_token) [state.token, state.until] = [who.access_token, Date.now() + (who.expires_in ?? 0) * 1000]
}

let renewing: Promise<void> | null = null

function renew(): Promise<void> {
  renewing ??= alone(async () => {
    const kept = localStorage.getItem(KEY)
    if (!kept) return forget()
    try {
      keep((await send('POST', '/api/session/renewal', { refresh_token: kept }, document.documentElement.lang)) as Opened)
    } catch (problem) {
      if ((problem as { status?: number }).status === 401) forget()
      else throw problem
    }
  }).finally(() => (renewing = null))
  return renewing
}

function alone(work: () => Promise<void>): Promise<void> {
  return 'locks' in navigator ? navigator.locks.request('tepai.renewal', work).then(() => undefined) : work()
}

function keep(opened: Opened): Who {
  const { access_token, refresh_token, expires_in, ...who } = opened
  // another tab has gone on in another city: what stands here is of the city before
  if (state.who && state.who.account === who.account && state.who.city !== who.city) location.reload()
  Object.assign(state, { who, token: access_token, until: Date.now() + expires_in * 1000, known: true })
  localStorage.setItem(KEY, refresh_token)
  return who
}

function forget(): void {
  Object.assign(state, { who: null, token: '', until: 0 })
  localStorage.removeItem(KEY)
}

async function send(method: string, path: string, body: unknown, language: string): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json', 'Accept-Language': language }
  let response: Response
  try {
    response = await fetch(path, { method, headers, body: JSON.stringify(body) })
  } catch {
    throw offline()
  }
  if (!response.ok) throw await problemOf(response)
  return response.json()
}
