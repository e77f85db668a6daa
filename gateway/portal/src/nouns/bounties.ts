import type { Noun } from './noun'

export const bounties: Noun = {
  name: 'bounties',
  group: 'matching',
  icon: 'Medal',
  list: {
    operation: 'get_bounties_bounties',
    component: 'DispatchBounty',
    columns: ['title', 'host_name', 'host_county', 'reward', 'deadline', 'status', 'bids', 'winner_name'],
    filters: ['status'],
  },
  detail: {
    operation: 'get_bounties_bounty',
    component: 'DispatchBounty',
    parameter: 'bounty_id',
    title: ['title'],
    sections: [
      { title: 'substance', fields: ['title', 'reward', 'deadline', 'terms'] },
      { title: 'parties', fields: ['host_name', 'host_county', 'posted_by', 'posted_on'] },
      { title: 'scoring', fields: ['status', 'bids', 'reviewers', 'winner_name', 'decision', 'decided_by', 'decided_on', 'notice_until', 'awarded_on', 'intent'] },
    ],
    also: ['post_bounties_place_bid', 'post_bounties_comment_on_bounty'],
    inPanels: ['score_bid', 'decide_bounty'],
  },
  create: ['post_bounties_post_bounty'],
  panels: ['bounty-bids', 'notice-comments'],
}

export const bids: Noun = {
  name: 'bids',
  group: 'matching',
  icon: 'Document',
  hidden: true,
  list: {
    operation: 'get_bids_bids',
    component: 'DispatchBid',
    columns: ['bidder_name', 'bidder', 'price', 'placed_on', 'status', 'mean'],
  },
  detail: {
    operation: 'get_bids_bid',
    component: 'DispatchBid',
    parameter: 'bid_id',
    title: ['bidder_name'],
    sections: [
      { title: 'substance', fields: ['proposal', 'plan', 'price', 'files'] },
      { title: 'parties', fields: ['bounty', 'bidder_name', 'bidder', 'placed_on', 'changed_on'] },
      { title: 'scoring', fields: ['status', 'mean'] },
    ],
  },
  panels: ['bid-scores'],
}
