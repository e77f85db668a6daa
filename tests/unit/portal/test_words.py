"""The portal has a word, in both languages, for everything that the API names."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
import yaml

import services
from services.dispatch.vocabulary.names import LEVELS, STAGES
from services.training.queries import WAYS
from shared.contract import of_service
from shared.hosting import service_class
from shared.rulebook.names import PARTIES, STEPS
from tests.factories.portal_words import PORTAL, pairs, path_parameters, properties, words
from tests.factories.told_actions import choices

HAN = re.compile(r"[\u4e00-\u9fff]")
MODULES = ("fields", "values", "actions", "verbs")
NOT_TOLD = ("services.registry.domain.sight",)  # how it is shown, not what
SERVICES = sorted(one.name for one in pkgutil.iter_modules(services.__path__))


@pytest.mark.parametrize("module", MODULES)
def test_every_line_is_a_pair_of_words_stated_once(module: str):
    files = sorted((PORTAL / "words" / module).glob("*.ts"))
    stated = [pair for path in files for pair in pairs(path)]
    lines = [line for path in files for line in path.read_text().splitlines() if line.startswith("  ")]
    assert len(lines) == len(stated) > 20, "one pair a line, in a folder of the module's name"
    twice = [key for key, count in Counter(key for key, _, _ in stated).items() if count > 1]
    assert not twice
    wrong = [key for key, zh, en in stated if not zh.strip() or not en.strip() or HAN.search(en) or not en[0].isupper()]
    assert not wrong, "Chinese first, then English with a capital letter"
    assert not [key for key, zh, en in stated if re.search(r"[{}|@]", zh + en)], "signs that the texts' format reserves"


def test_every_property_and_query_parameter_has_a_label():
    labels = words("fields")
    missing = sorted({name for _, name in properties() if name not in labels})
    assert not missing, f"state them in {PORTAL}/words/fields/*.ts: {missing}"


def test_no_label_is_of_a_name_that_the_api_lacks():
    # an appraisal carries the facts that it was computed from, a refusal the rule: by the names of the rulebook
    stated = [
        one for service in SERVICES for one in vars(importlib.import_module(f"services.{service}.rules")).values()
    ]
    ruled = {field.name for one in stated if isinstance(one, type) and is_dataclass(one) for field in fields(one)}
    named = {name for _, name in properties()} | path_parameters() | ruled
    assert not [name for name in words("fields") if "." not in name and name not in named]


def test_a_label_of_one_component_is_of_a_property_that_it_has():
    stated = [key.rsplit(".", 1) for key in words("fields") if "." in key]
    assert not [f"{owner}.{name}" for owner, name in stated if (owner, name) not in properties()]


def test_a_label_of_one_component_says_otherwise_than_the_name():
    labels = words("fields")
    assert not [key for key in labels if "." in key and labels[key] == labels[key.rsplit(".", 1)[1]]]


def test_every_closed_value_has_a_word():
    known = words("values")
    missing = [
        f"{owner}.{name}.{value}"
        for (owner, name), schema in properties().items()
        for value in closed(schema)
        if not _said(known, owner, name, value)
    ]
    assert not missing, f"state them in {PORTAL}/words/values/*.ts: {missing}"


def test_every_value_that_the_domain_closes_has_a_word():
    """A status is often plain text in a schema; what it can be is what the domain's type allows."""
    known, named = set(words("values")), {name for _, name in properties()}
    missing = {
        f"{where}: {name}.{value}"
        for where, name, value in literals()
        if name in named
        and where not in NOT_TOLD
        and not any(key == f"{name}.{value}" or key.endswith(f".{name}.{value}") for key in known)
    }
    assert not missing, f"state them in {PORTAL}/words/values/*.ts: {sorted(missing)}"


def test_what_the_platform_names_itself_is_called_the_same_in_the_portal():
    """The portal says these before a city is chosen; a city's own names come with its dictionaries."""
    known = words("values")
    topics = yaml.safe_load(Path("services/registry/messages.yml").read_text())["topics"]
    platform = {
        "party": PARTIES,
        "step": STEPS,
        "confidentiality": LEVELS,
        "stage": STAGES,
        "way": WAYS,
        "topic": {name: (said["zh"], said["en"]) for name, said in topics.items()},
    }
    stated = {f"{name}.{code}": pair for name, names in platform.items() for code, pair in names.items()}
    assert {key: known.get(key) for key in stated} == stated


def test_every_announcement_has_a_word():
    known, told = words("values"), {"webhook.ping"}
    for service in SERVICES:
        told |= {f"{service}.{type}" for type in of_service(service_class(service))}
    stated = {key.removeprefix("type.") for key in known if key.startswith("type.") and "." in key[5:]}
    assert told == stated, f"state them in {PORTAL}/words/values/events.ts"


def test_everything_that_a_history_says_was_done_has_a_word():
    done = {"submit", "resubmit", "withdraw"}.union(*(choices(service) for service in SERVICES), written())
    missing = done - set(words("verbs"))
    assert not missing, f"state them in {PORTAL}/words/verbs/*.ts: {sorted(missing)}"
    assert {"merged_with", "lapse", "defence", "restored"} <= done, "what is looked for is found"


def written() -> set[str]:
    """What the domains write into histories: the first word of a deed, an entry, a paper; a filing's change."""
    found = set()
    for module in domains():
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                at = {"deed": 0, "Entry": 0, "_paper": 0, "Change": 0, "changed": 1}.get(called)
                said = node.args[at] if at is not None and len(node.args) > at else None
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    found.add(said.value)
    return found


def closed(schema: dict[str, Any]) -> Iterator[str]:
    """The values of an enumeration, or of a list of them."""
    yield from (value for value in schema.get("enum", ()) if value)
    if "items" in schema:
        yield from closed(schema["items"])


def literals() -> Iterator[tuple[str, str, str]]:
    """(module, field, value) of every dataclass in the services' domains."""
    for module in domains():
        for shape in vars(module).values():
            if isinstance(shape, type) and is_dataclass(shape) and shape.__module__ == module.__name__:
                hints = get_type_hints(shape)
                for one in fields(shape):
                    for value in _values(hints[one.name]):
                        yield module.__name__, one.name, value


def domains() -> Iterator[ModuleType]:
    """Every module of every service's domain."""
    for service in SERVICES:
        package = importlib.import_module(f"services.{service}.domain")
        for one in pkgutil.iter_modules(package.__path__):
            yield importlib.import_module(f"{package.__name__}.{one.name}")


def _values(hint: Any) -> Iterator[str]:
    if get_origin(hint) is Literal:
        yield from (value for value in get_args(hint) if isinstance(value, str) and value)
    else:
        for inner in get_args(hint):
            yield from _values(inner)


def _said(known: dict[str, tuple[str, str]], owner: str, name: str, value: str) -> bool:
    return f"{owner}.{name}.{value}" in known or f"{name}.{value}" in known
