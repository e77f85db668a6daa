"""The order in which announcements leave, and the shape in which they do."""

from hypothesis import given
from hypothesis import strategies as st

from shared.announcer import as_event, in_order

rows = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 5)), max_size=30).map(
    lambda pairs: [{"_id": n, "subject": s, "subject_version": v, "type": "t"} for n, (s, v) in enumerate(pairs)]
)


@given(rows)
def test_every_announcement_leaves_exactly_once(announced):
    assert sorted(row["_id"] for row in in_order(announced)) == [row["_id"] for row in announced]


@given(rows)
def test_a_subject_s_later_version_never_leaves_before_its_earlier_one(announced):
    left = in_order(announced)
    for subject in "abcd":
        versions = [row["subject_version"] for row in left if row["subject"] == subject]
        assert versions == sorted(versions)


@given(rows)
def test_announcements_of_one_version_leave_as_they_were_made(announced):
    left = in_order(announced)
    for subject in "abcd":
        for version in range(6):
            ids = [row["_id"] for row in left if (row["subject"], row["subject_version"]) == (subject, version)]
            assert ids == sorted(ids)


@given(rows)
def test_the_places_of_a_subject_among_the_others_stay_as_made(announced):
    assert [row["subject"] for row in in_order(announced)] == [row["subject"] for row in announced]


@given(st.lists(st.sampled_from("abcd"), max_size=30))
def test_what_was_made_in_order_is_left_in_order(subjects):
    counts: dict[str, int] = {}
    announced = []
    for number, subject in enumerate(subjects):
        counts[subject] = counts.get(subject, 0) + 1
        announced.append({"_id": number, "subject": subject, "subject_version": counts[subject]})
    assert in_order(announced) == announced


def test_an_announcement_leaves_as_a_cloud_event():
    row = {
        "_id": "e1", "type": "planted", "at": "2024-05-01T00:00:00.000Z", "subject": "plant:p1", "subject_version": 3,
        "city": "150200", "actor": {"account": "a", "name": "n"}, "data": {"plant": "p1"}, "rules": [], "sent": False,
        "cause": "a|k",
    }  # fmt: skip
    event = as_event("garden", row)
    assert {"specversion": "1.0", "id": "e1", "source": "garden", "type": "planted"}.items() <= event.items()
    assert event["time"] == "2024-05-01T00:00:00.000Z"
    assert event["subjectversion"] == 3
    assert event["data"] == {"plant": "p1"}
    assert not {"sent", "cause"} & event.keys(), "how the sender keeps its books is nobody else's business"
