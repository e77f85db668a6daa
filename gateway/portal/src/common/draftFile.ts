/** One of a draft's files that a form changes value by value: read, and written over the version that was read. */
import { ref, watch, type Ref } from 'vue'
import { ElMessage } from 'element-plus'
import { call, type Json } from '@/api/client'
import type { Problem } from '@/api/problem'
import { t } from './words'

export interface DraftFile {
  content: Ref<Json | null>
  problem: Ref<Problem | null>
  busy: Ref<boolean>
  load: () => Promise<void>
  keep: (patches: Json[]) => Promise<void>
}

export function useDraftFile(record: () => Json, file: string, changed: (answer: Json) => void): DraftFile {
  const [content, problem, busy] = [ref<Json | null>(null), ref<Problem | null>(null), ref(false)]
  let version = 0

  async function load(): Promise<void> {
    if (record().status !== 'draft') return
    problem.value = null
    await call('get_rulebook_proposals_rulebook_proposal_file', { path: { proposal_id: record().id, file } }).then(
      (answer) => ([content.value, version] = [answer.content as Json, answer.version as number]),
      (reason: Problem) => (problem.value = reason),
    )
  }
  /** What somebody else has written meanwhile is told, and read again only when asked for: nothing typed is lost. */
  async function keep(patches: Json[]): Promise<void> {
    ;[busy.value, problem.value] = [true, null]
    try {
      const answer = await call('patch_rulebook_proposals_patch_rulebook_proposal', { path: { proposal_id: record().id }, body: { patches }, version })
      version = answer.version as number
      ElMessage.success(t('common.saved'))
      changed(answer)
    } catch (reason) {
      problem.value = reason as Problem
    } finally {
      busy.value = false
    }
  }
  // another panel of the same draft wrote: the version moves on, what is typed here stays
  watch(() => record().version as number, (now) => (version = now))
  void load()
  return { content, problem, busy, load, keep }
}
