"""Who may do what in the training service. Whether somebody holds a session is decided again in its domain."""

from __future__ import annotations

from shared.access import by_role, may, on

HOLDS = (
    may("city_officer"),
    may("county_officer", county="county"),
    may("dispatching_manager", unit="unit"),
    may("trainer", account="trainer"),
    may("trainer", unit="trainer_unit"),
)

ACCESS = {
    "plan_training": on("trainings", *HOLDS),
    "change_training": on("trainings", *HOLDS),
    "publish_training": on("trainings", *HOLDS),
    "hold_training": on("trainings", *HOLDS),
    "cancel_training": on("trainings", *HOLDS),
    "record_attendances": on("trainings", *HOLDS),
    "training_roll": on("trainings", *HOLDS),
    "enrol": by_role("anyone"),
    "attend": by_role("anyone"),
    "training": by_role("anyone"),
    "trainings": by_role("anyone"),
    "attendances": by_role("anyone"),
    "training_standing": by_role("anyone"),
    "dictionaries": by_role("public"),
}
