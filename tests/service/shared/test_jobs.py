"""Long work outside the command path: done once, told while it goes on, carried on by another after a crash."""

import signal
import subprocess
import sys
import threading
import urllib.request

import pytest

from infra.local.environment import process_environment
from infra.local.folder import CHECKOUT
from shared.actor import Actor, Grant
from shared.attachments import ObjectStore
from shared.errors import Conflict, NotFound
from shared.working import Worker
from tests.service.shared.grounds import CITY, GARDENER, MODULE, eventually

STRANGER = Actor("a2", "旁人", CITY, grants=(Grant("gardener"),))


@pytest.fixture
def objects(parts, namespace):
    return ObjectStore(
        parts.s3_endpoint, parts.s3_access_key, parts.s3_secret_key, namespace.replace("_", "-"), parts.s3_secure
    )


@pytest.fixture
def worker(grounds, objects):
    return Worker(grounds.in_process(), lambda: objects)


@pytest.fixture
def garden(grounds):
    grounds.start()
    grounds.ready()
    return grounds


def begin(garden, actor=GARDENER, key="k", **args):
    return garden.bus.command("garden", "plant_many", {"bed": "", **args}, actor, key)


def seen(garden, job, actor=GARDENER):
    return garden.bus.question("garden", "job", {"job_id": job["id"]}, actor)


def test_a_job_is_carried_out_once_and_its_owner_sees_how_far_it_is_and_what_it_made(garden, worker, objects):
    job = begin(garden, count=25)
    assert (job["status"], job["done"], job["total"]) == ("queued", 0, None)
    assert begin(garden, count=25)["id"] == job["id"], "the same key begins it once"
    assert worker.work_once()
    assert not worker.work_once(), "there is one job, and it has been taken up"
    done = seen(garden, job)
    assert (done["status"], done["done"], done["total"], done["result"]) == ("done", 25, 25, {"refused": 0})
    assert garden.database["plants"].count_documents({"owner": GARDENER.account}) == 25
    (file,) = garden.bus.question("garden", "job_file", {"job_id": job["id"]}, GARDENER)["files"]
    assert objects.fetch(CITY, file["id"]) == b"25 planted"
    with urllib.request.urlopen(objects.link(CITY, file["id"], file["name"], "text/plain")) as answer:
        assert answer.read() == b"25 planted"
        assert "%E6%B8%85" in answer.headers["Content-Disposition"], "it is saved under its own name"


def test_what_a_job_may_not_do_is_refused_item_by_item_and_the_others_are_done(garden, worker):
    job = begin(garden, bed="small", count=12)
    assert worker.work_once()
    assert seen(garden, job)["result"] == {"refused": 9}, "three places a bed, as for everybody"
    assert garden.database["plants"].count_documents({"bed": "small"}) == 3


def test_a_rehearsal_waits_for_who_writes_the_same_record_and_calls_no_row_wrong_for_it(garden, worker):
    garden.bus.command("garden", "plant", {"bed": "small", "name": "the first"}, GARDENER, "k0")
    job = begin(garden, bed="small", count=10, dry=True)
    with garden.database.client.start_session() as session:
        session.start_transaction()
        held = garden.database["beds"].update_one({"_id": "small"}, {"$set": {"held": True}}, session=session)
        assert held.modified_count == 1
        letting_go = threading.Timer(0.5, session.abort_transaction)
        letting_go.start()
        assert worker.work_once()
        letting_go.join()
    assert seen(garden, job)["result"] == {"refused": 8}, "two places are left"
    assert garden.database["plants"].count_documents({}) == 1


def test_a_job_whose_process_is_killed_goes_on_elsewhere_and_doubles_nothing(garden, worker, parts, namespace):
    job = begin(garden, count=60, pause=0.3)
    process = subprocess.Popen(
        [sys.executable, "-m", "shared.working", MODULE],
        env=process_environment(
            {**garden.environment, **parts.environment(), "S3_BUCKET": namespace.replace("_", "-")}
        ),
        cwd=CHECKOUT,
    )
    try:
        eventually(lambda: seen(garden, job)["done"] >= 20)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    assert not worker.work_once(), "its lease still holds"
    garden.database["jobs"].update_one({"_id": job["id"]}, {"$set": {"held_until": 0.0}})  # time passes
    assert worker.work_once()
    done = seen(garden, job)
    assert (done["status"], done["done"], done["attempts"]) == ("done", 60, 2)
    assert garden.database["plants"].count_documents({}) == 60
    assert garden.database["announcements"].count_documents({"type": "planted"}) == 60


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_after_its_step(garden, worker):
    waiting = begin(garden, count=10)
    cancelled = garden.bus.command("garden", "cancel_job", {"job_id": waiting["id"]}, GARDENER)
    assert cancelled["status"] == "cancelled"
    assert not worker.work_once()
    with pytest.raises(Conflict):
        garden.bus.command("garden", "cancel_job", {"job_id": waiting["id"]}, GARDENER)
    running = begin(garden, count=10_000, key="k2")
    garden.database["jobs"].update_one({"_id": running["id"]}, {"$set": {"cancel_asked": True}})
    assert worker.work_once()
    assert seen(garden, running)["status"] == "cancelled"
    assert garden.database["plants"].count_documents({}) < 10_000


def test_nobody_else_sees_or_stops_a_job(garden):
    job = begin(garden, count=10)
    with pytest.raises(NotFound):
        seen(garden, job, STRANGER)
    with pytest.raises(NotFound):
        garden.bus.command("garden", "cancel_job", {"job_id": job["id"]}, STRANGER)
    assert garden.bus.question("garden", "jobs", {}, STRANGER)["items"] == []
    assert [one["id"] for one in garden.bus.question("garden", "jobs", {}, GARDENER)["items"]] == [job["id"]]


def test_a_fault_of_ours_ends_the_job_with_words_for_its_owner_and_without_our_insides(garden, worker):
    job = begin(garden, count=10, storm=True)
    assert worker.work_once()
    failed = seen(garden, job)
    assert failed["status"] == "failed"
    assert failed["problem"]["reason_en"].startswith("An internal error")
    assert "ValueError" not in str(failed)


def test_a_job_that_takes_its_process_with_it_is_given_up_in_the_end(garden, worker):
    job = begin(garden, count=10)
    garden.database["jobs"].update_one(
        {"_id": job["id"]}, {"$set": {"status": "running", "attempts": 3, "held_until": 0.0}}
    )
    assert not worker.work_once()
    assert seen(garden, job)["status"] == "failed"
