import type { Noun } from './noun'

export const rulebookProposals: Noun = {
  name: 'rulebook-proposals',
  group: 'rules',
  icon: 'EditPen',
  list: {
    operation: 'get_rulebook_proposals_rulebook_proposals',
    component: 'RegistryRulebookProposal',
    columns: ['title', 'status', 'origin', 'ready', 'proposed_by', 'proposed_at', 'published_as'],
    views: [
      { title: 'open', query: { status: 'draft' } },
      { title: 'published', query: { status: 'published' } },
      { title: 'all', query: {} },
    ],
  },
  detail: {
    operation: 'get_rulebook_proposals_rulebook_proposal',
    component: 'RegistryRulebookProposal',
    parameter: 'proposal_id',
    title: ['title'],
    elsewhere: ['post_rulebook_proposals_rule_on_conflict'],
    sections: [{ title: 'substance', fields: ['title', 'note', 'status', 'origin', 'base', 'restores', 'proposed_by', 'proposed_at', 'published_as', 'reason', 'ready', 'warnings'] }],
  },
  create: ['post_rulebook_proposals_open_rulebook_proposal'],
  panels: ['proposal-checks', 'proposal-difference', 'proposal-calendar', 'proposal-words', 'proposal-files'],
}

export const templates: Noun = {
  name: 'templates',
  group: 'rules',
  icon: 'Document',
  list: {
    operation: 'get_templates_templates',
    component: 'DispatchTemplate',
    columns: ['name', 'purpose', 'number', 'status', 'uploader', 'uploaded_on', 'activated_on'],
    filters: ['purpose'],
  },
  detail: {
    operation: 'get_templates_template',
    component: 'DispatchTemplate',
    parameter: 'template_id',
    title: ['name'],
    sections: [{ title: 'substance', fields: ['name', 'purpose', 'number', 'status', 'uploader', 'uploaded_on', 'activated_on', 'placeholders', 'file'] }],
    papers: [{ operation: 'get_templates_template_preview', title: 'preview' }],
  },
  create: ['post_templates_upload_template'],
}
