"""What the platform announces, described by AsyncAPI 3; put together from the services' own words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from gateway.asyncapi import document
from gateway.auth import Caller
from gateway.resource import Resource
from shared.actor import platform

if TYPE_CHECKING:
    from gateway.app import Gateway

KEPT_SECONDS = 300.0  # a service that is renewed is asked again then
ASKING_SECONDS = 15.0
_kept: dict[tuple[str, ...], tuple[float, dict[str, Any]]] = {}


def describe_announcements(gateway: Gateway, _: Caller, __: dict[str, Any]) -> dict[str, Any]:
    """The description. Raises Unavailable while a service does not answer: half a description would mislead."""
    services, namespace = tuple(gateway.services), gateway.settings.parts.namespace
    made, known = _kept.get((namespace, *services), (0.0, {}))
    if not known or time.monotonic() - made > KEPT_SECONDS:
        asker = platform("gateway")
        contracts = {name: gateway.bus.question(name, "contract", {}, asker, ASKING_SECONDS) for name in services}
        known = document(contracts, namespace)
        _kept[(namespace, *services)] = (time.monotonic(), known)
    return known


asyncapi = Resource(
    "asyncapi", service="gateway", may=("public",), prefix="/api/asyncapi.json", zh="事件说明", en="Announcements"
)
asyncapi.edge("GET", "/", describe_announcements, zh="AsyncAPI 3 事件说明", en="All announcements, by AsyncAPI 3")
