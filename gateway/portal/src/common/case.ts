/** The way of a case as steps: what was done and by whom, whose turn it is until when, how it ended. */
import type { Json } from '@/api/client'
import { either, labelIn, t } from './words'
import { say } from './values'

export interface CaseStep {
  title: string
  detail: string
}
const REFUSED = new Set(['rejected', 'withdrawn'])

export function casePath(record: Json): { steps: CaseStep[]; active: number; refused: boolean } {
  const history: Json[] = record.state?.history ?? []
  const done = history.map((one) => ({ title: labelIn('verbs', `RegistryApplication.${one.action}`, one.action) ?? labelIn('actions', one.action) ?? one.action, detail: [one.by_name, one.on].filter(Boolean).join(' ') }))
  const waits = record.waits_on
  const now = waits ? [{ title: waits.step ? say('step', waits.step) : t('apply.mending_draft'), detail: [either(waits.label, waits.label_en), waits.due ? t('apply.until', { due: waits.due }) : ''].filter(Boolean).join(' ') }] : []
  const end = waits ? [] : [{ title: say('status', record.state?.status, 'RegistryApplication'), detail: record.state?.since ?? '' }]
  const steps = [...done, ...now, ...end]
  return { steps, active: waits ? done.length : steps.length, refused: REFUSED.has(record.state?.status) }
}
