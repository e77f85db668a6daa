/** Calls of the API by operation: who asks, in which language, once only, and on which version. */
import { language } from '@/common/preferences'
import { operations, type Operation, type OperationId } from './generated/operations'
import { offline, problemOf } from './problem'
import { freshToken, renewedToken, session } from './session'

export type { Operation, OperationId }
export type Json = Record<string, any> // eslint-disable-line -- answers are described by `answers.ts`, not by the compiler
export interface Page<Item = Json> {
  items: Item[]
  next: string | null
  /** Parts that did not answer, where an answer is gathered from several. */
  silent?: string[]
}
export interface Call {
  path?: Record<string, string>
  query?: Record<string, unknown>
  body?: Json
  /** The same key again never does the same thing twice: kept by the form, not by the call. */
  key?: string
  version?: number
  signal?: AbortSignal
  /** What is wanted, where it is not JSON. */
  accept?: string
  city?: string
}

export function operation(id: OperationId): Operation {
  return operations[id]
}

/** The question that answers the record which an operation is about: the one of its own address, or of the nearest above. */
export function readerOf(id: OperationId): OperationId | null {
  const answers = Object.values(operations).filter((one) => one.method === 'GET' && !one.list && !one.media)
  for (let path = operation(id).path; path; path = path.slice(0, path.lastIndexOf('/'))) {
    const found = answers.find((one) => one.path === path)
    if (found) return found.id
  }
  return null
}

export function newKey(): string {
  return crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The answer of an operation. Throws Problem. */
export async function call<Answer = Json>(id: OperationId, given: Call = {}): Promise<Answer> {
  const response = await raw(id, given)
  return (response.status === 204 ? undefined : await response.json()) as Answer
}

/** A file that the platform makes (PDF, Word, Excel), with the name it gave it. */
export async function file(id: OperationId, given: Call = {}): Promise<{ blob: Blob; name: string }> {
  const response = await raw(id, given)
  const said = response.headers.get('Content-Disposition') ?? ''
  const name = /filename\*=UTF-8''([^;]+)/i.exec(said)?.[1] ?? /filename="?([^";]+)/i.exec(said)?.[1] ?? id
  return { blob: await response.blob(), name: decodeURIComponent(name) }
}

/** The response itself (streams). Throws Problem. */
export async function raw(id: OperationId, given: Call = {}): Promise<Response> {
  const wanted = operation(id)
  const token = wanted.may.includes('public') && !session.who ? '' : await freshToken()
  let response = await send(wanted, given, token)
  if (response.status === 401 && token) {
    const renewed = await renewedToken(token)
    if (renewed && renewed !== token) response = await send(wanted, given, renewed)
  }
  if (!response.ok) throw await problemOf(response)
  return response
}

export function addressOf(wanted: Operation, path: Record<string, string> = {}, query: Record<string, unknown> = {}): string {
  const place = wanted.path.replace(/[{<](?:\w+:)?(\w+)[}>]/g, (_, name: string) => encodeURIComponent(path[name] ?? ''))
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') for (const one of [value].flat()) asked.append(name, String(one))
  return asked.size ? `${place}?${asked}` : place
}

async function send(wanted: Operation, given: Call, token: string): Promise<Response> {
  const headers: Record<string, string> = { 'Accept-Language': language.value, ...(given.accept ? { Accept: given.accept } : {}) }
  if (token) headers.Authorization = `Bearer ${token}`
  else if (given.city) headers['Tepai-City'] = given.city
  if (wanted.keyed) headers['Idempotency-Key'] = given.key ?? newKey()
  if (wanted.versioned && given.version !== undefined) headers['If-Match'] = `"${given.version}"`
  if (given.body !== undefined) headers['Content-Type'] = 'application/json'
  const body = given.body === undefined ? null : JSON.stringify(given.body)
  try {
    return await fetch(addressOf(wanted, given.path, given.query), { method: wanted.method, headers, body, signal: given.signal ?? null })
  } catch (reason) {
    if ((reason as Error).name === 'AbortError') throw reason
    throw offline()
  }
}
