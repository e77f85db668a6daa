import { describe, expect, it } from 'vitest'
import { operationsOf, type Told } from '../src/api/actions'
import { loadShapes } from '../src/api/shapes'
import { deedsOf } from '../src/common/deeds'
import { endings } from '../src/nouns/endings'

const told = (action: string, more: object = {}): Told => ({ action, open: true, ...more })
const [id, hash] = ['r1', 'a'.repeat(64)]

describe('an action', () => {
  it('is an operation, with nothing to send by itself', () => {
    expect(operationsOf('DispatchDemand', told('solve_demand'), { id })).toEqual([
      { operation: 'post_demands_solve_demand', name: 'solve_demand', parts: [], preset: {}, said: {}, hides: [], within: [] },
    ])
  })

  it('sends the choice of a step, whatever a city calls it', () => {
    const [done] = operationsOf('DispatchAgreement', told('take_agreement_step', { choice: 'second_look' }), { id })
    expect(done).toMatchObject({ operation: 'post_agreements_take_agreement_step', preset: { action: 'second_look' } })
  })

  it('sends what follows the colons, and what the record says', () => {
    const [ending] = operationsOf('DispatchAgreement', told('open_ending:consent'), { id })
    expect(ending).toMatchObject({ name: 'open_ending', parts: [['ground', 'consent']], preset: { ground: 'consent', agreement: id } })
    const [notice] = operationsOf('DispatchEnding', told('serve_ending_notice:decision:host_unit'), { id })
    expect(notice!.preset).toEqual({ what: 'decision', to: 'host_unit' })
    expect(operationsOf('DispatchAgreement', told('sign_agreement'), { id, content_hash: hash })[0]!.preset).toEqual({ hash })
    expect(operationsOf('DispatchAgreement', told('report_agreements'), { id })[0]!.preset).toEqual({ agreements: [id] })
    expect(operationsOf('DispatchDemand', told('answer_followup'), { id, followups_waiting: [6, 12] })[0]!.preset).toEqual({ months: 6 })
    const filing = { id, subject: 'liaison', kind: 'liaison', liaison_of: 'u1' }
    expect(operationsOf('RegistryFiling', told('replace'), filing)[0]!.preset).toEqual({
      subject: 'liaison',
      kind: 'liaison',
      values: { unit: 'u1', replaces: id },
    })
  })

  it('sends members of its own', () => {
    const [done] = operationsOf('AppraisalResult', told('score_result', { indicator: 'days' }), { id })
    expect(done!.preset).toEqual({ indicator: 'days' })
  })

  it('may begin with what the record says', () => {
    const terms = { content: 'x' }
    const [done] = operationsOf('DispatchAgreement', told('renew_agreement'), { id, terms })
    expect(done).toMatchObject({ said: terms, within: ['terms'] })
    expect(operationsOf('RegistryApplication', told('mend_change'), { id, proposed: null })[0]!.said).toEqual({})
  })

  it('may be several operations, or none', () => {
    expect(operationsOf('RegistryRulebookProposal', told('simulate'), { id }).map((one) => one.preset)).toEqual(Array(3).fill({ proposal_id: id }))
    expect(operationsOf('RegistryApplication', told('resubmit'), { id })).toEqual([])
    expect(operationsOf('DispatchDemand', told('nobody_knows'), { id })).toEqual([])
  })

  it('is the same in an answer that tells it too', () => {
    expect(operationsOf('RegistryNewWebhook', told('pause'), { id })[0]!.operation).toBe('post_webhooks_pause_webhook')
  })
})

describe('an appeal', () => {
  const record = { id, against: ['commissioner'], actions: [told('take_ending_appeal_step', { choice: 'uphold' }), told('take_ending_appeal_step', { choice: 'reject' }), told('record_ending_hearing'), { ...told('serve_ending_notice:decision:host_unit'), open: false }] }

  it('is granted and dismissed by buttons that say what becomes of the ending', async () => {
    await loadShapes()
    const [granted, dismissed] = deedsOf(record, endings)
    expect([granted!.label, granted!.preset]).toEqual(['支持申诉，撤销终止决定', { action: 'uphold' }])
    expect([dismissed!.label, dismissed!.preset]).toEqual(['驳回申诉，维持终止决定', { action: 'reject' }])
  })

  it('hears those it is directed against, and serves no paper that is not there yet', () => {
    expect(deedsOf(record, endings).map((one) => one.choices.party)).toEqual([undefined, undefined, ['commissioner']])
  })
})
