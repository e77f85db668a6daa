"""What an operator does by hand: look at parked events and replay them, rebuild a service's copies.

python -m infra.operations parked [--replay ID|all]
python -m infra.operations rebuild SERVICE
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from pymongo import MongoClient
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from gateway.bus import Bus
from shared import settings
from shared.actor import platform
from shared.hosting import Parts, service_class, service_names
from shared.store import Store

app = typer.Typer(help="运维操作 · operations by hand", no_args_is_help=True)
screen = Console()
SLACK = 60 * 10**9  # nanoseconds: a transaction lives 5 s at most; the rest is for clocks of machines that differ


@app.command()
def parked(replay: Annotated[str, typer.Option(help="事件编号，或 all · an event's id, or all")] = "") -> None:
    """列出（重放）多次处理失败而搁置的事件 · Shows the events that were set aside, and replays them."""
    configured = settings.from_environment()
    client: MongoClient[dict[str, Any]] = MongoClient(configured.mongo_uri)
    table = Table("service", "event", "type", "state", "attempts", "reason")
    for service in _databases(client, configured.namespace):
        aside = client[f"{configured.namespace}_{service}"]["set_aside"]
        if replay:
            wanted = {} if replay == "all" else {"_id": replay}
            again = {"$set": {"state": "waiting", "attempts": 0, "due": 0}}
            count = aside.update_many({**wanted, "state": "parked"}, again).modified_count
            if count:
                screen.print(f"{service}: {count} 个事件重新处理 · replayed")
            continue
        for row in aside.find().sort("_id", 1).limit(200):
            reason = row["reason"].get("reason", "")
            table.add_row(service, row["_id"], row["event"]["type"], row["state"], str(row["attempts"]), reason)
    if not replay:
        screen.print(table if table.row_count else "没有搁置的事件 · nothing is parked")


@app.command()
def rebuild(service: str) -> None:
    """丢弃并重建某服务的事实副本 · Drops and rebuilds a service's copies from what the others announced.

    The copies are built anew beside the live ones, put in their place, and then caught up with what was announced
    meanwhile; the service may go on working.
    """
    configured = settings.from_environment()
    live = Parts(service_class(service), configured)
    scratch = Parts(service_class(service), configured, database=f"{live.name}_rebuilt")
    bus = Bus(configured)
    wanted: dict[str, list[str]] = {}
    for hears, ears in live.hearing.ears.items():
        if any(ear.copy for ear in ears):
            source, _, type_ = hears.partition(".")
            wanted.setdefault(source, []).append(type_)
    last: dict[str, str] = {}
    try:
        with Progress(console=screen) as progress:
            for source, types in wanted.items():
                task = progress.add_task(f"{source} → {live.name}", total=None)
                for events in _told(bus, source, types, ""):
                    scratch.hearing.rebuild(events)
                    last[source] = events[-1]["id"]
                    progress.advance(task, len(events))
                progress.update(task, total=progress.tasks[task].completed)
        copies = [collection for collection in live.store.collections.values() if collection.copy]
        for collection in copies:
            place = {"$out": {"db": live.store.database.name, "coll": collection.name}}
            scratch.store.database[collection.name].aggregate([{"$match": {}}, place])
        for source, types in wanted.items():
            for events in _told(bus, source, types, _sooner(last.get(source, ""))):
                live.hearing.rebuild(events)
        counts = {item.name: live.store.database[item.name].count_documents({}) for item in copies}
        screen.print(f"{live.name}: {counts} 已重建 · rebuilt")
    finally:
        _forget(scratch.store)
        bus.close()


def _told(bus: Bus, source: str, types: list[str], after: str) -> Iterator[list[dict[str, Any]]]:
    """Everything a service announced after a point, in pages."""
    cursor: str | None = after
    while cursor is not None:
        asked = {"after": cursor, "types": types, "limit": 500}
        page = bus.question(source, "announced_since", asked, platform("rebuild"), deadline=30)
        if page["events"]:
            yield page["events"]
        cursor = page["next"]


def _sooner(id: str) -> str:
    """A point a little before an announcement: one with a smaller id may have been committed after it was read."""
    return f"{max(0, int(id[:16], 16) - SLACK):016x}" if id else ""


def _databases(client: MongoClient[dict[str, Any]], namespace: str) -> list[str]:
    names = {name.removeprefix(f"{namespace}_") for name in client.list_database_names() if name.startswith(namespace)}
    return sorted(names | set(service_names()))


def _forget(store: Store) -> None:
    store.client.drop_database(store.database.name)


if __name__ == "__main__":
    app()
