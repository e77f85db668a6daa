"""The published description of announcements holds for everything that is told, and leaves nothing out."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from gateway.app import routes
from gateway.asyncapi import document
from services.registry.message_table import TABLE
from services.registry.vocabulary.message import places
from shared.contract import of_service
from shared.hosting import service_class
from tests.architecture.source import SERVICES
from tests.contracts.test_events import tellers, told
from tests.factories.contracts import CONTRACTS, mistakes

SEALED = ("identity", "phone", "password", "fingerprint", "secret", "token", "sealed")


def test_every_announcement_of_the_examples_fits_its_schema():
    wrong = [
        mistake
        for service in SERVICES
        for type, announcements in told(service).items()
        if type in CONTRACTS[service]
        for one in announcements
        for mistake in mistakes(service, type, json.loads(json.dumps(one.data, default=str)))
    ]
    assert not wrong


@pytest.mark.parametrize("service", SERVICES)
def test_no_function_is_left_out_and_one_that_tells_several_types_names_them(service):
    stated = getattr(importlib.import_module(f"services.{service}.events"), "TYPES", {})
    dynamic = {name for name, function in tellers(service).items() if not all(written(function))}
    assert dynamic == set(stated), "an f-string for a type hides what is told: name the types in TYPES of events.py"
    named = {type for types in stated.values() for type in types}
    fixed = {type for name, function in tellers(service).items() if name not in dynamic for type in types_of(function)}
    assert named | fixed <= set(CONTRACTS[service])


def types_of(function: Any) -> set[str]:
    """The types written in a function as plain text."""
    return {type for type in written(function) if type}


def written(function: Any) -> list[str]:
    """The type of each announcement that a function makes; "" where it is put together."""
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(function))) if isinstance(node, ast.Call)]
    given = [node.args[0] for node in calls if ast.unparse(node.func) == "Announcement" and node.args]
    return [str(one.value) if isinstance(one, ast.Constant) else "" for one in given]


@pytest.mark.parametrize("service", SERVICES)
def test_every_announcement_says_what_it_means_and_has_data(service):
    for type, (meaning, schema) in of_service(service_class(service)).items():
        Draft7Validator.check_schema(schema)
        assert meaning, type
        assert schema.get("type") == "object", f"{service}.{type}"
        assert schema.get("required"), f"{service}.{type}: nothing is always told"


@pytest.mark.parametrize("service", SERVICES)
def test_no_announcement_carries_what_is_sealed(service):
    """Webhooks carry announcements out of the platform: what the vault keeps must not be among them."""
    found = [
        f"{service}.{type}: {name}"
        for type, (_, schema) in CONTRACTS[service].items()
        for name in names(schema)
        if any(word in name for word in SEALED)
    ]
    assert not found


def names(schema: Any) -> set[str]:
    """Every property name in a schema."""
    if isinstance(schema, list):
        return {name for one in schema for name in names(one)}
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties", {})
    return set(own) | {name for one in schema.values() for name in names(one)} if isinstance(own, dict) else set()


def test_the_document_is_whole():
    made = document(CONTRACTS, "tepai")
    assert made["asyncapi"] == "3.0.0"
    count = sum(len(contract) for contract in CONTRACTS.values())
    assert len(made["channels"]) == len(made["operations"]) == len(made["components"]["messages"]) == count
    for reference in references(made):
        found: Any = made
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]
    channel = made["channels"]["dispatch.agreement_filed"]
    assert channel["address"] == "dispatch.agreement_filed"
    assert channel["bindings"]["amqp"]["exchange"]["name"] == "tepai.announcements"
    assert json.loads(json.dumps(made)) == made


def references(part: Any) -> list[str]:
    """Every $ref."""
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [one for value in part.values() for one in references(value)]
    return [one for value in part for one in references(value)] if isinstance(part, list) else []


# -- the table of messages against the contracts -----------------------------------------------------------------------


def fields_of(service: str, type: str) -> set[str]:
    """The dotted paths that an announcement may have."""
    return paths(CONTRACTS[service][type][1])


def paths(schema: Any, before: str = "") -> set[str]:
    found: set[str] = set()
    for way in [schema, *schema.get("anyOf", ())]:
        way = way.get("items", way) if way.get("type") == "array" else way
        for name, inner in way.get("properties", {}).items():
            found |= {f"{before}{name}", *paths(inner, f"{before}{name}.")}
    return found


EXACT = [told for told in TABLE.messages if "*" not in told.on]
OF_APPLICATIONS = ("application_", "waiver_", "consent_given")
ADDED = {
    "turn",
    "sender_unit",
    "county",
    "unit",
    "applicant",
    "name",
    "number",
}  # the registry knows these of its own applications (posting.py)


@pytest.mark.parametrize("line", EXACT, ids=lambda line: line.on)
def test_a_message_speaks_of_an_announcement_and_of_what_it_tells(line):
    service, _, type = line.on.partition(".")
    assert type in CONTRACTS[service], "nobody announces that"
    known = fields_of(service, type) | (ADDED if type.startswith(OF_APPLICATIONS) else set()) | {"times"}
    assert not line.each or line.each in known, f"{line.on} has no list `{line.each}`"
    known |= {name.removeprefix(f"{line.each}.") for name in known if line.each}
    wanted = {name for text in line.texts for name, _ in places(text)} | set(line.when) | {*line.given, *line.lacks}
    wanted |= {line.opens} - {""}
    wanted |= {one for to in line.to for one in (to.account, to.person, to.turn, to.everyone_in) if one}
    wanted |= {one for to in line.to for one in (to.unit, to.county) if one}
    assert wanted <= known, f"{line.on} does not tell {wanted - known}"
    for to in line.to:
        reach = TABLE.roles.get(to.role)
        scopes = (to.unit or to.county) if reach is None else to.unit or to.county or reach.unit or reach.county
        needed = {scopes} if isinstance(scopes, str) and scopes else set(scopes or ())
        assert not needed or needed & known, f"{line.on} does not tell where the holders of {to.role} are"


def test_what_a_message_opens_is_a_resource():
    plural = {route.prefix.rsplit("/", 1)[-1] for route in routes()}
    assert set(TABLE.nouns.values()) <= plural
