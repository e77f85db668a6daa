"""The HTTP edge: every resource of the API in one Flask application."""

from __future__ import annotations

import importlib
import pkgutil
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import gateway.resources
from gateway import errors, health, incoming, openapi, pages, portal_pages
from gateway.auth import Callers
from gateway.limits import SignInLimits
from gateway.looks import Looks, sender
from gateway.news import News
from gateway.resource import Resource, Route
from gateway.revocation import Revocations
from gateway.settings import EdgeSettings, from_environment
from gateway.streams import Room, Streams
from shared import log
from shared.actor import Actor, platform
from shared.attachments import ObjectStore
from shared.errors import Unavailable

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SECURITY_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
)


class BusPort(Protocol):
    """What the gateway needs of the bus (gateway/bus.py; tests bring their own)."""

    def command(
        self,
        service: str,
        name: str,
        args: dict[str, Any],
        actor: Actor,
        key: str | None = None,
        expected_version: int | None = None,
        deadline: float = 10.0,
        digest: str | None = None,
    ) -> Any:
        """The answer of a command."""

    def question(self, service: str, name: str, args: dict[str, Any], actor: Actor, deadline: float = 5.0) -> Any:
        """The answer of a question."""

    def healthy(self) -> bool:
        """Whether the broker is connected."""


class EdgeApp(Flask):
    """Flask without coroutines: it need not look, several times a request, whether a view is one."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The view as it is."""
        return func


class Frame:
    """Around every request: its id, its time, the headers every answer has. Plain WSGI, because that is cheap."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answers a request."""
        began = time.perf_counter()
        request_id = environ["tepai.request_id"] = incoming.request_id(environ.get("HTTP_X_REQUEST_ID"))

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
            own = {name for name, _ in headers}
            headers.append(("X-Request-Id", request_id))
            headers.extend(header for header in SECURITY_HEADERS if header[0] not in own)
            health.count(
                environ["REQUEST_METHOD"], environ.get("tepai.route", "-"), status[:3], time.perf_counter() - began
            )
            return start_response(status, headers, error) if error else start_response(status, headers)

        return self._app(environ, start)


@dataclass
class Gateway:
    """What the views of one application share."""

    settings: EdgeSettings
    callers: Callers
    limits: SignInLimits
    services: tuple[str, ...] = ()
    given_bus: BusPort | None = None
    given_objects: ObjectStore | None = None

    @cached_property
    def bus(self) -> BusPort:
        """The bus, connected at its first use: after the server has forked."""
        if self.given_bus is not None:
            return self.given_bus
        from gateway.bus import Bus  # the OpenAPI document is printed without a broker

        return Bus(self.settings.parts)

    @cached_property
    def objects(self) -> ObjectStore:
        """The object store. Raises Unavailable where none is configured."""
        if self.given_objects is not None:
            return self.given_objects
        settings = self.settings
        if not settings.s3_endpoint:
            raise Unavailable("未配置文件存储", "No file store is configured")
        return ObjectStore(
            settings.s3_endpoint,
            settings.s3_access_key,
            settings.s3_secret_key,
            settings.s3_bucket,
            settings.s3_secure,
            settings.s3_public_url,
        )

    @cached_property
    def looks(self) -> Looks:
        """The looks at certificates and agreements that their services are not yet told of."""
        return Looks(sender(self))

    @cached_property
    def news(self) -> News:
        """Who listens for messages in this process."""
        return News(self.bus)

    @cached_property
    def streams(self) -> Streams:
        """The places for live answers in this process."""
        return Streams(self.settings.streams)

    @cached_property
    def readiness(self) -> health.Readiness:
        """Whether the parts answer."""
        return health.Readiness(self, self.services)

    def powers(self, session: str) -> dict[str, Any]:
        """What a session may do by now, or {"ended": True}. Raises Unavailable while the registry is away."""
        said = {"session_id": session}
        found: dict[str, Any] = self.bus.question(
            "registry", "session_powers", said, platform("gateway"), self.settings.question_deadline
        )
        return found

    def connect(self) -> None:
        """Connects ahead of the first request. A part that is not there yet is tried again when it is needed."""
        self.bus.healthy()
        self.callers.powers = self.powers
        Revocations(self.bus, self.callers, self.settings.access_seconds).start()
        try:
            self.objects.prepare()
        except Unavailable as problem:
            log.logger("gateway").warning("file store does not answer yet", why=problem.reason_en)


def create_app(
    settings: EdgeSettings | None = None,
    bus: BusPort | None = None,
    objects: ObjectStore | None = None,
    stated: Sequence[Resource] | None = None,
) -> Flask:
    """The application. Tests bring their own bus, object store or resources.

    Raises ValueError for settings that are missing or weak, or a resource that is not well stated.
    """
    if settings is None:
        settings = from_environment()
        log.configure(settings.parts.log_level)
    stated, parts = resources() if stated is None else stated, settings.parts
    app = EdgeApp("gateway", root_path=str(gateway.__path__[0]), static_folder=None)
    app.url_map.strict_slashes = False
    app.config.update(openapi.CONFIG, MAX_CONTENT_LENGTH=settings.body_limit, MAX_FORM_MEMORY_SIZE=0)
    callers = Callers(parts.token_secret, parts.clock_secret, settings.access_seconds)
    services = settings.services or tuple(sorted({r.service for r in stated} - {"gateway"}))
    app.extensions["tepai"] = Gateway(settings, callers, SignInLimits(settings.rate_storage), services, bus, objects)
    wsgi: WSGIApplication = Frame(Room(app.wsgi_app, settings.threads))
    if settings.trusted_proxies:
        wsgi = ProxyFix(wsgi, x_for=settings.trusted_proxies)
    app.wsgi_app = wsgi  # type: ignore[method-assign,assignment]
    api = openapi.describe(app)
    for resource in stated:
        api.register_blueprint(resource)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(portal_pages.blueprint)
    errors.register(app)
    return app


def resources() -> list[Resource]:
    """Every resource stated in gateway/resources/, by file name. Raises ValueError for a file that states none."""
    found: list[Resource] = []
    for module in sorted(pkgutil.iter_modules(gateway.resources.__path__), key=lambda module: module.name):
        loaded = importlib.import_module(f"gateway.resources.{module.name}")
        stated = [value for value in vars(loaded).values() if isinstance(value, Resource)]
        if not stated:
            raise ValueError(f"gateway/resources/{module.name}.py states no Resource")
        found.extend(resource for resource in stated if resource not in found)
    return found


def routes() -> list[Route]:
    """Every route of the API, for tests and for the table in the README."""
    return [route for resource in resources() for route in resource.routes]
