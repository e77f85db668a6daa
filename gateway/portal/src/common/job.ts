/** Following a job: live while the gateway has a stream to spare, by asking again otherwise. */
import { onBeforeUnmount, ref, type Ref } from 'vue'
import { call, newKey, type Json } from '@/api/client'
import { offline, problemOf, type Problem } from '@/api/problem'
import { freshToken } from '@/api/session'
import { told } from '@/api/stream'

const ENDED = ['done', 'failed', 'cancelled']
const ASK_EVERY = 2_000 // ms

export function useJob(id: string, ended: (job: Json) => void): { job: Ref<Json | null>; problem: Ref<Problem | null>; rate: Ref<number>; fetchFile: (index: number) => Promise<void>; stop: () => Promise<void> } {
  const [job, problem, rate] = [ref<Json | null>(null), ref<Problem | null>(null), ref(0)]
  const stopping = new AbortController()
  const path = { job_id: id }
  let began: { at: number; done: number } | null = null

  function take(now: Json): boolean {
    job.value = now
    began ??= { at: Date.now(), done: now.done }
    const seconds = (Date.now() - began.at) / 1000
    rate.value = seconds > 1 ? Math.round((now.done - began.done) / seconds) : 0
    return ENDED.includes(now.status)
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        for await (const one of told('get_jobs_follow_job', { path, signal: stopping.signal })) if (take(JSON.parse(one.data) as Json)) return ended(job.value!)
      } catch (reason) {
        if (stopping.signal.aborted) return
        if (![0, 429, 503, 504].includes((reason as Problem).status)) return void (problem.value = reason as Problem)
        await new Promise((resolve) => setTimeout(resolve, ASK_EVERY))
        const now = await call('get_jobs_job', { path }).catch(() => null)
        if (now && take(now)) return ended(now)
      }
    }
  }

  /** The browser follows the gateway's redirect to the object store; the token travels in the first step only. */
  async function fetchFile(index: number): Promise<void> {
    problem.value = null
    const response = await fetch(`/api/jobs/${id}/files/${index}`, { headers: { Authorization: `Bearer ${await freshToken()}` } }).catch(() => null)
    if (!response?.ok) return void (problem.value = response ? await problemOf(response) : offline())
    const link = document.createElement('a')
    link.href = URL.createObjectURL(await response.blob())
    link.download = job.value?.files[index]?.name ?? 'file'
    link.click()
  }

  /** Asked to stop; it does after the step it is at. */
  async function stop(): Promise<void> {
    problem.value = null
    await call('post_jobs_cancel_job', { path, key: newKey() }).then((now) => void take(now), (reason: Problem) => (problem.value = reason))
  }

  void follow()
  onBeforeUnmount(() => stopping.abort())
  return { job, problem, rate, fetchFile, stop }
}
