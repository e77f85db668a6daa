"""Who may import what. A part that knows only what it must can be read, tested, moved and replaced alone."""

from __future__ import annotations

import pytest

from tests.architecture.source import LAYERS, SERVICES, Module, modules, within

ALL = modules(*LAYERS)
HOSTS = {"shared.hosting", "shared.serving"}
DATABASE = {
    "shared.migrations",
    "shared.working",
    "shared.announcer",
    "shared.errands",
    "shared.batches",
    "shared.hearing",
    "shared.sheaf",
    "shared.store",
    "shared.upkeep",
}
BROKER = {"shared.announcer", "shared.consuming", "gateway.bus"}
OPERATORS = {"services.registry.first_operator"}  # a program for the operator's shell, not part of the service


def offenders(found: list[Module], *packages: str) -> dict[str, list[str]]:
    return {module.name: module.uses(*packages) for module in found if module.uses(*packages)}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_imports_itself_and_shared_and_no_other_service(service):
    others = [f"services.{other}" for other in SERVICES if other != service]
    found = [module for module in ALL if within(module.name, f"services.{service}")]
    assert not offenders(found, *others), (
        "services never call each other: what another one knows is heard as an announcement and kept as a copy, so "
        "that each can be stopped, moved and tested with the other five deleted"
    )


def test_services_know_nothing_of_the_gateway_the_infrastructure_or_the_tests():
    found = [module for module in ALL if within(module.name, "services")]
    assert not offenders(found, "gateway", "infra", "loadtests", "tests"), (
        "a service must run and be tested without the edge; it is reached over the bus only"
    )


def test_shared_knows_no_service_and_no_gateway():
    found = [module for module in ALL if within(module.name, "shared")]
    assert not offenders(found, "services", "gateway", "infra", "loadtests", "tests"), (
        "shared/ is mechanics without field nouns: the day it knows a service, every service depends on that one"
    )


def test_the_gateway_knows_the_services_shapes_and_nothing_else_of_them():
    found = {}
    for module in ALL:
        if within(module.name, "gateway"):
            used = [name for name in module.uses("services") if len(name.split(".")) > 2]
            found[module.name] = [name for name in used if name.split(".")[2] != "schemas"]
    assert not {name: used for name, used in found.items() if used}, (
        "the gateway makes calls and decides nothing: a shape is checked at both ends, everything else is the service's"
    )


def test_the_gateway_and_shared_know_nothing_of_tools_and_tests():
    found = [module for module in ALL if within(module.name, "gateway")]
    assert not offenders(found, "infra", "loadtests", "tests")


def test_nameko_is_known_to_the_host_only():
    found = [module for module in ALL if module.name not in HOSTS]
    assert not offenders(found, "nameko", "eventlet"), (
        "nameko and eventlet are near the end of their lives: the day they are replaced, one file changes"
    )


def test_mongodb_is_known_to_the_stores_only():
    found = [module for module in ALL if module.name not in DATABASE and not module.name.endswith(".store")]
    assert not offenders(found, "pymongo", "bson"), (
        "every query goes through a shelf, which puts the city into it; a bare collection is a hole between cities"
    )


def test_the_broker_is_known_to_the_bus_and_the_consumers_only():
    found = [module for module in ALL if module.name not in BROKER]
    assert not offenders(found, "kombu", "amqp"), "who could publish by hand could announce what was never committed"


def test_http_is_known_to_the_gateway_only():
    found = [module for module in ALL if not within(module.name, "gateway")]
    assert not offenders(found, "flask", "flask_smorest", "werkzeug", "requests", "httpx"), (
        "a decision must not depend on how it was asked for"
    )


def test_settings_are_read_by_the_host_and_the_edge_not_by_services():
    found = [module for module in ALL if within(module.name, "services") and module.name not in OPERATORS]
    assert not offenders(found, "shared.settings", "environs", "os"), (
        "what differs between cities is in the rulebook, what differs between installations is the host's business"
    )


# -- the domain --------------------------------------------------------------------------------------------------------

DOMAIN = [module for module in ALL if ".domain." in module.name]
OUTSIDE = (
    "os", "io", "sys", "pathlib", "socket", "subprocess", "threading", "logging", "tempfile", "shutil", "urllib",
    "random", "secrets", "uuid", "time", "pymongo", "kombu", "requests", "httpx", "minio", "environs", "structlog",
    "shared.settings", "shared.store", "shared.sheaf", "shared.log", "shared.hosting", "shared.batches",
    "shared.hearing", "shared.announcer", "shared.consuming", "shared.attachments.ObjectStore", "shared.work.Work",
)  # fmt: skip


def test_a_decision_does_no_input_or_output_and_throws_no_dice():
    assert DOMAIN
    assert not offenders(DOMAIN, *OUTSIDE), (
        "a decision is a pure function of record, rules, actor and day: it may be run twice (a transaction that "
        "conflicts is), replayed over old records (a rule's draft is), and tested without any server"
    )


def test_a_decision_does_not_know_the_rest_of_its_service():
    found = {}
    for module in DOMAIN:
        service = ".".join(module.name.split(".")[:2])
        above = [f"{service}.{part}" for part in ("commands", "queries", "copies", "reactions", "events", "store",
                                                  "service", "entrypoints", "schemas", "access", "views")]  # fmt: skip
        if module.uses(*above):
            found[module.name] = module.uses(*above)
    assert not found, "commands know the domain, not the other way round: load, decide, save, announce"


CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now", "datetime.date.today",
    "time.time", "time.monotonic", "time.perf_counter", "time.sleep", "now",
}  # fmt: skip


def test_no_service_looks_at_a_clock():
    found = {
        module.name: sorted(module.calls & CLOCKS)
        for module in ALL
        if within(module.name, "services") and module.name not in OPERATORS and module.calls & CLOCKS
    }
    assert not found, (
        "`work.now` and `work.today` are the call's own moment, in Beijing's day; a second clock would disagree with "
        "it at midnight, and a year could not be played in minutes"
    )


def test_no_service_throws_dice():
    found = [module for module in ALL if within(module.name, "services") and module.name not in OPERATORS]
    assert not offenders(found, "random", "secrets", "uuid"), "`work.new_id()` and `work.new_code()` are there for that"


def test_what_the_gateway_shares_with_a_service_needs_nothing_but_shapes():
    found = {}
    for module in ALL:
        parts = module.name.split(".")
        if parts[0] == "services" and len(parts) > 2 and parts[2] == "schemas":
            service = f"services.{parts[1]}"
            pure = (f"{service}.schemas", f"{service}.domain")
            used = [name for name in module.uses(service) if not any(within(name, part) for part in pure)]
            if used:
                found[module.name] = used
    assert not found, "the gateway loads these files; what they import, the gateway imports"
