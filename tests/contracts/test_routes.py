"""The gateway's routes and the services' entrypoints agree."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from marshmallow import Schema, fields

from gateway.app import routes
from gateway.declared import WHOLLY
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
    assert "dispatch" in WHOLLY, "and there nothing is sent but what is declared"


WITHIN = {"JobShape.actions", "JobShape.problem", "JobShape.result"}  # what long work says, in words of its own
INSIDE = {"account", "by_account", "reviewer_accounts"}  # kept with a record; an answer says who by name


@pytest.mark.parametrize("route", [one for one in STATED if one.service in WHOLLY and one.gives], ids=named)
def test_what_is_sent_as_declared_is_declared_in_full_and_names_no_account(route: Route):
    assert not set(_left_open(route.gives or Schema, ()))


def _left_open(shape: type[Schema], above: tuple[type[Schema], ...]) -> Iterator[str]:
    """Fields that could hold anything, or that tell what stays inside, in a shape and those within it."""
    for name, field in shape._declared_fields.items() if shape not in above else ():
        while isinstance(field, fields.List):
            field = field.inner
        place = f"{shape.__name__}.{name}"
        if isinstance(field, fields.Nested):
            yield from _left_open(type(field.schema), (*above, shape))
        elif name in INSIDE or (_is_open(field) and place not in WITHIN):
            yield place


def _is_open(field: fields.Field) -> bool:
    return isinstance(field, fields.Raw) or (isinstance(field, fields.Dict) and field.value_field is None)
