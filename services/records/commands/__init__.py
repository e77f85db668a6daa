"""The commands of the records service, one module per noun, one function per command."""

from services.records.commands.case import accept_case, report_case, return_case, tell_case_again
from services.records.commands.problem import answer_problem, report_problem, return_problem, tell_problem_again
from services.records.commands.record import (
    confirm_record,
    confirm_records,
    correct_record,
    return_record,
    submit_record,
)
from services.records.commands.report import accept_report, resubmit_report, return_report, submit_report

__all__ = [
    "accept_case",
    "accept_report",
    "answer_problem",
    "confirm_record",
    "confirm_records",
    "correct_record",
    "report_case",
    "report_problem",
    "resubmit_report",
    "return_case",
    "return_problem",
    "return_record",
    "return_report",
    "submit_record",
    "submit_report",
    "tell_case_again",
    "tell_problem_again",
]
