"""Who may do what in appraisal. Who may score which indicator is the rulebook's; see domain/result.py."""

from __future__ import annotations

from shared.access import Table, by_role, may, on

CITY = may("city_officer")
SEEN_BY = (
    CITY,
    may("inspector"),
    may("county_officer", county="county"),
    may("dispatching_manager", unit="sender_unit"),
    may("dispatching_manager", unit="unit"),
    may("host_manager", unit="host_units"),
    may("host_manager", unit="unit"),
    may("anyone", person="person"),  # also of whom the result has cost the filing, and with it the role
)

ACCESS: Table = {
    "open_cycle": on("cycles", CITY),
    "freeze_subjects": on("cycles", CITY),
    "grade_cycle": on("cycles", CITY),
    "reopen_cycle": on("cycles", CITY),
    "publish_results": on("cycles", CITY),
    "close_cycle": on("cycles", CITY),
    "cycle": on("cycles", may("anyone")),
    "cycles": on("cycles", may("anyone")),
    "scheme": by_role("anyone"),
    "score_result": on(
        "results",
        CITY,
        may("county_officer", county="county"),
        may("dispatching_manager", unit="sender_unit"),
        may("host_manager", unit="host_units"),
        may("commissioner", person="person"),
    ),
    "note_influence": on("results", CITY),
    "result": on("results", *SEEN_BY),
    "results": on("results", *SEEN_BY),
    "recompute": on("results", *SEEN_BY),
    "dictionaries": by_role("public"),
}
