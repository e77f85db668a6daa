"""Records to documents and back, and the one plain form that documents, announcements and answers share."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

import orjson
from hypothesis import given
from hypothesis import strategies as st

from shared.documents import document, plain, record
from shared.work import Page


@dataclass(frozen=True)
class Member:
    name: str
    born: date | None = None


@dataclass(frozen=True)
class Team:
    id: str
    city: str
    founded: date
    seen: datetime | None = None
    members: tuple[Member, ...] = ()
    hours: dict[str, int] = field(default_factory=dict)
    share: float = 0.0
    open: bool = True
    version: int = 0


text = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=10)
moments = st.datetimes(timezones=st.just(UTC)).map(
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
teams = st.builds(
    Team,
    id=text,
    city=text,
    founded=st.dates(),
    seen=st.none() | moments,
    members=st.lists(st.builds(Member, text, st.none() | st.dates()), max_size=3).map(tuple),
    hours=st.dictionaries(text, st.integers(-(2**63), 2**63 - 1), max_size=3),
    share=st.floats(allow_nan=False),
    open=st.booleans(),
    version=st.integers(0, 9),
)


@given(teams)
def test_a_record_comes_back_from_its_document_as_it_was(team):
    assert record(document(team), Team) == team


@given(teams)
def test_the_plain_form_is_json(team):
    assert orjson.loads(orjson.dumps(plain(team), option=orjson.OPT_NON_STR_KEYS))["city"] == team.city


def test_a_day_is_an_iso_string_and_a_moment_one_in_utc():
    beijing = timezone(timedelta(hours=8))
    shown = plain(Team("t", "c", date(2024, 5, 1), datetime(2024, 5, 1, 7, 30, 0, 123_456, tzinfo=beijing)))
    assert shown["founded"] == "2024-05-01"
    assert shown["seen"] == "2024-04-30T23:30:00.123Z"


def test_the_document_has_the_database_s_name_for_the_identifier():
    doc = document(Team("t1", "c", date(2024, 5, 1)))
    assert doc["_id"] == "t1"
    assert "id" not in doc


def test_a_field_that_a_release_added_takes_its_default_and_one_it_dropped_is_left_unread():
    old = {"_id": "t1", "city": "c", "founded": "2024-05-01", "nickname": "旧字段"}
    assert record(old, Team) == Team("t1", "c", date(2024, 5, 1))


def test_plain_goes_into_pages_lists_and_mappings():
    team = Team("t1", "c", date(2024, 5, 1))
    assert plain(Page([team], "next"))["items"][0]["founded"] == "2024-05-01"
    assert plain({"of": [team]})["of"][0]["founded"] == "2024-05-01"
    assert plain({"on": date(2024, 5, 1), "nothing": None, "count": 3}) == {
        "on": "2024-05-01",
        "nothing": None,
        "count": 3,
    }
