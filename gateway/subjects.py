"""Which route answers for the record that an announcement is about: named as the announcement is.

`application:7f…` of the registry is `GET /api/applications/7f…`, the question `application`. So whatever has a detail
of its own can be opened from what one has done, and be followed, without a list of nouns to keep.
"""

from __future__ import annotations

from functools import cache

from gateway.auth import Caller
from gateway.resource import EVERYBODY, Route


@cache
def details() -> dict[tuple[str, str], Route]:
    """(service, noun) -> the question that answers one such record."""
    from gateway.app import routes  # the routes are known once all resources are

    return {(route.service, route.name): route for route in routes() if _is_detail(route)}


@cache
def by_resource() -> dict[str, Route]:
    """The plural noun of the address -> the question that answers one such record."""
    return {route.resource: route for route in details().values()}


def open_to(caller: Caller) -> list[Route]:
    """Those that the caller's roles may ask at all."""
    held = {grant.role for grant in caller.actor.grants}
    return [route for route in details().values() if route.may & EVERYBODY or route.may & held]


def argument(route: Route) -> str:
    """The argument that takes the record's id."""
    return route.path[2:-1]


def _is_detail(route: Route) -> bool:
    alone = route.path.startswith("/<") and route.path.count("/") == 1
    plain = route.kind == "question" and route.method == "GET" and not route.many and not route.media
    return alone and plain and route.prefix == f"/api/{route.resource}" and argument(route).endswith("_id")
