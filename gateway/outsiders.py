"""Whoever has no account: the gateway asks for them, in the city that they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gateway.auth import Caller
from gateway.resource import NO_CITY
from shared.actor import Actor, platform
from shared.errors import Invalid


def in_their_name(caller: Caller, args: Mapping[str, Any]) -> Actor:
    """The platform asking in the city that `args` name, else in the caller's own. Raises Invalid for none."""
    city = str(args.get("city") or "") or caller.actor.city
    if not city:
        raise Invalid.field("/city", NO_CITY, "required")
    return platform("gateway", city, as_of=caller.actor.as_of)
