"""One question to several services, asked side by side: who does not answer is named, and spoils no other's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from marshmallow import Schema, fields

from shared.actor import Actor
from shared.errors import Late, Unavailable

if TYPE_CHECKING:
    from gateway.app import BusPort

Answers = dict[str, dict[str, Any]]


class Gathered(Schema):
    """What several services answered. `silent`: those that do not answer now, whose part is missing."""

    silent = fields.List(fields.String(), required=True)


class GatheredPage(Gathered):
    """A page over several services; `next`: from where the following one goes on."""

    next = fields.String(required=True, allow_none=True)


def gather(
    bus: BusPort, actor: Actor, name: str, asked: Mapping[str, Mapping[str, Any]], seconds: float
) -> tuple[Answers, list[str]]:
    """{service: its answer} in the order of `asked` ({service: arguments}), and the services that are silent.

    All have the same `seconds`. Raises what a service raises, unless it is away or late.
    """
    answers: Answers = {}
    silent: list[str] = []
    with ThreadPoolExecutor(max(len(asked), 1)) as pool:
        waited = {one: pool.submit(bus.question, one, name, dict(args), actor, seconds) for one, args in asked.items()}
        for service, answer in waited.items():
            try:
                answers[service] = answer.result()
            except (Late, Unavailable):
                silent.append(service)
    return answers, silent


def latest_first(
    items: list[dict[str, Any]], limit: int, moment: Callable[[str], str] = str
) -> tuple[list[dict[str, Any]], str | None]:
    """One page of what several services told, and the id after which the next goes on.

    `moment`: of an id, what sorts by the moment of making over all services.
    """
    shown = sorted(items, key=lambda one: moment(str(one["id"])), reverse=True)[:limit]
    return shown, shown[-1]["id"] if shown and len(items) >= limit else None
