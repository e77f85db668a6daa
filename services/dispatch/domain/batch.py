"""Batch (批次): the agreements that a sending unit gathers, submits to the city together, and gets back one by one.

draft -> submitted -> closed, once every item has its outcome; draft -> withdrawn. What is returned goes into a new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from services.dispatch.domain.agreement import Agreement
from services.dispatch.domain.party import Competent
from shared.actor import Actor
from shared.errors import Conflict

Outcome = Literal["", "filed", "returned", "rejected", "withdrawn"]
MOST = 100  # agreements of one batch: what one transaction files


@dataclass(frozen=True)
class Item:
    """One agreement of a batch, and what became of it: on which day, with which defects, under which number."""

    agreement: str
    outcome: Outcome = ""
    on: date | None = None
    note: str = ""
    defects: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class Batch:
    """One batch. `number` is the city's, of the year in which it was put together."""

    id: str
    city: str
    number: str
    sender_unit: str
    sender_name: str
    items: tuple[Item, ...]
    composed_on: date
    account: str
    name: str
    competent: Competent = field(default_factory=Competent)
    status: Literal["draft", "submitted", "closed", "withdrawn"] = "draft"
    note: str = ""
    submitted_on: date | None = None
    closed_on: date | None = None
    version: int = 0

    @property
    def agreements(self) -> tuple[str, ...]:
        """The ids of its agreements, in their order."""
        return tuple(item.agreement for item in self.items)

    @property
    def open(self) -> tuple[str, ...]:
        """Those without an outcome yet."""
        return tuple(item.agreement for item in self.items if not item.outcome)


def compose(id: str, number: str, agreements: Iterable[Agreement], note: str, actor: Actor, on: date) -> Batch:
    """A batch of one unit's agreements. Raises Conflict with `errors` for those that another unit sends."""
    found = list(agreements)
    first = found[0]
    _of_one_unit(found, first.sender_unit)
    return Batch(
        id=id,
        city=first.city,
        number=number,
        sender_unit=first.sender_unit,
        sender_name=first.sender_name,
        items=tuple(Item(one.id) for one in found),
        composed_on=on,
        account=actor.account,
        name=actor.name,
        competent=first.competent,
        note=note,
    )


def change(batch: Batch, agreements: Iterable[Agreement] | None, note: str | None) -> Batch:
    """Other agreements, another note. Raises Conflict once it is submitted."""
    _draft(batch)
    if agreements is not None:
        found = list(agreements)
        _of_one_unit(found, batch.sender_unit)
        batch = replace(batch, items=tuple(Item(one.id) for one in found))
    return batch if note is None else replace(batch, note=note)


def submit(batch: Batch, on: date) -> Batch:
    """Sent to the city. Raises Conflict when it has been."""
    _draft(batch)
    return replace(batch, status="submitted", submitted_on=on)


def withdraw(batch: Batch) -> Batch:
    """Given up before it was submitted; its agreements stay as they are."""
    _draft(batch)
    return replace(batch, status="withdrawn")


def under_review(batch: Batch) -> Batch:
    """The batch itself. Raises Conflict when it is not before the city."""
    if batch.status != "submitted":
        raise Conflict("批次不在审核中", "The batch is not under review", status=batch.status)
    return batch


def settle(batch: Batch, agreement: Agreement, on: date) -> Batch:
    """With the outcome that an agreement came to; closed with the last. One that is still under way changes nothing."""
    outcomes: dict[str, Outcome] = {
        "filed": "filed",
        "returned": "returned",
        "rejected": "rejected",
        "withdrawn": "withdrawn",
    }
    outcome = outcomes.get(agreement.status)
    if outcome is None or agreement.id not in batch.open:
        return batch
    last = agreement.state.history[-1] if agreement.state is not None and agreement.state.history else None
    note, defects = (last.note, last.defects) if last is not None else ("", ())
    settled = Item(agreement.id, outcome, on, note, defects, agreement.number)
    items = tuple(settled if item.agreement == agreement.id else item for item in batch.items)
    done = all(item.outcome for item in items)
    return replace(batch, items=items, status="closed" if done else batch.status, closed_on=on if done else None)


def _draft(batch: Batch) -> None:
    if batch.status != "draft":
        raise Conflict("批次已报送", "The batch has been submitted", status=batch.status)


def _of_one_unit(agreements: list[Agreement], unit: str) -> None:
    errors = [
        {
            "pointer": f"/agreements/{place}",
            "detail": "不是本单位派出的",
            "detail_en": "Of another unit",
            "code": "unit",
        }
        for place, one in enumerate(agreements)
        if one.sender_unit != unit
    ]
    if errors:
        raise Conflict("一个批次只能包含一个派出单位的协议", "A batch holds one unit's agreements", errors=errors)
