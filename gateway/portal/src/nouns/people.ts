import type { Noun } from './noun'

export const units: Noun = {
  name: 'units',
  group: 'people',
  icon: 'OfficeBuilding',
  list: {
    operation: 'get_units_units',
    component: 'RegistryUnit',
    columns: ['name', { field: 'uscc', width: 180 }, 'unit_kind', 'county', 'staff', 'registered_on'],
    filters: ['q', 'unit_kind', 'county'],
    export: { service: 'registry', sheet: 'units' },
  },
  detail: {
    operation: 'get_units_unit',
    component: 'RegistryUnit',
    parameter: 'unit_id',
    title: ['name'],
    sections: [
      { title: 'substance', fields: ['name', 'uscc', 'unit_kind', 'county', 'region', 'address', 'industry', 'former_names', 'registered_on'] },
      { title: 'facts', fields: ['size_class', 'tech_sme', 'independent', 'premises', 'staff', 'stable_team', 'service_ability', 'service_since'] },
      { title: 'unit_changes', fields: ['history'] },
    ],
    elsewhere: ['post_units_remove_manager'],
  },
  create: ['post_units_register_unit'],
  panels: ['unit-managers', 'merging'],
}

export const persons: Noun = {
  name: 'persons',
  group: 'people',
  icon: 'User',
  list: {
    operation: 'get_persons_persons',
    component: 'RegistryPerson',
    columns: ['name', { field: 'identity_mask', width: 180 }, 'phone_mask', 'education', 'title', 'employer_name'],
    filters: ['q'],
    export: { service: 'registry', sheet: 'persons' },
  },
  detail: {
    operation: 'get_persons_person',
    component: 'RegistryPerson',
    parameter: 'person_id',
    title: ['name'],
    sections: [
      { title: 'substance', fields: ['name', 'identity_mask', 'phone_mask', 'education', 'full_time', 'title', 'skills', 'fields'] },
      { title: 'facts', fields: ['employer_name', 'employer_kind', 'work_years', 'student', 'research_ability', 'research_results'] },
    ],
    also: ['post_persons_disclose_identity', 'post_persons_mark_provincial'],
  },
  panels: ['person-presence', 'federation-checks', 'merging'],
}

export const accounts: Noun = {
  name: 'accounts',
  group: 'people',
  icon: 'Key',
  list: {
    operation: 'get_accounts_accounts',
    component: 'RegistryAccount',
    columns: ['login', 'name', 'grants', 'disabled', 'second_factor'],
    filters: ['q', 'role'],
  },
  detail: {
    operation: 'get_accounts_account',
    component: 'RegistryAccount',
    parameter: 'account_id',
    title: ['name', 'login'],
    sections: [{ title: 'substance', fields: ['login', 'name', 'disabled', 'must_change_password', 'second_factor', 'person'] }],
    also: ['post_accounts_revoke_sessions'],
    elsewhere: ['post_accounts_give_role', 'post_accounts_end_role'],
  },
  create: ['post_accounts_invite_account'],
  panels: ['account-roles', 'account-sign-ins'],
}

export const invitations: Noun = {
  name: 'invitations',
  group: 'people',
  icon: 'Message',
  list: {
    operation: 'get_invitations_invitations',
    component: 'RegistryInvitation',
    columns: ['name', 'grants', 'unit', 'status', 'made_by_name', 'made_on', 'valid_until'],
  },
  create: ['post_invitations_invite'],
  roles: ['city_officer', 'county_officer', 'dispatching_manager', 'host_manager'],
}

export const delegations: Noun = {
  name: 'delegations',
  group: 'people',
  icon: 'Switch',
  list: {
    operation: 'get_delegations_delegations',
    component: 'RegistryDelegation',
    columns: ['taker_name', { field: 'giver_name', width: 140 }, 'offices', 'since', 'until', 'reason', 'status'],
  },
  create: ['post_delegations_delegate'],
  hidden: true,
}
