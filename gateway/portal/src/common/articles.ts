/** The articles of this city's rules behind a screen, as its help shows them. */
import { call, type Json } from '@/api/client'
import { session } from '@/api/session'
import { saidBy } from './rulebook'

let known: { city: string; statements: Json[] } | null = null

/** Which statements of the rulebook (by their id) stand behind which noun. */
const BEHIND: Record<string, RegExp> = {
  applications: /^registry\.(subjects|duties|due_process|return_reasons)/,
  filings: /^registry\.(subjects|filing_|certificate|cancellations|publicity)/,
  notices: /^registry\.publicity|^dispatch\.publication/,
  units: /^registry\.(unit_kinds|subjects\.(host_unit|workstation))/,
  persons: /^registry\.subjects\.(commissioner|liaison)/,
  sanctions: /^registry\.(cancellations|due_process|registers)/,
  'credit-entries': /^registry\.registers/,
  demands: /^dispatch\.(demands|publication)/,
  achievements: /^dispatch\.(achievements|publication)/,
  'publication-rounds': /^dispatch\.publication/,
  bounties: /^dispatch\.bounty/,
  bids: /^dispatch\.bounty/,
  intents: /^dispatch\.(ways\.mutual|matching)/,
  suggestions: /^dispatch\.matching/,
  assignments: /^dispatch\.(ways\.(directed|appointed)|selection)/,
  'directed-rounds': /^dispatch\.(ways\.(directed|appointed)|selection)/,
  agreements: /^dispatch\.(agreement|ways)/,
  supplements: /^dispatch\.agreement/,
  batches: /^dispatch\.(ways|agreement)/,
  endings: /^dispatch\.endings/,
  records: /^records\.(service_duties|outcomes|daily|least_service)/,
  reports: /^records\.(monthly|annual|summing_up)/,
  cases: /^records\.cases/,
  problems: /^records\.problems/,
  'appraisal-cycles': /^appraisal\./,
  'appraisal-results': /^appraisal\.(subjects|objection)/,
  claims: /^funding\.subsidies/,
  budgets: /^funding\.(funds|leads)/,
  allocations: /^funding\.funds/,
  'fund-accounts': /^funding\.(funds|misuse)/,
  rewards: /^funding\.subsidies\.reward/,
  inspections: /^funding\.misuse|^funding\.duties/,
  trainings: /^training\.(required|ways|holders|certificates)/,
  attendances: /^training\.(attendance|gate)/,
}
const MOST = 12

/** At most twelve, each article once for one saying. Empty where the city's rules cannot be read now. */
export async function articlesFor(noun: string): Promise<{ article: string; text: string }[]> {
  const city = session.who?.city ?? ''
  const behind = BEHIND[noun]
  if (!city || !behind) return []
  try {
    if (known?.city !== city) known = { city, statements: (await call('get_rulebooks_rulebook_reading', { path: { city } })).articles.flatMap((one: Json) => one.statements) }
  } catch {
    return []
  }
  const found = new Map<string, { article: string; text: string }>()
  for (const one of known.statements) {
    if (!one.article || one.origin !== 'document' || !['text', 'when', 'value'].includes(one.kind) || !behind.test(one.id)) continue
    const says = one.says ?? {}
    if (typeof (says.does ?? says.otherwise ?? says.label ?? says.value) === 'string') found.set(saidBy(one), { article: one.article, text: saidBy(one) })
  }
  return [...found.values()].slice(0, MOST)
}
