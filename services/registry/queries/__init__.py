"""The registry's questions: one function each; every list is paged."""

from services.registry.queries.accounts import (
    account,
    account_sign_ins,
    credential,
    list_accounts,
    list_sign_ins,
    open_sessions,
    session_powers,
)
from services.registry.queries.applications import (
    application,
    application_counts,
    application_form,
    list_applications,
)
from services.registry.queries.certificates import filing_certificate, filing_looks
from services.registry.queries.complaints import (
    complaint,
    complaint_progress,
    complaint_rules,
    list_complaints,
)
from services.registry.queries.credit_entries import (
    list_credit_entries,
    one_credit_entry,
)
from services.registry.queries.dictionaries import dictionaries
from services.registry.queries.drafts import (
    draft,
    list_drafts,
)
from services.registry.queries.duplicates import (
    person_duplicates,
    unit_duplicates,
)
from services.registry.queries.filings import (
    list_filings,
    one_filing,
    quotas,
    registry_figures,
)
from services.registry.queries.follows import list_follows
from services.registry.queries.invitations import (
    list_delegations,
    list_invitations,
)
from services.registry.queries.messages import (
    list_messages,
    message_topics,
    news,
    unread_messages,
)
from services.registry.queries.notices import list_notices, list_objections, list_roster, notice_feed, one_notice
from services.registry.queries.peers import (
    federation_keys,
    list_federation_checks,
    list_peers,
    prepare_federation_check,
)
from services.registry.queries.persons import (
    list_persons,
    person,
    profile,
)
from services.registry.queries.previews import (
    application_progress,
    chain_preview,
    eligibility,
)
from services.registry.queries.privacy import (
    city_disclosures,
    list_consents,
    list_disclosures,
    person_presence,
    privacy_notice,
)
from services.registry.queries.rulebook import (
    rulebook_page,
)
from services.registry.queries.rulebook_proposals import (
    check_city,
    counties,
    list_cities,
    list_rulebook_proposals,
    read_gazetteer,
    rulebook_proposal,
    rulebook_proposal_difference,
    rulebook_proposal_file,
)
from services.registry.queries.rulebooks import (
    list_rulebooks,
    rulebook_difference,
    rulebook_reading,
    rulebook_version,
    rulebook_versions,
)
from services.registry.queries.sanctions import list_sanctions, one_sanction
from services.registry.queries.search import (
    search,
)
from services.registry.queries.sheets import (
    import_template,
)
from services.registry.queries.units import (
    list_units,
    unit,
)
from services.registry.queries.verifications import verification
from services.registry.queries.webhooks import (
    chosen_channels,
    delivery,
    list_deliveries,
    list_letters,
    list_webhooks,
    webhook,
)

__all__ = [
    "account",
    "account_sign_ins",
    "application",
    "application_counts",
    "application_form",
    "application_progress",
    "chain_preview",
    "check_city",
    "chosen_channels",
    "city_disclosures",
    "complaint",
    "complaint_progress",
    "complaint_rules",
    "counties",
    "credential",
    "delivery",
    "dictionaries",
    "draft",
    "eligibility",
    "federation_keys",
    "filing_certificate",
    "filing_looks",
    "import_template",
    "list_accounts",
    "list_applications",
    "list_cities",
    "list_complaints",
    "list_consents",
    "list_credit_entries",
    "list_delegations",
    "list_deliveries",
    "list_disclosures",
    "list_drafts",
    "list_federation_checks",
    "list_filings",
    "list_follows",
    "list_invitations",
    "list_letters",
    "list_messages",
    "list_notices",
    "list_objections",
    "list_peers",
    "list_persons",
    "list_roster",
    "list_rulebook_proposals",
    "list_rulebooks",
    "list_sanctions",
    "list_sign_ins",
    "list_units",
    "list_webhooks",
    "message_topics",
    "news",
    "notice_feed",
    "one_credit_entry",
    "one_filing",
    "one_notice",
    "one_sanction",
    "open_sessions",
    "person",
    "person_duplicates",
    "person_presence",
    "prepare_federation_check",
    "privacy_notice",
    "profile",
    "quotas",
    "read_gazetteer",
    "registry_figures",
    "rulebook_difference",
    "rulebook_page",
    "rulebook_proposal",
    "rulebook_proposal_difference",
    "rulebook_proposal_file",
    "rulebook_reading",
    "rulebook_version",
    "rulebook_versions",
    "search",
    "session_powers",
    "unit",
    "unit_duplicates",
    "unread_messages",
    "verification",
    "webhook",
]
