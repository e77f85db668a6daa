"""Who may do what in dispatch. The chain of a city's rulebook then says whose turn it is."""

from __future__ import annotations

from shared.access import Table, by_role, may, on

COMMISSIONER = may("commissioner", person="person")
SENDER = may("dispatching_manager", unit="sender_unit")
HOST = may("host_manager", unit="host_unit")
LIAISON = may("liaison", unit="host_unit")
HOST_COUNTY = may("county_officer", county="host_county")
CITY = may("city_officer")
ROUND_COUNTY = may("county_officer", county="county")
ANYBODY = may("anyone", account="account")
INSPECTOR = may("inspector")
COMPETENT = (may("competent_officer", unit="competent.unit"), may("county_officer", county="competent.county"))
PARTIES = (COMMISSIONER, SENDER, HOST)
CONCERNED = (may("anyone", person="person"), SENDER, HOST)  # an ending may have cost the commissioner the role
CO_OWNERS = (may("host_manager", unit="owner_units"), may("liaison", unit="owner_units"))
DESK = may("county_officer", county="desk")
OPENED_TO = (may("commissioner", person="opened_to"), may("dispatching_manager", unit="opened_to"))
OPENED_TO_HOST = may("host_manager", unit="opened_to")
OFFERING = (
    may("dispatching_manager", unit="unit"),
    may("host_manager", unit="unit"),
    may("commissioner", person="person"),
)
UNIT_COUNTY = may("county_officer", county="county")
REVIEWERS = (HOST_COUNTY, *COMPETENT, CITY)
# what one once worked by stays one's own to read, whatever became of the role
READERS = (
    *CONCERNED,
    may("anyone", person="members.person"),
    LIAISON,
    *REVIEWERS,
    INSPECTOR,
    may("finance_officer"),
)

ACCESS: Table = {
    # demands: a co-owner (merged) reads and follows up; the host alone withdraws, renews, closes
    "report_demand": on("demands", HOST, LIAISON),
    "resubmit_demand": on("demands", HOST, LIAISON),
    "withdraw_demand": on("demands", HOST, LIAISON),
    "solve_demand": on("demands", HOST, LIAISON),
    "renew_demand": on("demands", HOST, LIAISON),
    "reclassify_demand": on("demands", HOST, LIAISON),
    "answer_followup": on("demands", HOST, LIAISON, *CO_OWNERS),
    "take_demand_step": on("demands", HOST_COUNTY, DESK, CITY),
    "forward_demand": on("demands", HOST_COUNTY, DESK, CITY),
    "merge_demand": on("demands", HOST_COUNTY, DESK, CITY),
    "split_demand": on("demands", HOST_COUNTY, DESK, CITY),
    "expire_demands": by_role("city_officer"),
    "demand": on("demands", HOST, LIAISON, *CO_OWNERS, HOST_COUNTY, DESK, CITY, *OPENED_TO),
    "demands": on("demands", HOST, LIAISON, *CO_OWNERS, HOST_COUNTY, DESK, CITY, *OPENED_TO),
    "similar_demands": by_role("host_manager", "liaison", "county_officer", "city_officer"),
    "dictionaries": by_role("public"),
    "search": by_role("anyone"),
    "published_demand": on("demands", may("public")),
    "published_demands": on("demands", may("public")),
    "demand_map": on("demands", may("public")),
    "demands_feed": by_role("public"),
    "dispatch_figures": by_role("city_officer", "county_officer"),
    "save_demand_draft": on("demand_drafts", HOST, LIAISON),
    "change_demand_draft": on("demand_drafts", HOST, LIAISON),
    "drop_demand_draft": on("demand_drafts", HOST, LIAISON),
    "demand_draft": on("demand_drafts", HOST, LIAISON),
    "demand_drafts": on("demand_drafts", HOST, LIAISON),
    # achievements
    "report_achievement": on("achievements", *OFFERING),
    "resubmit_achievement": on("achievements", *OFFERING),
    "withdraw_achievement": on("achievements", *OFFERING),
    "renew_achievement": on("achievements", *OFFERING),
    "reclassify_achievement": on("achievements", *OFFERING),
    "take_achievement_step": on("achievements", *OFFERING, UNIT_COUNTY, CITY),
    "expire_achievements": by_role("city_officer"),
    "achievement": on("achievements", *OFFERING, UNIT_COUNTY, CITY, *OPENED_TO, OPENED_TO_HOST),
    "achievements": on("achievements", *OFFERING, UNIT_COUNTY, CITY, *OPENED_TO, OPENED_TO_HOST),
    "published_achievement": on("achievements", may("public")),
    "published_achievements": on("achievements", may("public")),
    # bounties and bids: what a bid says is sealed to all but its bidder until the deadline (see views.bid_readable)
    "post_bounty": on("demands", HOST, LIAISON, HOST_COUNTY, CITY),
    "cancel_bounty": on("bounties", HOST, LIAISON, HOST_COUNTY, CITY),
    "name_reviewers": on("bounties", HOST, HOST_COUNTY, CITY),
    "recuse_reviewer": on("bounties", may("anyone", account="reviewers.account")),
    "decide_bounty": on("bounties", HOST, HOST_COUNTY, CITY),
    "award_bounty": on("bounties", HOST, HOST_COUNTY, CITY),
    "comment_on_bounty": on("notice_comments", ANYBODY),
    "bounty": on("bounties", may("public")),
    "bounties": on("bounties", may("public")),
    "place_bid": on("bids", COMMISSIONER, SENDER),
    "revise_bid": on("bids", COMMISSIONER, SENDER),
    "withdraw_bid": on("bids", COMMISSIONER, SENDER),
    "score_bid": on("bounties", may("anyone", account="reviewers.account")),
    "bid": on("bids", COMMISSIONER, SENDER, HOST, CITY, may("anyone", account="reviewer_accounts")),
    "bids": on("bids", COMMISSIONER, SENDER, HOST, CITY, may("anyone", account="reviewer_accounts")),
    # publication rounds
    "open_publication_round": on("publication_rounds", CITY),
    "publish_publication_round": on("publication_rounds", CITY),
    "take_out_of_round": on("publication_rounds", CITY),
    "comment_on_round": on("notice_comments", ANYBODY),
    "answer_notice_comment": on("notice_comments", CITY),
    "notice_comment": on("notice_comments", ANYBODY, CITY),
    "notice_comments": on("notice_comments", ANYBODY, CITY),
    "publication_round": on("publication_rounds", may("public")),
    "publication_rounds": on("publication_rounds", may("public")),
    # intents
    "offer_intent": on("intents", *PARTIES),
    "accept_intent": on("intents", *PARTIES),
    "decline_intent": on("intents", *PARTIES),
    "withdraw_intent": on("intents", *PARTIES),
    "counter_intent": on("intents", *PARTIES),
    "note_intent": on("intents", *PARTIES),
    "draft_intent_agreement": on("intents", SENDER),
    "intent": on("intents", *PARTIES, HOST_COUNTY, CITY),
    "intents": on("intents", *PARTIES, HOST_COUNTY, CITY),
    # matching: what is suggested to whom, and the ties that are known
    "demand_candidates": on("demands", HOST, LIAISON, HOST_COUNTY, CITY),
    "candidate_demands": on("candidates", COMMISSIONER, SENDER, CITY),
    "achievement_hosts": on(
        "achievements",
        may("dispatching_manager", unit="unit"),
        may("host_manager", unit="unit"),
        may("commissioner", person="person"),
        CITY,
    ),
    "suggestions": on("suggestions", *PARTIES, HOST_COUNTY, CITY),
    "dismiss_suggestion": on("suggestions", *PARTIES),
    "declare_interest": on("interests", COMMISSIONER, SENDER, CITY),
    "end_interest": on("interests", COMMISSIONER, SENDER, CITY),
    "interests": on("interests", COMMISSIONER, SENDER, HOST_COUNTY, CITY),
    # agreements
    "draft_agreement": on("agreements", SENDER),
    "revise_agreement": on("agreements", SENDER),
    "sign_agreement": on("agreements", *PARTIES),
    "sign_agreement_on_paper": on("agreements", *PARTIES, CITY),
    "revoke_signature": on("agreements", *PARTIES, CITY),
    "report_agreements": on("agreements", SENDER),
    "renew_agreement": on("agreements", SENDER),
    "hand_over_agreement": on("agreements", SENDER),
    # supplements: drawing one up is decided on the agreement
    "draft_supplement": on("agreements", SENDER),
    "revise_supplement": on("supplements", SENDER),
    "sign_supplement": on("supplements", *PARTIES),
    "sign_supplement_on_paper": on("supplements", *PARTIES, CITY),
    "report_supplement": on("supplements", SENDER, CITY),
    "take_supplement_step": on("supplements", *REVIEWERS),
    "withdraw_supplement": on("supplements", SENDER),
    "supplement": on("supplements", *PARTIES, LIAISON, *REVIEWERS, INSPECTOR, may("finance_officer")),
    "supplements": on("supplements", *PARTIES, LIAISON, *REVIEWERS, INSPECTOR, may("finance_officer")),
    # papers and forms
    "upload_template": on("templates", CITY),
    "activate_template": on("templates", CITY),
    "retire_template": on("templates", CITY),
    "template": on("templates", CITY),
    "templates": on("templates", CITY),
    "template_preview": on("templates", CITY),
    "default_template": by_role("city_officer"),
    "agreement_pdf": on("agreements", *READERS),
    "agreement_docx": on("agreements", *READERS),
    "supplement_pdf": on("supplements", *PARTIES, LIAISON, *REVIEWERS, INSPECTOR, may("finance_officer")),
    "supplement_docx": on("supplements", *PARTIES, LIAISON, *REVIEWERS, INSPECTOR, may("finance_officer")),
    "ending_pdf": on("endings", *CONCERNED, LIAISON, *REVIEWERS, INSPECTOR),
    "ending_docx": on("endings", *CONCERNED, LIAISON, *REVIEWERS, INSPECTOR),
    "batch_pdf": on("batches", SENDER, *COMPETENT, CITY),
    "batch_xlsx": on("batches", SENDER, *COMPETENT, CITY),
    "compose_batch": on("batches", SENDER),
    "change_batch": on("batches", SENDER),
    "withdraw_batch": on("batches", SENDER),
    "submit_batch": on("batches", SENDER),
    "review_batch": on("batches", CITY),
    "batch": on("batches", SENDER, *COMPETENT, CITY),
    "batches": on("batches", SENDER, *COMPETENT, CITY),
    "take_agreement_step": on("agreements", *REVIEWERS),
    "waive_agreement_rule": on("agreements", CITY),
    "withdraw_agreement": on("agreements", SENDER),
    "expire_agreements": by_role("city_officer"),
    "remind_agreements": by_role("city_officer"),
    "verify_agreement": by_role("public"),
    "agreement_looks": on("agreements", *READERS),
    "note_looks": by_role("platform"),
    "agreement": on("agreements", *READERS),
    "agreements": on("agreements", *READERS),
    # assignments
    "order_assignment": on("assignments", CITY, HOST_COUNTY),
    "appoint_commissioner": on("assignments", CITY),
    "name_commissioner": on("assignments", SENDER),
    "report_progress": on("assignments", SENDER),
    "withdraw_assignment": on("assignments", CITY, HOST_COUNTY),
    "decline_assignment": on("assignments", SENDER),
    "reassign_assignment": on("assignments", CITY, HOST_COUNTY),
    "extend_assignment": on("assignments", CITY, HOST_COUNTY),
    "assignment": on("assignments", *PARTIES, HOST_COUNTY, CITY),
    "assignments": on("assignments", *PARTIES, HOST_COUNTY, CITY),
    # directed rounds
    "open_directed_round": on("directed_rounds", CITY, ROUND_COUNTY),
    "edit_directed_round": on("directed_rounds", CITY, ROUND_COUNTY),
    "keep_directed_plan": on("directed_rounds", CITY, ROUND_COUNTY),
    "confirm_directed_pair": on("directed_rounds", CITY, ROUND_COUNTY),
    "abandon_directed_round": on("directed_rounds", CITY, ROUND_COUNTY),
    "directed_round": on("directed_rounds", CITY, ROUND_COUNTY),
    "directed_rounds": on("directed_rounds", CITY, ROUND_COUNTY),
    "plan_directed_round": on("jobs", may("city_officer", account="account"), may("county_officer", account="account")),
    "confirm_directed_round": on(
        "jobs", may("city_officer", account="account"), may("county_officer", account="account")
    ),
    # endings: opening one is decided on the agreement; whom the rulebook names is decided there
    "open_ending": on("agreements", *PARTIES, LIAISON, *REVIEWERS, INSPECTOR),
    "take_ending_step": on("endings", *PARTIES, *REVIEWERS, INSPECTOR),
    "resubmit_ending": on("endings", *PARTIES, LIAISON, *REVIEWERS, INSPECTOR),
    "withdraw_ending": on("endings", *PARTIES, LIAISON, *REVIEWERS, INSPECTOR),
    "serve_ending_notice": on("endings", HOST_COUNTY, *COMPETENT, CITY),
    "defend_ending": on("endings", *CONCERNED),
    "record_ending_hearing": on("endings", HOST_COUNTY, CITY),
    "appeal_ending": on("endings", *CONCERNED),
    "withdraw_ending_appeal": on("endings", *CONCERNED),
    "take_ending_appeal_step": on("endings", *REVIEWERS),
    "ending": on("endings", *CONCERNED, LIAISON, *REVIEWERS, INSPECTOR),
    "endings": on("endings", *PARTIES, LIAISON, *REVIEWERS, INSPECTOR),
    # the list that is exported decides once more, as for any question
    "export_list": on("jobs", may("anyone", account="account")),
    "simulate_rulebook": on("jobs", may("city_officer", account="account")),
}
