"""The registry's commands: load, decide, save, announce."""

from services.registry.commands.accounts import (
    change_password,
    disable_account,
    enter_city,
    invite_account,
    open_city_officer,
    open_operator,
    register_account,
    reset_password,
)
from services.registry.commands.applications import (
    consent_to_application,
    resubmit_application,
    submit_application,
    withdraw_application,
)
from services.registry.commands.channels import choose_channels
from services.registry.commands.cities import open_city
from services.registry.commands.drafts import delete_draft, save_draft, start_draft, start_mending, submit_draft
from services.registry.commands.escalations import note_late_applications
from services.registry.commands.messages import mute_topic, read_message, read_messages
from services.registry.commands.persons import disclose_identity, mark_provincial, update_profile
from services.registry.commands.reviews import (
    appoint_commissioner,
    file_application,
    inspect_application,
    pass_application,
    recommend_application,
    reject_application,
    return_application,
    revoke_waiver,
    waive_condition,
)
from services.registry.commands.rulebook_proposals import (
    check_rulebook_proposal,
    open_rulebook_proposal,
    patch_rulebook_proposal,
    publish_rulebook_proposal,
    replace_rulebook_file,
    rule_on_conflict,
    withdraw_rulebook_proposal,
)
from services.registry.commands.sessions import end_session, note_sign_in, renew_session
from services.registry.commands.units import enter_unit, register_unit, update_unit
from services.registry.commands.webhooks import (
    change_webhook,
    create_webhook,
    delete_webhook,
    pause_webhook,
    ping_webhook,
    replay_deliveries,
    replay_delivery,
    resume_webhook,
    rotate_webhook_secret,
)

__all__ = [
    "appoint_commissioner",
    "change_password",
    "change_webhook",
    "check_rulebook_proposal",
    "choose_channels",
    "consent_to_application",
    "create_webhook",
    "delete_draft",
    "delete_webhook",
    "disable_account",
    "disclose_identity",
    "end_session",
    "enter_city",
    "enter_unit",
    "file_application",
    "inspect_application",
    "invite_account",
    "mark_provincial",
    "mute_topic",
    "note_late_applications",
    "note_sign_in",
    "open_city",
    "open_city_officer",
    "open_operator",
    "open_rulebook_proposal",
    "pass_application",
    "patch_rulebook_proposal",
    "pause_webhook",
    "ping_webhook",
    "publish_rulebook_proposal",
    "read_message",
    "read_messages",
    "recommend_application",
    "register_account",
    "register_unit",
    "reject_application",
    "renew_session",
    "replace_rulebook_file",
    "replay_deliveries",
    "replay_delivery",
    "reset_password",
    "resubmit_application",
    "resume_webhook",
    "return_application",
    "revoke_waiver",
    "rotate_webhook_secret",
    "rule_on_conflict",
    "save_draft",
    "start_draft",
    "start_mending",
    "submit_application",
    "submit_draft",
    "update_profile",
    "update_unit",
    "waive_condition",
    "withdraw_application",
    "withdraw_rulebook_proposal",
]
