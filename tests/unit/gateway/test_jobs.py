"""Jobs at the edge: which service a job's id names, the merged list, the stream, the way to a file."""

import orjson
import pytest
from marshmallow import Schema

from gateway.app import create_app
from gateway.resource import Resource
from gateway.resources import jobs as edge
from shared.errors import NotFound


class Objects:
    def link(self, city, id, name, content_type):
        return f"https://files.example/{city}/{id}"


def job(id, status="running", version=1):
    return {"id": id, "status": status, "done": version, "version": version}


@pytest.fixture
def app(settings, bus, monkeypatch):
    monkeypatch.setattr(edge, "with_jobs", lambda: ("dispatch", "registry"))
    monkeypatch.setattr(edge, "LOOK_EVERY", 0.0)
    begins = Resource("exports", service="registry", may=("anyone",))
    begins.command("POST", "/", "export_things", takes=Schema, status=202, zh="导出", en="Export")
    return create_app(settings, bus, Objects(), stated=[edge.jobs, begins])


def test_beginning_a_job_answers_202_with_the_way_to_its_progress(client, bus, bearer):
    bus.answers["export_things"] = job("registry-1")
    answer = client.post("/api/exports", headers=bearer())
    assert answer.status_code == 202
    assert answer.headers["Location"] == "/api/jobs/registry-1"


def test_a_jobs_id_names_its_service_and_any_other_is_not_found(client, bus, bearer):
    bus.answers["job"] = job("registry-1")
    assert client.get("/api/jobs/registry-1", headers=bearer()).json["id"] == "registry-1"
    assert client.get("/api/jobs/elsewhere-1", headers=bearer()).status_code == 404
    assert client.get("/api/jobs/1", headers=bearer()).status_code == 404


def test_the_lists_of_all_services_are_one_latest_first_and_page_on(client, bus, bearer):
    of = {"registry": ["registry-05", "registry-02"], "dispatch": ["dispatch-04", "dispatch-01"]}
    asked = []

    def jobs(args, actor):
        service = bus.asked[-1].service
        asked.append((service, args.get("after")))
        return {"items": [job(id) for id in of[service]], "next": None}

    bus.answers["jobs"] = jobs
    page = client.get("/api/jobs?limit=3", headers=bearer()).json
    assert [one["id"] for one in page["items"]] == ["registry-05", "dispatch-04", "registry-02"]
    asked.clear()
    client.get(f"/api/jobs?limit=3&after={page['next']}", headers=bearer())
    assert asked == [("dispatch", "dispatch-02|dispatch-02"), ("registry", "registry-02|registry-02")]


def test_a_stream_tells_each_step_once_and_ends_with_the_job(client, bus, bearer):
    told = iter([job("registry-1"), job("registry-1"), NotFound(), job("registry-1", "done", 2)])

    def now(args, actor):
        said = next(told)
        if isinstance(said, Exception):
            raise said
        return said

    bus.answers["job"] = now
    answer = client.get("/api/jobs/registry-1/events", headers=bearer())
    assert answer.mimetype == "text/event-stream"
    events = [block for block in answer.data.decode().split("\n\n") if block.startswith("event")]
    assert [block.split("\n")[0] for block in events] == ["event: progress", "event: end"]
    assert orjson.loads(events[1].split("data: ")[1])["done"] == 2


def test_a_stream_gives_its_place_back(client, bus, bearer, settings):
    bus.answers["job"] = job("registry-1", "done")
    for _ in range(settings.streams + 3):
        answer = client.get("/api/jobs/registry-1/events", headers=bearer())
        assert answer.status_code == 200
        answer.close()


def test_a_file_is_fetched_from_the_store_by_a_short_lived_address(client, bus, bearer):
    file = {"id": "registry-1-ab", "name": "名册.xlsx", "content_type": "application/pdf"}
    bus.answers["job_file"] = {"city": "150200", "files": [file]}
    answer = client.get("/api/jobs/registry-1/files/0", headers=bearer())
    assert (answer.status_code, answer.headers["Location"]) == (303, "https://files.example/150200/registry-1-ab")
    assert client.get("/api/jobs/registry-1/files/1", headers=bearer()).status_code == 404
