"""Dictionaries (词表): what each code of a city's rulebook is called, put together from the services' own words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields, validate

from gateway.auth import Caller
from gateway.gathering import Gathered, gather
from gateway.resource import NO_CITY, Resource
from shared.actor import public
from shared.dictionaries import Dictionary, merged
from shared.errors import Invalid

if TYPE_CHECKING:
    from gateway.app import Gateway

KEPT_SECONDS = 30.0  # newly published rules are shown after so long at most
ASKING_SECONDS = 3.0
_kept: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}


class OfCity(Schema):
    """Of which city, unless the header Tepai-City says so."""

    city = fields.String(validate=validate.Regexp(r"^\d{6}\Z"))


class Dictionaries(Gathered):
    """All dictionaries of a city."""

    city = fields.String(required=True)
    items = fields.List(fields.Nested(Dictionary), required=True)


def dictionaries(gateway: Gateway, caller: Caller, args: dict[str, Any]) -> dict[str, Any]:
    """Every service's words, those of one name together. Raises NotFound for a city that is not here."""
    city = args.get("city") or caller.actor.city
    if not city:
        raise Invalid.field("/city", NO_CITY, "required")
    place = (gateway.settings.parts.namespace, city)
    made, known = _kept.get(place, (0.0, {}))
    if not known or time.monotonic() - made > KEPT_SECONDS:
        known = _asked(gateway, city)
        if not known["silent"]:
            _kept[place] = (time.monotonic(), known)
    return known


def _asked(gateway: Gateway, city: str) -> dict[str, Any]:
    asked: dict[str, dict[str, Any]] = {service: {} for service in gateway.services}
    told, silent = gather(gateway.bus, public(city), "dictionaries", asked, ASKING_SECONDS)
    parts = [one for answer in told.values() for one in answer["items"]]
    return {"city": city, "items": merged(parts), "silent": silent}


resource = Resource("dictionaries", service="gateway", may=("public",), zh="词表", en="Dictionaries")
resource.edge(
    "GET", "/", dictionaries, takes=OfCity, gives=Dictionaries,
    zh="各类代码的名称（类型、旗县区、环节等）", en="What a city's codes are called",
)  # fmt: skip
