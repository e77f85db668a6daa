"""Notice (公示): who is to be filed or was filed, made public for some working days; and the objections to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from services.registry.domain.application import Application
from services.registry.domain.exhibit import Exhibit
from services.registry.domain.filing import Filing
from services.registry.domain.verification import masked
from services.registry.rules import Rules
from services.registry.vocabulary.publicity import Publicity
from shared.actions import action as told
from shared.actions import hindrance
from shared.actor import Actor
from shared.chain import ChainState
from shared.errors import Conflict, Invalid, Refused
from shared.rulebook import Rule

Calendar = Callable[[date, int], date]


@dataclass(frozen=True)
class Item:
    """One of those made public: the application or the filing, with no more than the public needs."""

    id: str
    subject: str
    kind: str
    kind_label: str
    name: str
    county: str
    kind_label_en: str = ""


@dataclass(frozen=True)
class Notice:
    """`until`: the last day of the period, by the city's calendar."""

    id: str
    city: str
    number: str
    title: str
    stage: str
    items: tuple[Item, ...]
    published_on: date
    until: date
    by: str
    article: str
    rulebook_version: str
    status: Literal["published", "withdrawn"] = "published"
    reason: str = ""
    version: int = 0


@dataclass(frozen=True)
class Objection:
    """`contact` is sealed; `account` "" for somebody without one."""

    id: str
    city: str
    notice: str
    item: str
    name: str
    contact: str
    contact_mask: str
    account: str
    text: str
    files: tuple[Exhibit, ...]
    raised_on: date
    status: Literal["open", "upheld", "dismissed"] = "open"
    answer: str = ""
    answered_on: date | None = None
    answered_by: str = ""
    version: int = 0


def stated(rules: Rules) -> Publicity:
    """The city's rule. Raises Refused where the document states none."""
    if rules.publicity is None or rules.publicity.value is None:
        raise Refused(
            "registry.publicity", "本办法未作规定", "本办法未规定备案公示", "No publicity is provided for",
            todo="如需公示名录，请先在规则草案中设定公示环节并公布",
            todo_en="To publish rosters, provide for it in a draft of the rules first",
        )  # fmt: skip
    return rules.publicity.value


def publish(
    id: str, city: str, number: str, title: str, of: Sequence[Application | Filing], rules: Rules,
    calendar: Calendar, actor: Actor, on: date,
) -> Notice:  # fmt: skip
    """Applications that wait to be filed, or filings, made public. Raises Invalid for one that does not belong here."""
    rule = stated(rules)
    items = []
    for index, one in enumerate(of):
        waits = isinstance(one, Application) and one.state.status == "pending" and _last_step(one, rules)
        if not rule.covers(one.subject) or not (waits or (isinstance(one, Filing) and one.status == "filed")):
            raise Invalid.field(f"/items/{index}", "此项现在不能公示", "not_ready", en="It cannot be made public now")
        subject, kind = rules.known(one.subject, one.kind)
        name = one.name if subject.holder in ("unit", "team") else masked(one.name)
        items.append(Item(one.id, one.subject, one.kind, kind.label, name, one.county, kind.label_en))
    article = rules.publicity.cite if rules.publicity is not None else ""
    until = calendar(on, rule.working_days)
    return Notice(id, city, number, title, rule.stage, tuple(items), on, until, actor.name, article, rules.version)


def withdraw(notice: Notice, reason: str) -> Notice:
    """Taken back, as if it had not been made public. Raises Conflict when it was already."""
    if notice.status != "published":
        raise Conflict("公示已撤回", "The notice was withdrawn already", status=notice.status)
    return replace(notice, status="withdrawn", reason=reason)


def object_to(notice: Notice, objection: Objection, on: date) -> Objection:
    """An objection within the period. Raises Refused outside of it, Invalid for what the notice does not name."""
    in_period(notice, on)
    if objection.item not in {item.id for item in notice.items}:
        raise Invalid.field("/item", "公示中没有此项", "unknown_item", en="The notice does not name it")
    return objection


def in_period(notice: Notice, on: date) -> None:
    """Whether one may object to it now. Raises Refused outside of its period."""
    if notice.status != "published" or not notice.published_on <= on <= notice.until:
        raise Refused(
            "registry.publicity", notice.article, f"公示期至{notice.until}，现在不能提出异议",
            f"The notice ran until {notice.until}",
        )  # fmt: skip


def to_be_decided(objection: Objection) -> None:
    """Whether it still waits for its answer. Raises Conflict when it was given."""
    if objection.status != "open":
        raise Conflict("此异议已答复", "The objection was answered already", status=objection.status)


def decide(objection: Objection, uphold: bool, answer: str, actor: Actor, on: date) -> Objection:
    """The reasoned answer. Raises Conflict when it was answered already."""
    to_be_decided(objection)
    status: Literal["upheld", "dismissed"] = "upheld" if uphold else "dismissed"
    return replace(objection, status=status, answer=answer, answered_on=on, answered_by=actor.name)


def may_be_filed(
    application: Application, notices: Iterable[Notice], objections: Iterable[Objection], rules: Rules, on: date
) -> None:
    """Raises Refused where the rulebook asks for publicity first and it has not run out, or an objection stands."""
    rule = rules.publicity
    wanted = rule.value if rule is not None else None
    if rule is None or wanted is None or wanted.stage != "before_filing" or not wanted.covers(application.subject):
        return
    published = [notice for notice in notices if notice.status == "published"]
    if not published:
        raise _not_yet(rule, "须先公示", "It has to be made public first", "请先发布公示", "Publish a notice first")
    latest = max(published, key=lambda notice: notice.published_on)
    if on <= latest.until:
        raise _not_yet(
            rule,
            f"公示期至{latest.until}，期满后方可备案",
            f"The notice runs until {latest.until}",
            "待公示期满",
            "Wait until it has run out",
        )
    against = [one for one in objections if one.notice == latest.id and one.item == application.id]
    if wanted.objection_blocks and any(one.status == "open" for one in against):
        raise _not_yet(rule, "有未答复的异议", "An objection is open", "请先答复异议", "Answer it first")
    if any(one.status == "upheld" for one in against):
        todo = ("退回补正后重新公示，或不予通过", "Return it and make it public anew, or reject it")
        raise _not_yet(rule, "异议成立，不予备案", "An objection was upheld", *todo)


def public(notice: Notice, actor: Actor, on: date) -> dict[str, Any]:
    """The notice as everybody sees it, with what the asker may do about it now; an objection needs no account."""
    shown = {name: value for name, value in vars(notice).items() if name != "rulebook_version"}
    actions = [told("object_to_notice", **hindrance(lambda: in_period(notice, on)))]
    if actor.has("city_officer"):
        actions.append(told("withdraw_notice", **hindrance(lambda: withdraw(notice, ""))))
    return {**shown, "actions": actions}


def shown(objection: Objection, actor: Actor) -> dict[str, Any]:
    """The objection as officers see it: the contact masked; and whether it still waits for their answer."""
    said = {name: value for name, value in vars(objection).items() if name not in ("city", "contact", "account")}
    deciding = told("decide_objection", **hindrance(lambda: to_be_decided(objection)))
    return {**said, "actions": [deciding] if actor.has("city_officer") else []}


def _last_step(application: Application, rules: Rules) -> bool:
    state: ChainState = application.state
    subject, kind = rules.known(application.subject, application.kind)
    chain = kind.chain or subject.chain
    step = chain.step(state.step) if chain is not None and state.step else None
    return step is not None and "file" in step.may


def _not_yet(rule: Rule[Publicity], reason: str, reason_en: str, todo: str, todo_en: str) -> Refused:
    return rule.refused(reason, reason_en, todo=todo, todo_en=todo_en)
