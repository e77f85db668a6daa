"""What another service would announce: every field that its published schema asks for, the telling ones as given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.factories.contracts import CONTRACTS

DAY = "2024-06-03"
MOMENT = f"{DAY}T01:00:00+00:00"


def announced(type: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The data of an announcement ("dispatch.agreement_ended"), `given` ones as they are, the rest plain."""
    service, _, name = type.partition(".")
    return {**_plain(CONTRACTS[service][name][1]), **given}


def _plain(schema: Mapping[str, Any]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return None if any(one.get("type") == "null" for one in schema["anyOf"]) else _plain(schema["anyOf"][0])
    match schema.get("type"):
        case "object":
            required = schema.get("required", ())
            return {name: _plain(one) for name, one in schema.get("properties", {}).items() if name in required}
        case "array":
            return []
        case "integer" | "number":
            return 0
        case "boolean":
            return False
        case "string":
            return {"date": DAY, "date-time": MOMENT}.get(schema.get("format", ""), "")
    return None
