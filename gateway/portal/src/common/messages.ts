/** One's messages: by topic, read one by one or all, a topic muted; a message leads to what it is about. */
import { reactive, ref, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { call, newKey, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { nounOf } from '@/nouns'
import { useList, type List } from './list'
import { unread } from './unread'

/** Where a message leads: the screen of its object, or none where there is no such screen. */
export function placeOf(opens: Json | null | undefined): string | null {
  if (!opens?.noun) return null
  const noun = nounOf(opens.noun)
  if (noun?.detail && opens.id) return `/${opens.noun}/${opens.id}`
  return noun ? `/${opens.noun}` : null
}

export interface Messages {
  list: List
  asked: { topic: string; unread: boolean }
  topics: Ref<Json[]>
  problem: Ref<Problem | null>
  open: (one: Json) => Promise<void>
  readAll: () => Promise<void>
  mute: (topic: Json) => Promise<void>
}

export function useMessages(): Messages {
  const router = useRouter()
  const asked = reactive({ topic: '', unread: false })
  const [topics, problem] = [ref<Json[]>([]), ref<Problem | null>(null)]
  const list = useList('get_messages_messages', [], () => ({ topic: asked.topic, unread: asked.unread ? 'true' : '' }), 30)

  async function attempt(work: () => Promise<void>): Promise<void> {
    problem.value = null
    await work().catch((reason: Problem) => (problem.value = reason))
  }
  const look = (): Promise<void> => attempt(async () => void (topics.value = (await call('get_messages_message_topics')).items))

  async function open(one: Json): Promise<void> {
    if (!one.read) {
      one.read = true
      unread.value = Math.max(0, unread.value - 1)
      await attempt(async () => void (await call('post_messages_read_message', { path: { message_id: one.id }, key: newKey() })))
      void look()
    }
    const place = placeOf(one.opens)
    if (place) await router.push(place)
  }
  const readAll = (): Promise<void> =>
    attempt(async () => {
      unread.value = (await call('post_messages_read_messages', { key: newKey() })).unread
      await Promise.all([list.again(), look()])
    })
  const mute = (topic: Json): Promise<void> =>
    attempt(async () => {
      await call('post_messages_mute_topic', { path: { topic: topic.topic }, body: { muted: !topic.muted }, key: newKey() })
      await look()
    })

  void look()
  return { list, asked, topics, problem, open, readAll, mute }
}
