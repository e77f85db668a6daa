"""The judge of the journeys: it must see what an answer says otherwise than its description."""

import httpx
import pytest

from tests.journeys.described import Described

THING = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
    },
}
PART = {"type": "object", "additionalProperties": False, "properties": {"year": {"type": "integer", "minimum": 2000}}}
ANSWERS = {
    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
    "404": {"content": {"application/problem+json": {}}},
}
DOCUMENT = {
    "components": {"schemas": {"Thing": THING, "Part": PART}},
    "paths": {
        "/api/things/{thing_id}": {"get": {"responses": ANSWERS}},
        "/api/things/mine": {"get": {"responses": {}}},
    },
}


@pytest.mark.parametrize(
    ("path", "status", "body", "mistake"),
    [
        ("/api/things/1", 200, {"id": "1", "parts": [{"year": 2024}]}, ""),
        ("/api/things/1", 404, {"code": "not_found"}, ""),
        ("/api/things/1", 200, {"id": "1", "secret": 1}, "GET /api/things/{thing_id} 200: /: Additional properties"),
        (
            "/api/things/1",
            200,
            {"parts": [{}, {"year": 0}]},
            "GET /api/things/{thing_id} 200: /parts/…/year: 0 is less",
        ),
        ("/api/things/1", 409, {}, "GET /api/things/{thing_id} 409: not described"),
        ("/api/things/mine", 200, {}, "GET /api/things/mine 200: not described"),
        ("/api/else", 200, {}, "GET /api/else 200: not described"),
        ("/api/else", 404, {}, ""),
    ],
)
def test_an_answer_is_held_against_its_description(path, status, body, mistake):
    answer = httpx.Response(status, json=body, request=httpx.Request("GET", f"http://here{path}?limit=3"))
    said = Described(DOCUMENT).mistake(answer)
    assert said.startswith(mistake) if mistake else said == ""
