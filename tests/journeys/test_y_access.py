"""The access tables, cell by cell, at each service's own entrypoints: the records are those the journeys have left.

Every command and question over a record is asked by every role that must not reach it: from another city (though it
names the record's own unit and county there), from another unit of the same city, and without any role. The calls are
rehearsed in the services' own code over their own databases, so even one that got through would keep nothing.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any
from unittest import mock

import orjson
import pytest

from shared import settings
from shared.access import Row
from shared.actor import ROLES, Actor, Grant, sign
from shared.documents import record
from shared.hosting import Command, Job, Parts, entrypoints, service_class
from tests.architecture.source import SERVICES
from tests.factories.shapes import fits
from tests.journeys.people import BAOTOU, SHIJIAZHUANG

OTHER = {BAOTOU: SHIJIAZHUANG, SHIJIAZHUANG: BAOTOU}
NOBODYS = "01a2120e9bf9" + "0" * 20
ONE_OF = {"take_out_of_round": {"demand": "d"}}  # of several arguments one must be given
EACH = 3  # records of a collection and city


@dataclass(frozen=True)
class Entry:
    """One way in that is about a record: its name, its row, and the argument that names the record."""

    name: str
    row: Row
    schema: Any
    argument: str
    question: bool


class Walk:
    """One service over the platform's own database."""

    def __init__(self, service: str, environment: dict[str, str]) -> None:
        with mock.patch.dict("os.environ", environment):
            self.configured = settings.from_environment()
        self.hosted = service_class(service)
        self.parts = Parts(self.hosted, self.configured)
        self.kinds = self.hosted.work.kinds()
        self.entries = [entry for entry in map(self._entry, self._offered()) if entry is not None]

    def ask(self, entry: Entry, actor: Actor, record_id: str) -> dict[str, Any]:
        args = fits(
            entry.schema, **({entry.argument: record_id} if entry.argument else {}), **ONE_OF.get(entry.name, {})
        )
        id = secrets.token_hex(8)
        call = {
            "id": id,
            "name": entry.name,
            "args": args,
            "actor": sign(actor, self.configured.actor_secret),
            "key": id,
            "deadline": time.time() + 30,
        }
        return self.parts.calls.answer(call) if entry.question else self.parts.calls.rehearse([call])[0]

    def records(self, collection: str, city: str) -> list[Any]:
        found = self.parts.store.database[collection].find({"city": city}).limit(EACH)
        return [record(doc, self.kinds[collection]) for doc in found]

    def _offered(self) -> list[tuple[str, Any]]:
        return [
            (name, extension)
            for name, extension in entrypoints(self.hosted)
            if name in self.hosted.access and not isinstance(extension, Job)
        ]

    def _entry(self, offered: tuple[str, Any]) -> Entry | None:
        name, extension = offered
        row = self.hosted.access[name]
        if row.collection is None or self.hosted.work.collections()[row.collection].everywhere:
            return None
        schema = extension.schema()
        loaded = dict(getattr(extension, "loads", ())).get(row.collection)
        # without it, the call makes a record of its own: then the row holds against what it adds
        named = [field for field in schema.fields if field.endswith("_id") and field[:-3] in row.collection]
        argument = loaded or (named[0] if named else "")
        return Entry(name, row, schema, argument, not isinstance(extension, Command))


def strangers(found: Any, city: str) -> list[Actor]:
    """Everybody who must not reach a record of a city, each with one role."""
    own = [getattr(found, name, None) for name in ("unit", "host_unit", "sender_unit")]
    unit = next((one for one in own if isinstance(one, str)), "u")
    county = next(
        (one for one in (getattr(found, name, None) for name in ("county", "host_county")) if isinstance(one, str)), "c"
    )
    abroad = [Actor("x", "某", OTHER[city], "x", (Grant(role, unit, county),)) for role in sorted(ROLES)]
    at_home = [Actor("x", "某", city, "x", (Grant(role, "elsewhere", "elsewhere"),)) for role in sorted(ROLES)]
    return [*abroad, *at_home, Actor("x", "某", city, "x"), Actor("", "", city), Actor("", "", OTHER[city])]


@pytest.fixture(scope="module", params=SERVICES)
def walk(request, platform):
    made = Walk(request.param, platform.environment)
    yield made
    made.parts.store.client.close()


def test_nobody_reaches_a_record_that_the_table_does_not_give_them(walk):
    reached, unproven, walked = [], set(), 0
    for entry in walk.entries:
        if not entry.argument:
            continue
        for city in OTHER:
            for found in walk.records(entry.row.collection, city):
                for actor in strangers(found, city):
                    if entry.row.allows(actor, found):
                        continue
                    problem = walk.ask(entry, actor, found.id).get("problem", {})
                    kind = problem.get("kind", "an answer")
                    walked += 1
                    if kind == "invalid":
                        unproven.add(entry.name)
                    elif kind in ("forbidden", "not_found"):
                        continue
                    elif problem != walk.ask(entry, actor, NOBODYS).get(
                        "problem"
                    ):  # else it tells nothing of the record
                        role = actor.grants[0].role if actor.grants else "nobody"
                        reached.append(f"{entry.name} over {entry.row.collection} by {role} of {actor.city}: {kind}")
    assert not reached, f"{len(reached)} of {walked}:\n" + "\n".join(sorted(set(reached))[:30])
    there = {entry.row.collection for entry in walk.entries if entry.argument}
    assert walked or not any(walk.records(name, city) for name in there for city in OTHER)
    assert not unproven, "these calls were refused for their shape, which proves nothing: give them arguments that fit"


def test_no_list_shows_another_city_anything(walk):
    for entry in walk.entries:
        if not entry.question or entry.argument:
            continue
        for city in OTHER:
            theirs = {found.id for found in walk.records(entry.row.collection, city)}
            for role in sorted(ROLES):
                actor = Actor("x", "某", OTHER[city], "x", (Grant(role, "u", "c"),))
                text = orjson.dumps(walk.ask(entry, actor, "").get("result", {})).decode()
                assert not [id for id in theirs if id in text], f"{entry.name} shows {role} of {OTHER[city]} {city}'s"


def test_an_actor_whom_the_gateway_did_not_sign_is_turned_away_everywhere(walk):
    for name in walk.hosted.access:
        forged = Actor("x", "某", BAOTOU, grants=tuple(Grant(role) for role in sorted(ROLES)))
        call = {"id": "1", "name": name, "args": {}, "actor": sign(forged, "guessed" * 6), "key": "1"}
        answer = walk.parts.calls.answer({**call, "deadline": time.time() + 30})
        assert answer["problem"]["kind"] == "forbidden", name
