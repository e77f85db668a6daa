"""Who may do what in the records service. Which party's turn it is at a review is decided by the city's chain."""

from __future__ import annotations

from shared.access import by_role, may, on

SEES_RECORDS = (
    may("commissioner", person="people"),
    may("host_manager", unit="host_unit"),
    may("liaison", unit="host_unit"),
    may("dispatching_manager", unit="sender_unit"),
    may("competent_officer", unit="sender_unit"),
    may("county_officer", county="host_county"),
    may("city_officer"),
    may("inspector"),
    may("finance_officer"),
)
REVIEWS_RECORDS = (
    may("host_manager", unit="host_unit"),
    may("liaison", unit="host_unit"),
    may("dispatching_manager", unit="sender_unit"),
    may("county_officer", county="host_county"),
    may("city_officer"),
)
REPORTS = (
    may("dispatching_manager", unit="unit"),
    may("liaison", unit="unit"),
    may("commissioner", person="people"),
)
RECEIVES_REPORTS = (
    may("competent_officer", unit="to_unit"),
    may("county_officer", county="to_county"),
    may("dispatching_manager", unit="to_unit"),
    may("city_officer"),
)
SEES_REPORTS = (
    may("dispatching_manager", unit="unit"),
    may("liaison", unit="unit"),
    may("commissioner", person="person"),
    *RECEIVES_REPORTS,
    may("inspector"),
)
TELLS = (
    may("commissioner", account="account"),
    may("dispatching_manager", unit="unit"),
    may("liaison", unit="unit"),
    may("host_manager", unit="unit"),
    may("county_officer", county="county"),
)
HEARS = (*TELLS, may("city_officer"))

ACCESS = {
    "submit_record": on("agreements", may("commissioner", person="people")),
    "correct_record": on("records", may("commissioner", person="people")),
    "confirm_record": on("records", *REVIEWS_RECORDS),
    "confirm_records": on("records", *REVIEWS_RECORDS),
    "return_record": on("records", *REVIEWS_RECORDS),
    "record": on("records", *SEES_RECORDS),
    "records": on("records", *SEES_RECORDS),
    "record_form": by_role("anyone"),
    "service_year": on(
        "filings",
        may("commissioner", person="people"),
        may("dispatching_manager", unit="sender_unit"),
        may("county_officer", county="county"),
        may("city_officer"),
        may("inspector"),
    ),
    "submit_report": on("filings", *REPORTS),
    "draft_report": on("filings", *REPORTS),
    "resubmit_report": on(
        "reports",
        may("dispatching_manager", unit="unit"),
        may("liaison", unit="unit"),
        may("commissioner", person="person"),
    ),
    "accept_report": on("reports", *RECEIVES_REPORTS),
    "return_report": on("reports", *RECEIVES_REPORTS),
    "report": on("reports", *SEES_REPORTS),
    "reports": on("reports", *SEES_REPORTS),
    "missing_reports": by_role("city_officer", "county_officer", "competent_officer"),
    "report_case": on("cases", *TELLS),
    "accept_case": on("cases", may("city_officer")),
    "return_case": on("cases", may("city_officer")),
    "tell_case_again": on("cases", *TELLS),
    "case": on("cases", *HEARS),
    "cases": on("cases", *HEARS),
    "report_problem": on("problems", *TELLS),
    "answer_problem": on("problems", may("city_officer")),
    "return_problem": on("problems", may("city_officer")),
    "tell_problem_again": on("problems", *TELLS),
    "problem": on("problems", *HEARS),
    "problems": on("problems", *HEARS),
    "dictionaries": by_role("public"),
}
