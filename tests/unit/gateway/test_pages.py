"""The description of the API, the pages, health and metrics."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest

from gateway.app import create_app, resources, routes
from gateway.pages import ASSETS, OWN_FILES, SWAGGER_FILES
from shared.errors import Unavailable
from tests.unit.gateway.conftest import FakeBus, practice_settings, things

PARAMETER, PLACE = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>"), r"{\1}"


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield f"{method.upper()} {path}", operation


@pytest.fixture(scope="module")
def document():
    """The description of the whole API, the services' resources included."""
    warnings.simplefilter("error", UserWarning)  # apispec warns of two shapes under one name
    return create_app(practice_settings(), FakeBus()).test_client().get("/api/openapi.json").get_json()


def test_the_description_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1")
    assert document["info"]["title"]


def test_every_route_is_described_in_both_languages(document):
    described = dict(operations(document))
    stated = {f"{route.method} {PARAMETER.sub(PLACE, route.prefix + route.path)}" for route in routes()}
    assert set(described) == stated
    for name, operation in described.items():
        assert operation["x-summary"]["zh"], name
        assert re.search("[a-z]", operation["x-summary"]["en"]), name
        assert operation["x-may-call"], name


def test_operation_ids_are_unique(document):
    ids = [operation["operationId"] for _, operation in operations(document)]
    assert len(ids) == len(set(ids))


def test_every_reference_leads_somewhere(document):
    text = str(document)
    for kind, name in re.findall(r"#/components/(\w+)/([\w.]+)", text):
        assert name in document["components"][kind], f"{kind}/{name}"


def test_every_post_but_those_that_open_and_steer_a_session_asks_for_a_key(document):
    steering = {"POST /api/session" + step for step in ("", "/renewal", "/delegation", "/city")}
    for name, operation in operations(document):
        keyed = {"$ref": "#/components/parameters/IdempotencyKey"} in operation.get("parameters", [])
        assert keyed == (name.startswith("POST") and name not in steering), name


def test_every_operation_tells_its_problems(document):
    for name, operation in operations(document):
        assert {"422", "503"} <= set(operation["responses"]), name


def test_path_arguments_are_not_in_the_body(settings, bus):
    document = create_app(settings, bus, stated=[things()]).test_client().get("/api/openapi.json").get_json()
    operation = document["paths"]["/api/things/{thing_id}/filing"]["post"]
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
    assert list(document["components"]["schemas"][reference]["properties"]) == ["note"]
    assert {"$ref": "#/components/parameters/IfMatch"} in operation["parameters"]
    assert [one["name"] for one in operation["parameters"] if one.get("in") == "path"] == ["thing_id"]


def test_every_file_of_resources_states_a_resource():
    assert {"session", "attachments"} <= {resource.name for resource in resources()}


def test_the_pages_fetch_nothing_from_elsewhere(client):
    for path in ("/about", "/api/docs", "/browsers"):
        for language in ("zh", "en"):
            text = client.get(f"{path}?lang={language}").get_data(as_text=True)
            assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", text)
            for link in re.findall(r"(?:src|href)=\"(/[^\"?]*)", text):
                assert client.get(link).status_code in (200, 302, 503), link
    assert "特派" in client.get("/about", headers={"Accept-Language": "zh-CN"}).get_data(as_text=True)
    assert 'lang="en"' in client.get("/about", headers={"Accept-Language": "en"}).get_data(as_text=True)


@pytest.mark.parametrize("name", sorted(SWAGGER_FILES | OWN_FILES))
def test_the_assets_are_there(client, name):
    answer = client.get(f"/api/docs/assets/{name}")
    assert answer.status_code == 200
    folder = ASSETS if name in SWAGGER_FILES else Path(__file__).parents[3] / "gateway/static"
    assert answer.get_data() == (folder / name).read_bytes()


@pytest.mark.parametrize("name", ["index.html", "..%2fsettings.py", "VERSION", "../settings.py"])
def test_no_other_file_is_served(client, name):
    assert client.get(f"/api/docs/assets/{name}").status_code == 404


class Store:
    """An object store that answers, or not."""

    def __init__(self, answers: bool = True) -> None:
        self._answers = answers

    def answers(self) -> bool:
        return self._answers


def test_alive_asks_nobody(client, bus):
    assert client.get("/health/live").get_json() == {"live": True}
    assert not bus.asked


def test_ready_asks_every_service_and_the_store(settings, bus):
    bus.answers["ping"] = {"unsent": 0, "waiting": 0, "parked": 2}
    client = create_app(settings, bus, Store(), stated=[things()]).test_client()
    answer = client.get("/health/ready")
    parts = answer.get_json()["parts"]
    assert answer.status_code == 200
    assert set(parts) == {"registry", "files", "bus"}
    assert (parts["registry"]["ready"], parts["registry"]["parked"]) == (True, 2)


@pytest.mark.parametrize("part", ["registry", "files"])
def test_not_ready_says_which_part(settings, bus, part):
    if part == "registry":
        bus.answers["ping"] = Unavailable("服务未启动", "not running")
    client = create_app(settings, bus, Store(part != "files"), stated=[things()]).test_client()
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.get_json()["ready"]) == (503, False)
    assert [name for name, one in answer.get_json()["parts"].items() if not one["ready"]] == [part]


def test_readiness_is_remembered_for_a_moment(settings, bus):
    client = create_app(settings, bus, Store(), stated=[things()]).test_client()
    for _ in range(5):
        client.get("/health/ready")
    assert len(bus.named("ping")) == 1


def test_metrics_tell_what_the_parts_hold(settings, bus):
    bus.answers["ping"] = {"unsent": 4, "waiting": 0, "parked": 2}
    text = (
        create_app(settings, bus, Store(False), stated=[things()]).test_client().get("/metrics").get_data(as_text=True)
    )
    assert 'tepai_part_ready{part="registry"} 1.0' in text
    assert 'tepai_part_ready{part="files"} 0.0' in text
    assert 'tepai_part_holds{part="registry",what="unsent"} 4.0' in text


def test_metrics_count_requests_by_route_not_by_address(client, bearer):
    for number in range(3):
        client.get(f"/api/things/t{number}", headers=bearer())
        client.get(f"/api/nowhere{number}")
    text = client.get("/metrics").get_data(as_text=True)
    assert 'route="/api/things/<thing_id>",status="200"' in text
    assert "nowhere" not in text
