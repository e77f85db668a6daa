/** How many messages are unread, looked at again every few seconds while the page is seen. */
import { ref, watch } from 'vue'
import { call } from '@/api/client'
import { session } from '@/api/session'

const EVERY = 5_000 // ms: a new matter is seen within five seconds
export const unread = ref(0)
/** Grows whenever something new has come: lists of what waits look again. */
export const news = ref(0)

async function look(): Promise<void> {
  if (!session.who || session.who.must_change_password || document.hidden) return
  const answer = await call<{ unread: number }>('get_messages_unread_messages').catch(() => null)
  const now = answer?.unread ?? unread.value
  if (now > unread.value) news.value++
  unread.value = now
}

setInterval(() => void look(), EVERY)
watch(() => session.who?.account, () => void look(), { immediate: true })
document.addEventListener('visibilitychange', () => void look())
