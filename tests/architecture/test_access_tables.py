"""Every way in has a row that says who may, over which record; and what the rows name is there."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from marshmallow import RAISE, Schema

from shared.actor import ROLES
from shared.hosting import Command, HeardEntrypoint, Question, entrypoints, service_class
from tests.architecture.source import SERVICES

OTHERS = {"public", "anyone", "platform", "gateway"}  # not people's roles: nobody, everybody signed in, ourselves


def ways_in(service: str) -> dict[str, Any]:
    """Method name -> its command or question entrypoint."""
    return {
        name: extension
        for name, extension in entrypoints(service_class(service))
        if isinstance(extension, Command | Question)
    }


@pytest.mark.parametrize("service", SERVICES)
def test_every_command_and_question_has_a_row_and_every_row_a_command_or_question(service):
    assert set(ways_in(service)) == set(service_class(service).access), (
        "deny by default: what has no row nobody may do, and a row nobody uses is a rule nobody keeps"
    )


@pytest.mark.parametrize("service", SERVICES)
def test_every_command_and_question_has_a_shape_that_refuses_what_it_does_not_know(service):
    for name, extension in ways_in(service).items():
        assert issubclass(extension.schema, Schema), name
        assert extension.schema().unknown == RAISE, f"{name}: an unknown field is a mistake the sender should hear of"


@pytest.mark.parametrize("service", SERVICES)
def test_every_row_names_roles_of_the_platform(service):
    unknown = {
        f"{name}: {way.role}"
        for name, row in service_class(service).access.items()
        for way in row.ways
        if way.role not in ROLES | OTHERS
    }
    assert not unknown, "a role that nobody can hold opens nothing, and hides a misspelt one"


@pytest.mark.parametrize("service", SERVICES)
def test_every_row_names_a_collection_and_fields_that_exist(service):
    hosted = service_class(service)
    kinds, missing = hosted.work.kinds(), []
    for name, row in hosted.access.items():
        if row.collection is None:
            missing += [f"{name}: {way} without a collection" for way in row.ways if scopes(way)]
            continue
        if row.collection not in kinds:
            missing.append(f"{name}: no collection {row.collection}")
            continue
        missing += [
            f"{name}: {kinds[row.collection].__name__} has no {path}"
            for way in row.ways
            for path in scopes(way)
            if not reaches(kinds[row.collection], path)
        ]
    assert not missing, "a scope over a field that is not there never fits: somebody is locked out, or everybody"


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_fetched_ahead_is_a_collection_by_an_argument(service):
    hosted = service_class(service)
    wrong = [
        f"{name}: {collection} by {argument}"
        for name, extension in ways_in(service).items()
        for collection, argument in getattr(extension, "loads", ())
        if collection not in hosted.work.collections() or argument not in extension.schema._declared_fields
    ]
    assert not wrong


@pytest.mark.parametrize("service", SERVICES)
def test_every_index_is_over_fields_that_exist(service):
    hosted = service_class(service)
    wrong = []
    for name, collection in hosted.work.collections().items():
        for index in (*collection.indexes, *collection.unique):
            paths = [index] if isinstance(index, str) else index
            kind = hosted.work.kinds()[name]
            wrong += [f"{name}: {path}" for path in paths if path != "_id" and not reaches(kind, path)]
    assert not wrong, "an index over nothing makes a unique one hold for nobody and a query slow"


@pytest.mark.parametrize("service", SERVICES)
def test_every_record_has_an_identifier_a_city_and_a_version(service):
    for name, kind in service_class(service).work.kinds().items():
        found = {field.name for field in fields(kind)}
        assert {"id", "city", "version"} <= found, f"{name}: two who save at once are told apart by the version"


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_hears_others_and_not_itself(service):
    for name, extension in entrypoints(service_class(service)):
        if isinstance(extension, HeardEntrypoint):
            source = extension.hears.partition(".")[0]
            assert source in SERVICES, f"{name} hears {extension.hears}"
            by_the_host = extension.hears.endswith(".rulebook_checked")  # told for every service alike
            assert source != service or by_the_host, (
                f"{name}: what a service does itself it does in the same transaction"
            )


def scopes(way: Any) -> list[str]:
    return [path for path in (way.unit, way.county, way.person, way.account) if path is not None]


def reaches(kind: Any, path: str) -> bool:
    """Whether a dotted path exists from a record type on, through optional ones, tuples and mappings."""
    for part in path.split("."):
        kind = _inner(kind)
        if get_origin(kind) is dict or kind in (Any, dict):
            return True
        if not is_dataclass(kind):
            return False
        hints = get_type_hints(kind)
        if part not in hints:
            return isinstance(getattr(kind, part, None), property)
        kind = hints[part]
    return True


def _inner(kind: Any) -> Any:
    """The record type inside `X | None`, `tuple[X, ...]` and the like."""
    while get_args(kind) and get_origin(kind) is not dict:
        kind = next(item for item in get_args(kind) if item is not type(None) and item is not Ellipsis)
    return kind
