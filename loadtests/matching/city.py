"""A made-up city for matching: topics told in other words, with noise, decoys and known right answers.

A topic is a material and a process; each is known by several words. A commissioner of a topic says it in one of them
at random among words that say nothing; a demand says it in another. Some right people may not be sent (their field is
another's, their filing has ended), and some speak of the topic only in passing: good words, wrong person.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.dispatch.domain.candidate import Candidate, searched
from services.dispatch.domain.demand import Demand
from shared.words import tokens

MATERIALS = (
    ("铝合金", "铝材"), ("镁合金", "镁材"), ("钛合金", "钛材"), ("不锈钢", "耐蚀钢"), ("高温合金", "镍基合金"),
    ("稀土永磁", "钕铁硼"), ("碳纤维", "碳丝复材"), ("玻璃纤维", "玻纤"), ("环氧树脂", "热固树脂"), ("橡胶", "弹性体"),
    ("陶瓷", "瓷坯"), ("石墨", "炭素"), ("硅片", "晶圆"), ("锂电池", "动力电芯"), ("水泥", "胶凝材料"),
    ("番茄", "西红柿"), ("马铃薯", "土豆"), ("玉米", "苞谷"), ("小麦", "冬麦"), ("奶牛", "乳牛"),
    ("肉羊", "育肥羊"), ("食用菌", "蘑菇"), ("葡萄", "鲜食葡萄"), ("枸杞", "杞果"), ("紫花苜蓿", "牧草"),
)  # fmt: skip
PROCESSES = (
    ("微弧氧化", "等离子电解氧化"), ("激光熔覆", "激光堆焊"), ("热处理", "淬火回火"), ("电镀", "镀层沉积"),
    ("注塑", "注射成型"), ("挤压", "挤出成型"), ("烧结", "粉末致密化"), ("焊接", "熔接"), ("振动诊断", "故障监测"),
    ("无损检测", "超声探伤"), ("机器视觉", "图像识别"), ("数控加工", "精密切削"), ("污水处理", "废水治理"),
    ("余热回收", "热能利用"), ("自动控制", "控制系统"), ("病害防治", "植保"), ("水肥一体化", "滴灌施肥"),
    ("品种选育", "育种"), ("冷链保鲜", "贮藏保鲜"), ("发酵", "菌种培养"), ("饲料配方", "日粮配制"),
    ("疫病检测", "兽医诊断"), ("土壤改良", "地力提升"), ("温室环境", "设施环控"), ("深加工", "精深加工"),
)  # fmt: skip
KNOWN_SHARE = 0.8  # of the groups of synonyms stand in the city's own list; the rest nobody told the platform
NOISE = (
    "工艺", "技术", "企业", "生产", "质量", "成本", "提升", "设备", "改进", "研究", "应用", "开发", "产品",
    "性能", "指标", "稳定", "效率", "方案", "试验", "测试", "服务", "推广", "示范", "培训", "标准", "检测",
    "材料", "系统", "管理", "优化", "能耗", "环保", "安全", "升级", "创新", "项目", "团队", "论文", "专利",
    "合作",
)  # fmt: skip
FIELDS = ("新材料", "装备制造", "电子信息", "现代农业", "节能环保")
COUNTIES = ("150202", "150203", "150204", "150205", "150207", "150221")
UNITS, HOSTS = 40, 200
WRONG_FIELD, ENDED, IN_PASSING = 0.15, 0.05, 0.3
DAY = date(2024, 6, 3)


@dataclass(frozen=True)
class Person:
    """One commissioner: the topic known, the field filed under, the words said."""

    id: str
    topic: tuple[int, int]
    field: str
    words: tuple[str, ...]
    live: bool
    county: str
    unit: int


@dataclass(frozen=True)
class Town:
    """Everybody, what is wanted, the city's synonyms, and which topic each demand is about."""

    city: str
    people: tuple[Person, ...]
    demands: tuple[Demand, ...]
    topics: tuple[tuple[int, int], ...]
    synonyms: Mapping[str, tuple[str, ...]]

    def gains(self, demand: int) -> dict[str, int]:
        """Who is right for a demand: 2, the same topic and may be sent; 1, the same process and may be sent."""
        topic, field = self.topics[demand], self.demands[demand].fields[0]
        right = {}
        for one in self.people:
            if one.live and one.field == field and one.topic[1] == topic[1]:
                right[one.id] = 2 if one.topic == topic else 1
        return right


def field_of(topic: tuple[int, int]) -> str:
    """A topic's own field."""
    return FIELDS[(topic[0] * 7 + topic[1]) % len(FIELDS)]


def town(city: str, people: int, demands: int, seed: int = 17) -> Town:
    """A city of so many commissioners and demands; the same seed gives the same."""
    dice = random.Random(seed)
    known = [group for group in (*MATERIALS, *PROCESSES) if dice.random() < KNOWN_SHARE]
    synonyms = {word: tuple(other for other in group if other != word) for group in known for word in group}
    everybody = tuple(_person(number, dice) for number in range(people))
    topics = tuple(dice.choice(everybody).topic for _ in range(demands))
    wanted = tuple(_demand(city, number, topic, synonyms, dice) for number, topic in enumerate(topics))
    return Town(city, everybody, wanted, topics, synonyms)


def candidate(city: str, one: Person) -> Candidate:
    """The person as dispatch keeps it."""
    words = searched(one.words, (one.field,))
    return Candidate(
        one.id, city, "commissioner", "technical_service", f"特派员{one.id}", f"p-{one.id}", f"unit-{one.unit}",
        one.county, (one.field,), words, live=one.live,
    )  # fmt: skip


def _person(number: int, dice: random.Random) -> Person:
    topic = (dice.randrange(len(MATERIALS)), dice.randrange(len(PROCESSES)))
    said = _told(topic, dice)
    if dice.random() < IN_PASSING:  # speaks of another topic too, which is not what they do
        other = (dice.randrange(len(MATERIALS)), dice.randrange(len(PROCESSES)))
        said += [dice.choice(MATERIALS[other[0]])] if dice.random() < 0.5 else [dice.choice(PROCESSES[other[1]])]
    said += dice.sample(NOISE, 14)
    dice.shuffle(said)
    field = dice.choice(FIELDS) if dice.random() < WRONG_FIELD else field_of(topic)
    words = tokens("，".join([field, *said]))
    county = dice.choice(COUNTIES)
    return Person(f"f{number:06d}", topic, field, words, dice.random() >= ENDED, county, dice.randrange(UNITS))


def _told(topic: tuple[int, int], dice: random.Random) -> list[str]:
    """A topic in words: one of several for each part, now and then in two of them."""
    said = []
    for group in (MATERIALS[topic[0]], PROCESSES[topic[1]]):
        said += [dice.choice(group)] if dice.random() < 0.8 else list(group)
    return said


def _demand(
    city: str, number: int, topic: tuple[int, int], synonyms: Mapping[str, tuple[str, ...]], dice: random.Random
) -> Demand:
    said = _told(topic, dice)
    title = "".join(said)
    content = "，".join([*said, *dice.sample(NOISE, 18)])
    host = dice.randrange(HOSTS)
    field = field_of(topic)
    return Demand(
        id=f"d{number:05d}", city=city, title=title, content=content, fields=(field,), people_wanted=1, until=None,
        host_unit=f"host-{host}", host_name=f"企业{host}", host_county=COUNTIES[host % len(COUNTIES)],
        reporter="host_unit", account="a", reporter_name="联络员", reported_on=DAY, status="published",
        published_on=DAY,
        words=tokens(f"{title} {field} {content}", synonyms),
    )  # fmt: skip
