"""Commands on directed rounds, and the two jobs: working a plan out, and ordering its pairs one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from services.dispatch import contact, events, force, planning
from services.dispatch.commands import assignments as orders
from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import assignment as assignments
from services.dispatch.domain import directed_round as rounds
from services.dispatch.domain.demand import Demand
from services.dispatch.domain.directed_round import Choice, DirectedRound, Pair, Plan
from services.dispatch.rules import Rules
from services.dispatch.store import DispatchWork
from shared.actor import Actor
from shared.documents import converter, plain
from shared.errors import Conflict, Problem
from shared.rulebook import Rulebook


def open_directed_round(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    demands: Sequence[str],
    way: Literal["directed", "appointed"] = "directed",
    **said: Any,
) -> DirectedRound:
    """An officer begins a round over open demands."""
    rules = Rules.of(rulebook, work.today)
    found = work.demands.gather(list(dict.fromkeys(demands)))
    opened = rounds.open_round(work.new_id(), work.city, way, found, said, rules, actor, work.today)
    work.directed_rounds.add(opened)
    work.announce(events.directed_round_opened(opened, rules))
    return opened


def edit_directed_round(
    work: DispatchWork,
    rulebook: Rulebook,
    actor: Actor,
    round_id: str,
    lock: Sequence[dict[str, str]] = (),
    forbid: Sequence[dict[str, str]] = (),
    release: Sequence[dict[str, str]] = (),
    waive: str = "",
    reason: str = "",
) -> DirectedRound:
    """The officer locks or forbids pairs, or waives a rule in principle; the plan is then to be worked out anew."""
    round = work.directed_rounds.get(round_id)
    rules = Rules.of(rulebook, work.today)
    said = {"lock": lock, "forbid": forbid, "release": release}
    choices = {name: [Choice(**one) for one in some] for name, some in said.items()}
    edited = rounds.edit(round, rules, actor, work.today, waive=waive, reason=reason, **choices)
    work.directed_rounds.save(edited)
    work.announce(events.directed_round_edited(edited))
    return edited


def plan_directed_round(run: Any) -> None:
    """The job: works one optimal assignment out and keeps it. `run`: shared.working.Run, args {round_id}."""
    work = run.reading()
    round = work.directed_rounds.get(run.args["round_id"])

    def told(done: int, total: int) -> None:
        run.tell(done, total, "正在逐项核对需求", "Looking at the demands one by one")

    plan = planning.Planner(work, run.rulebook, round).plan(told)
    said = {"round_id": round.id, "plan": plain(plan)}
    (answer,) = run.carry_out("keep_directed_plan", [(f"plan-{plan.edition}", said)])
    if "problem" in answer:
        raise Problem.from_dict(answer["problem"])
    run.finish(round=round.id, pairs=len(plan.pairs), gaps=len(plan.gaps), total=plan.total, examined=plan.examined)


def keep_directed_plan(work: DispatchWork, round_id: str, plan: dict[str, Any]) -> DirectedRound:
    """The plan as the job worked it out; nothing of it is believed later: each pair is checked when it is confirmed."""
    planned = rounds.propose(work.directed_rounds.get(round_id), converter.structure(plan, Plan))
    work.directed_rounds.save(planned)
    work.announce(events.directed_round_planned(planned))
    return planned


def confirm_directed_round(run: Any) -> None:
    """The job: each pair becomes an order or fails with its reason; one bad pair fails no other, none is half done."""
    round = run.reading().directed_rounds.get(run.args["round_id"])
    if round.status != "proposed" or round.plan is None:
        raise Conflict("本轮没有待确认的方案", "There is no plan to be confirmed", status=round.status)
    wanted = run.args.get("seats") or [pair.seat for pair in round.plan.pairs]
    outcomes = {"ordered": 0, "failed": 0}
    for done, seat in enumerate(wanted, 1):
        said = {"round_id": round.id, "seat": seat}
        (answer,) = run.carry_out("confirm_directed_pair", [(f"{round.edition}-{seat}", said)])
        outcomes[answer["result"]["outcome"] if "result" in answer else "failed"] += 1
        run.tell(done, len(wanted), "正在逐项下达", "Ordering one by one")
    run.finish(round=round.id, **outcomes)


def confirm_directed_pair(work: DispatchWork, rulebook: Rulebook, actor: Actor, round_id: str, seat: str) -> Pair:
    """One pair of the plan is ordered, if it may still be; else it is kept as failed with what stands in the way."""
    round = work.directed_rounds.get(round_id)
    pair, rules = rounds.to_confirm(round, seat), Rules.of(rulebook, work.today)
    demand = work.demands.get(pair.demand)
    grounds = planning.confirmable(work, rules, round, pair)
    if grounds:
        settled = rounds.failed(pair, grounds)
    else:
        try:
            _rehearse(work, rules, actor, round, pair, demand)
        except Problem as problem:
            settled = rounds.failed(pair, (), problem)
        else:
            settled = rounds.ordered(pair, _order(work, rulebook, rules, actor, round, pair, demand).id)
    after = rounds.settle(round, settled)
    work.directed_rounds.save(after)
    work.announce(events.directed_pair_settled(after, settled))
    return settled


def abandon_directed_round(work: DispatchWork, round_id: str, reason: str) -> DirectedRound:
    """Given up; what was ordered stays ordered."""
    abandoned = rounds.abandon(work.directed_rounds.get(round_id), reason)
    work.directed_rounds.save(abandoned)
    work.announce(events.directed_round_abandoned(abandoned))
    return abandoned


def _rehearse(work: DispatchWork, rules: Rules, actor: Actor, round: DirectedRound, pair: Pair, demand: Demand) -> None:
    """Every decision that the order will take, before anything is saved. Raises what stands in the way."""
    taken = work.assignments.count({"demand": demand.id, "status": {"$in": planning.ORDERED}})
    if demand.status not in ("collected", "published") or taken >= demand.people_wanted:
        raise Conflict("需求已办结或已满员", "The demand is closed, or has all it wanted", status=demand.status)
    who = force.who(work, pair.filing, pair.host_unit)
    assignments.order("", work.city, round.way, who.sender, who.host, round.reason, rules, actor, work.today)
    if round.way == "appointed":
        terms = orders.terms_of(rules, who.commissioner.fields, _terms(round, demand, who.commissioner.fields))
        drafted = agreements.draft("", round.way, who, terms, rules, work.today, exception=_leave(round))
        if not set(drafted.findings) <= round.waived:
            raise Conflict("有未经特许的“原则上”规定", "A rule in principle was not waived", code="waiver")


def _order(
    work: DispatchWork,
    rulebook: Rulebook,
    rules: Rules,
    actor: Actor,
    round: DirectedRound,
    pair: Pair,
    demand: Demand,
) -> assignments.Assignment:
    commissioner = force.commissioner_filing(work, pair.filing)
    contact.made(work, demand.id, commissioner.person, commissioner.sender_unit)
    if round.way == "appointed":
        said = _terms(round, demand, commissioner.fields)
        return orders.appoint_commissioner(
            work,
            rulebook,
            actor,
            pair.filing,
            pair.host_unit,
            round.reason,
            _leave(round),
            demand=demand.id,
            round=round.id,
            **said,
        )
    who = force.who(work, pair.filing, pair.host_unit)
    ordered = assignments.order(
        work.new_id(),
        work.city,
        "directed",
        who.sender,
        who.host,
        round.reason,
        rules,
        actor,
        work.today,
        wanted=demand.title,
        fields=demand.fields,
        due=round.due,
        proposed=pair.filing,
        waived=pair.waives,
        waiver_reason=_leave(round) if pair.waives else "",
        demand=demand.id,
        round=round.id,
    )
    work.assignments.add(ordered)
    work.announce(events.assignment_ordered(ordered, rules))
    return ordered


def _terms(round: DirectedRound, demand: Demand, own: Sequence[str]) -> dict[str, Any]:
    fields = tuple(field for field in demand.fields if field in own)
    said = {"content": f"{demand.title}\n{demand.content}", "form": round.form, "since": round.since, "fields": fields}
    return {**said, **({"until": round.until} if round.until else {})}


def _leave(round: DirectedRound) -> str:
    return "；".join(leave.reason for leave in round.leaves)
