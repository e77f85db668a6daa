"""The OpenAPI 3.1 description, made from the same lines that make the views: `python -m gateway.openapi` prints it."""

from __future__ import annotations

import sys
from threading import Lock
from typing import Any

import orjson
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask, Response
from flask_smorest import Api, Blueprint
from marshmallow import Schema

from gateway.errors import ProblemDocument

CONFIG: dict[str, Any] = {
    "API_TITLE": "特派 Tepai",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api",
    "OPENAPI_JSON_PATH": "openapi.json",
}


class EdgeApi(Api):
    """flask-smorest's Api without its error answers: ours are problem documents."""

    DEFAULT_ERROR_RESPONSE_NAME = ""  # each route names its own

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._lock = Lock()
        self._resources: list[Blueprint] = []
        self._document: bytes | None = None

    def register_blueprint(self, blp: Blueprint, **options: Any) -> None:
        """Registers the routes now; describes them when the description is first asked for, to start quickly."""
        self._app.register_blueprint(blp, **options)
        self._resources.append(blp)

    def document(self) -> bytes:
        """The description as JSON."""
        with self._lock:
            if self._document is None:
                for resource in self._resources:
                    resource.register_views_in_doc(self, self._app, self.spec, name=resource.name, parameters=None)
                    self.spec.tag({"name": resource.name, "description": resource.description})
                self._document = orjson.dumps(_portable(self.spec.to_dict()))
            return self._document

    def _register_error_handlers(self) -> None:
        """Problem documents come from gateway/errors.py."""

    def _openapi_json(self) -> Response:
        headers = {"Cache-Control": "public, max-age=60"}
        return Response(self.document(), content_type="application/json", headers=headers)

    def _register_responses(self) -> None:
        content = {"application/problem+json": {"schema": ProblemDocument}}
        self.spec.components.response("Problem", {"description": "RFC 9457", "content": content})


def describe(app: Flask) -> EdgeApi:
    """The Api of the application, with what all routes share."""
    api = EdgeApi(spec_kwargs={"marshmallow_plugin": MarshmallowPlugin(schema_name_resolver=_name)})
    api.init_app(app)
    components = api.spec.components
    components.security_scheme(
        "session",
        {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": "POST /api/session → access_token"},
    )
    components.parameter(
        "IdempotencyKey",
        "header",
        {
            "name": "Idempotency-Key",
            "required": True,
            "schema": {"type": "string", "pattern": "^[!#-~]{1,128}$"},
            "description": "重发时带同一个值，不会重复办理 / the same value again never does the same thing twice",
        },
    )
    components.parameter(
        "IfMatch",
        "header",
        {
            "name": "If-Match",
            "required": True,
            "schema": {"type": "string", "pattern": '^"[0-9]{1,15}"$'},
            "description": "读取该记录时得到的 ETag / the ETag you got when you read the record",
        },
    )
    return api


def _name(schema: Any) -> str:
    """Component names carry their service, so that two services may each have a `Unit`."""
    shape = schema if isinstance(schema, type) else type(schema)
    if not issubclass(shape, Schema):
        return ""
    parts = shape.__module__.split(".")
    service = parts[1].capitalize() if parts[0] == "services" and len(parts) > 1 else ""
    # a body without the arguments that are in the path is another shape than the whole
    part = "Body" if isinstance(schema, Schema) and schema.exclude else ""
    return f"{service}{shape.__name__}{part}"


def document() -> bytes:
    """The description of the whole API as JSON, without any part running: nothing here is connected to."""
    from gateway.app import create_app  # it imports this module
    from gateway.settings import EdgeSettings
    from shared.settings import Settings

    parts = Settings("", "", "", "", "", "", "", "", "", 0, "", 0, 0, ())
    app = create_app(EdgeSettings(parts, "", "", "", "", False))
    answer: bytes = app.test_client().get("/api/openapi.json").get_data()
    return answer


def _portable(shape: Any) -> Any:
    """The description with patterns as others read them: the end of text is `$` to ECMA-262, which has no `\\Z`."""
    if isinstance(shape, dict):
        pattern = shape.get("pattern")
        found = {name: _portable(value) for name, value in shape.items()}
        return {**found, "pattern": pattern.replace(r"\Z", "$")} if isinstance(pattern, str) else found
    return [_portable(one) for one in shape] if isinstance(shape, list) else shape


if __name__ == "__main__":
    sys.stdout.buffer.write(document())
