/** One's own training of this year, and the duties to be trained that one's roles bring. */
import { ref, type Ref } from 'vue'
import { call, type Json } from '@/api/client'
import { basisOf, either, t } from './words'

export interface Duty {
  label: string
  met: boolean
  /** What is missing, and the article. */
  why: string
}

export function useStanding(): { year: number; standing: Ref<Json | null>; duties: () => Duty[] } {
  const year = Number(new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 4))
  const standing = ref<Json | null>(null)
  void call('get_attendances_training_standing', { query: { year } }).then((found) => (standing.value = found), () => undefined)
  const asked = (one: Json): string => [one.sessions_due && t('training.sessions_due', { n: one.sessions_due }), one.hours_due && t('training.hours_due', { n: one.hours_due })].filter(Boolean).join('，')
  const duties = (): Duty[] => ((standing.value?.duties ?? []) as Json[]).map((one) => ({ label: either(one.label, one.label_en), met: !!one.met, why: [asked(one), basisOf(one.article)].filter(Boolean).join(' · ') }))
  return { year, standing, duties }
}
