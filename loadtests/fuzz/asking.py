"""Asks every operation of the description with generated input and holds each answer against the description.

Input comes from schemathesis: right by the schema, or wrong by it in some way. So that calls get past the first door,
most are asked by somebody who may, about something that is there in that city, over the version that it has. An answer
fails when it is a 5xx, when its status, type or shape is not described, when wrong input is accepted, or when it takes
longer than `SLOW` seconds.
"""

from __future__ import annotations

import itertools
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import HypothesisException
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

from gateway.resource import EVERYBODY

SLOW = 10.0
SHOWN = 400
PLAIN = 3  # things that everybody asks about at each address
LUCKY = 0.75  # of the right inputs: by somebody who may, over the version that is there
# Asking these would end the very session that asks, or would be told news for as long as one listens.
LEFT_OUT = frozenset({("DELETE", "/api/session"), ("PUT", "/api/session/password"), ("GET", "/api/messages/events")})
# These take accounts, roles and sessions away from who asks: asked when all else has been.
LAST = ("/api/account", "/api/session", "/api/filings", "/api/sanctions", "/api/persons", "/api/delegations")
ODD = ("\u202e", "𠮷", "' || 1==1", "$where", "{{7*7}}", "\u0000", "零", "1e308", "-1", " ")
Known = Mapping[str, Mapping[str, str]]  # parameter or field name -> the ids that are there -> their city


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: a role, the headers that say who it is, and the city ("": of none)."""

    role: str
    headers: Mapping[str, str]
    city: str = ""


@dataclass(frozen=True)
class Finding:
    """One answer that must not be."""

    operation: str
    role: str
    what: str
    said: str

    def __str__(self) -> str:
        return f"{self.operation} by {self.role}: {self.what}\n    {self.said}"


@dataclass
class Report:
    """What was asked, how it was answered, and what must not be."""

    asked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    operations: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    slowest: float = 0.0
    unasked: list[str] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)  # whose session ended, and where that was noticed

    def kinds(self) -> list[tuple[int, Finding]]:
        """One finding of each kind, with how often it was met; the most frequent first."""
        first: dict[tuple[str, str], Finding] = {}
        times: Counter[tuple[str, str]] = Counter()
        for one in self.findings:
            first.setdefault((one.operation, one.what), one)
            times[one.operation, one.what] += 1
        return [(count, first[key]) for key, count in times.most_common()]


class Asking:
    """One run. `askers`: how many ask each plain question, by default all. Bounded in number and, beyond one right
    input an operation, in time."""

    def __init__(
        self,
        base_url: str,
        callers: Sequence[Caller],
        known: Known,
        *,
        examples: int,
        seed: int,
        seconds: float,
        askers: int | None = None,
        threads: int = 1,
    ) -> None:
        self._base = base_url.rstrip("/")
        self._callers, self._known, self._askers = list(callers), known, askers or len(callers)
        self._examples, self._seed = examples, seed
        self._until = time.monotonic() + seconds
        self._threads = threads
        self._lock = threading.Lock()
        self._keys = itertools.count(1)
        self._local = threading.local()
        self.report = Report()
        document = _without_security(requests.get(f"{self._base}/api/openapi.json", timeout=30).json())
        self._paths = document["paths"]
        self._schema = schemathesis.openapi.from_dict(document)

    def run(self, told: Callable[[int, int], None] = lambda done, total: None) -> Report:
        """Asks everything; `told` hears how many operations are done, of how many."""
        operations = [found.ok() for found in self._schema.get_all_operations() if isinstance(found, Ok)]
        asked = [one for one in operations if (one.method.upper(), one.path) not in LEFT_OUT]
        random.Random(self._seed).shuffle(asked)  # where time runs out, it is not always at the same end
        asked.sort(key=lambda one: one.path.startswith(LAST) and one.method.upper() != "GET")
        with ThreadPoolExecutor(self._threads) as pool:
            for done, _ in enumerate(pool.map(self._ask_operation, asked), 1):
                told(done, len(asked))
        return self.report

    def _ask_operation(self, operation: APIOperation) -> None:
        label = f"{operation.method.upper()} {operation.path}"
        luck = random.Random(f"{self._seed}{label}")
        if operation.method.upper() == "GET" and time.monotonic() < self._until:
            self._ask_plainly(operation, label, luck)
        for mode, count in ((GenerationMode.POSITIVE, self._examples), (GenerationMode.NEGATIVE, self._examples // 2)):
            if count and (time.monotonic() < self._until or label not in self.report.operations):
                self._generate(operation, label, mode, count, luck)
        if label not in self.report.operations:
            self.report.unasked.append(label)

    def _ask_plainly(self, operation: APIOperation, label: str, luck: random.Random) -> None:
        """A question as a screen asks it, about things that are there: where most answers come from."""
        names = re.findall(r"{(\w+)}", operation.path)
        may = self._who_may(operation)
        asking = luck.sample(may, min(len(may), max(1, self._askers - 1)))
        others = [one for one in self._callers if one not in asking]
        asking += luck.sample(others, min(len(others), self._askers - len(asking)))
        for caller in asking:
            ids = {name: self._ids(name, caller) for name in names}
            if all(ids.values()):
                for turn in range(PLAIN if names else 1):
                    values = {name: found[turn * 7 % len(found)] for name, found in ids.items()}
                    case = operation.Case(path_parameters=values, query={}, headers={}, cookies={})
                    self._send(case, label, caller)

    def _generate(
        self, operation: APIOperation, label: str, mode: GenerationMode, count: int, luck: random.Random
    ) -> None:
        @seed(self._seed)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=False,
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Case) -> None:
            if time.monotonic() < self._until or label not in self.report.operations:
                self._ask(case, label, mode, luck)

        try:
            ask()
        except HypothesisException:
            return  # nothing can be wrong about an operation that takes nothing

    def _ask(self, case: Case, label: str, mode: GenerationMode, luck: random.Random) -> None:
        may = self._who_may(case.operation)
        caller = luck.choice(may if may and luck.random() < LUCKY else self._callers)
        if mode is GenerationMode.POSITIVE:
            self._point_at_what_is_there(case, caller, luck)
            if "If-Match" in (case.headers or {}) and luck.random() < LUCKY:
                case.headers["If-Match"] = self._version(case, caller) or case.headers["If-Match"]
        self._send(case, label, caller, wrong=mode is GenerationMode.NEGATIVE)

    def _who_may(self, operation: APIOperation) -> list[Caller]:
        may = set(operation.definition.raw.get("x-may-call", ()))
        return [one for one in self._callers if one.role in may or (may & EVERYBODY and one.role != "forged")]

    def _ids(self, name: str, caller: Caller) -> list[str]:
        known = self._known.get(name, {})
        return [id for id, city in known.items() if not caller.city or city in ("", caller.city)]

    def _version(self, case: Case, caller: Caller) -> str | None:
        """The ETag of the record that the address names, where it may be looked at."""
        template = case.operation.path
        if "}" in template:
            template = template[: template.rindex("}") + 1]
        if "get" not in self._paths.get(template, {}):
            return None
        address = f"{self._base}{template.format(**(case.path_parameters or {}))}"
        try:
            return requests.get(address, headers=dict(caller.headers), timeout=SLOW * 3).headers.get("ETag")
        except (requests.RequestException, UnicodeError, KeyError):
            return None

    def _send(self, case: Case, label: str, caller: Caller, wrong: bool = False) -> None:
        headers = dict(caller.headers)
        if case.method.upper() == "POST" and not (wrong and "Idempotency-Key" in (case.headers or {})):
            headers["Idempotency-Key"] = f"fuzz-{self._seed}-{next(self._keys)}"
        if not hasattr(self._local, "session"):
            self._local.session = requests.Session()
        began = time.monotonic()
        try:
            response = case.call(
                base_url=self._base,
                session=self._local.session,
                headers=headers,
                timeout=SLOW * 3,
                allow_redirects=False,
            )
        except (requests.RequestException, ValueError, UnicodeError) as problem:
            if isinstance(problem, requests.ConnectionError | requests.Timeout):
                self._found(label, caller, "no answer", repr(problem)[:SHOWN])
            return  # what no client can put on the wire
        took = time.monotonic() - began
        self._counted(label, caller, response.status_code, took)
        if took > SLOW:
            self._found(label, caller, f"took {took:.1f} s", case.as_curl_command()[:SHOWN])
        self._judge(case, response, label, caller)

    def _judge(self, case: Case, response: Any, label: str, caller: Caller) -> None:
        if response.status_code == 503 and b"file store" in response.content:
            return
        held = [
            schemathesis.checks.not_a_server_error,
            checks.status_code_conformance,
            checks.content_type_conformance,
            checks.response_schema_conformance,
            checks.negative_data_rejection,
        ]
        try:
            case.validate_response(response, checks=held)
        except (Failure, FailureGroup) as problem:
            failures = problem.exceptions if isinstance(problem, FailureGroup) else [problem]
            sent = f"{case.formatted_path} {case.query or ''} {case.body!r}"[:SHOWN]
            for one in failures:
                what = f"{response.status_code} {str(one).splitlines()[0]}"
                self._found(
                    label,
                    caller,
                    what,
                    f"{sent}\n    {str(one)[:SHOWN]}\n    {response.content[:SHOWN].decode('utf-8', 'replace')}",
                )

    def _point_at_what_is_there(self, case: Case, caller: Caller, luck: random.Random) -> None:
        for holder in (case.path_parameters, case.query, case.body):
            if isinstance(holder, dict):
                for name in list(holder):
                    self._replace(holder, name, caller, luck)

    def _replace(self, holder: dict[str, Any], name: str, caller: Caller, luck: random.Random) -> None:
        ids, value = self._ids(name, caller), holder[name]
        if ids and luck.random() < LUCKY:
            holder[name] = luck.choice(ids)
        elif isinstance(value, str) and luck.random() < 0.05:
            holder[name] = luck.choice(ODD)
        elif isinstance(value, dict):
            for inner in list(value):
                self._replace(value, inner, caller, luck)

    def _counted(self, label: str, caller: Caller, status: int, took: float) -> None:
        with self._lock:
            self.report.asked += 1
            if status == 401 and caller.role not in ("public", "forged") and "/api/session" not in label:
                self.report.lost.setdefault(f"{caller.role} {caller.city}", label)
            self.report.statuses[status] += 1
            self.report.slowest = max(self.report.slowest, took)
            self.report.operations.add(label)

    def _found(self, label: str, caller: Caller, what: str, said: str) -> None:
        with self._lock:
            self.report.findings.append(Finding(label, caller.role, what, said))


def _without_security(document: dict[str, Any]) -> dict[str, Any]:
    """Who asks is our affair: made-up tokens would take the place of the true ones, and every wrong input be a 401."""
    document.get("components", {}).pop("securitySchemes", None)
    for item in document["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                operation.pop("security", None)
    return document


def what_is_there(base_url: str, callers: Iterable[Caller], document: Mapping[str, Any]) -> Known:
    """Ids by the names under which paths and bodies ask for them, gathered from every list its callers may read."""
    found: dict[str, dict[str, str]] = {}
    lists = [path for path, item in document["paths"].items() if "get" in item and "{" not in path]
    for caller, path in itertools.product(callers, lists):
        answer = requests.get(f"{base_url}{path}", headers=dict(caller.headers), params={"limit": 20}, timeout=30)
        if answer.status_code != 200 or "json" not in answer.headers.get("Content-Type", ""):
            continue
        items = answer.json().get("items", []) if isinstance(answer.json(), dict) else []
        for item in items:
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                for name in _names(path):
                    found.setdefault(name, {}).setdefault(item["id"], caller.city)
    return found


def _names(path: str) -> list[str]:
    """/api/publication-rounds -> round_id, publication_round, publication_round_id, round …"""
    noun = path.rstrip("/").rsplit("/", 1)[-1].replace("-", "_")
    single = noun[:-3] + "y" if noun.endswith("ies") else noun[:-1] if noun.endswith("s") else noun
    last = single.rsplit("_", 1)[-1]
    also = {"unit": ["host_unit", "sender_unit"]}.get(single, [])
    return [f"{single}_id", single, f"{last}_id", last, *also]
