"""Who may do what in funding. Cities differ in their rulebooks, not here."""

from __future__ import annotations

from shared.access import by_role, may, on

_BUDGETING = ("city_officer", "finance_officer")
_SEE_ALL = (may("city_officer"), may("finance_officer"), may("inspector"))
_OF_THE_UNIT = may("dispatching_manager", unit="unit")

ACCESS = {
    "open_budget": by_role(*_BUDGETING),
    "supplement_budget": on("budgets", may("city_officer"), may("finance_officer")),
    "budget": on("budgets", *_SEE_ALL),
    "budgets": on("budgets", *_SEE_ALL),
    "budget_postings": on("budgets", *_SEE_ALL),
    "make_allocation": on("budgets", may("city_officer"), may("finance_officer")),
    "reverse_allocation": on("allocations", may("city_officer"), may("finance_officer")),
    "allocation": on("allocations", _OF_THE_UNIT, *_SEE_ALL),
    "allocations": on("allocations", _OF_THE_UNIT, *_SEE_ALL),
    "set_rate": on("fund_accounts", _OF_THE_UNIT),
    "approve_claims": on("fund_accounts", _OF_THE_UNIT),
    "pay_claims": on("fund_accounts", _OF_THE_UNIT),
    "fund_account": on("fund_accounts", _OF_THE_UNIT, *_SEE_ALL),
    "fund_accounts": on("fund_accounts", _OF_THE_UNIT, *_SEE_ALL),
    "account_postings": on("fund_accounts", _OF_THE_UNIT, *_SEE_ALL),
    "submit_claim": on("known_records", may("commissioner", person="person")),
    "submit_claims": on("known_records", may("commissioner", person="person")),
    "approve_claim": on("claims", _OF_THE_UNIT),
    "refuse_claim": on("claims", _OF_THE_UNIT),
    "pay_claim": on("claims", _OF_THE_UNIT),
    "reverse_claim": on("claims", _OF_THE_UNIT, may("finance_officer")),
    "claim_prospect": by_role("commissioner"),
    "claim": on("claims", may("commissioner", person="person"), _OF_THE_UNIT, *_SEE_ALL),
    "claims": on("claims", may("commissioner", person="person"), _OF_THE_UNIT, *_SEE_ALL),
    "reward_candidates": on("known_results", may("city_officer"), may("finance_officer")),
    "pay_reward": on("known_results", may("city_officer")),
    "reverse_reward": on("rewards", may("city_officer"), may("finance_officer")),
    "reward": on("rewards", *_SEE_ALL),
    "rewards": on("rewards", *_SEE_ALL),
    "report_misuse": on("known_filings", may("inspector"), may("finance_officer"), may("city_officer")),
    "confirm_misuse": on("inspections", may("city_officer")),
    "dismiss_misuse": on("inspections", may("city_officer")),
    "inspection": on("inspections", *_SEE_ALL),
    "inspections": on("inspections", *_SEE_ALL),
    "simulate_rulebook": on("jobs", may("city_officer", account="account")),
    "dictionaries": by_role("public"),
}
