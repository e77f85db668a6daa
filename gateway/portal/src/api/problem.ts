/** What went wrong, as the gateway says it (RFC 9457), or as this device sees it when nothing was answered. */
import type { components } from './generated/schema'

type Document = Partial<components['schemas']['ProblemDocument']>

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly said: Document,
  ) {
    super(said.detail ?? said.title ?? String(status))
  }

  /** No answer came: the network or the server is away. What was typed stays. */
  get isOffline(): boolean {
    return this.status === 0
  }

  /** Somebody else changed the record meanwhile. */
  get isStale(): boolean {
    return this.status === 412
  }

  /** The city has no rules in force yet: what rests on them is not there. */
  get isPreparing(): boolean {
    return this.said.code === 'city_preparing'
  }

  /** Worth trying again with the same Idempotency-Key. */
  get isPassing(): boolean {
    return this.isOffline || [429, 502, 503, 504].includes(this.status)
  }

  /** The wrong fields: pointer "/members/0/name" -> what is wrong. */
  get fields(): Record<string, string> {
    const found: Record<string, string> = {}
    for (const error of this.said.errors ?? []) found[error.pointer] ??= error.detail
    return found
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  let said: Document = {}
  try {
    said = (await response.json()) as Document
  } catch {
    // a proxy's page, or nothing: the status alone says it
  }
  return new Problem(response.status, { ...said, request_id: said.request_id ?? response.headers.get('X-Request-Id') ?? '' })
}

export function offline(): Problem {
  return new Problem(0, {})
}
