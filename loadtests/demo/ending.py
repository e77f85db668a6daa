"""What remains of a demo: its memory for the next run, the tables, one account per role, the last line."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from loadtests.demo import plan, rules
from loadtests.demo.cast import Cast, expect
from loadtests.demo.city import City
from loadtests.demo.wire import Api, Session

ACCOUNTS = "demo-accounts.json"


@dataclass
class Memory:
    """`.run/demo.json` (mode 600). `secret` is what keys and passwords follow from; `done` once all was played."""

    path: Path
    seed: int
    end: date
    scale: float
    secret: str
    fresh: bool = True
    done: bool = False
    reconciled: bool = False
    seconds: float = 0.0
    requests: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    roles: list[dict[str, Any]] = field(default_factory=list)

    @staticmethod
    def load(path: str, seed: int, end: date, scale: float) -> Memory:
        """What was begun before, so that it is finished and not begun again; else a new beginning."""
        file = Path(path)
        if not file.exists():
            return Memory(file, seed, end, scale, secrets.token_hex(16))
        told = json.loads(file.read_text("utf-8"))
        return Memory(**{**told, "path": file, "end": date.fromisoformat(told["end"]), "fresh": False})

    @property
    def journal(self) -> Path:
        """Where the steps that were done are kept, so that a broken run goes on where it stopped."""
        return self.path.with_name("demo-journal.jsonl")

    def save(self) -> None:
        """Writes it down, for nobody else to read."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        told = {**asdict(self), "path": str(self.path), "end": self.end.isoformat(), "fresh": False}
        _write(self.path, told)

    def played(self, cities: Mapping[str, City], api: Api, seconds: float) -> None:
        """Everything was played."""
        self.journal.unlink(missing_ok=True)
        self.done, self.seconds, self.requests = True, seconds, api.requests
        self.counts = {code: dict(sorted(city.cast.counts[code].items())) for code, city in cities.items()}
        self.roles = [role for city in cities.values() for role in _one_of_each(city)]
        self.keep_accounts(base_url=os.environ["GATEWAY_URL"], accounts=_all(cities))
        self.save()

    def keep_accounts(self, **told: Any) -> None:
        """`.run/demo-accounts.json` (mode 600): `accounts` with passwords of their own, for load; `one_of_each` role
        with the one-time password that the table shows, for `make fuzz`."""
        file = self.path.with_name(ACCOUNTS)
        kept = json.loads(file.read_text("utf-8")) if file.exists() else {}
        _write(file, {**kept, **told})


def finish(cities: tuple[plan.CityPlan, ...], memory: Memory, console: Console) -> int:
    """Holds what is stored against what was done, then the tables and the last line. 0 when all is well.

    One-time passwords are given anew each time. On a repeat somebody may have used the platform in between: then more
    may be there than the demo did, but never less.
    """
    api = Api(os.environ["GATEWAY_URL"], os.environ["CLOCK_SECRET"], memory.secret)
    cast = Cast(api, memory.secret, fresh=False)
    officers = {city.code: _officer(cast, city.code) for city in cities}
    wrong = _reconcile(cities, memory, api, officers)
    for city in cities:
        console.print(_table(city, memory.counts[city.code]))
    console.print(_people(memory, cast, officers))
    base = os.environ["GATEWAY_URL"]
    for line in TO_TRY:
        console.print(line.format(base=base), highlight=False, soft_wrap=True)
    console.print(f"API {base}/api/docs · OpenAPI {base}/api/openapi.json", highlight=False, soft_wrap=True)
    console.print(f"{base}/health/ready · {base}/metrics", highlight=False)
    for line in wrong:
        console.print(f"[red]{line}[/red]", highlight=False)
    told = f"seconds={memory.seconds:.0f} requests={memory.requests} {' '.join(_counts(memory))}"
    console.print(f"demo: {'failed' if wrong else 'ok'} {told}", highlight=False, soft_wrap=True)
    memory.reconciled = True
    memory.save()
    return 1 if wrong else 0


ON_THE_PHONE = frozenset({"commissioner", "host_manager", "liaison"})
TO_TRY = (
    "试一试 five things to try:",
    "  1  {base}/desk/ 市级工作人员 as a city officer: 待我办理 what waits, 审核 review beside the evidence",
    "  2  {base}/m/ 科技特派员 as a commissioner: 记一次服务 record a service in a few taps",
    "  3  {base}/m/ 派驻单位 as a host manager: 报需求 report a demand, 看推荐 see who fits it",
    "  4  {base}/desk/rulebook 规则 the rules by article, and what changing one would have done",
    "  5  {base}/desk/public 公开信息 what anybody sees without an account",
)
STORED: dict[str, tuple[str, dict[str, str]]] = {
    "confirmed": ("/records", {"status": "confirmed"}),
    "paid claims": ("/claims", {"status": "paid"}),
    "stopped claims": ("/claims", {"status": "stopped"}),
    "batches": ("/batches", {"status": "closed"}),
    "supplements": ("/supplements", {"status": "filed"}),
    "publication rounds": ("/publication-rounds", {}),
    "directed rounds": ("/directed-rounds", {"status": "confirmed"}),
    "comments answered": ("/notice-comments", {}),
    "delegations": ("/delegations", {}),
    "invitations": ("/invitations", {}),
    "demands": ("/demands", {}),
    "intents": ("/intents", {}),
    "imported units": ("/units", {"q": "演示导入企业"}),
    "webhook deliveries": ("/deliveries", {"status": "delivered"}),
}


def _reconcile(
    cities: tuple[plan.CityPlan, ...], memory: Memory, api: Api, officers: Mapping[str, Session]
) -> list[str]:
    """What is stored, counted over the API, against what was done: nothing lost, nothing doubled."""
    asked = [(city.code, what) for city in cities for what in STORED if memory.counts[city.code].get(what)]
    with ThreadPoolExecutor(6) as pool:
        stored = list(pool.map(lambda one: _stored(api, officers[one[0]], *STORED[one[1]]), asked))
    wrong = []
    for (code, what), number in zip(asked, stored, strict=True):
        done = memory.counts[code][what]
        if number < done or (number > done and not memory.reconciled):
            wrong.append(f"{plan.CITY_NAMES[code]} {what}: {done} done, {number} stored")
    return wrong


def _stored(api: Api, officer: Session, path: str, narrowed: Mapping[str, str]) -> int:
    number, after = 0, None
    while True:
        page = expect(api.get(officer, path, None, **narrowed, limit=200, after=after), f"GET {path}").body
        number, after = number + len(page["items"]), page["next"]
        if after is None:
            return number


def _officer(cast: Cast, code: str) -> Session:
    login = f"demo-{code}-city"
    return cast.sign_in(login, cast.password(login), code)


def _counts(memory: Memory) -> list[str]:
    """The counts of both cities, added up."""
    whole: dict[str, int] = {}
    for counts in memory.counts.values():
        for name, number in counts.items():
            whole[name] = whole.get(name, 0) + number
    shown = (
        *(
            "accounts",
            "commissioners",
            "teams",
            "agreements",
            "records",
            "confirmed",
            "photos",
            "claims",
            "paid claims",
        ),
        *("refused claims", "stopped claims", "reports", "late reports", "annual reports", "trainings", "appraised"),
        *("cancelled filings", "rewards", "drafts sent", "bulk reviews", "batches", "renewals", "jobs", "papers"),
        *("webhook deliveries", "refused"),
    )
    return [f"{name.replace(' ', '_')}={whole.get(name, 0)}" for name in shown]


def _table(city: plan.CityPlan, counts: dict[str, int]) -> Table:
    table = Table(title=f"{plan.CITY_NAMES[city.code]} {city.start} – {city.end}", show_header=False)
    items = list(counts.items())
    for _ in range(3):
        table.add_column()
        table.add_column(justify="right")
    rows = -(-len(items) // 3)
    for at in range(rows):
        cells: list[str] = []
        for column in range(3):
            name, number = items[at + column * rows] if at + column * rows < len(items) else ("", "")
            cells += [name, str(number)]
        table.add_row(*cells)
    return table


def _people(memory: Memory, cast: Cast, officers: Mapping[str, Session]) -> Table:
    """One account of every role, each with a new one-time password, city by city. It fits 80 columns: a password that
    is cut off is of no use to anybody."""
    base = os.environ["GATEWAY_URL"]
    table = Table(title=f"账户 accounts · {base}\n一次性密码，首次登录须修改 one-time passwords", box=None)
    for column in ("角色 role", "登录名 login", "密码 password", "门户 page"):
        table.add_column(column, no_wrap=True)
    login, password = cast.operator_password()
    shown = [{"city": "", "role": "platform_operator", "login": login, "password": password}]
    for role in memory.roles:
        code = role["city"]
        officer = officers.get(code) or _officer(cast, code)
        key = f"reset|{role['account']}|{secrets.token_hex(4)}"
        path = f"/accounts/{role['account']}/password-reset"
        made = expect(cast.api.post(officer, path, {}, None, key), f"reset of {role['login']}").body
        told = {name: role[name] for name in ("city", "role", "login")}
        shown.append({**told, "password": made["one_time_password"]})
    last = None
    for one in shown:
        if one["city"] != last:
            last = one["city"]
            table.add_row(f"[bold]{plan.CITY_NAMES.get(last, rules.THIRD_NAME) if last else '平台 platform'}[/bold]")
        table.add_row(f"  {one['role']}", one["login"], one["password"], _page(one["role"]))
    memory.keep_accounts(one_of_each=shown)
    return table


def _page(role: str) -> str:
    """Where somebody of a role works first: on the phone who is out with hosts, at the desk who is in an office."""
    return "/m/" if role in ON_THE_PHONE else "/desk/"


def _one_of_each(city: City) -> list[dict[str, Any]]:
    """One account for each role: not those the demo itself signs in with again."""
    people = [person for person in city.plan.people if person.key in city.filings and person.key not in city.gone]
    found: list[tuple[str, Session]] = [
        ("city_officer", city.cast.of(f"demo-{city.code}-officer")),
        ("finance_officer", city.finance),
        ("inspector", city.inspector),
        ("trainer", city.trainer),
        ("county_officer", next(iter(city.counties.values()))),
        ("dispatching_manager", city.manager(city.plan.senders[0])),
        ("commissioner", city.session(people[0])),
        ("host_manager", city.manager(city.plan.hosts[0])),
    ]
    if city.plan.liaisons:
        found.append(("liaison", city.cast.of(next(iter(city.plan.liaisons.values())).login)))
        found.append(("competent_officer", city.competent[city.plan.senders[0].key]))
    if "third" in city.numbers:
        found.append(("city_officer", city.numbers["third"]))
    return [{"city": who.city, "role": role, "login": who.login, "account": who.account} for role, who in found]


def _all(cities: Mapping[str, City]) -> list[dict[str, Any]]:
    """Everybody a load test may sign in as: with an agreement today, managers, officers."""
    found = []
    shown = {role["account"] for city in cities.values() for role in _one_of_each(city)}
    for city in cities.values():
        live = {one.person for one in city.plan.agreements if one.since <= city.plan.end <= one.until}
        people = [person for person in city.plan.people if person.key in live and person.key not in city.gone]
        named = [("commissioner", city.session(person), person.sender) for person in people]
        named += [("dispatching_manager", city.manager(unit), unit.key) for unit in city.plan.senders]
        named += [("county_officer", session, "") for session in city.counties.values()]
        named += [("city_officer", city.officer, "")]
        for role, who, unit in named:
            if who.account not in shown:
                told = {"role": role, "login": who.login, "password": city.cast.password(who.login), "city": city.code}
                found.append({**told, "person": who.person, "unit": city.units.get(unit)})
    return found


def _write(path: Path, told: Mapping[str, Any]) -> None:
    path.touch(mode=0o600, exist_ok=True)
    path.chmod(0o600)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
