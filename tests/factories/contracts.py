"""What every service tells, as its published schemas have it; and what of an announcement does not fit."""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft7Validator, FormatChecker

from shared.contract import JsonSchema, of_service
from shared.hosting import service_class
from tests.architecture.source import SERVICES

CONTRACTS: dict[str, dict[str, tuple[str, JsonSchema]]] = {
    service: of_service(service_class(service)) for service in SERVICES
}


@cache
def _validator(service: str, type: str) -> Draft7Validator:
    return Draft7Validator(CONTRACTS[service][type][1], format_checker=FormatChecker())


def mistakes(service: str, type: str, data: Any) -> list[str]:
    """What is wrong with an announcement's data, by the published schema; an unpublished type is wrong as a whole."""
    if type not in CONTRACTS[service]:
        return [f"{service}.{type} is told and not published"]
    return [
        f"{service}.{type} {'.'.join(str(part) for part in error.absolute_path)}: {error.message[:200]}"
        for error in _validator(service, type).iter_errors(data)
    ]
