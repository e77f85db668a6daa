"""Who may do what in the registry. `platform` is the gateway at sign-in and the operator's command line."""

from __future__ import annotations

from shared.access import Table, by_role, may, on

REVIEWERS = (
    may("city_officer"),
    may("county_officer", county="county"),
    may("dispatching_manager", unit="sender_unit"),
)
PARTIES = (
    *REVIEWERS,
    may("anyone", account="applicant"),
    may("anyone", person="person"),
    may("anyone", person="members.person"),
    may("dispatching_manager", unit="unit"),
    may("host_manager", unit="unit"),
)

# Whose care somebody is in by a filing: what each of them sees of the person's numbers is in domain/sight.py.
CARERS = (
    may("city_officer"),
    may("county_officer", county="counties"),
    may("dispatching_manager", unit="units"),
    may("competent_officer", unit="units"),
)

ACCESS: Table = {
    "credential": by_role("platform"),
    "note_sign_in": by_role("platform"),
    "renew_session": by_role("platform"),
    "end_session": on("sessions", may("anyone", account="account")),
    "sessions": on("sessions", may("anyone", account="account")),
    "change_password": on("accounts", may("anyone", account="id")),
    "open_operator": by_role("platform"),
    "open_city_officer": by_role("platform_operator"),
    "enter_city": on("accounts", may("anyone", account="id")),
    "register_account": by_role("public"),
    "invite_account": on("accounts", may("city_officer")),
    "disable_account": on("accounts", may("city_officer")),
    "reset_password": on("accounts", may("city_officer")),
    "accounts": on("accounts", may("city_officer")),
    "account": on("accounts", may("city_officer")),
    "update_profile": on("persons", may("anyone", person="id")),
    "profile": on("persons", may("anyone", person="id")),
    "persons": on("persons", *CARERS),
    "person": on("persons", *CARERS),
    "search": by_role("anyone"),
    "mark_provincial": on("persons", may("city_officer")),
    "disclose_identity": on("persons", may("city_officer")),
    "register_unit": on("units", may("anyone", account="managers")),
    "enter_unit": on("units", may("city_officer")),
    "import_rows": on("jobs", may("city_officer")),
    "export_list": on("jobs", may("anyone", account="account")),
    "import_template": by_role("city_officer"),
    "update_unit": on("units", may("anyone", account="managers")),
    "units": by_role("anyone"),
    "unit": by_role("anyone"),
    "submit_application": on("applications", may("anyone", account="applicant")),
    "resubmit_application": on("applications", may("anyone", account="applicant")),
    "withdraw_application": on("applications", may("anyone", account="applicant")),
    "pass_application": on("applications", *REVIEWERS),
    "inspect_application": on("applications", *REVIEWERS),
    "recommend_application": on("applications", *REVIEWERS),
    "file_application": on("applications", *REVIEWERS),
    "return_application": on("applications", *REVIEWERS),
    "reject_application": on("applications", *REVIEWERS),
    "waive_condition": on("applications", *REVIEWERS),
    "revoke_waiver": on("applications", *REVIEWERS),
    "consent_to_application": on("applications", may("anyone", person="members.person")),
    "appoint_commissioner": on("applications", may("city_officer")),
    "applications": on("applications", *PARTIES),
    "application": on("applications", *PARTIES),
    "filings": by_role("anyone"),
    "filing": by_role("anyone"),
    "quotas": by_role("anyone"),
    "credit_entries": by_role("city_officer", "county_officer"),
    "rulebook": by_role("public"),
    # a notice's reader is a role: domain/message.py tells whose a message is, and the queries ask for nobody else's
    "messages": by_role("anyone"),
    "unread_messages": by_role("anyone"),
    "message_topics": by_role("anyone"),
    "read_message": by_role("anyone"),
    "read_messages": on("message_settings", may("anyone", account="account")),
    "mute_topic": on("message_settings", may("anyone", account="account")),
}
