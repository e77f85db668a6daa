"""What the cases of dispatch.yml ask. Each takes the rules in force, what is given, and the day; answers plain values.

Given words: `commissioner`, `sender`, `host` replace fields of a valid filing; `terms` of valid terms; `serves` are the
commissioner's other agreements, `there` those at the host ({other, people, since, until}).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from services.dispatch.domain import agreement as agreements
from services.dispatch.domain import appeal as appeals
from services.dispatch.domain import assignment as assignments
from services.dispatch.domain import bounty as bounties
from services.dispatch.domain import defence as defences
from services.dispatch.domain import demand as demands
from services.dispatch.domain import eligibility, followup, validity
from services.dispatch.domain import ending as endings
from services.dispatch.domain import intent as intents
from services.dispatch.domain import publication_round as rounds
from services.dispatch.domain import review as reviews
from services.dispatch.domain import succession as successions
from services.dispatch.domain import supplement as supplements
from services.dispatch.domain.agreement import Agreement, Parties
from services.dispatch.domain.ending import Ending
from services.dispatch.domain.party import Competent
from services.dispatch.domain.places import Place
from services.dispatch.rules import Rules
from shared.actor import Actor
from shared.chain import open_actions
from shared.errors import Conflict
from tests.factories import dispatch as make

Given = dict[str, Any]


def draft(rules: Rules, given: Given, on: date) -> Any:
    """Whether an agreement may be drafted: its last day, and the rules in principle that wait for a waiver."""
    who = _who(given)
    said = dict(given.get("terms", {}))
    since = said.get("since", on)
    until = said.pop("until", None) or agreements.usual_end(rules, since)
    terms = make.terms(**{"since": since, **_tuples(said)}, until=until)
    links = {"renews": "earlier"} if given.get("renews") else None
    drafted = agreements.draft(
        "a", given.get("way", "mutual"), who, terms, rules, on, exception=given.get("exception", ""), links=links
    )
    return {
        "until": drafted.terms.until.isoformat(),
        "waits_for": [rule.rsplit(".", 1)[-1] for rule in drafted.findings],
        "signers": list(drafted.signers),
        "title": drafted.title,
        "in_force_at_once": not agreements.way_of(rules, drafted.way).filing.steps,
    }


def file(rules: Rules, given: Given, on: date) -> Any:
    """Whether the agreement, signed by all and sent, may be filed. `waived`: rules an officer gave leave from."""
    who = _who(given)
    terms = make.terms(**{"since": on, **_tuples(given.get("terms", {}))})
    agreement = agreements.draft("a", "mutual", who, terms, rules, on, exception=given.get("exception", ""))
    officer = make.city_officer(who.commissioner.city)
    for rule in given.get("waived", ()):
        agreement = reviews.waive(agreement, rule, "确有需要", rules, officer, on)
    later = _who({**given, **given.get("by_then", {})})
    filed, *_ = reviews.put_in_force(agreement, "1", later, rules, on)
    return {"status": filed.status, "waivers": len(filed.waivers)}


def filing_chain(rules: Rules, given: Given, on: date) -> Any:
    """Who sends an agreement, and who may do what with it then."""
    way = agreements.way_of(rules, given.get("way", "mutual"))
    return {
        "sent_by": way.sent_by.value,
        "signed_by": list(way.signed_by.value or ()),
        "steps": [f"{step.step}:{'+'.join(step.by)}:{'/'.join(step.may)}" for step in way.filing.steps],
        "progress_to": way.progress_to.value,
    }


def intent(rules: Rules, given: Given, on: date) -> Any:
    """Whether this party may offer an intent."""
    who = _who(given)
    actor = _actor(given["by"], who.commissioner.city)
    offered = intents.offer("i", who.commissioner, who.host, "", "", "愿意合作", rules, actor, on)
    return {"offered_by": offered.offered_by}


def order(rules: Rules, given: Given, on: date) -> Any:
    """Whether this party may order a dispatch (directed) or appoint (appointed)."""
    who = _who(given)
    city = who.commissioner.city
    ordered = assignments.order(
        "o", city, given.get("way", "directed"), who.sender, who.host, "产业需要", rules, _actor(given["by"], city), on
    )
    return {"ordered_by": ordered.ordered_by, "reports_to": ordered.reports_to}


def match(rules: Rules, given: Given, on: date) -> Any:
    """Which rules stand in the way of suggesting these two to each other for a demand in `fields`, with articles."""
    who = _who(given)
    fields = tuple(given.get("fields", ("新材料",)))
    found = eligibility.grounds("mutual", who, fields, None, rules, on)
    return {
        "stopped_by": [ground.rule.rsplit(".", 1)[-1] for ground in found],
        "articles": [ground.article for ground in found],
        "waivable": [ground.rule.rsplit(".", 1)[-1] for ground in found if ground.waivable],
    }


def clock(rules: Rules, given: Given, on: date) -> Any:
    """The last day an intent made on this day can be answered; the day progress of an order named on it is due."""
    who = _who(given)
    city = who.commissioner.city
    offered = intents.offer("i", who.commissioner, who.host, "", "", "愿意", rules, make.commissioner(city), on)
    days = rules.selection.progress_every_days.value
    return {
        "answered_by": offered.expires_on,
        "progress_due": on + timedelta(days=days) if days else None,
    }


def publish(rules: Rules, given: Given, on: date) -> Any:
    """Whether the city may open a public round, and until when it is shown."""
    city = given.get("city", make.BAOTOU)
    opened = rounds.open_round("r", city, "第一期", given.get("shown_until"), rules, make.city_officer(city), on)
    return {"shown_until": opened.shown_until.isoformat()}


def report_demand(rules: Rules, given: Given, on: date) -> Any:
    """Whether this party may report a host's demand, and who gathers it."""
    city = given.get("city", make.BAOTOU)
    host = make.filing("host_unit", city, **_tuples(given.get("host", {})))
    said = {"title": "中试", "content": "中试线工艺", "fields": ("新材料",)}
    actor = _actor(given["by"], city)
    demand = demands.report("d", city, host, host.unit, said, rules, actor, on)
    if "step" in given:
        moved = demands.step(demand, rules, _actor(given["step"]["by"], city), given["step"]["action"], on, "理由", ())
        return {"status": moved.status}
    return {"reporter": demand.reporter, "status": demand.status, "step": demand.state.step if demand.state else None}


def demand_life(rules: Rules, given: Given, on: date) -> Any:
    """A demand published on this day: until when it stands, and what may be done with it `after` so many days.

    `do`: forward, expire, renew (to `until`), bounty, level (to `level`); `matched`: an agreement is in force today.
    """
    city = given.get("city", make.BAOTOU)
    host = make.filing("host_unit", city)
    said = {"title": "中试", "content": "中试线工艺", "fields": ("新材料",), "until": given.get("until")}
    said |= {"confidentiality": given["level"]} if "level" in given else {}
    demand = demands.report("d", city, host, host.unit, said, rules, make.host_manager(city), on)
    later, do = on + timedelta(days=given.get("after", 0)), given.get("do", "")
    if do == "forward":
        demands.forward(demand, "999999", "", "理由", rules, make.county_officer(city), on)
    demand = validity.dated(replace(demand, status="published", published_on=on), rules)
    if do == "bounty":
        posting = {"reward_fen": 100, "deadline": later, "criteria": []}
        bounties.post("b", demand, posting, rules, make.host_manager(city), on)
    if do == "expire":
        try:
            demand = validity.expire(demand, later)
        except Conflict:
            return {"status": demand.status}
    if do == "renew":
        demand = validity.renew(demand, given.get("to"), "", rules, make.host_manager(city), later)
    if given.get("matched"):
        demand = followup.matched(demand, rules, on)
    return {
        "status": demand.status,
        "expires_on": demand.expires_on.isoformat() if demand.expires_on else None,
        "level": demand.confidentiality,
        "followups": [one.due.isoformat() for one in demand.followups],
    }


def end(rules: Rules, given: Given, on: date) -> Any:
    """A case to end a filed agreement: opened `by`, then each of `steps` (see `_happened`). What became of it."""
    city = given.get("city", make.BAOTOU)
    ending, _ = endings.open_case(
        "e",
        _in_force(rules, given, city, on),
        given["ground"],
        given.get("circumstance", ""),
        "情况说明",
        (),
        given.get("funds_obtained", False),
        rules,
        _actor(given["by"], city),
        on,
    )
    for said in given.get("steps", ()):
        ending = _happened(ending, said, rules, city, on)
    waiting = sorted(
        {party for _, party, _ in open_actions(ending.state, endings.ground_of(rules, given["ground"]).chain)}
    )
    return {
        "status": ending.state.status,
        "step": ending.state.step,
        "waits_on": [party for party in waiting if party != "applicant"],
        "consequences": list(ending.consequences),
        "article": ending.article,
        "against": list(ending.against),
        "due": [notice.due.isoformat() if notice.due else None for notice in ending.notices],
        "appeal": ending.appeal.state.status if ending.appeal else None,
        "overturned": ending.overturned_on is not None,
    }


def _happened(ending: Ending, said: str, rules: Rules, city: str, on: date) -> Ending:
    """One thing in a case: "party action [days later]"; besides steps serve-<paper>, defend, appeal, appeal-<step>."""
    party, action, *later = said.split()
    day = on + timedelta(days=int(later[0])) if later else on
    actor = _actor(party, city)
    match action.partition("-"):
        case "serve", _, paper:
            to = next(iter(ending.against), "commissioner")
            return defences.serve(ending, paper, to, "paper", day, "告知", (), rules, actor, day)  # type: ignore[arg-type]
        case "defend", *_:
            return defences.defend(ending, "事出有因", (), rules, actor, day)
        case "appeal", "", _:
            return appeals.appeal(ending, "不服", (), rules, actor, day)
        case "appeal", _, step:
            other = replace(actor, account="another")
            return appeals.step(ending, rules, other, step, "复核意见", day)
    return endings.step(ending, rules, actor, action, day, "意见", (), None)


def ends_by_itself(rules: Rules, given: Given, on: date) -> Any:
    """Whether an agreement ends on its last day, and with a cancelled filing; by which article."""
    rule = getattr(rules.endings, given["ground"])
    return {"ends": rule.require(), "article": rule.cite}


def renew(rules: Rules, given: Given, on: date) -> Any:
    """Whether an agreement of `terms` may be renewed on the day, and the days and targets that are filled in."""
    city = given.get("city", make.BAOTOU)
    earlier = make.filed(city, **_tuples(given.get("terms", {})))
    successions.may_renew(earlier, rules, on)
    terms = successions.renewed(earlier, {}, rules, on)
    return {"since": terms.since.isoformat(), "until": terms.until.isoformat()}


def supplement(rules: Rules, given: Given, on: date) -> Any:
    """Whether a supplement may make these `changes` to an agreement in force; which terms it changes, who signs."""
    who = _who(given)
    earlier = make.filed(given.get("city", make.BAOTOU), **_tuples(given.get("terms", {})))
    made = supplements.draft("s", earlier, _tuples(given["changes"]), "情况变化", who, rules, on)
    return {"changed": list(made.changed), "signers": list(made.signers)}


def stated(rules: Rules, given: Given, on: date) -> Any:
    """One value of the rulebook by its path: the value, where it comes from, its article."""
    rule: Any = rules
    for part in given["rule"].split("."):
        rule = rule[part] if isinstance(rule, dict) else getattr(rule, part)
    value = getattr(rule, "value", None)
    return {"value": list(value) if isinstance(value, tuple) else value, "source": rule.source, "cite": rule.cite}


def silent_on(rules: Rules, given: Given, on: date) -> Any:
    """Whether the rulebook lists a topic among those the document does not speak of."""
    return any(given["topic"] in silence.topic for silence in rules.silences)


def duty(rules: Rules, given: Given, on: date) -> Any:
    """The duties in prose that an article gives to a party."""
    return sorted({one.cite for one in rules.duties if given["who"] in one.who})


def _in_force(rules: Rules, given: Given, city: str, on: date) -> Agreement:
    who = _who({"city": city})
    if given.get("station") == "county":
        competent = Competent("county", "", make.COUNTIES[city])
        who = replace(who, sender=make.sender(city, level="county", competent=competent))
    drafted = agreements.draft("a", "mutual", who, make.terms(since=on), rules, on)
    return reviews.put_in_force(drafted, "1", who, rules, on)[0]


def _who(given: Given) -> Parties:
    city = given.get("city", make.BAOTOU)
    subject = "team" if given.get("commissioner", {}).get("kind") == "team" else "commissioner"
    over = dict(given.get("commissioner", {}))
    if subject == "commissioner":
        over.pop("members", None)
    commissioner = make.filing(subject, city, **_tuples(over))
    unit = f"{city}-host-1"
    own = agreements.commissioner_key(commissioner.id, commissioner.person, commissioner.kind)
    return Parties(
        commissioner,
        make.sender(city, **_tuples(given.get("sender", {}))),
        make.filing("host_unit", city, **_tuples(given.get("host", {}))),
        make.places(city, own, held=_places(given.get("serves", ()))),
        make.places(city, unit, held=_places(given.get("there", ()))),
        given.get("last_grade", ""),
        given.get("host_station", False),
        tuple(given.get("registers", ())),
        tuple(given.get("host_registers", ())),
        tuple(given.get("ties", ())),
    )


def _places(said: Any) -> tuple[Place, ...]:
    return tuple(
        Place(f"other-{n}", one.get("other", f"other-{n}"), one.get("people", 1), one["since"], one["until"])
        for n, one in enumerate(said)
    )


def _tuples(said: Given) -> Given:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}


def _actor(party: str, city: str) -> Actor:
    known: dict[str, Actor] = {
        "commissioner": make.commissioner(city),
        "workstation": make.sender_manager(city),
        "dispatching_unit": make.sender_manager(city),
        "host_unit": make.host_manager(city),
        "liaison": make.liaison(city),
        "county": make.county_officer(city),
        "other_county": make.county_officer(city, "999999"),
        "competent_unit": make.competent_officer(city),
        "city": make.city_officer(city),
        "third_party": make.inspector(city),
        "other_host": make.host_manager(city, 2),
    }
    return known[party]
