"""The two cities' two years as plain data: who there is, who serves whom, when, and what goes wrong. Pure and seeded.

The same seed, end day and scale give the same plan to the byte; nothing here knows of the network or of the clock.
Dates are days in Asia/Shanghai. `scale` 1.0 is the true size; tests play a fraction of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil
from random import Random
from typing import Any, Literal

from loadtests.demo import names

SHIJIAZHUANG, BAOTOU = "130100", "150200"
DAYS = 730
SERVICES_A_YEAR = 14
STAYS = 8  # one in so many goes on at the same host when the agreement has run out
CLAIMED_SHARE = 0.75  # of the services in Shijiazhuang: not everybody who is entitled claims

Fate = Literal["ordinary", "idle_first", "idle_second", "idle_both", "walks_out", "sham", "consent", "host_fails"]
Application = Literal["filed", "returned", "rejected"]

FIELDS = {
    SHIJIAZHUANG: ("生物医药", "装备制造", "电子信息", "新材料", "现代农业", "节能环保"),
    BAOTOU: ("稀土新材料", "冶金", "装备制造", "新能源", "化工", "现代农牧业"),
}
COUNTIES = {
    SHIJIAZHUANG: ("130102", "130104", "130105", "130108", "130109", "130110", "130111", "130121", "130123", "130129",
                   "130133", "130183"),
    BAOTOU: ("150202", "150203", "150204", "150205", "150206", "150207", "150221", "150222", "150223", "150271"),
}  # fmt: skip
PHOTOS_NOT_ASKED = (SHIJIAZHUANG,)  # its document does not speak of photos, and the bureau set no rule
REGION = {SHIJIAZHUANG: "130102", BAOTOU: "150203"}
CITY_NAMES = {SHIJIAZHUANG: "石家庄市", BAOTOU: "包头市"}


@dataclass(frozen=True)
class Account:
    """Somebody who signs in. `number` is the running number from which the made-up identity follows."""

    login: str
    name: str
    number: int


@dataclass(frozen=True)
class Unit:
    """An organisation. `filed_as`: the subject and kind it is filed as; `cases`: how many people it takes at most."""

    key: str
    name: str
    number: int
    unit_kind: str
    county: str
    manager: Account
    filed_as: tuple[str, str]
    size_class: str = "none"
    tech_sme: bool = False
    room: int = 99


@dataclass(frozen=True)
class Person:
    """A commissioner, or the lead of a team (`members`: the others' made-up identities)."""

    key: str
    account: Account
    subject: str
    kind: str
    sender: str
    fields: tuple[str, ...]
    employer_kind: str
    education: str
    title: str
    joined: date
    fate: Fate = "ordinary"
    application: Application = "filed"
    members: tuple[Account, ...] = ()

    @property
    def people(self) -> int:
        """How many people come when it comes."""
        return 1 + len(self.members)


@dataclass(frozen=True)
class Agreement:
    """One person's (or team's) service to one host. `signed` is the day on which all three signed."""

    key: str
    person: str
    sender: str
    host: str
    signed: date
    since: date
    until: date
    way: Literal["mutual", "directed"] = "mutual"


@dataclass(frozen=True)
class Visit:
    """One service. `claimed`: a trip subsidy is asked for; `refused`: the unit will not grant it.

    `photographed`: always where the city's rules ask for a photo, else at every third visit.
    """

    key: str
    agreement: str
    person: str
    host: str
    on: date
    hours: float
    scene: int
    claimed: bool = False
    refused: bool = False
    returned: bool = False
    photographed: bool = True


@dataclass(frozen=True)
class Training:
    """A session that the city holds on a day."""

    key: str
    on: date
    title: str
    share: float


@dataclass(frozen=True)
class CityPlan:
    """Everything that will happen in one city. Lists are in the order in which they were made."""

    code: str
    start: date
    end: date
    senders: tuple[Unit, ...]
    hosts: tuple[Unit, ...]
    people: tuple[Person, ...]
    liaisons: dict[str, Account]
    agreements: tuple[Agreement, ...]
    visits: tuple[Visit, ...]
    trainings: tuple[Training, ...]
    late_reports: frozenset[tuple[str, str]]
    appraised: tuple[int, ...]
    by_key: dict[str, Person] = field(default_factory=dict)
    by_month: dict[str, list[Visit]] = field(default_factory=dict)
    by_person: dict[str, list[Visit]] = field(default_factory=dict)

    def months(self) -> list[str]:
        """The calendar months of the two years, "2025-03"."""
        return list(months_between(self.start, self.end))

    def quarter_of(self, month: str) -> list[str]:
        """The months of the same quarter up to this one."""
        number = int(month[-2:])
        return [f"{month[:4]}-{one:02d}" for one in range(number - (number - 1) % 3, number + 1)]

    def visits_of(self, month: str) -> list[Visit]:
        """The visits of a month, by day."""
        return self.by_month.get(month, [])

    def visits_by(self, person: str) -> list[Visit]:
        """The visits of one person, by day."""
        return self.by_person.get(person, [])

    def appraisal_day(self, year: int) -> date:
        """When the year's appraisal is opened: late in January after it, or today when the year is not over."""
        return min(self.end, date(year + 1, 1, 22))


def months_between(start: date, end: date) -> Iterator[str]:
    """Every calendar month from one day to another, both included."""
    month = date(start.year, start.month, 1)
    while month <= end:
        yield month.isoformat()[:7]
        month = next_month(month)


def next_month(day: date) -> date:
    """The first day of the following month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def weekday_on_or_after(day: date) -> date:
    """The day itself, or the Monday after."""
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= 5 else 0)


def appraised_years(start: date, end: date) -> tuple[int, ...]:
    """The two last years of which the span holds at least four months."""
    held = []
    for year in range(start.year, end.year + 1):
        first, last = max(start, date(year, 1, 1)), min(end, date(year, 12, 31))
        if (last - first).days >= 120:
            held.append(year)
    return tuple(held[-2:])


def make(seed: int, end: date, scale: float = 1.0) -> tuple[CityPlan, CityPlan]:
    """Both cities: Shijiazhuang, Baotou."""
    start = end - timedelta(days=DAYS)
    makers = (_Shijiazhuang(seed, start, end, scale), _Baotou(seed, start, end, scale))
    return makers[0].plan(), makers[1].plan()


class _Maker:
    """What the two cities have in common."""

    code: str
    prefix: str

    def __init__(self, seed: int, start: date, end: date, scale: float) -> None:
        self.random = Random(f"{seed}|{self.code}")
        self.start, self.end, self.scale = start, end, scale
        self.numbers = iter(range(1_000_000))
        self.opening = start + timedelta(days=12)  # by then everybody is on file and agreements begin
        self.senders: list[Unit] = []
        self.hosts: list[Unit] = []
        self.people: list[Person] = []
        self.agreements: list[Agreement] = []
        self.visits: list[Visit] = []

    def some(self, number: int, least: int = 1) -> int:
        """A number at this scale."""
        return max(least, ceil(number * self.scale))

    def account(self, role: str) -> Account:
        number = next(self.numbers)
        return Account(f"{self.prefix}-{role}{number:04d}", names.person_name(self.random), number)

    def county(self, at: int) -> str:
        counties = COUNTIES[self.code]
        return counties[at % len(counties)]

    def unit(self, at: int, label: str, unit_kind: str, filed_as: tuple[str, str], **more: object) -> Unit:
        role = "h" if filed_as[0] == "host_unit" else "u"
        number = len(self.senders) + len(self.hosts)
        manager = self.account(role)
        key, name = f"{self.prefix}-{role}{number}", f"演示{label}{at + 1:02d}"
        unit = Unit(key, name, number, unit_kind, self.county(at), manager, filed_as)
        return replace(unit, **more)  # type: ignore[arg-type]

    def person(self, kind: str, sender: Unit, **more: object) -> Person:
        account = self.account("c")
        fields = tuple(sorted(self.random.sample(FIELDS[self.code], 2)))
        person = Person(
            key=account.login,
            account=account,
            subject="commissioner",
            kind=kind,
            sender=sender.key,
            fields=fields,
            employer_kind=sender.unit_kind,
            education=self.random.choice(("bachelor", "master", "doctor")),
            title=self.random.choice(("intermediate", "associate_senior", "senior")),
            joined=self.start + timedelta(days=self.random.randint(3, 6)),
        )
        return replace(person, **more)  # type: ignore[arg-type]

    def agree(self, person: Person, host: Unit, signed: date, since: date, until: date, way: str = "mutual") -> None:
        number = len(self.agreements)
        self.agreements.append(
            Agreement(f"{self.prefix}-a{number}", person.key, person.sender, host.key, signed, since, until, way)  # type: ignore[arg-type]
        )

    def _serve_all(self) -> None:
        of: dict[str, list[Agreement]] = {person.key: [] for person in self.people}
        for agreement in self.agreements:
            of[agreement.person].append(agreement)
        for person in self.people:
            self.serve(person, of[person.key])

    def serve(self, person: Person, agreements: list[Agreement]) -> None:
        """Visits of one person: one in every month in force, two more in a year; few or none for the idle."""
        for year in range(self.start.year, self.end.year + 1):
            months = [
                month
                for month in months_between(date(year, 1, 1), date(year, 12, 31))
                if self._serving(agreements, month)
            ]
            if not months:
                continue
            wanted = self._wanted(person, year, months)
            for at, month in enumerate(wanted):
                open_ones = self._serving(agreements, month)
                agreement = open_ones[at % len(open_ones)]
                day = self._day_in(agreement, month)
                if day is not None:
                    self._visit(person, agreement, day)

    def _serving(self, agreements: list[Agreement], month: str) -> list[Agreement]:
        return [one for one in agreements if self._span(one, month)]

    def _span(self, agreement: Agreement, month: str) -> list[date]:
        first = date.fromisoformat(f"{month}-01")
        last = min(next_month(first) - timedelta(days=1), agreement.until, self.end - timedelta(days=1))
        first = max(first, agreement.since)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [day for day in days if day.weekday() < 5]

    def _wanted(self, person: Person, year: int, months: list[str]) -> list[str]:
        idle = person.fate == "idle_both" or (
            person.fate in ("idle_first", "idle_second") and year == self._fails_in(person.fate)
        )
        if idle:
            return months[: max(1, len(months) // 5)]
        more = round((SERVICES_A_YEAR - 12) * len(months) / 12)
        return sorted([*months, *self.random.sample(months, min(more, len(months)))])

    def _fails_in(self, fate: Fate) -> int:
        years = appraised_years(self.start, self.end)
        return years[0] if fate == "idle_first" else years[-1]

    def _day_in(self, agreement: Agreement, month: str) -> date | None:
        days = self._span(agreement, month)
        taken = {visit.on for visit in self.visits[-40:] if visit.agreement == agreement.key}
        free = [day for day in days if day not in taken]
        return self.random.choice(free) if free else None

    def _visit(self, person: Person, agreement: Agreement, day: date) -> None:
        number = len(self.visits)
        hours = self.random.choice((2.0, 3.0, 4.0, 4.0, 6.0, 8.0))
        key, scene = f"{self.prefix}-v{number}", person.account.number
        photographed = self.code not in PHOTOS_NOT_ASKED or number % 3 == 0
        self.visits.append(
            Visit(key, agreement.key, person.key, agreement.host, day, hours, scene, photographed=photographed)
        )

    def _trainings(self, titles: tuple[str, ...]) -> tuple[Training, ...]:
        found = []
        for at, title in enumerate(titles):
            day = weekday_on_or_after(self.opening + timedelta(days=45 + at * (DAYS - 90) // len(titles)))
            found.append(Training(f"{self.prefix}-t{at}", day, title, 0.7 + 0.05 * at))
        return tuple(found)

    def _finished(self, **more: object) -> CityPlan:
        by_month: dict[str, list[Visit]] = {}
        by_person: dict[str, list[Visit]] = {}
        for visit in sorted(self.visits, key=lambda visit: (visit.on, visit.key)):
            by_month.setdefault(visit.on.isoformat()[:7], []).append(visit)
            by_person.setdefault(visit.person, []).append(visit)
        plan = CityPlan(
            code=self.code,
            start=self.start,
            end=self.end,
            senders=tuple(self.senders),
            hosts=tuple(self.hosts),
            people=tuple(self.people),
            liaisons={},
            agreements=tuple(self.agreements),
            visits=tuple(self.visits),
            trainings=(),
            late_reports=frozenset(),
            appraised=appraised_years(self.start, self.end),
            by_key={person.key: person for person in self.people},
            by_month=by_month,
            by_person=by_person,
        )
        return replace(plan, **more)  # type: ignore[arg-type]

    def _renewed(self, until: date) -> tuple[date, date, date]:
        """Signed, since, until of the agreement after one that ends: in the first days of the year after."""
        signed = weekday_on_or_after(until + timedelta(days=4))
        since = signed + timedelta(days=1)
        return signed, since, date(since.year + 1, 12, 31)


class _Shijiazhuang(_Maker):
    code, prefix = SHIJIAZHUANG, "sjz"

    def plan(self) -> CityPlan:
        """40 agriculture, 30 broker, 350 industrial, 20 teams, 12 students; hosts enough for five at a small one."""
        kinds = ["university"] * 6 + ["institute"] * 4 + ["service_organisation"] * 4
        label = {"university": "大学", "institute": "研究院", "service_organisation": "科技服务中心"}
        for at in range(self.some(14, 3)):
            kind = kinds[at * len(kinds) // self.some(14, 3)]
            self.senders.append(self.unit(at, label[kind], kind, ("dispatching_unit", "dispatching_unit")))
        self._make_hosts()
        academic = [unit for unit in self.senders if unit.unit_kind in ("university", "institute")]
        self._recruit("industrial", 350, self.senders)
        self._recruit("agriculture", 40, self.senders)
        self._recruit("broker", 30, self.senders)
        self._recruit("student", 12, academic, education="master", title="none")
        for at in range(self.some(20)):
            members = tuple(self.account("m") for _ in range(self.random.randint(2, 4)))
            sender = academic[at % len(academic)]
            self.people.append(self.person("team", sender, subject="team", members=members))
        self._fates()
        self._place()
        self._serve_all()
        self._claims()
        titles = (
            "科技特派员政策业务培训",
            "企业服务与技术转移培训",
            "科技特派员年度集中培训",
            "技术经纪与成果转化培训",
        )
        return self._finished(trainings=self._trainings(titles))

    def _make_hosts(self) -> None:
        small, large, coops, others = (self.some(n, 1) for n in (70, 40, 26, 8))
        for at in range(small):
            more = {"size_class": "below_designated", "tech_sme": True, "room": 5}
            self.hosts.append(self.unit(at, "科技企业", "enterprise", ("host_unit", "host"), **more))
        for at in range(large):
            self.hosts.append(
                self.unit(at, "规上企业", "enterprise", ("host_unit", "host"), size_class="above_designated")
            )
        for at in range(coops):
            self.hosts.append(self.unit(at, "农业合作社", "cooperative", ("host_unit", "host"), room=5))
        for at in range(others):
            kind, label = ("county_department", "县科技局") if at % 2 else ("institute", "产业研究院")
            self.hosts.append(self.unit(at, label, kind, ("host_unit", "host")))

    def _recruit(self, kind: str, number: int, senders: list[Unit], **more: object) -> None:
        for at in range(self.some(number)):
            self.people.append(self.person(kind, senders[at % len(senders)], **more))

    def _fates(self) -> None:
        industrial = [at for at, person in enumerate(self.people) if person.kind == "industrial"]
        chosen = self.random.sample(industrial, min(len(industrial), self.some(16, 5)))
        fates: list[dict[str, Any]] = [
            *({"fate": "idle_first"} for _ in range(self.some(4))),
            *({"fate": "idle_second"} for _ in range(self.some(3))),
            *({"application": "returned"} for _ in range(self.some(6))),
            *({"application": "rejected"} for _ in range(self.some(3))),
        ]
        for at, fate in zip(chosen, fates, strict=False):
            self.people[at] = replace(self.people[at], **fate)
        # The city wants at least 350 of them: whoever is rejected is made up for.
        rejected = sum(person.application == "rejected" for person in self.people)
        self._recruit_exactly("industrial", rejected)

    def _recruit_exactly(self, kind: str, number: int) -> None:
        for at in range(number):
            self.people.append(self.person(kind, self.senders[at % len(self.senders)]))

    def _place(self) -> None:
        """First agreements until 31 December of the following year, and new ones after that."""
        signed = weekday_on_or_after(self.opening)
        since = signed + timedelta(days=1)
        spans = [(signed, since, date(since.year + 1, 12, 31))]
        while spans[-1][2] < self.end - timedelta(days=20):
            spans.append(self._renewed(spans[-1][2]))
        for at, span in enumerate(spans):
            self._place_all(span, at)

    def _place_all(self, span: tuple[date, date, date], round_: int) -> None:
        room = {host.key: host.room for host in self.hosts}
        enterprises = [host for host in self.hosts if host.unit_kind == "enterprise"]
        large = [host for host in enterprises if host.size_class == "above_designated"]
        coops = [host for host in self.hosts if host.unit_kind == "cooperative"]
        others = [host for host in self.hosts if host.unit_kind in ("county_department", "institute")]
        for at, person in enumerate(self.people):
            if person.application == "rejected" or (round_ > 0 and person.fate == "idle_first"):
                continue
            pool = {"team": large, "agriculture": coops, "broker": [*others, *large]}.get(person.kind, enterprises)
            number = 2 if person.kind == "agriculture" and at % 4 == 0 else 1
            turned = 0 if at % STAYS == 0 else round_ * 7
            for host in self._with_room(pool, room, person.people, number, at + turned):
                room[host.key] -= person.people
                self.agree(person, host, *span)

    @staticmethod
    def _with_room(pool: list[Unit], room: dict[str, int], people: int, number: int, at: int) -> list[Unit]:
        turned = [pool[(at + n) % len(pool)] for n in range(len(pool))]
        return [host for host in turned if room[host.key] >= people][:number]

    def _claims(self) -> None:
        for at, visit in enumerate(self.visits):
            idle = self.plan_fate(visit.person) == "idle_first"
            claimed = idle or self.random.random() < CLAIMED_SHARE
            refused = claimed and not idle and self.random.random() < 0.01
            self.visits[at] = replace(visit, claimed=claimed, refused=refused, returned=self.random.random() < 0.01)

    def plan_fate(self, key: str) -> Fate:
        """The fate of a person by key."""
        if not hasattr(self, "_fate_of"):
            self._fate_of = {person.key: person.fate for person in self.people}
        return self._fate_of[key]


class _Baotou(_Maker):
    code, prefix = BAOTOU, "bt"

    def plan(self) -> CityPlan:
        """20 workstations of both levels, 150 commissioners of both kinds, hosts with their liaisons."""
        half = self.some(10, 2)
        for at in range(half):
            kind, label = ("university", "大学") if at % 3 < 2 else ("institute", "研究院")
            self.senders.append(self.unit(at, f"{label}工作站", kind, ("workstation", "technical")))
        for at in range(half):
            kind, label = (
                ("service_organisation", "科技服务中心") if at % 2 else ("public_institution", "生产力促进中心")
            )
            self.senders.append(self.unit(at, f"{label}工作站", kind, ("workstation", "service")))
        for at in range(self.some(60, 3)):
            sizes = (
                {"size_class": "below_designated", "tech_sme": True} if at % 3 else {"size_class": "above_designated"}
            )
            self.hosts.append(self.unit(at, "工业企业", "enterprise", ("host_unit", "host"), **sizes))
        liaisons = {host.key: self.account("l") for host in self.hosts}
        technical, service = self.senders[:half], self.senders[half:]
        for at in range(self.some(90, 8)):
            self.people.append(self.person("technical_service", technical[at % half]))
        for at in range(self.some(60, 2)):
            self.people.append(self.person("technology_service", service[at % half]))
        self._fates()
        self._place()
        self._serve_all()
        self.visits = [replace(visit, returned=self.random.random() < 0.01) for visit in self.visits]
        late = frozenset(
            (unit.key, month)
            for unit in self.senders
            for month in months_between(self.start, self.end)
            if self.random.random() < 0.08
        )
        titles = (
            "科技政策与特派员业务培训",
            "高新技术企业申报培训",
            "工作站与科技专干业务培训",
            "研发费用归集与成果转化培训",
        )
        return self._finished(liaisons=liaisons, late_reports=late, trainings=self._trainings(titles))

    def _fates(self) -> None:
        chosen = self.random.sample(range(len(self.people)), min(len(self.people), self.some(16, 8)))
        fates: list[dict[str, Any]] = [
            {"fate": "walks_out"},
            {"fate": "sham"},
            {"fate": "consent"},
            {"fate": "host_fails"},
            *({"fate": "idle_both"} for _ in range(self.some(3, 2))),
            *({"application": "returned"} for _ in range(self.some(4))),
            *({"application": "rejected"} for _ in range(self.some(2, 0))),
            *({"fate": "walks_out"} for _ in range(self.some(1, 0))),
        ]
        for at, fate in zip(chosen, fates, strict=False):
            self.people[at] = replace(self.people[at], **fate)

    def _place(self) -> None:
        """Agreements to the end of the year that follows, and new ones after that; the document leaves terms free."""
        signed = weekday_on_or_after(self.opening)
        spans = [(signed, signed + timedelta(days=1), date(signed.year + 1, 12, 31))]
        while spans[-1][2] < self.end - timedelta(days=20):
            spans.append(self._renewed(spans[-1][2]))
        for round_, span in enumerate(spans):
            for at, person in enumerate(self.people):
                if person.application == "rejected" or (round_ > 0 and self.leaves(person)):
                    continue
                host = self.hosts[(at + (0 if at % STAYS == 0 else round_ * 3)) % len(self.hosts)]
                way = "directed" if at % 25 == 7 and person.fate == "ordinary" else "mutual"
                self.agree(person, host, *self._cut(person, span), way)

    @staticmethod
    def leaves(person: Person) -> bool:
        """Whether its story ends before a second agreement."""
        return person.fate in ("walks_out", "sham", "consent", "host_fails")

    def _cut(self, person: Person, span: tuple[date, date, date]) -> tuple[date, date, date]:
        return span

    def story_day(self, person: Person) -> date:
        """When the walk-out, the sham or the other ending comes to light."""
        return ending_day(self.start, self.end, person)

    def serve(self, person: Person, agreements: list[Agreement]) -> None:
        """As everybody; but nothing after the story has ended."""
        super().serve(person, agreements)
        if self.leaves(person):
            last = self.story_day(person) - timedelta(days=3)
            self.visits = [visit for visit in self.visits if visit.person != person.key or visit.on <= last]


def ending_day(start: date, end: date, person: Person) -> date:
    """When somebody's agreement ends before its time: five to nine months in, on a weekday."""
    after = {"walks_out": 160, "sham": 205, "consent": 240, "host_fails": 270}.get(person.fate, 200)
    return weekday_on_or_after(start + timedelta(days=after + person.account.number % 11))
