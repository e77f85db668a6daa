"""Generated persons, units and filings in a registry's database, by the hundred thousand: for benchmarks of reading.

Names are drawn at random from common surnames and given characters: nobody is meant. The same seed gives the same
people. Records are written as the service itself would write them, search keys included.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from services.registry.domain import finding
from services.registry.domain.filing import Competent, Filing
from services.registry.domain.person import Identity, Person
from services.registry.domain.unit import Unit
from shared.documents import document
from shared.sheaf import SEARCH

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段单解"
)
GIVEN = (
    "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红玲芬燕彬鹏辉雪梅建国文斌宇浩凯健俊"
    "帆帅旭宁龙林欢阳慧晶琳莹雅欣婷宝珍海山峰波春晓东西南北中天云飞鹤松柏岩雷"
)
WORDS = (
    "稀土", "永磁", "钢铁", "冶金", "机械", "装备", "制造", "新材料", "生物", "医药", "农业", "畜牧", "种植", "乳业",
    "化工", "环保", "节能", "软件", "信息", "电子", "光伏", "风电", "储能", "食品", "纺织", "物流", "矿业", "检测",
)  # fmt: skip
FIELDS = ("新材料", "装备制造", "现代农业", "生物医药", "电子信息", "节能环保", "资源综合利用", "食品加工")
BATCH = 2_000
FOUND_BY: Mapping[str, Callable[[Any], Iterable[str]]] = {
    "persons": finding.person, "units": finding.unit, "filings": finding.filing,
}  # fmt: skip


def people(
    count: int, city: str, counties: Sequence[str], units: Sequence[str] = ("u0",), seed: int = 1
) -> Iterator[Person]:
    """Persons of a city, each in the care of one of its counties and units."""
    draw = random.Random(seed)
    for number in range(count):
        name = draw.choice(SURNAMES) + "".join(draw.choice(GIVEN) for _ in range(draw.choice((1, 2, 2, 2))))
        identity = Identity("sealed", f"{city}-{seed}-{number}", "150203********0017", date(1985, 5, 17))
        yield Person(
            id=f"{number:012x}{seed:04x}{city}",
            city="",
            name=name,
            identity=identity,
            cities=(city,),
            education="bachelor",
            title="intermediate",
            employer_name=f"{draw.choice(WORDS)}{draw.choice(WORDS)}学院",
            employer_kind="university",
            fields=tuple(draw.sample(FIELDS, 2)),
            counties=(draw.choice(counties),),
            units=(draw.choice(units),),
            version=1,
        )


def units(count: int, city: str, counties: Sequence[str], seed: int = 1) -> Iterator[Unit]:
    """Enterprises of a city."""
    draw = random.Random(seed)
    for number in range(count):
        middle = "".join(draw.choice(GIVEN) for _ in range(2))
        name = f"{middle}{draw.choice(WORDS)}{draw.choice(WORDS)}有限公司"
        county = draw.choice(counties)
        yield Unit(
            id=f"u{number:012x}{seed:04x}", city=city, name=name, uscc=f"91{county}MA{number:07d}{seed % 10}",
            unit_kind="enterprise", county=county, region=county, managers=(f"m{number}",),
            registered_on=date(2024, 1, 2), industry=draw.choice(FIELDS), version=1,
        )  # fmt: skip


def filings(persons: Sequence[Person], city: str) -> Iterator[Filing]:
    """A commissioner's filing for each of the persons."""
    for number, person in enumerate(persons):
        yield Filing(
            id=f"f{number:012x}", city=city, number=f"KT2024-{number:06d}", subject="commissioner",
            kind="technical_service", name=person.name, status="filed", year=2024, since=date(2024, 1, 10), until=None,
            role="commissioner", person=person.id, account=None, unit=None, sender_unit=person.units[0],
            fields=person.fields, county=person.counties[0], level="city", competent=Competent("city"), members=(),
            size_class="none", unit_kind="", tech_sme=False, provincial=False, liaison_of=None, application=None,
            rulebook_version="generated", rules=(), version=1,
        )  # fmt: skip


def keep(
    database: Any, collection: str, records: Iterator[Any], found_by: Callable[[Any], Iterable[str]] | None = None
) -> int:
    """Writes them into a service's database, as the service would; returns how many."""
    found_by = found_by or FOUND_BY[collection]
    made = 0
    while batch := list(islice(records, BATCH)):
        docs = [{**document(record), SEARCH: list(found_by(record))} for record in batch]
        database[collection].insert_many(docs, ordered=False)
        made += len(docs)
    return made


def seed(
    database: Any, city: str, counties: Sequence[str], persons: int = 100_000, hosts: int = 20_000
) -> list[Person]:
    """Persons, units and filings of one city; the persons, to be asked for. About a minute per 100,000 on one core."""
    sending = [f"u{number:012x}0001" for number in range(50)]
    made = list(people(persons, city, counties, sending))
    keep(database, "persons", iter(made))
    keep(database, "units", units(hosts, city, counties))
    keep(database, "filings", filings(made[: persons // 5], city))
    return made
