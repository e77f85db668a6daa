"""The gateway's routes and the services' entrypoints agree."""

from __future__ import annotations

import re

import pytest
from marshmallow import Schema, fields

from gateway.app import routes
from gateway.resource import EVERYBODY, Route
from gateway.routes import TABLE, table
from shared.hosting import Command, entrypoints, service_class

STATED = [route for route in routes() if route.kind != "edge"]


def named(route: Route) -> str:
    return f"{route.method} {route.prefix}{route.path}"


@pytest.mark.parametrize("route", STATED, ids=named)
def test_a_route_leads_to_an_entrypoint_that_takes_the_same_and_lets_no_fewer_in(route: Route):
    service = service_class(route.service)
    (entrypoint,) = (extension for name, extension in entrypoints(service) if name == route.name)
    assert route.kind == ("command" if isinstance(entrypoint, Command) else "question")
    taken = set(entrypoint.schema._declared_fields)
    in_path = set(re.findall(r"<(?:[^:<>]+:)?([^<>]+)>", route.prefix + route.path))
    assert in_path <= taken, "what the address says is an argument"
    if route.secret is None:
        assert entrypoint.schema is route.takes or (route.takes is None and taken == in_path)
    else:
        assert not set(route.secret.hashed) & taken, "no password reaches a service"
        assert {f"{name}_hash" for name in route.secret.hashed} <= taken
    allowed = {way.role for way in service.access[route.name].ways}
    everybody = route.may & EVERYBODY
    assert everybody or allowed <= route.may, f"the edge turns away {allowed - route.may}, whom the service lets in"
    assert "public" not in allowed or "public" in route.may


def test_no_two_routes_are_the_same():
    seen = [named(route) for route in routes()]
    assert len(seen) == len(set(seen))


def test_the_table_of_routes_is_current():
    assert TABLE.read_text("utf-8") == table(), "run `python -m gateway.routes`"


def members(shape: type[Schema] | Schema, seen: frozenset[object] = frozenset()) -> set[str]:
    """The names of everything that an answer of this shape has, at any depth."""
    kind = shape if isinstance(shape, type) else type(shape)
    if kind in seen:
        return set()
    found: set[str] = set()
    for name, field in kind._declared_fields.items():
        found.add(name)
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Nested):
            found |= members(inner.schema, seen | {kind})
    return found


@pytest.mark.parametrize("route", [one for one in STATED if one.gives], ids=named)
def test_no_answer_is_described_with_what_its_service_keeps_to_itself(route: Route):
    assert route.gives is not None
    hidden = getattr(service_class(route.service), "hidden", frozenset())
    assert not members(route.gives) & hidden


def test_registry_and_dispatch_tell_no_account_of_who_did_a_thing():
    assert "by_account" in service_class("registry").hidden
    assert {"account", "by_account"} <= service_class("dispatch").hidden
