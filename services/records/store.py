"""What this service keeps: its own records, and its copies of agreements and filings."""

from __future__ import annotations

from services.records.domain.agreement import Agreement
from services.records.domain.case import Case
from services.records.domain.filing import Filing
from services.records.domain.problem import ProblemReport
from services.records.domain.record import Record
from services.records.domain.report import Report
from shared.repointing import FollowingWork, Naming, Noun
from shared.work import Shelf, copied, kept

# Every list of records is "somebody's, newest day first", so each index ends as the list is sorted. Five of them is
# what the hot path can bear: a list by agreement or filing goes by the person or unit that it belongs to.
DAY = ("on", "_id")


class RecordsWork(FollowingWork):
    """One unit of work of the records service."""

    records: Shelf[Record] = kept(
        indexes=[("people", *DAY), ("host_unit", *DAY), ("sender_unit", *DAY), ("host_county", *DAY), DAY]
    )
    reports: Shelf[Report] = kept(
        indexes=[
            ("unit", "period", "_id"),
            ("person", "period", "_id"),
            ("to_unit", "period", "_id"),
            ("to_county", "period", "_id"),
            ("period", "_id"),
        ],
        unique=[("kind", "filing", "period")],
    )
    cases: Shelf[Case] = kept(indexes=["account", "unit", "county", "status"])
    problems: Shelf[ProblemReport] = kept(indexes=["account", "unit", "county", "status"])
    agreements: Shelf[Agreement] = copied(indexes=["filing"])
    filings: Shelf[Filing] = copied(indexes=[("subject", "unit"), ("subject", "_id")])


# A record names its people in `people` and its units in fields of their own; each has an index.
NAMINGS: dict[Noun, Naming] = {
    "person": Naming(("person", "people", "members"), found={"records": ("people",)}, frozen=frozenset({"figures"})),
    "unit": Naming(("unit", "sender_unit", "host_unit", "to_unit"), found={"records": ("host_unit", "sender_unit")}),
}
