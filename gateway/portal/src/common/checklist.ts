/** What a new city still needs before its work can begin, asked of the platform: seven steps, each with its screen. */
import { ref, type Ref } from 'vue'
import { call, type Page } from '@/api/client'
import type { Problem } from '@/api/problem'
import { roles, session } from '@/api/session'

export interface Step {
  key: string
  to: string
  done: boolean
}

/** What could not be asked is not called missing; what rests on rules that are not there yet is. */
const unasked = (reason: Problem): boolean => !reason.isPreparing
const filled = async (wanted: Promise<Page>): Promise<boolean> => (await wanted).items.length > 0

export function useChecklist(): Ref<Step[]> {
  const steps = ref<Step[]>([])
  async function look(): Promise<void> {
    const who = session.who
    if (!who || !roles.value.has('city_officer')) return
    const published = await filled(call<Page>('get_rulebooks_rulebook_versions', { path: { city: who.city } })).catch(() => false)
    const proposals = (await call<Page>('get_rulebook_proposals_rulebook_proposals', { query: { limit: 20 } }).catch(() => ({ items: [], next: null }))) as Page
    const began = proposals.items.find((one) => one.status === 'draft')
    const [units, accounts, forms, begun] = await Promise.all([
      filled(call<Page>('get_units_units', { query: { limit: 1 } })).catch(unasked),
      call<Page>('get_accounts_accounts', { query: { limit: 2 } }).then((page) => page.items.length > 1, unasked),
      filled(call<Page>('get_templates_templates', { query: { limit: 1 } })).catch(unasked),
      filled(call<Page>('get_applications_applications', { query: { limit: 1 } })).catch(() => false),
    ])
    if (published && begun) return // the first application is there: the city is in work
    steps.value = [
      { key: 'password', to: '/me?part=security', done: !who.must_change_password },
      { key: 'factor', to: '/me?part=security', done: !who.must_enrol_second_factor },
      { key: 'rules', to: began ? `/rulebook-proposals/${began.id}` : '/rulebook-proposals', done: published || (began?.version ?? 0) > 1 },
      { key: 'publish', to: began ? `/rulebook-proposals/${began.id}` : '/rulebook-proposals', done: published },
      { key: 'units', to: '/imports', done: units },
      { key: 'officers', to: '/invitations', done: accounts },
      { key: 'templates', to: '/templates', done: forms },
    ]
  }
  void look()
  return steps
}
