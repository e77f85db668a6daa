"""`Resource`: one plural noun of the API. A line states a route; its view, checks and documentation follow from it.

    applications = Resource("applications", service="registry", may=("anyone",), zh="备案申请", en="Applications")
    applications.command("POST", "/", "submit_application", takes=S.SubmitApplication, gives=S.Application, status=201,
                         zh="提交申请", en="Submit an application")
    applications.command("POST", "/<application_id>/filing", "file_application", takes=S.FileApplication,
                         gives=S.Application, may=("city_officer",), zh="予以备案", en="File an application")
    applications.question("GET", "/<application_id>", "application", gives=S.Application, zh="详情", en="One of them")
    applications.listing("GET", "/", "applications", takes=S.ListApplications, gives=S.Application, zh="列表", en="All")

The part of the path in <angle brackets> joins the arguments. The shape is checked here by the service's own schema, so
that a mistake is answered at once; the arguments travel on as they came, and the service checks and decides.
`may` names roles, or "public" (nobody needs to sign in), or "anyone" (signed in); it only answers a hopeless call
early. The service's access table decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import flask
import orjson
from flask import Response, current_app, request
from flask_smorest import Blueprint
from marshmallow import Schema, ValidationError, fields

from gateway import files, incoming
from gateway.auth import Caller
from gateway.declared import WHOLLY, Keep, declared
from gateway.errors import Unauthenticated
from gateway.passwords import check_strength, hash_password, one_time_password
from shared.actor import ROLES, Actor
from shared.errors import Conflict, Forbidden, Invalid, NotFound
from shared.shapes import errors_of

Own = Callable[[Any, Caller, dict[str, Any]], dict[str, Any] | Response | None]
EVERYBODY = frozenset({"public", "anyone", "applicant"})
_CHANGING = frozenset({"PUT", "PATCH", "DELETE"})
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
_ID_LENGTH = 128
NO_CITY = (
    "请写明城市的六位区划代码（参数 city 或请求头 Tepai-City） · "
    "Name the city by its six digits (argument city or header Tepai-City)"
)


@dataclass(frozen=True)
class Passwords:
    """The fields of a command that are passwords, and whether the gateway makes up the first one.

    `guarded`: a refusal could be a guess at who is known; after a few from one address nothing more is taken from it.
    """

    hashed: tuple[str, ...]
    one_time: bool
    guarded: bool = False


@dataclass(frozen=True)
class Route:
    """One route: what it asks of which service, who may ask, and what it demands of the request."""

    resource: str
    prefix: str
    method: str
    path: str
    kind: str
    service: str
    name: str
    takes: type[Schema] | None
    gives: type[Schema] | None
    many: bool
    status: int
    may: frozenset[str]
    versioned: bool
    keyed: bool
    secret: Passwords | None
    zh: str
    en: str
    own: Own | None = None
    media: tuple[str, ...] = ()
    seen: bool = False

    @property
    def endpoint(self) -> str:
        """Flask's name of the route within its resource."""
        return f"{self.method.lower()}_{self.name}"

    @property
    def of_a_city(self) -> bool:
        """Whether it is about one city, which those who are in none have to name."""
        return self.takes is not None and "city" in self.takes._declared_fields and self.kind != "edge"

    @property
    def signed_in(self) -> bool:
        """Whether a session is needed."""
        return "public" not in self.may


class Resource(Blueprint):
    """A flask-smorest blueprint under /api/<name> whose routes are stated, not programmed."""

    def __init__(
        self, name: str, *, service: str, may: tuple[str, ...], zh: str = "", en: str = "", prefix: str | None = None
    ) -> None:
        super().__init__(
            name.replace(".", "-"), __name__, url_prefix=prefix or f"/api/{name}", description=f"{zh} {en}".strip()
        )
        self.service = service
        self.may = _roles(may)
        self.routes: list[Route] = []

    def command(
        self,
        method: str,
        path: str,
        name: str,
        *,
        takes: type[Schema] | None = None,
        gives: type[Schema] | None = None,
        status: int = 200,
        may: tuple[str, ...] | None = None,
        changes: bool = False,
        hashed: tuple[str, ...] = (),
        one_time_password: bool = False,
        guarded: bool = False,
        seen: bool = False,
        zh: str,
        en: str,
    ) -> None:
        """A route that changes something.

        Every POST needs an Idempotency-Key. PUT, PATCH, DELETE and a POST with `changes=True` need If-Match, whose
        version goes to the service. No password travels further than the gateway: fields named in `hashed` arrive at
        the service as `<field>_hash` (argon2id); with `one_time_password` the gateway makes one, sends its hash as
        `password_hash` and adds it to the answer as `one_time_password`, the only time it is seen. With `seen` the
        service is told, as its argument of that name, from which address and device the request came (a signature).
        `guarded`: see Passwords.
        """
        versioned = changes or method in _CHANGING
        secret = Passwords(hashed, one_time_password, guarded) if hashed or one_time_password else None
        route = self._route(
            "command", method, path, name, takes, gives, may, zh, en, status=status, versioned=versioned, secret=secret
        )
        self._add(replace(route, seen=seen))

    def question(
        self,
        method: str,
        path: str,
        name: str,
        *,
        takes: type[Schema] | None = None,
        gives: type[Schema] | None = None,
        may: tuple[str, ...] | None = None,
        zh: str,
        en: str,
    ) -> None:
        """A route that only reads; its `takes` is the query string."""
        self._add(self._route("question", method, path, name, takes, gives, may, zh, en))

    def listing(
        self,
        method: str,
        path: str,
        name: str,
        *,
        takes: type[Schema],
        gives: type[Schema],
        may: tuple[str, ...] | None = None,
        zh: str,
        en: str,
    ) -> None:
        """A question answered page by page, {"items": [...], "next": cursor | null}; `takes` extends `Paged`."""
        missing = {"after", "limit"} - set(takes._declared_fields)
        if missing:
            raise TypeError(f"{takes.__name__}, taken by the list {name}, must extend shared.shapes.Paged")
        self._add(self._route("question", method, path, name, takes, gives, may, zh, en, many=True))

    def document(
        self,
        path: str,
        name: str,
        *,
        takes: type[Schema] | None = None,
        media: tuple[str, ...] = ("application/pdf",),
        may: tuple[str, ...] | None = None,
        zh: str,
        en: str,
    ) -> None:
        """GET a file that the service makes: its question answers `shared.typeset.paper(...)`, this sends the bytes.

        `media`: the content types that may come; any other is a fault. The ETag is the content's, so a repeat is 304.
        """
        self._add(replace(self._route("question", "GET", path, name, takes, None, may, zh, en), media=media))

    def edge(
        self,
        method: str,
        path: str,
        own: Own,
        *,
        takes: type[Schema] | None = None,
        gives: type[Schema] | None = None,
        status: int = 200,
        may: tuple[str, ...] | None = None,
        keyed: bool = True,
        many: bool = False,
        zh: str,
        en: str,
    ) -> None:
        """A route the gateway answers by itself (sessions, attachments) with `own(gateway, caller, args)`."""
        route = self._route(
            "edge",
            method,
            path,
            own.__name__,
            takes,
            gives,
            may,
            zh,
            en,
            status=status,
            many=many,
            keyed=keyed,
            own=own,
        )
        self._add(route)

    def _route(
        self,
        kind: str,
        method: str,
        path: str,
        name: str,
        takes: type[Schema] | None,
        gives: type[Schema] | None,
        may: tuple[str, ...] | None,
        zh: str,
        en: str,
        *,
        status: int = 200,
        many: bool = False,
        versioned: bool = False,
        keyed: bool = True,
        secret: Passwords | None = None,
        own: Own | None = None,
    ) -> Route:
        return Route(
            resource=self.name,
            prefix=self.url_prefix or "",
            method=method,
            path="" if path == "/" else path,
            kind=kind,
            service=self.service,
            name=name,
            takes=takes,
            gives=gives,
            many=many,
            status=status,
            may=self.may if may is None else _roles(may),
            versioned=versioned,
            keyed=keyed and method == "POST",
            secret=secret,
            zh=zh,
            en=en,
            own=own,
        )

    def _add(self, route: Route) -> None:
        self.routes.append(route)
        flask.Blueprint.add_url_rule(self, route.path, route.endpoint, _view(route), methods=[route.method])

    def register_views_in_doc(self, *args: Any, **kwargs: Any) -> None:
        """Describes the routes: what flask-smorest's decorators would have noted is made here, when it is asked for."""
        for route in self.routes:
            noted = {**_documentation(route), "docstring": {}, "tags": None}
            self._docs[route.endpoint] = {route.method.lower(): noted, "parameters": None}
        super().register_views_in_doc(*args, **kwargs)


def admit(caller: Caller, route: Route) -> None:
    """Raises Unauthenticated or Forbidden where the call cannot succeed whatever it is about."""
    actor = caller.actor
    if not actor.account:
        if route.signed_in:
            raise Unauthenticated("请先登录", "Please sign in")
        return
    if caller.must_change_password and route.resource != "session":
        raise Forbidden(
            "首次登录须先修改密码，之后方可办理其他事项",
            "Change the first password before doing anything else",
            code="password_change_required",
        )
    if caller.must_enrol and route.resource != "session":
        raise Forbidden(
            "本市要求此角色启用动态口令，请先登记",
            "The city asks a one-time code of this role; please enrol first",
            code="second_factor_required",
        )
    if not route.may & EVERYBODY and not any(grant.role in route.may for grant in actor.grants):
        raise Forbidden()


def _roles(may: tuple[str, ...]) -> frozenset[str]:
    unknown = set(may) - ROLES - EVERYBODY
    if not may or unknown:
        raise ValueError(f"who may call must name known roles, got {sorted(may)}")
    return frozenset(may)


def _view(route: Route) -> Callable[..., Response]:
    """The view of a route. This is the hot path of the platform: it does each thing once."""
    schema = route.takes() if route.takes else None
    body_method = route.method in _WITH_BODY
    is_command = route.kind == "command"
    tokenless = route.kind == "edge" and not route.signed_in
    media = route.media
    keep = declared(given) if route.service in WHOLLY and (given := _given(route)) is not None else None
    service, name, status, template = route.service, route.name, route.status, f"{route.prefix}{route.path}"

    def view(**path: str) -> Response:
        request.environ["tepai.route"] = template
        gateway = current_app.extensions["tepai"]
        caller: Caller = gateway.callers.nobody(request) if tokenless else gateway.callers.of(request)
        admit(caller, route)
        key = incoming.idempotency_key(request) if route.keyed else None
        version = incoming.expected_version(request) if route.versioned else None
        if body_method:
            args = incoming.json_object(request, gateway.settings.depth_limit)
        else:
            args = incoming.query_arguments(request, schema)
        _join(args, path)
        _check(schema, args, path)
        actor = caller.actor if caller.actor.city else _in_city(caller.actor, args, route)
        if is_command:
            deadline = gateway.settings.command_deadline
            if route.seen:
                answer = _with_seen(gateway, route, args, actor, key, version)
            elif route.secret is None:
                answer = gateway.bus.command(service, name, args, actor, key, version, deadline)
            else:
                answer = _with_passwords(gateway, route, route.secret, args, actor, key or "", version)
        elif route.own is not None:
            answer = route.own(gateway, caller, args)
        else:
            answer = gateway.bus.question(service, name, args, actor, gateway.settings.question_deadline)
        return respond(answer, status, keep) if not media else files.send(request, answer, media)

    view.__name__ = route.name
    view.__doc__ = None
    return view


def respond(answer: Any, status: int = 200, keep: Keep | None = None) -> Response:
    """The service's answer, as it is or what `keep` leaves of it; its `version` is the ETag."""
    if answer is None:
        return Response(status=204)
    if isinstance(answer, Response):  # an edge route's own: a stream, a redirect
        return answer
    sent = keep(answer) if keep is not None else answer
    response = Response(orjson.dumps(sent), status, content_type="application/json")
    if isinstance(answer, dict) and isinstance(version := answer.get("version"), int):
        response.headers["ETag"] = f'"{version}"'
    if status == 202:
        response.headers["Location"] = f"/api/jobs/{answer['id']}"
    return response


def _join(args: dict[str, Any], path: dict[str, Any]) -> None:
    for name, value in path.items():
        if name in args:
            raise Invalid(
                [
                    {
                        "pointer": f"/{name}",
                        "detail": "已在地址中给出",
                        "detail_en": "Is given in the address",
                        "code": "unknown",
                    }
                ]
            )
        if isinstance(value, str) and (len(value) > _ID_LENGTH or not value.isprintable()):
            raise NotFound()
        args[name] = value


def _check(schema: Schema | None, args: dict[str, Any], path: dict[str, Any]) -> None:
    if schema is not None:
        try:
            schema.load(args)
        except ValidationError as error:
            raise Invalid(errors_of(error.messages)) from None
    elif len(args) > len(path):
        raise Invalid(errors_of({name: ["Unknown field."] for name in args if name not in path}))


def _in_city(actor: Actor, args: dict[str, Any], route: Route) -> Actor:
    """Whoever is in no city (not signed in, or the platform's operator) asks the one named in the arguments.

    Raises Invalid where a public route is about one city, and neither the arguments nor the header name it.
    """
    if route.signed_in:
        return actor
    city = args.get("city")
    if isinstance(city, str) and city:
        return Actor(account="", name="", city=city, language=actor.language, as_of=actor.as_of)
    if route.of_a_city:
        raise Invalid.field("/city", NO_CITY, "required")
    return actor


def _given(route: Route) -> type[Schema] | None:
    """The shape of the whole answer: of a list a page, with a password that is shown once where there is one."""
    if route.gives is not None and route.many:
        return page_of(route.gives)
    if route.gives is not None and route.secret is not None and route.secret.one_time:
        return with_password(route.gives)
    return route.gives


def _with_passwords(
    gateway: Any, route: Route, secret: Passwords, args: dict[str, Any], actor: Actor, key: str, version: int | None
) -> Any:
    """The command with hashes for its passwords. A repeat is known by what the client sent: each hash differs."""
    address = request.remote_addr or ""
    if secret.guarded:
        gateway.limits.guess(address)
    digest = hashlib.sha256(route.name.encode() + orjson.dumps(args, option=orjson.OPT_SORT_KEYS)).hexdigest()
    parts = gateway.settings.parts
    for name in secret.hashed:
        if name in args:
            check_strength(args[name], str(args.get("login", "")), f"/{name}")
            args[f"{name}_hash"] = hash_password(args.pop(name), parts)
    if secret.one_time:
        password = one_time_password(parts.token_secret, f"{route.name}|{actor.account}|{key}|{digest}")
        args["password_hash"] = hash_password(password, parts)
    deadline = gateway.settings.command_deadline
    try:
        answer = gateway.bus.command(route.service, route.name, args, actor, key, version, deadline, digest)
    except (Conflict, NotFound):
        if secret.guarded:
            gateway.limits.guessed(address)
        raise
    return {**answer, "one_time_password": password} if secret.one_time else answer


def _with_seen(
    gateway: Any, route: Route, args: dict[str, Any], actor: Actor, key: str | None, version: int | None
) -> Any:
    """The command with where it came from. A repeat is known by what the client sent, from wherever it is repeated."""
    if "seen" in args:
        raise Invalid(errors_of({"seen": ["Unknown field."]}))
    digest = hashlib.sha256(route.name.encode() + orjson.dumps(args, option=orjson.OPT_SORT_KEYS)).hexdigest()
    device = request.headers.get("User-Agent", "")[:200]
    args["seen"] = {"address": request.remote_addr or "", "device": device}
    deadline = gateway.settings.command_deadline
    return gateway.bus.command(route.service, route.name, args, actor, key, version, deadline, digest)


def _documentation(route: Route) -> dict[str, Any]:
    """What flask-smorest's decorators would have left on the view, for the OpenAPI description."""
    parameters: list[dict[str, Any] | str] = []
    path_names = [part[1:-1].rsplit(":", 1)[-1] for part in route.path.split("/") if part.startswith("<")]
    if route.takes:
        within = [name for name in path_names if name in route.takes._declared_fields]
        if within:
            parameters.append({"in": "path", "schema": route.takes(only=within)})
        shown = route.takes(exclude=[*within, *(["seen"] if route.seen else [])])
        if shown.fields:
            location = "json" if route.method in _WITH_BODY else "query"
            required = any(field.required for field in shown.fields.values())
            parameters.append({"in": location, "required": required, "schema": shown})
    if route.keyed:
        parameters.append("IdempotencyKey")
    if route.versioned:
        parameters.append("IfMatch")
    gives = _given(route)
    success: dict[str, Any] = {"description": "OK", "content_type": None}
    if gives is not None:
        success["schema"] = gives()
    problems = {401, 404, 409, 422, 429, 503, 504}  # a wrong token is 401 anywhere
    problems |= {403} if route.signed_in or route.method in _WITH_BODY else set()
    problems |= {400, 413, 415} if route.method in _WITH_BODY else set()
    problems |= {400, 412, 428} if route.versioned else set()
    manual = {
        "summary": f"{route.zh} / {route.en}",
        "operationId": f"{route.method.lower()}_{route.resource.replace('-', '_')}_{route.name}",
        "description": _who(route),
        "security": [{"session": []}] if route.signed_in else [{}, {"session": []}],
        "responses": {str(status): "Problem" for status in sorted(problems)} | files.described(route.media),
        "x-summary": {"zh": route.zh, "en": route.en},
        "x-may-call": sorted(route.may),
    }
    return {
        "arguments": {"parameters": parameters},
        "response": {"responses": {route.status: [success]}},
        "manual_doc": manual,
    }


@cache
def page_of(item: type[Schema]) -> type[Schema]:
    """The shape of one page of a list."""
    page = Schema.from_dict(
        {
            "items": fields.List(fields.Nested(item), required=True),
            "next": fields.String(
                required=True, allow_none=True, metadata={"description": "the next page's `after`; null on the last"}
            ),
        },
        name=f"{item.__name__}Page",
    )
    page.__module__ = item.__module__
    return page


@cache
def with_password(answer: type[Schema]) -> type[Schema]:
    """The shape of an answer that shows a one-time password."""
    said = fields.String(required=True, metadata={"description": "shown this once; to be changed at the first sign-in"})
    name = f"{answer.__name__}WithPassword"
    return type(name, (answer,), {"one_time_password": said, "__module__": answer.__module__})


def _who(route: Route) -> str:
    if "public" in route.may:
        return "无需登录 / no sign-in needed"
    if route.may & EVERYBODY:
        return "任何已登录者 / anyone signed in"
    return "角色 / roles: " + ", ".join(sorted(route.may))
