/** The subsidy for one service of one's own: what it would be, why there is none, or the claim made already. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { call, operation, type Json } from '@/api/client'
import { mayCall, session } from '@/api/session'
import { basisOf, either } from './words'

export interface Prospect {
  prospect: Ref<Json | null>
  open: ComputedRef<boolean>
  /** Why it cannot be claimed, with the article. */
  why: ComputedRef<string>
  again: () => Promise<void>
}

export function useClaimProspect(record: () => Json): Prospect {
  const prospect = ref<Json | null>(null)
  const told = computed<Json | undefined>(() => prospect.value?.actions?.find((one: Json) => one.action === 'submit_claim'))
  async function again(): Promise<void> {
    const own = mayCall(operation('get_claims_claim_prospect').may) && session.who?.person === record().person
    prospect.value = own && record().status === 'confirmed' ? await call('get_claims_claim_prospect', { query: { record: record().id } }).catch(() => null) : null
  }
  watch(() => [record().id, record().status], () => void again(), { immediate: true })
  return { prospect, open: computed(() => !!told.value?.open), why: computed(() => [either(told.value?.reason, told.value?.reason_en), basisOf(told.value?.article)].filter(Boolean).join(' · ')), again }
}
