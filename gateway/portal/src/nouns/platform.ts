import type { Noun } from './noun'

export const cities: Noun = {
  name: 'cities',
  group: 'platform',
  icon: 'Location',
  list: {
    operation: 'get_cities_cities',
    component: 'RegistryOpenedCity',
    columns: ['name', 'name_en', 'city', 'status', 'sample', 'opened_on'],
  },
  create: ['post_cities_open_city'],
}

/** Drawn by a screen of its own (desk/screens/audit). */
export const auditLog: Noun = {
  name: 'audit-log',
  group: 'platform',
  icon: 'Memo',
  list: {
    operation: 'get_audit_log_audit_log',
    component: 'AuditEntry',
    columns: ['at', 'by', 'type', 'title', 'number', 'reason', 'articles'],
    filters: ['from', 'to', 'type', 'account', 'record'],
  },
}

export const peers: Noun = {
  name: 'peers',
  group: 'platform',
  icon: 'Share',
  list: {
    operation: 'get_federation_peers',
    component: 'RegistryPeer',
    columns: ['name', { field: 'base_url', width: 260 }, { field: 'key_id', width: 160 }, 'since', 'status'],
  },
  create: ['post_federation_add_peer'],
}

export const webhooks: Noun = {
  name: 'webhooks',
  group: 'platform',
  icon: 'Connection',
  list: {
    operation: 'get_webhooks_webhooks',
    component: 'RegistryWebhook',
    columns: ['name', { field: 'url', width: 260 }, 'types', 'status', 'last_success', 'failing_since'],
  },
  detail: {
    operation: 'get_webhooks_webhook',
    component: 'RegistryWebhook',
    parameter: 'webhook_id',
    title: ['name'],
    sections: [{ title: 'substance', fields: ['name', 'url', 'types', 'status', 'reason', 'owner_name', 'created_on', 'generation', 'both_until', 'failing_since', 'last_success'] }],
    elsewhere: ['post_webhooks_replay_deliveries'],
  },
  create: ['post_webhooks_create_webhook'],
  panels: ['webhook-deliveries'],
}

export const deliveries: Noun = {
  name: 'deliveries',
  group: 'platform',
  icon: 'Promotion',
  list: {
    operation: 'get_deliveries_deliveries',
    component: 'RegistryDelivery',
    columns: ['type', 'title', 'webhook_name', { field: 'url', width: 260 }, 'at', 'status', 'attempts', 'due'],
    filters: ['webhook', 'status'],
  },
  detail: {
    operation: 'get_deliveries_delivery',
    component: 'RegistryDelivery',
    parameter: 'delivery_id',
    title: ['type', 'title'],
    sections: [
      { title: 'substance', fields: ['webhook', 'url', 'type', 'title', 'at', 'status', 'due', 'attempts', 'replays'] },
      { title: 'course', fields: ['tries'] },
      { title: 'sent', fields: ['event', 'subject', 'body'] },
    ],
    also: ['post_deliveries_replay_delivery'],
  },
  panels: ['delivery-about'],
}
