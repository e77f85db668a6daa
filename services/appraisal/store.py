"""What appraisal keeps: cycles and results of its own, and copies of what others announced."""

from __future__ import annotations

from services.appraisal.domain.cycle import Cycle
from services.appraisal.domain.known import KnownAgreement, KnownAttendance, KnownFiling, KnownReport, KnownVisit
from services.appraisal.domain.result import Result
from shared.repointing import FollowingWork, Naming, Noun
from shared.work import Shelf, copied, kept


class AppraisalWork(FollowingWork):
    """The collections of the appraisal service."""

    cycles: Shelf[Cycle] = kept(unique=[("year",)])
    results: Shelf[Result] = kept(
        indexes=["cycle", "holder", "sender_unit", "unit", "county", "person", "host_units", ("cycle", "grade")]
    )
    known_filings: Shelf[KnownFiling] = copied(indexes=["subject", "sender_unit", "unit"])
    known_visits: Shelf[KnownVisit] = copied(
        indexes=[("filing", "year"), ("sender_unit", "year"), ("host_unit", "year")]
    )
    known_reports: Shelf[KnownReport] = copied(indexes=[("filing", "year"), ("unit", "year")])
    known_attendances: Shelf[KnownAttendance] = copied(indexes=[("person", "year")])
    known_agreements: Shelf[KnownAgreement] = copied(indexes=["filing", "sender_unit", "host_unit"])


# The facts of a year and the judges' scores are under a digest: they stay as they were frozen and given.
FROZEN = frozenset({"facts", "scores"})
NAMINGS: dict[Noun, Naming] = {
    "person": Naming(("person", "holder"), frozen=FROZEN),
    "unit": Naming(
        ("unit", "holder", "sender_unit", "host_unit", "host_units"),
        found={"known_visits": ("sender_unit", "host_unit")},
        frozen=FROZEN,
    ),
}
