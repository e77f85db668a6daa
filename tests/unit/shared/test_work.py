"""One unit of work over one sheaf: whose changes are kept, what a call sees, and what it may not do."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from shared.access import by_role, may, on
from shared.actor import Actor, Grant
from shared.documents import document
from shared.errors import Conflict, Forbidden, Invalid, NotFound, Outdated
from shared.sheaf import Sheaf, Stale
from shared.work import Announcement, Shelf, Work, copied, kept
from tests.unit.shared.memory import Database

NOON = datetime(2024, 5, 1, 4, 0, tzinfo=UTC)
SOMEBODY = Actor("a1", "某人", "150200", grants=(Grant("gardener"),))


@dataclass(frozen=True)
class Plant:
    id: str
    city: str = "150200"
    name: str = "rose"
    owner: str = "a1"
    version: int = 0


@dataclass(frozen=True)
class Known:
    id: str
    city: str = "150200"
    name: str = ""
    source_version: int = 0
    version: int = 0


class Garden(Work):
    plants: Shelf[Plant] = kept(indexes=["name"])
    people: Shelf[Plant] = kept(everywhere=True)
    known: Shelf[Known] = copied()


@pytest.fixture
def database():
    return Database()


@pytest.fixture
def sheaf(database):
    return Sheaf(database, None)


def keep(database, *plants, shelf="plants"):
    database[shelf].insert_many([document(replace(plant, version=plant.version or 1)) for plant in plants])


def work_on(sheaf, actor=SOMEBODY, **kwargs):
    return Garden(sheaf, actor, NOON, **kwargs)


def flush(sheaf):
    sheaf.flush()
    return {name: dict(collection.docs) for name, collection in sheaf.database.items()}


# -- whose changes are kept --------------------------------------------------------------------------------------------


def test_what_a_call_changed_is_not_in_the_sheaf_before_it_is_accepted(sheaf):
    work = work_on(sheaf)
    work.plants.add(Plant("p1"))
    work.announce(Announcement("planted", "plant:p1", {}))
    assert not sheaf.changes
    assert not sheaf.announcements
    work.accept()
    assert set(sheaf.changes) == {("plants", "p1")}
    assert len(sheaf.announcements) == 1


def test_a_refused_call_leaves_nothing_and_disturbs_no_neighbour(database, sheaf):
    keep(database, Plant("p1"))
    refused, fine = work_on(sheaf), work_on(sheaf)
    refused.plants.save(replace(refused.plants.get("p1"), name="thistle"))
    refused.plants.add(Plant("p2"))
    refused.announce(Announcement("planted", "plant:p2", {}))  # and here it is refused: nobody accepts it
    assert fine.plants.get("p1").name == "rose"
    assert fine.plants.find("p2") is None
    fine.plants.save(replace(fine.plants.get("p1"), name="lily"))
    fine.accept()
    assert [doc["name"] for doc in flush(sheaf)["plants"].values()] == ["lily"]
    assert not sheaf.announcements


def test_the_next_call_of_the_batch_sees_what_an_accepted_one_changed(database, sheaf):
    keep(database, Plant("p1"))
    for name in ("lily", "tulip", "daisy"):
        work = work_on(sheaf)
        before = work.plants.get("p1")
        work.plants.save(replace(before, name=before.name + "+" + name))
        work.accept()
    written = flush(sheaf)["plants"]["p1"]
    assert written["name"] == "rose+lily+tulip+daisy"
    assert written["version"] == 4
    assert len([query for query in database["plants"].queries if "_id" in query]) == 1, "loaded once for all three"


def test_a_record_that_is_added_and_changed_in_one_batch_is_inserted_once_in_its_last_form(sheaf):
    first, second = work_on(sheaf), work_on(sheaf)
    first.plants.add(Plant("p1"))
    first.accept()
    second.plants.save(replace(second.plants.get("p1"), name="lily"))
    second.accept()
    assert flush(sheaf)["plants"]["p1"] == {"_id": "p1", "city": "150200", "name": "lily", "owner": "a1", "version": 2}


def test_a_record_that_an_earlier_call_of_the_batch_added_cannot_be_added_again(sheaf):
    first, second = work_on(sheaf), work_on(sheaf)
    first.plants.add(Plant("p1", name="rose"))
    first.accept()
    with pytest.raises(Conflict):
        second.plants.add(Plant("p1", name="weed"))
    with pytest.raises(Conflict):
        second.plants.save(Plant("p1", name="weed"))
    assert flush(sheaf)["plants"]["p1"]["name"] == "rose"


def test_a_record_that_was_written_early_for_a_query_is_changed_afterwards_all_the_same(sheaf):
    for name in ("rose", "lily"):
        work = work_on(sheaf)
        found = work.plants.first(id="p1")
        work.plants.save(replace(found, name=name) if found else Plant("p1", name=name))
        work.accept()
    assert flush(sheaf)["plants"]["p1"]["name"] == "lily"


# -- what a call sees --------------------------------------------------------------------------------------------------


def test_a_call_sees_its_own_changes(database, sheaf):
    keep(database, Plant("p1"))
    work = work_on(sheaf)
    work.plants.save(replace(work.plants.get("p1"), name="lily"))
    work.plants.add(Plant("p2"))
    work.plants.remove("p1")
    assert work.plants.find("p1") is None
    assert work.plants.get("p2").version == 1


def test_a_record_of_another_city_is_not_found(database, sheaf):
    keep(database, Plant("p1", city="130100"))
    work = work_on(sheaf)
    assert work.plants.find("p1") is None
    assert work.plants.some() == []
    with pytest.raises(NotFound):
        work.plants.get("p1")


def test_a_filter_cannot_reach_into_another_city(database, sheaf):
    keep(database, Plant("p1", city="130100"))
    assert work_on(sheaf).plants.some({"city": "130100"}) == []
    assert work_on(sheaf).plants.count({"city": "130100"}) == 0


def test_a_platform_wide_collection_has_no_cities(database, sheaf):
    keep(database, Plant("p1", city=""), shelf="people")
    assert work_on(sheaf).people.get("p1").id == "p1"
    assert len(work_on(sheaf, Actor("", "", "130100")).people.some()) == 1


def test_a_page_of_a_platform_wide_collection_needs_no_filter(database, sheaf):
    keep(database, Plant("p1", city=""), shelf="people")
    assert [one.id for one in work_on(sheaf).people.page().items] == ["p1"]


def test_a_query_sees_what_earlier_calls_of_the_batch_changed(sheaf):
    first = work_on(sheaf)
    first.plants.add(Plant("p1", name="lily"))
    first.accept()
    assert [plant.id for plant in work_on(sheaf).plants.some({"name": "lily"})] == ["p1"]
    assert work_on(sheaf).plants.count({"name": "lily"}) == 1


def test_a_call_loads_before_it_saves(database, sheaf):
    work = work_on(sheaf)
    work.plants.add(Plant("p1"))
    for query in (work.plants.some, work.plants.first, work.plants.count, work.plants.page):
        with pytest.raises(RuntimeError, match="loads before it saves"):
            query()
    assert work.known.some() == [], "other collections may still be asked"


def test_the_day_is_that_of_beijing_and_the_moment_that_of_greenwich(sheaf):
    late = datetime(2024, 4, 30, 16, 30, tzinfo=UTC)
    work = Garden(sheaf, SOMEBODY, late)
    assert work.today == date(2024, 5, 1)
    assert work.now == late
    assert work.now.tzinfo is UTC


def test_identifiers_sort_by_the_time_of_making_and_codes_hold_no_letter_taken_for_a_digit(sheaf):
    earlier, later = work_on(sheaf), Garden(sheaf, SOMEBODY, datetime(2024, 5, 1, 4, 1, tzinfo=UTC))
    assert earlier.new_id() < later.new_id()
    assert len({earlier.new_id() for _ in range(200)}) == 200
    assert not set("01IO") & set(earlier.new_code(500))


# -- versions ----------------------------------------------------------------------------------------------------------


def test_a_version_grows_by_one_a_call_however_often_it_saves(database, sheaf):
    keep(database, Plant("p1"))
    work = work_on(sheaf)
    for name in ("a", "b", "c"):
        work.plants.save(replace(work.plants.get("p1"), name=name))
    work.accept()
    assert flush(sheaf)["plants"]["p1"]["version"] == 2


def test_whoever_saves_over_a_version_that_is_gone_is_stale(database, sheaf):
    keep(database, Plant("p1"))
    work = work_on(sheaf)
    work.plants.save(replace(work.plants.get("p1"), name="lily"))
    work.accept()
    database["plants"].docs["p1"]["version"] = 2  # another process was faster
    with pytest.raises(Stale):
        sheaf.flush()


def test_a_counter_begins_at_its_first_taker(sheaf):
    work = work_on(sheaf)
    work.plants.save(work.plants.get_or("counter", Plant("counter")))
    work.accept()
    assert flush(sheaf)["plants"]["counter"]["version"] == 1


def test_the_answer_shows_the_version_under_which_the_record_is_kept(database, sheaf):
    keep(database, Plant("p1"))
    work = work_on(sheaf)
    changed = replace(work.plants.get("p1"), name="lily")
    work.plants.save(changed)
    assert work.stored(changed).version == 2
    assert work.stored({"not": "a record"}) == {"not": "a record"}


def test_a_call_that_names_the_version_it_saw_is_told_when_it_is_outdated(database, sheaf):
    keep(database, Plant("p1", version=3))
    row = on("plants", may("gardener"))
    assert work_on(sheaf, row=row, expected_version=3).plants.get("p1").version == 3
    with pytest.raises(Outdated):
        work_on(sheaf, row=row, expected_version=2).plants.get("p1")


# -- copies of others' facts -------------------------------------------------------------------------------------------


def test_a_later_fact_replaces_an_earlier_copy_and_an_earlier_one_does_not_come_back(sheaf):
    for version, name in ((2, "second"), (1, "first"), (2, "second again")):
        work = work_on(sheaf)
        work.known.put(Known("k1", name=name, source_version=version))
        work.accept()
    assert flush(sheaf)["known"]["k1"]["name"] == "second again"


def test_a_copy_is_put_over_one_that_another_batch_has_written(database, sheaf):
    keep(database, Known("k1", name="old", source_version=1), shelf="known")
    work = work_on(sheaf)
    work.known.put(Known("k1", name="new", source_version=2))
    work.accept()
    assert flush(sheaf)["known"]["k1"]["name"] == "new"


# -- access ------------------------------------------------------------------------------------------------------------

OWNER = on("plants", may("gardener", account="owner"))


def test_the_first_record_of_the_row_s_collection_decides(database, sheaf):
    keep(database, Plant("p1", owner="a2"), Plant("p2", owner="a1"))
    work = work_on(sheaf, row=OWNER)
    with pytest.raises(NotFound):
        work.plants.get("p1")
    work = work_on(sheaf, row=OWNER)
    assert not work.checked
    work.plants.get("p2")
    assert work.checked


def test_adding_a_record_that_is_not_one_s_own_is_refused_as_well(sheaf):
    with pytest.raises(NotFound):
        work_on(sheaf, row=OWNER).plants.add(Plant("p3", owner="a2"))
    with pytest.raises(NotFound):
        work_on(sheaf, row=OWNER).plants.add(Plant("p3", city="130100"))


def test_a_row_that_the_role_alone_decides_asks_for_no_record(sheaf):
    assert work_on(sheaf, row=by_role("gardener")).checked


def test_a_list_shows_what_the_asker_s_row_covers(database, sheaf):
    keep(database, Plant("p1", owner="a2"), Plant("p2"), Plant("p3"), Plant("p4", city="130100"))
    work = work_on(sheaf, row=OWNER)
    assert [plant.id for plant in work.plants.page().items] == ["p2", "p3"]
    assert work.checked


# -- pages -------------------------------------------------------------------------------------------------------------


def walk(database, **how):
    seen, after = [], None
    while True:
        page = work_on(Sheaf(database, None)).plants.page(after=after, limit=3, **how)
        seen += [plant.id for plant in page.items]
        after = page.next
        if after is None:
            return seen


@pytest.mark.parametrize("descending", [False, True])
def test_pages_show_every_record_once_also_where_the_sorted_values_are_equal(database, descending):
    keep(database, *[Plant(f"p{n}", name="same" if n % 2 else f"n{n}") for n in range(10)])
    assert sorted(walk(database, sort="name", descending=descending)) == [f"p{n}" for n in range(10)]
    assert walk(database) == [f"p{n}" for n in range(10)]


def test_a_page_that_is_exactly_full_is_the_last(database):
    keep(database, Plant("p1"), Plant("p2"))
    assert work_on(Sheaf(database, None)).plants.page(limit=2).next is None


def test_a_cursor_that_is_none_is_refused(database):
    with pytest.raises(Invalid):
        work_on(Sheaf(database, None)).plants.page(after="no-such-cursor")


def test_no_page_is_longer_than_the_longest(database):
    keep(database, *[Plant(f"p{n:03}") for n in range(250)])
    assert len(work_on(Sheaf(database, None)).plants.page(limit=10_000).items) == 200


# -- announcements and files -------------------------------------------------------------------------------------------


def test_an_announcement_says_who_when_where_why_and_at_which_version(database, sheaf):
    keep(database, Plant("p1", version=4))
    work = work_on(sheaf, cause="a1|key")
    work.plants.save(replace(work.plants.get("p1"), name="lily"))
    work.announce(Announcement("renamed", "plant:p1", {"name": "lily"}, [{"rule": "r", "article": "第一条"}]))
    work.accept()
    told = sheaf.announcements[0]
    assert told["subject_version"] == 5
    assert told["at"] == "2024-05-01T04:00:00.000Z"
    assert (told["city"], told["actor"]["account"], told["cause"]) == ("150200", "a1", "a1|key")
    assert told["rules"] == [{"rule": "r", "article": "第一条"}]
    assert told["sent"] is False


def test_announcements_are_written_in_the_order_they_were_made(sheaf):
    for name in "abc":
        work = work_on(sheaf)
        work.announce(Announcement(name, f"plant:{name}", {}))
        work.accept()
    stamps = iter(["1", "2", "3"])
    assert sheaf.publish(lambda: next(stamps)) == 3
    assert [row["type"] for row in sheaf.database["announcements"].docs.values()] == ["a", "b", "c"]


def test_a_file_is_cited_through_the_reader_of_receipts_and_for_this_actor(sheaf):
    asked = []
    work = work_on(sheaf, read_receipt=lambda receipt, actor: asked.append((receipt, actor)) or "file")
    assert work.cite("receipt") == "file"
    assert asked == [("receipt", SOMEBODY)]
    with pytest.raises(Invalid):
        work_on(sheaf).cite("receipt")


def test_forbidden_is_decided_before_any_record_is_loaded():
    with pytest.raises(Forbidden):
        OWNER.admit(Actor("a1", "n", "150200", grants=(Grant("liaison"),)))
