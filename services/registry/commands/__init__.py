"""The registry's commands: load, decide, save, announce."""

from services.registry.commands.accounts import (
    change_password,
    disable_account,
    enable_account,
    end_role,
    enter_city,
    give_role,
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
from services.registry.commands.changes import mend_change, request_filing_change
from services.registry.commands.channels import (
    choose_channels,
)
from services.registry.commands.cities import (
    open_city,
)
from services.registry.commands.complaints import (
    answer_complaint,
    file_complaint,
    forward_complaint,
    take_back_complaint,
    watch_complaints,
    withdraw_complaint,
)
from services.registry.commands.consents import (
    give_consent,
    withdraw_consent,
)
from services.registry.commands.credit_entries import (
    ask_repair,
    decide_repair,
)
from services.registry.commands.delegations import (
    act_on_behalf,
    delegate,
    end_delegation,
)
from services.registry.commands.drafts import (
    delete_draft,
    save_draft,
    start_draft,
    start_mending,
    submit_draft,
)
from services.registry.commands.erasures import (
    erase_person,
)
from services.registry.commands.escalations import (
    note_late_applications,
)
from services.registry.commands.filing_entries import enter_filing
from services.registry.commands.filings import (
    expire_filings,
    restore_filing,
    resume_filing,
)
from services.registry.commands.follows import (
    follow_record,
    unfollow_record,
)
from services.registry.commands.invitations import (
    accept_invitation,
    invite,
    join_by_invitation,
    revoke_invitation,
)
from services.registry.commands.mergings import (
    merge_units,
    unmerge_unit,
)
from services.registry.commands.messages import (
    mute_topic,
    read_message,
    read_messages,
)
from services.registry.commands.notices import decide_objection, object_to_notice, publish_notice, withdraw_notice
from services.registry.commands.peers import add_peer, answer_peer, record_federation_check, remove_peer
from services.registry.commands.person_mergings import (
    merge_persons,
    unmerge_person,
)
from services.registry.commands.persons import (
    disclose_identity,
    enter_person,
    mark_provincial,
    update_profile,
)
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
from services.registry.commands.sanction_clocks import watch_sanctions
from services.registry.commands.sanctions import (
    answer_sanction,
    appeal_sanction,
    decide_appeal,
    decide_sanction,
    open_sanction,
)
from services.registry.commands.second_factors import (
    confirm_second_factor,
    drop_second_factor,
    enrol_second_factor,
    reset_second_factor,
)
from services.registry.commands.sessions import (
    end_other_sessions,
    end_session,
    note_sign_in,
    renew_session,
    revoke_sessions,
    switch_city,
)
from services.registry.commands.units import (
    add_manager,
    enter_unit,
    register_unit,
    remove_manager,
    update_unit,
)
from services.registry.commands.verifications import give_codes, note_looks
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
    "accept_invitation",
    "act_on_behalf",
    "add_manager",
    "add_peer",
    "answer_complaint",
    "answer_peer",
    "answer_sanction",
    "appeal_sanction",
    "appoint_commissioner",
    "ask_repair",
    "change_password",
    "change_webhook",
    "check_rulebook_proposal",
    "choose_channels",
    "confirm_second_factor",
    "consent_to_application",
    "create_webhook",
    "decide_appeal",
    "decide_objection",
    "decide_repair",
    "decide_sanction",
    "delegate",
    "delete_draft",
    "delete_webhook",
    "disable_account",
    "disclose_identity",
    "drop_second_factor",
    "enable_account",
    "end_delegation",
    "end_other_sessions",
    "end_role",
    "end_session",
    "enrol_second_factor",
    "enter_city",
    "enter_filing",
    "enter_person",
    "enter_unit",
    "erase_person",
    "expire_filings",
    "file_application",
    "file_complaint",
    "follow_record",
    "forward_complaint",
    "give_codes",
    "give_consent",
    "give_role",
    "inspect_application",
    "invite",
    "invite_account",
    "join_by_invitation",
    "mark_provincial",
    "mend_change",
    "merge_persons",
    "merge_units",
    "mute_topic",
    "note_late_applications",
    "note_looks",
    "note_sign_in",
    "object_to_notice",
    "open_city",
    "open_city_officer",
    "open_operator",
    "open_rulebook_proposal",
    "open_sanction",
    "pass_application",
    "patch_rulebook_proposal",
    "pause_webhook",
    "ping_webhook",
    "publish_notice",
    "publish_rulebook_proposal",
    "read_message",
    "read_messages",
    "recommend_application",
    "record_federation_check",
    "register_account",
    "register_unit",
    "reject_application",
    "remove_manager",
    "remove_peer",
    "renew_session",
    "replace_rulebook_file",
    "replay_deliveries",
    "replay_delivery",
    "request_filing_change",
    "reset_password",
    "reset_second_factor",
    "restore_filing",
    "resubmit_application",
    "resume_filing",
    "resume_webhook",
    "return_application",
    "revoke_invitation",
    "revoke_sessions",
    "revoke_waiver",
    "rotate_webhook_secret",
    "rule_on_conflict",
    "save_draft",
    "start_draft",
    "start_mending",
    "submit_application",
    "submit_draft",
    "switch_city",
    "take_back_complaint",
    "unfollow_record",
    "unmerge_person",
    "unmerge_unit",
    "update_profile",
    "update_unit",
    "waive_condition",
    "watch_complaints",
    "watch_sanctions",
    "withdraw_application",
    "withdraw_complaint",
    "withdraw_consent",
    "withdraw_notice",
    "withdraw_rulebook_proposal",
]
