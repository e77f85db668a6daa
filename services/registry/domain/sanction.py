"""Sanction (处理): an act against somebody's filing or standing, with its file: notice, defence, decision, appeal.

    noticed → (answered) → imposed or dropped · imposed → appealed → upheld or overturned

What follows by itself from another service's decision (a failing appraisal, an ending, misuse) has had its hearing
there: its sanction begins as imposed, so that it can be appealed against like any other. No sanction without a file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.registry.domain.exhibit import Exhibit
from services.registry.domain.filing import Why
from services.registry.rules import Rules
from services.registry.vocabulary.standing import Basis
from shared.actions import NOTHING, action
from shared.actor import Actor
from shared.errors import Conflict, Forbidden, Invalid, Refused
from shared.rulebook import Rule

Act = Literal["enter", "suspend", "cancel"]
Status = Literal["noticed", "answered", "dropped", "imposed", "appealed", "upheld", "overturned"]
Calendar = Callable[[date, int], date]
ACTS = {"enter": "列入诚信登记", "suspend": "暂停备案", "cancel": "取消备案"}
ACTS_EN = {
    "enter": "Entry in the credit register",
    "suspend": "Suspension of the filing",
    "cancel": "Cancellation of the filing",
}
IN_EFFECT = ("imposed", "upheld")
HIDDEN = ("city", "target", "file", "rules", "clocks_told")


@dataclass(frozen=True)
class Target:
    """Whom it is about. `party`: the credit register's key; `accounts`: who is notified, may answer and appeal."""

    party: str
    name: str
    person: str | None
    unit: str | None
    filing: str | None
    county: str
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """One paper of the file: what was done, by whom, in which words, with which evidence."""

    action: str
    on: date
    by: str
    by_account: str
    text: str
    files: tuple[Exhibit, ...] = ()


@dataclass(frozen=True)
class Sanction:
    """`reply_by`, `appeal_by`, `appeal_due`: last days (None: no end was stated). `until`: of a suspension.

    `in_effect`: whether the act stands now (an appeal may suspend it). `event`: the announcement it follows from.
    `clocks_told`: which of its days near or over were told of (sanction_clock.py).
    """

    id: str
    city: str
    number: str
    act: Act
    register: str
    ground: str
    label: str
    article: str
    target: Target
    status: Status
    noticed_on: date
    reply_by: date | None
    until: date | None
    rulebook_version: str
    rules: tuple[str, ...]
    file: tuple[Paper, ...]
    decided_on: date | None = None
    appeal_by: date | None = None
    appealed_on: date | None = None
    appeal_due: date | None = None
    label_en: str = ""
    in_effect: bool = False
    entry: str | None = None
    event: str = ""
    clocks_told: tuple[str, ...] = ()
    version: int = 0

    def why(self, reason: str, actor: Actor) -> Why:
        """What a change of the filing's standing rests on."""
        return Why(self.ground, self.article, reason, actor.name, actor.account, self.rulebook_version, self.id)


def notice(
    id: str,
    number: str,
    act: Act,
    register: str,
    basis: Basis,
    target: Target,
    said: tuple[str, tuple[Exhibit, ...]],
    days: tuple[date | None, date | None],
    rules: Rules,
    calendar: Calendar,
    actor: Actor,
    on: date,
) -> Sanction:
    """The notice (事先告知): what is intended, on which ground, why, and until when it may be answered.

    `said`: the reason and its evidence; `days`: the last day of the defence as the officer names it, and a
    suspension's own end. The rulebook's period goes before; where it states none the officer must name a day to come.
    Raises Forbidden for whoever does not decide on this ground, Invalid for a missing or past day.
    """
    _decides(basis.by, target.county, actor)
    term = basis.reply or _term(rules, "reply")
    reply_by, until = days
    if term is not None and term.value is not None:
        reply_by = calendar(on, term.value)
    elif reply_by is None or reply_by <= on:
        detail = "本办法未规定陈述申辩期限，告知书须写明截止日，且晚于今天"
        detail_en = "The document sets no time for the defence: name its last day, later than today"
        raise Invalid.field("/reply_by", detail, "reply_by", en=detail_en)
    if until is not None and (act != "suspend" or until <= on):
        raise Invalid.field(
            "/until",
            "只有暂停可以写明终止日，且须晚于今天",
            "until",
            en="Only a suspension has a last day, and a later one than today",
        )
    return Sanction(
        id, actor.city, number, act, register, basis.ground, basis.label, basis.article, target, "noticed", on,
        reply_by, until, rules.version, (basis.rule, *((term.id,) if term is not None else ())),
        (_paper("notice", said[0], actor, on, said[1]),), label_en=basis.label_en,
    )  # fmt: skip


def followed(
    id: str, city: str, number: str, act: Act, register: str, label: tuple[str, str], target: Target, why: Why,
    rules: Rules, calendar: Calendar, on: date, entry: str | None = None,
) -> Sanction:  # fmt: skip
    """The file of what followed from another service's decision: imposed, with the appeal it allows.

    `label`: of its ground, in Chinese and English.
    """
    paper = Paper("imposed", on, why.by, why.by_account, why.reason)
    return Sanction(
        id, city, number, act, register, why.ground, label[0], why.article, target, "imposed", on, None, None,
        rules.version, (), (paper,), decided_on=on, appeal_by=_end(_term(rules, "appeal"), calendar, on),
        label_en=label[1], in_effect=True, entry=entry, event=why.case,
    )  # fmt: skip


def answer(sanction: Sanction, text: str, files: tuple[Exhibit, ...], actor: Actor, on: date) -> Sanction:
    """The defence (陈述申辩). Raises Conflict once it is decided, Refused after its last day."""
    if sanction.status not in ("noticed", "answered"):
        raise Conflict("已作出决定，不再接受陈述申辩", "It has been decided already", status=sanction.status)
    if sanction.reply_by is not None and on > sanction.reply_by:
        raise _late(sanction, "陈述申辩", "The time for a defence", sanction.reply_by)
    return replace(sanction, status="answered", file=(*sanction.file, _paper("defence", text, actor, on, files)))


def decide(
    sanction: Sanction, impose: bool, reason: str, rules: Rules, calendar: Calendar, actor: Actor, on: date
) -> Sanction:
    """The reasoned decision. Raises Conflict where it is decided already, Refused before the defence was possible.

    Who has answered may still add to it, but has been heard: the decision need not wait for the last day.
    """
    if sanction.status not in ("noticed", "answered"):
        raise Conflict("已作出决定", "It has been decided already", status=sanction.status)
    _decides(decided_by(sanction, rules), sanction.target.county, actor)
    if sanction.status == "noticed" and sanction.reply_by is not None and on <= sanction.reply_by:
        raise Refused(
            "registry.due_process.reply", sanction.article, f"陈述申辩期至{sanction.reply_by}，期满前不得作出决定",
            "The defence may still come", "待陈述申辩或期满后再作决定", "Wait for the defence or its last day",
        )  # fmt: skip
    paper = _paper("imposed" if impose else "dropped", reason, actor, on)
    decided = replace(sanction, file=(*sanction.file, paper), decided_on=on)
    if not impose:
        return replace(decided, status="dropped")
    return replace(decided, status="imposed", in_effect=True, appeal_by=_end(_term(rules, "appeal"), calendar, on))


def appeal(
    sanction: Sanction, text: str, files: tuple[Exhibit, ...], rules: Rules, calendar: Calendar, actor: Actor, on: date
) -> Sanction:
    """The appeal (申诉). The act rests meanwhile where the rulebook says so.

    Raises Conflict where nothing is imposed or an appeal was heard already, Refused after the last day.
    """
    if sanction.status != "imposed":
        raise Conflict("此事项现在不能申诉", "There is nothing to appeal against now", status=sanction.status)
    if sanction.appeal_by is not None and on > sanction.appeal_by:
        raise _late(sanction, "申诉", "The time for an appeal", sanction.appeal_by)
    rests = rules.due_process is not None and bool(rules.due_process.appeal_suspends.value)
    return replace(
        sanction,
        status="appealed",
        appealed_on=on,
        appeal_due=_end(_term(rules, "appeal_decision"), calendar, on),
        in_effect=not rests,
        file=(*sanction.file, _paper("appeal", text, actor, on, files)),
    )


def decide_appeal(sanction: Sanction, overturn: bool, reason: str, rules: Rules, actor: Actor, on: date) -> Sanction:
    """The appeal decided: upheld, so the act stands, or overturned, so it falls as if it had not been.

    Raises Conflict where there is no open appeal.
    """
    if sanction.status != "appealed":
        raise Conflict("没有待决定的申诉", "No appeal is open", status=sanction.status)
    _decides(decided_by(sanction, rules), sanction.target.county, actor)
    outcome: Status = "overturned" if overturn else "upheld"
    paper = _paper(outcome, reason, actor, on)
    return replace(sanction, status=outcome, in_effect=not overturn, file=(*sanction.file, paper))


def unrestored(sanction: Sanction, reason: str, actor: Actor, on: date) -> Sanction:
    """Noted in the file: what it had caused could not be undone, and why."""
    return replace(sanction, file=(*sanction.file, _paper("not_restored", reason, actor, on)))


def fall(sanction: Sanction, reason: str, actor: Actor, on: date) -> Sanction:
    """It falls with another one that rested on the same announcement. Raises Conflict where it does not stand."""
    if sanction.status not in (*IN_EFFECT, "appealed"):
        raise Conflict("此事项未在执行", "It does not stand", status=sanction.status)
    paper = _paper("overturned", reason, actor, on)
    return replace(sanction, status="overturned", in_effect=False, file=(*sanction.file, paper))


DECIDED = ("已作出决定", "It has been decided")
ANSWER_OVER = ("陈述申辩期已过", "The term to answer is over")
APPEAL_OVER = ("申诉期已过", "The term to appeal is over")
NO_APPEAL_NOW = ("现在不能申诉", "No appeal can be made now")


def actions(sanction: Sanction, rules: Rules, actor: Actor, on: date) -> list[dict[str, Any]]:
    """What the asker may do now, and why not."""
    by = decided_by(sanction, rules)
    heard = actor.account in sanction.target.accounts
    decides = actor.has("city_officer") if by == "city" else sanction.target.county in actor.counties("county_officer")
    undecided = sanction.status in ("noticed", "answered")
    in_time = sanction.reply_by is None or on <= sanction.reply_by
    waits = sanction.status == "noticed" and in_time
    appealable = sanction.status == "imposed" and (sanction.appeal_by is None or on <= sanction.appeal_by)
    still_heard = (f"陈述申辩期至{sanction.reply_by}", f"They may answer until {sanction.reply_by}")
    offered = [
        ("answer", heard, undecided and in_time, ANSWER_OVER if undecided else DECIDED),
        ("decide", decides, undecided and not waits, still_heard if waits else DECIDED),
        ("appeal", heard, appealable, APPEAL_OVER if sanction.status == "imposed" else NO_APPEAL_NOW),
        ("decide_appeal", decides, sanction.status == "appealed", ("没有待决定的申诉", "No appeal is waiting")),
    ]
    return [
        action(name, NOTHING if is_open else why, sanction.article) for name, theirs, is_open, why in offered if theirs
    ]


def public(sanction: Sanction) -> dict[str, Any]:
    """The file as its parties and the officers see it; accounts stay inside."""
    shown = {name: value for name, value in vars(sanction).items() if name not in HIDDEN}
    target = {name: value for name, value in vars(sanction.target).items() if name not in ("party", "accounts")}
    papers = [
        {"action": one.action, "on": one.on, "by": one.by, "text": one.text, "files": one.files}
        for one in sanction.file
    ]  # fmt: skip
    return {**shown, **target, "act_label": ACTS[sanction.act], "act_label_en": ACTS_EN[sanction.act], "file": papers}


def decided_by(sanction: Sanction, rules: Rules) -> str:
    """The party that decides; what followed from another service's decision is the city's."""
    try:
        return rules.basis(sanction.act, sanction.ground, sanction.register).by
    except Refused:
        return "city"


def _decides(by: str, county: str, actor: Actor) -> None:
    if not (county in actor.counties("county_officer") if by == "county" else actor.has("city_officer")):
        raise Forbidden()


def _term(rules: Rules, name: str) -> Rule[int] | None:
    return getattr(rules.due_process, name) if rules.due_process is not None else None


def _end(term: Rule[int] | None, calendar: Calendar, on: date) -> date | None:
    return calendar(on, term.value) if term is not None and term.value is not None else None


def _paper(action: str, text: str, actor: Actor, on: date, files: tuple[Exhibit, ...] = ()) -> Paper:
    return Paper(action, on, actor.name, actor.account, text, files)


def _late(sanction: Sanction, what: str, what_en: str, last: date) -> Refused:
    rule = f"registry.due_process.{'reply' if sanction.status in ('noticed', 'answered') else 'appeal'}"
    return Refused(rule, sanction.article, f"{what}期已于{last}届满", f"{what_en} ended on {last}")
