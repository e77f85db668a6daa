"""`python -m loadtests.matching`: quality and speed of matching over a real database, and a directed round.

Twenty thousand commissioners are told to dispatch as the registry would; then each demand is asked for its ten best,
each commissioner's demands are asked for, and a round of as many demands is worked out. Ends with a line for machines.
"""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from loadtests.matching.city import DAY, HOSTS, UNITS, Town, town
from loadtests.matching.quality import WordSearch, ndcg, recall
from services.dispatch import matching, planning
from services.dispatch.domain import directed_round as rounds
from services.dispatch.rules import Rules
from services.dispatch.service import DispatchService
from shared.actor import Actor, Grant
from tests.factories.hosted import Hosted
from tests.parts import drop_namespace, random_namespace, started_parts

CITY = "150200"
OFFICER = Actor("city", "city", CITY, None, (Grant("city_officer"),))
screen = Console()


def main(
    people: Annotated[int, typer.Option(help="特派员数 · commissioners")] = 20_000,
    demands: Annotated[int, typer.Option(help="需求数 · demands")] = 500,
    seed: Annotated[int, typer.Option(help="种子 · seed")] = 17,
    out: Annotated[str, typer.Option(help="结果文件 · where the figures go")] = "loadtests/results/matching.json",
) -> None:
    """Measures and prints."""
    with started_parts() as parts:
        namespace = random_namespace()
        hosted = Hosted(DispatchService, parts, namespace, DAY)
        try:
            figures = _measured(hosted, town(CITY, people, demands, seed))
        finally:
            hosted.close()
            drop_namespace(parts, namespace)
    table = Table("figure", "value")
    for name, value in figures.items():
        table.add_row(name, f"{value:g}")
    screen.print(table)
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    Path(out).write_text(json.dumps(figures, indent=1), encoding="utf-8")
    screen.print(f"matching: {json.dumps(figures)}", soft_wrap=True)


def _measured(hosted: Hosted, made: Town) -> dict[str, float]:
    figures: dict[str, float] = {"people": len(made.people), "demands": len(made.demands)}
    figures["intake_seconds"] = _taken(lambda: _tell(hosted, made))
    figures["count_words_seconds"] = _taken(lambda: _tick(hosted, "count_words"))
    _publish(hosted, made)
    figures |= _quality(hosted, made)
    figures |= _others(hosted, made)
    figures |= _round(hosted, made)
    figures["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


def _quality(hosted: Hosted, made: Town) -> dict[str, float]:
    baseline, strong = WordSearch(made), WordSearch(made, rare=True)
    book = hosted.service.rulebooks.of(CITY)
    ours: list[tuple[float, float]] = []
    theirs: list[tuple[float, float]] = []
    rare: list[tuple[float, float]] = []
    times: list[float] = []
    for number, demand in enumerate(made.demands):
        began = time.perf_counter()
        fits = matching.for_demand(_reading(hosted), book, demand, 10)
        times.append(time.perf_counter() - began)
        gains = made.gains(number)
        found = [fit.candidate.id for fit in fits.best]
        text = f"{demand.title}\n{demand.content}"
        for ranked, kept in ((found, ours), (baseline.best(text), theirs), (strong.best(text), rare)):
            kept.append((recall(ranked, gains), ndcg(ranked, gains)))
    return {
        "recall_at_10": _mean(one for one, _ in ours),
        "ndcg_at_10": _mean(one for _, one in ours),
        "word_search_recall_at_10": _mean(one for one, _ in theirs),
        "word_search_ndcg_at_10": _mean(one for _, one in theirs),
        "rare_word_search_recall_at_10": _mean(one for one, _ in rare),
        "rare_word_search_ndcg_at_10": _mean(one for _, one in rare),
        **_latency("for_demand", times),
    }


def _others(hosted: Hosted, made: Town) -> dict[str, float]:
    book, times = hosted.service.rulebooks.of(CITY), []
    for one in [one for one in made.people if one.live][:200]:
        work = _reading(hosted)
        began = time.perf_counter()
        matching.for_candidate(work, book, work.candidates.get(one.id), 10)
        times.append(time.perf_counter() - began)
    return _latency("for_commissioner", times)


def _round(hosted: Hosted, made: Town) -> dict[str, float]:
    work, book = _reading(hosted), hosted.service.rulebooks.of(CITY)
    said = {"title": "全市定向选派", "reason": "压力测试", "due": DAY}
    opened = rounds.open_round("r", CITY, "directed", made.demands, said, Rules.of(book, DAY), OFFICER, DAY)
    began = time.perf_counter()
    plan = planning.Planner(work, book, opened).plan()
    return {
        "round_seconds": round(time.perf_counter() - began, 2),
        "round_pairs": len(plan.pairs),
        "round_gaps": len(plan.gaps),
        "round_examined": plan.examined,
        "round_mean_score": round(plan.total / max(len(plan.pairs), 1), 2),
    }


def _tell(hosted: Hosted, made: Town) -> None:
    """As the registry announces filings, two hundred at a time."""
    events = list(_filings(made))
    for start in range(0, len(events), 200):
        hosted.service.hearing.take_in(events[start : start + 200])
    assert hosted.aside() == []


def _filings(made: Town) -> Iterator[dict[str, Any]]:
    common: dict[str, Any] = {"number": "n", "account": None, "level": "city", "members": [], "until": None}
    more = {"competent": None, "size_class": "none", "tech_sme": False, "provincial": False, "since": "2024-01-02"}
    for number in range(UNITS):
        own = {"subject": "workstation", "kind": "technical", "unit": f"unit-{number}", "name": f"工作站{number}"}
        yield _event({**common, **more, **own, "filing": f"s{number}", "unit_kind": "university", "county": "150203"})
    for number in range(HOSTS):
        own = {"subject": "host_unit", "kind": "host", "unit": f"host-{number}", "name": f"企业{number}"}
        yield _event({**common, **more, **own, "filing": f"h{number}", "unit_kind": "enterprise", "county": "150203"})
    for one in made.people:
        own = {"subject": "commissioner", "kind": "technical_service", "person": f"p-{one.id}", "name": one.id}
        at = {"sender_unit": f"unit-{one.unit}", "fields": [one.field], "words": list(one.words), "county": one.county}
        yield _event({**common, **more, **own, **at, "filing": one.id, "unit_kind": ""})
        if not one.live:
            yield _event({**own, "filing": one.id, "members": [], "unit": None}, "filing_cancelled", 2)


def _event(data: dict[str, Any], type: str = "filing_made", version: int = 1) -> dict[str, Any]:
    id, at = f"{type}-{data['filing']}", datetime(2024, 6, 3, 1, tzinfo=UTC).isoformat()
    about = {"subject": f"filing:{data['filing']}", "subjectversion": version, "actor": {}}
    return {"id": id, "type": type, "source": "registry", "city": CITY, "time": at, **about, "data": data}


def _publish(hosted: Hosted, made: Town) -> None:
    def body(sheaf: Any, demands: Sequence[Any]) -> None:
        work: Any = hosted.service.calls.work(sheaf, OFFICER, datetime(2024, 6, 3, 2, tzinfo=UTC))
        for demand in demands:
            work.demands.add(demand)
        work.accept()

    hosted.service.store.transact(list(made.demands), body, lambda _, problem: screen.print(repr(problem)))


def _tick(hosted: Hosted, name: str) -> None:
    from shared.upkeep import Tick

    def body(sheaf: Any, items: Sequence[Any]) -> None:
        work = hosted.service.calls.work(sheaf, OFFICER, datetime(2024, 6, 3, 2, tzinfo=UTC))
        getattr(DispatchService(), name)(Tick(work, hosted.service.rulebooks))
        work.accept()

    hosted.service.store.transact([name], body, lambda _, problem: screen.print(repr(problem)))


def _reading(hosted: Hosted) -> Any:
    """A fresh unit of work that only reads: nothing is at hand from the question before."""
    return hosted.service.calls.work(hosted.service.store.reading(), OFFICER, datetime(2024, 6, 3, 2, tzinfo=UTC))


def _taken(step: Callable[[], None]) -> float:
    began = time.perf_counter()
    step()
    return round(time.perf_counter() - began, 2)


def _latency(name: str, times: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times)
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    picked = {key: ordered[min(len(ordered) - 1, int(share * len(ordered)))] for key, share in shares.items()}
    return {f"{name}_{key}_ms": round(value * 1000, 1) for key, value in picked.items()}


def _mean(values: Any) -> float:
    return round(statistics.fmean(values), 4)


if __name__ == "__main__":
    typer.run(main)
