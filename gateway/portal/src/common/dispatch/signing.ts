/** Signing an agreement or a supplement: over the hash of what is shown, by a click or by hand, as one of one's parties. */
import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue'
import { call, newKey, type Json, type OperationId } from '@/api/client'
import type { Problem } from '@/api/problem'
import { roles } from '@/api/session'

const OF: Record<string, { sign: OperationId; action: string; parameter: string }> = {
  agreements: { sign: 'post_agreements_sign_agreement', action: 'sign_agreement', parameter: 'agreement_id' },
  supplements: { sign: 'post_supplements_sign_supplement', action: 'sign_supplement', parameter: 'supplement_id' },
}
/** Which role stands for which party that signs: only to offer a choice to who is several; the service decides. */
const ROLE_OF: Record<string, string> = { commissioner: 'commissioner', workstation: 'dispatching_manager', dispatching_unit: 'dispatching_manager', host_unit: 'host_manager' }

export interface Signing {
  told: ComputedRef<Json | undefined>
  parties: ComputedRef<string[]>
  said: { way: 'click' | 'handwritten'; party: string; receipt: string }
  problem: Ref<Problem | null>
  sending: Ref<boolean>
  sign: () => Promise<Json | null>
}

export function useSigning(noun: string, record: () => Json): Signing {
  const { sign: id, action, parameter } = OF[noun]!
  const said = reactive({ way: 'click' as 'click' | 'handwritten', party: '', receipt: '' })
  const [problem, sending] = [ref<Problem | null>(null), ref(false)]
  let key = newKey()
  const told = computed(() => (record().actions ?? []).find((one: Json) => one.action === action) as Json | undefined)
  const parties = computed(() => {
    const done = new Set((record().signatures ?? []).map((one: Json) => one.party))
    return ((record().signers ?? []) as string[]).filter((party) => !done.has(party) && roles.value.has(ROLE_OF[party] ?? ''))
  })

  async function sign(): Promise<Json | null> {
    ;[sending.value, problem.value] = [true, null]
    const body = { hash: record().content_hash, way: said.way, ...(said.party && { party: said.party }), ...(said.receipt && { receipts: [said.receipt] }) }
    try {
      return await call(id, { path: { [parameter]: record().id }, body, key })
    } catch (reason) {
      problem.value = reason as Problem
      if (!problem.value.isPassing) key = newKey()
      return null
    } finally {
      sending.value = false
    }
  }
  return { told, parties, said, problem, sending, sign }
}
