/** How closed values of the API are said: `name.value`, and `Component.name.value` where a component means otherwise.
 *
 *  What a city names itself (kinds, counties, steps, grounds …) comes with GET /api/dictionaries and goes before these;
 *  see README.md. tests/unit/portal/test_words.py tells which closed value has no word. */
import closed from './values/closed'
import events from './values/events'
import status from './values/status'
import type { Words } from './types'

/** Names whose values are those of another name. */
const SAME = {
  action: ['may'],
  confidentiality: ['DispatchCoOwner.level'],
  kinds: ['Found.kind', 'FoundAll.silent', 'FoundAll.more'],
  numbers: ['discloses'],
  party: [
    'against', 'awaits', 'bidder', 'escalates_to', 'offered_by', 'ordered_by', 'organised_by', 'passed_by', 'posted_by', 'reporter',
    'reports_to', 'signers', 'waived_by', 'DispatchNotice.to', 'DispatchServeEndingNoticeBody.to', 'RecordsReport.to',
    'DispatchSignAgreementOnPaperBody.parties', 'DispatchSignSupplementOnPaperBody.parties',
  ],
  register: ['registers', 'credit'],
  role: ['audience', 'recorded_by'],
  service: ['MyData.silent'],
  side: ['hidden_from', 'DispatchIntent.proposed_by'],
  size_class: ['unit_size_class'],
  step: ['appeal_steps', 'DispatchHistoryEntry.to', 'RegistryHistoryEntry.to', 'RegistryReturned.to'],
  then: ['consequences'],
  topic: ['RegistryChannelChoice.topics', 'RegistryChosenChannel.topics'],
  type: ['types'],
} as const

const stated: Words = { ...closed, ...events, ...status }
const shared: Words = Object.fromEntries(
  Object.entries(SAME).flatMap(([name, others]) =>
    Object.entries(stated)
      .filter(([key]) => key.startsWith(`${name}.`))
      .flatMap(([key, pair]) => others.map((other) => [`${other}.${key.slice(name.length + 1)}`, pair] as const)),
  ),
)

export default { ...shared, ...stated } as Words
