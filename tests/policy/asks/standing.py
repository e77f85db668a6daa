"""What policy cases ask about acts against somebody: on which ground, how long to answer, when it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from services.registry.domain import credit_entry, filing, notice, sanction
from services.registry.domain.filing import Why
from services.registry.domain.notice import Item, Notice, Objection
from services.registry.domain.sanction import Target
from services.registry.rules import Rules
from shared.working_days import add_working_days
from tests.factories import registry as make

TARGET = Target("person:person-1", "申报人1", "person-1", None, "filing-1", "150203", ("account-1",))


def act(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """Gives notice on the day; it is answered, decided and appealed against on the days given, as far as it goes."""
    decider = make.county_officer() if given.get("by") == "county" else make.officer()
    basis = rules.basis(given["act"], given["ground"], given.get("register", ""))
    file = sanction.notice(
        "s-1", "CL1", given["act"], given.get("register", ""), basis, TARGET, ("理由", ()),
        (given.get("reply_by"), given.get("until")), rules, add_working_days, decider, on,
    )  # fmt: skip
    holder = make.actor()
    if "answered" in given:
        file = sanction.answer(file, "申辩", (), holder, given["answered"])
    if "decided" in given:
        file = sanction.decide(file, True, "决定", rules, add_working_days, decider, given["decided"])
    if "appealed" in given:
        file = sanction.appeal(file, "申诉", (), rules, add_working_days, holder, given["appealed"])
    if "overturned" in given:
        file = sanction.decide_appeal(file, given["overturned"], "复核", rules, decider, on)
    days = {"reply_by": file.reply_by, "appeal_by": file.appeal_by, "appeal_due": file.appeal_due}
    return {"status": file.status, "in_effect": file.in_effect, "article": file.article, **days}


def restore(rules: Rules, given: dict[str, Any], on: date) -> str:
    """Restores a cancelled filing on a ground; what becomes of it."""
    basis = rules.basis("restore", given["ground"])
    why = Why("default", "四", "无故停止服务", "市局")
    cancelled = filing.cancel(make.filing(until=given.get("until")), why, on)
    return filing.restore(cancelled, Why(given["ground"], basis.article, "已整改", "市局"), on).status


def entry(rules: Rules, given: dict[str, Any], on: date) -> dict[str, Any]:
    """An entry made on the day: its last day, whether it bars on `asked`, whether its repair may be asked for then."""
    made = credit_entry.enter(make.credit_entry("person-1", given["register"], since=on), rules)
    asked = given.get("asked", on)
    bars = bool(credit_entry.in_force([made], asked))
    if given.get("repair"):
        made = credit_entry.ask_repair(made, "已改正", (), rules, make.actor(), asked)
        made = credit_entry.decide_repair(made, True, "准予", make.officer(), asked)
        bars = bool(credit_entry.in_force([made], asked))
    return {
        "until": made.until,
        "bars": bars,
        "stayed_bars": bool(credit_entry.in_force([replace(made, stayed=True)], on)),
    }


def file_public(rules: Rules, given: dict[str, Any], on: date) -> str:
    """Files on the day what was made public on `published` and objected to as `objection` says."""
    one = SimpleNamespace(id="a-1", subject=given.get("subject", "commissioner"))
    notices, objections = [], []
    if "published" in given:
        until = add_working_days(given["published"], notice.stated(rules).working_days)
        item = Item("a-1", one.subject, "general", "科技特派员", "张*", "")
        made = Notice("n-1", "", "GS1", "公示", "before_filing", (item,), given["published"], until, "", "十四", "")
        notices = [notice.withdraw(made, "有误") if given.get("withdrawn") else made]
    if "objection" in given:
        raised = Objection("o-1", "", "n-1", "a-1", "某人", "", "", "", "不符合条件", (), given["published"])
        upheld = given["objection"] == "upheld"
        answered = notice.decide(raised, upheld, "核实", make.officer(), on)
        objections = [raised if given["objection"] == "open" else answered]
    notice.may_be_filed(cast(Any, one), notices, objections, rules, on)
    return "filed"
