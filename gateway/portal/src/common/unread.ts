/** How many messages are unread: told live, one stream a page while it is seen; asked now and then where none is to spare. */
import { ref, watch } from 'vue'
import { call } from '@/api/client'
import { session } from '@/api/session'
import { told } from '@/api/stream'

const EVERY = 5_000 // ms: without a stream a new matter is seen within five seconds too
export const unread = ref(0)
/** Grows whenever something new has come, and whenever the stream begins anew: lists of what waits look again. */
export const news = ref(0)
let line: AbortController | null = null

const awake = (): boolean => !!session.who && !session.who.must_change_password && !document.hidden
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function take(now: number, isNew: boolean): void {
  if (isNew || now > unread.value) news.value++
  unread.value = now
}

async function look(): Promise<void> {
  const answer = await call<{ unread: number }>('get_messages_unread_messages').catch(() => null)
  if (answer) take(answer.unread, false)
}

/** Listens until `stop`; the gateway ends a stream after a minute, and the next one begins with a fresh token. */
async function listen(stop: AbortSignal): Promise<void> {
  let first = true // a later stream's first word makes lists look again too: not everything that waits is told by a message
  while (!stop.aborted) {
    try {
      for await (const one of told('get_messages_follow_messages', { signal: stop })) {
        take((JSON.parse(one.data) as { unread: number }).unread, !first)
        first = false
      }
    } catch {
      if (stop.aborted) return
      await look()
      await pause(EVERY)
    }
  }
}

function begin(): void {
  line?.abort()
  line = null
  if (!awake()) return
  line = new AbortController()
  void listen(line.signal)
}

watch(() => session.who?.account, begin, { immediate: true })
watch(() => session.who?.must_change_password, begin)
document.addEventListener('visibilitychange', begin)
