"""Generated applications, demands, achievements and agreements, by the ten thousand: for benchmarks of reading.

Drawn from the same names and words as `people`; nobody is meant. The same seed gives the same. They are written as the
services themselves would write them, search keys included.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from loadtests.people import FIELDS, GIVEN, SURNAMES, WORDS, keep
from services.dispatch.domain import finding as of_dispatch
from services.dispatch.domain.achievement import Achievement
from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.demand import Demand
from services.registry.domain import finding as of_registry
from services.registry.domain.application import Application
from services.registry.domain.person import Person
from services.registry.domain.turn import Turn
from shared.chain import ChainState
from shared.words import tokens
from tests.factories import dispatch as make

DAY = date(2024, 6, 3)
DOES = (
    "工艺改进",
    "质量提升",
    "成本控制",
    "设备国产化",
    "自动检测",
    "节能改造",
    "配方优化",
    "寿命预测",
    "回收利用",
    "标准制定",
)
HOSTS, UNITS = 2_000, 50


def applications(people: Sequence[Person], city: str) -> Iterator[Application]:
    """A commissioner's application for each of the persons, half of them under way."""
    for number, person in enumerate(people):
        under_way = number % 2 == 0
        status, step = ("pending", "preliminary_review") if under_way else ("approved", None)
        state = ChainState("registry.subjects.commissioner.chain", status, step, DAY)  # type: ignore[arg-type]
        yield Application(
            id=f"a{number:012x}", city=city, number=f"SQ2024-{number:06d}", subject="commissioner",
            kind="technical_service", level="city", name=person.name, applicant=f"account-{number}",
            applicant_name=person.name, person=person.id, unit=None, sender_unit=person.units[0],
            county=person.counties[0], fields=person.fields, declares=(), statement="", members=(), position="",
            replaces=None, files=(), submitted_on=DAY, state=state, rulebook_version="generated", rules=(),
            turn=Turn((f"unit:{person.units[0]}",), DAY) if under_way else Turn(), version=1,
        )  # fmt: skip


def demands(count: int, city: str, counties: Sequence[str], seed: int = 1) -> Iterator[Demand]:
    """What hosts want, four of five published to everybody."""
    draw = random.Random(seed)
    for number in range(count):
        title, host = _title(draw), draw.randrange(HOSTS)
        yield Demand(
            id=f"d{number:012x}", city=city, title=title, content=title, fields=(draw.choice(FIELDS),), people_wanted=1,
            until=None, host_unit=f"h{host}", host_name=_company(host), host_county=counties[host % len(counties)],
            reporter="", account=f"m{host}", reporter_name="", reported_on=DAY,
            status="published" if number % 5 else "collected", published_on=DAY if number % 5 else None,
            words=tokens(title), title_words=tokens(title), owner_units=(f"h{host}",), version=1,
        )  # fmt: skip


def achievements(count: int, city: str, counties: Sequence[str], seed: int = 2) -> Iterator[Achievement]:
    """What units have to offer, four of five published to everybody."""
    draw = random.Random(seed)
    for number in range(count):
        title, unit = _title(draw), draw.randrange(UNITS)
        yield Achievement(
            id=f"v{number:012x}", city=city, title=title, content=title, fields=(draw.choice(FIELDS),), stage="pilot",
            unit=f"u{unit}", unit_name=f"第{unit}学院", person=f"p{number % 5_000}", reporter="", account=f"a{unit}",
            reporter_name="", reported_on=DAY, status="published" if number % 5 else "collected",
            published_on=DAY if number % 5 else None, county=counties[unit % len(counties)], words=tokens(title),
            title_words=tokens(title), version=1,
        )  # fmt: skip


def agreements(count: int, city: str, counties: Sequence[str], seed: int = 3) -> Iterator[Agreement]:
    """Agreements in force between all of them."""
    draw, pattern = random.Random(seed), make.draft(make.BAOTOU)
    for number in range(count):
        host, name = draw.randrange(HOSTS), draw.choice(SURNAMES) + "".join(draw.choice(GIVEN) for _ in range(2))
        yield replace(
            pattern, id=f"g{number:012x}", city=city, number=f"XY2024-{number:06d}", status="filed", filed_on=DAY,
            filing=f"f{number}", person=f"p{number % 5_000}", account=f"a{number % 5_000}", commissioner_name=name,
            sender_unit=f"u{number % UNITS}", sender_name=f"第{number % UNITS}学院", host_unit=f"h{host}",
            host_name=_company(host), host_county=counties[host % len(counties)], until=date(2025, 12, 31),
            terms=replace(pattern.terms, content=_title(draw), fields=(draw.choice(FIELDS),)), version=1,
        )  # fmt: skip


def seed_registry(database: Any, city: str, people: Sequence[Person]) -> int:
    """An application for each of these persons; how many."""
    return keep(database, "applications", applications(people, city), of_registry.application)


def seed_dispatch(database: Any, city: str, counties: Sequence[str], count: int) -> list[str]:
    """So many of each kind; some of the titles and names among them, to be asked for."""
    keep(database, "demands", demands(count, city, counties), of_dispatch.demand)
    keep(database, "achievements", achievements(count, city, counties), of_dispatch.achievement)
    keep(database, "agreements", agreements(count, city, counties), of_dispatch.agreement)
    some = min(count, 1_000)
    titles = [one.title for one in demands(some, city, counties)]
    return titles + [one.commissioner_name for one in agreements(some, city, counties)]


def _title(draw: random.Random) -> str:
    return f"{draw.choice(WORDS)}{draw.choice(WORDS)}{draw.choice(DOES)}"


def _company(number: int) -> str:
    draw = random.Random(number)
    return f"{draw.choice(GIVEN)}{draw.choice(GIVEN)}{draw.choice(WORDS)}有限公司"
