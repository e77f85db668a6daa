"""What this service keeps: sessions, enrolments, attendance, and its copy of who is who."""

from __future__ import annotations

from services.training.domain.attendance import Attendance, Enrolment, Participant
from services.training.domain.training import Training
from shared.repointing import FollowingWork, Naming, Noun
from shared.work import Shelf, copied, kept


class TrainingWork(FollowingWork):
    """One unit of work of the training service."""

    trainings: Shelf[Training] = kept(
        indexes=[("on", "_id"), ("status", "on", "_id"), ("unit", "on", "_id"), ("county", "on", "_id")],
        unique=["code"],
    )
    enrolments: Shelf[Enrolment] = kept(indexes=[("training", "_id"), ("account", "_id")])
    attendances: Shelf[Attendance] = kept(indexes=[("training", "_id"), ("account", "on", "_id"), ("on", "_id")])
    participants: Shelf[Participant] = copied()


# Attendance is an account's: where two accounts were one person's, the one counts what the other attended.
NAMINGS: dict[Noun, Naming] = {
    "person": Naming(("person",)),
    "unit": Naming(("unit", "trainer_unit")),
    "account": Naming(("account",), apart=frozenset({"trainings", "participants"})),
}
