"""What a service hears, another tells: by that name, with everything the hearer's handlers read."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from functools import cache
from typing import Any, get_type_hints

import orjson
import pytest

from shared import editions
from shared.actor import platform
from shared.errors import Problem
from shared.hearing import Heard
from shared.hosting import HeardEntrypoint, entrypoints, service_class
from shared.rulebook import Rulebooks
from shared.sheaf import Sheaf
from shared.vault import Vault
from shared.work import Announcement
from tests.architecture.source import CHECKOUT, SERVICES
from tests.contracts.examples import MOMENT, example
from tests.unit.shared.memory import Database

CITIES = ("150200", "130100")


def tellers(service: str) -> dict[str, Callable[..., Announcement]]:
    """The functions of a service's events.py that announce something, and what its host announces for every one."""
    modules = (importlib.import_module(f"services.{service}.events"), editions)
    return {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if inspect.isfunction(function)
        and function.__module__.startswith((f"services.{service}.", editions.__name__))
        and not name.startswith("_")
        and get_type_hints(function).get("return") is Announcement
    }


def told_by(function: Callable[..., Announcement], full: bool) -> Announcement:
    """What the function announces of example records."""
    hints = get_type_hints(function)
    args = {name: example(hints[name], full, name) for name in inspect.signature(function).parameters}
    return function(**args)


def announcements(function: Callable[..., Announcement]) -> list[Announcement]:
    """The full and the bare one; some events are only ever told of records in which something optional is there."""
    found = []
    for full in (True, False):
        try:
            found.append(told_by(function, full))
        except (AssertionError, AttributeError, IndexError, TypeError):
            if full:
                raise
    return found


@cache
def told(service: str) -> dict[str, list[Announcement]]:
    """Type -> what the service announces under it."""
    found: dict[str, list[Announcement]] = {}
    for function in tellers(service).values():
        for announcement in announcements(function):
            found.setdefault(announcement.type, []).append(announcement)
    return found


@cache
def rulebooks() -> Rulebooks:
    return Rulebooks.from_folder(CHECKOUT / "shared" / "rulebooks")


def hearings() -> list[tuple[str, str, str]]:
    """(service, its method, "teller.type") for everything heard."""
    return [
        (service, name, extension.hears)
        for service in SERVICES
        for name, extension in entrypoints(service_class(service))
        if isinstance(extension, HeardEntrypoint)
    ]


class Untold(KeyError):
    """A handler read what the event does not always tell."""


class Data(dict[str, Any]):
    """An event's data that does not let a missing key pass for something else."""

    def __missing__(self, key: str) -> Any:
        raise Untold(key)


@pytest.mark.parametrize(
    ("service", "name"), [(service, name) for service in SERVICES for name in tellers(service)], ids=str
)
def test_an_event_is_plain_data_about_a_noun(service, name):
    for announcement in announcements(tellers(service)[name]):
        assert orjson.loads(orjson.dumps(announcement.data)) == announcement.data, "what travels is plain JSON"
        noun, colon, id = announcement.subject.partition(":")
        assert colon, "the subject is `noun:id`"
        assert id, "the subject is `noun:id`"
        assert noun.replace("_", "").isalpha()
        assert announcement.type.split("_")[0] == name.split("_")[0], "the function is named as the event"


@pytest.mark.parametrize(("service", "method", "hears"), hearings(), ids=lambda value: str(value))
def test_what_is_heard_is_told_by_somebody(service, method, hears):
    teller, _, type_ = hears.partition(".")
    assert type_ in told(teller), f"{service} waits for {hears}, which nobody announces: it would wait for ever"


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize(("service", "method", "hears"), hearings(), ids=lambda value: str(value))
def test_a_handler_reads_nothing_that_is_not_always_told(service, method, hears, city):
    teller, _, type_ = hears.partition(".")
    hosted = service_class(service)
    for announcement in told(teller).get(type_, ()):
        data = Data(orjson.loads(orjson.dumps(announcement.data)))
        sheaf = Sheaf(Database(), None)  # type: ignore[arg-type]
        work = hosted.work(sheaf, platform(teller, city, MOMENT), MOMENT, vault=Vault("v" * 40), cause="e1")
        actor = {"account": "a1", "name": "某人"}
        event = Heard("e1", type_, teller, city, MOMENT, announcement.subject, 1, actor, data, work, rulebooks())
        try:
            getattr(hosted(), method)(event)
        except Problem:
            continue  # a decision about this example; it had all it needed to decide
        except Untold as missing:
            pytest.fail(f"{hears} does not always tell {missing}: read it with .get(), or have it told")
        except (TypeError, ValueError):
            if announcement is told(teller)[type_][0]:
                raise
            continue  # the bare example lacks what a record in that state always has
        work.accept()
        sheaf.flush()
