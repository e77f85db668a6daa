import type { Noun } from './noun'

export const intents: Noun = {
  name: 'intents',
  group: 'matching',
  icon: 'Connection',
  list: {
    operation: 'get_intents_intents',
    component: 'DispatchIntent',
    columns: ['commissioner_name', 'host_name', 'host_county', 'status', 'waits_on', 'offered_by', 'offered_on', 'expires_on'],
    filters: ['status'],
    views: [
      { title: 'mine', query: { waits_on: 'me' } },
      { title: 'open', query: { status: 'offered' } },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_intents_intent',
    component: 'DispatchIntent',
    parameter: 'intent_id',
    title: ['commissioner_name', 'host_name'],
    sections: [
      { title: 'parties', fields: ['filing', 'sender_unit', 'host_unit', 'host_county', 'demand', 'achievement'] },
      { title: 'course', fields: ['status', 'waits_on', 'offered_by', 'offerer_name', 'offered_on', 'expires_on', 'answered_by', 'answered_on', 'reply', 'agreement'] },
    ],
  },
  create: ['post_intents_offer_intent'],
  panels: ['intent-thread'],
}

export const suggestions: Noun = {
  name: 'suggestions',
  group: 'matching',
  icon: 'MagicStick',
  list: {
    operation: 'get_suggestions_suggestions',
    component: 'DispatchSuggestion',
    columns: ['title', 'commissioner_name', 'host_name', 'host_county', 'score', 'suggested_on', 'open'],
  },
}
