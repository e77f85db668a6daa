"""Commands on batches: gathered by the sending unit, reviewed by the city one by one or all together."""

from __future__ import annotations

from typing import Any

from services.dispatch import events, force
from services.dispatch.domain import batch as batches
from services.dispatch.domain import review as reviews
from services.dispatch.domain.agreement import Agreement, Register
from services.dispatch.domain.batch import Batch
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.errors import Conflict, Invalid, NotFound, Problem
from shared.rulebook import Rulebook


def compose_batch(work: DispatchWork, actor: Actor, agreements: list[str], note: str = "") -> Batch:
    """The sending unit puts a batch together; it gets its number."""
    made = _composed(work, actor, _own(work, actor, agreements), note)
    work.batches.add(made)
    work.announce(events.batch_composed(made))
    return made


def change_batch(
    work: DispatchWork, actor: Actor, batch_id: str, agreements: list[str] | None = None, note: str | None = None
) -> Batch:
    """Other agreements in it, before it is submitted."""
    batch = work.batches.get(batch_id)
    changed = batches.change(batch, None if agreements is None else _own(work, actor, agreements), note)
    work.batches.save(changed)
    return changed


def withdraw_batch(work: DispatchWork, batch_id: str) -> Batch:
    """Given up before it was submitted."""
    withdrawn = batches.withdraw(work.batches.get(batch_id))
    work.batches.save(withdrawn)
    return withdrawn


def submit_batch(work: DispatchWork, rulebook: Rulebook, actor: Actor, batch_id: str) -> dict[str, Any]:
    """The whole batch goes to the city: all or none. Raises Conflict with `errors` for those not signed by all."""
    batch = work.batches.get(batch_id)
    return _submitted(work, rulebook, actor, batch, _own(work, actor, list(batch.agreements)))


def report_agreements(work: DispatchWork, rulebook: Rulebook, actor: Actor, agreement_ids: list[str]) -> dict[str, Any]:
    """The sending unit reports several, or a single one (第十一条第1项), to the city: a batch made and sent at once."""
    found = work.agreements.gather(list(dict.fromkeys(agreement_ids)))
    return _submitted(work, rulebook, actor, _composed(work, actor, found, ""), found)


def review_batch(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    batch_id: str,
    action: str | None = None,
    note: str = "",
    defects: tuple[str, ...] = (),
    items: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    """The city decides item by item (`items`), and by one action on all that are left (`action`), or both.

    What cannot be filed stays under review and is told with its article (`refused`); the others go on.
    """
    batch, rules = batches.under_review(work.batches.get(batch_id)), Rules.of(rulebook, work.today)
    said = {one["agreement"]: one for one in items or ()}
    strange = set(said) - set(batch.open)
    if strange or not (said or action):
        raise Invalid.field(
            "/items",
            "请对本批次尚未办结的协议作出处理",
            "choice",
            en="Decide on the agreements of this batch that are still open",
        )
    rest = {"action": action, "note": note, "defects": defects}
    todo = {id: said.get(id, rest) for id in batch.open if id in said or action}
    refused = []
    found = {one.id: one for one in work.agreements.some({"id": {"$in": list(todo)}})}
    for id, one in todo.items():
        try:
            moved = step(
                work, rules, actor, found[id], one["action"], one.get("note", ""), tuple(one.get("defects", ()))
            )
        except Problem as problem:
            refused.append(_refusal(id, problem))
            continue
        batch = batches.settle(batch, moved, work.today)
    work.batches.save(batch)
    work.announce(events.batch_reviewed(batch))
    return {"batch": work.stored(batch), "refused": refused}


def step(
    work: DispatchWork,
    rules: Rules,
    actor: Actor,
    agreement: Agreement,
    action: str,
    note: str,
    defects: tuple[str, ...],
    to: str | None = None,
) -> Agreement:
    """One step of one agreement's review; nothing is kept when it is refused. With the last one it is in force."""
    moved = reviews.step(agreement, rules, actor, action, work.today, note, defects, to)
    taken = events.agreement_step_taken(moved, action, note, defects)
    if moved.state is not None and moved.state.status == "approved":
        return force.put_in_force(work, rules, moved, taken)
    work.announce(taken)
    work.agreements.save(moved)
    return moved


def settle(work: DispatchWork, agreement: Agreement) -> None:
    """Writes an agreement's outcome into the batch that it was sent with."""
    batch = work.batches.find(agreement.batch) if agreement.batch else None
    settled = batches.settle(batch, agreement, work.today) if batch is not None else None
    if settled is not None and settled != batch:
        work.batches.save(settled)
        if settled.status == "closed":
            work.announce(events.batch_reviewed(settled))


def _own(work: DispatchWork, actor: Actor, ids: list[str]) -> list[Agreement]:
    """The agreements, all of the asker's own units. Raises NotFound for one that is not."""
    wanted = list(dict.fromkeys(ids))
    found = {one.id: one for one in work.agreements.some({"id": {"$in": wanted}}, limit=len(wanted))}
    units = actor.units("dispatching_manager")
    if any(id not in found or found[id].sender_unit not in units for id in wanted):
        raise NotFound("agreements")
    return [found[id] for id in wanted]


def _composed(work: DispatchWork, actor: Actor, agreements: list[Agreement], note: str) -> Batch:
    """With the next number of the year's batches."""
    if not agreements:
        raise Conflict("批次中没有协议", "There is no agreement in it", code="empty")
    id = f"{work.city}:batches:{work.today.year}"
    number, register = work.registers.get_or(id, Register(id, work.city, work.today.year)).next()
    work.registers.save(register)
    return batches.compose(work.new_id(), number, agreements, note, actor, work.today)


def _submitted(
    work: DispatchWork, rulebook: Rulebook, actor: Actor, batch: Batch, agreements: list[Agreement]
) -> dict[str, Any]:
    reported = reviews.report(agreements, batch.id, Rules.of(rulebook, work.today), actor, work.today)
    submitted = batches.submit(batch, work.today)
    work.batches.save(submitted)
    for agreement in reported:
        work.agreements.save(agreement)
        work.announce(events.agreement_reported(agreement))
    work.announce(events.batch_submitted(submitted))
    return {"batch": batch.id, "number": batch.number, "agreements": [work.stored(one) for one in reported]}


def _refusal(id: str, problem: Problem) -> dict[str, str]:
    told = problem.details
    return {
        "agreement": id,
        "reason": problem.reason,
        "reason_en": problem.reason_en,
        "rule": str(told.get("rule", "")),
        "article": str(told.get("article", "")),
    }
