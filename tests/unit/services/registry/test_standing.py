"""A filing's standing and an act's file, step by step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.registry.domain import application, credit_entry, filing, sanction
from services.registry.domain.filing import Why
from services.registry.domain.sanction import Sanction
from services.registry.rules import Rules
from shared.actor import Grant
from shared.errors import Conflict, Forbidden, Invalid
from shared.working_days import add_working_days
from tests.factories import registry as make
from tests.policy.asks.standing import TARGET

WHY = Why("investigation", "五", "立案调查", "市局", "city-1", "v1", "s-1")
DAY = make.DAY


def rules(city: str = make.BAOTOU) -> Rules:
    return Rules.of(make.rulebooks().of(city), DAY)


def noticed() -> Sanction:
    basis = rules().basis("enter", "misuse", "misconduct")
    said = ("违规使用", ())
    days = (date(2024, 6, 10), None)
    officer = make.officer()
    return sanction.notice(
        "s-1", "CL1", "enter", "misconduct", basis, TARGET, said, days, rules(), add_working_days, officer, DAY
    )


def test_a_suspended_filing_is_held_but_not_live_and_every_change_leaves_its_line() -> None:
    rests = filing.suspend(make.filing(), WHY, DAY, date(2024, 7, 1))
    assert (filing.live([rests]), filing.held([rests])) == ([], [rests])
    assert rests.suspended is not None
    assert (rests.suspended.until, rests.suspended.article) == (date(2024, 7, 1), "五")
    again = filing.resume(rests, WHY, DAY)
    ended = filing.cancel(filing.suspend(again, WHY, DAY), WHY, DAY)
    back = filing.restore(ended, WHY, DAY)
    assert [one.action for one in back.history] == ["suspended", "resumed", "suspended", "cancelled", "restored"]
    assert (back.status, back.cancelled, back.suspended) == ("filed", None, None)
    assert filing.past(back)[0] == {
        "action": "suspended", "status": "suspended", "on": DAY, "ground": "investigation", "article": "五",
        "reason": "立案调查", "by": "市局", "rulebook_version": "v1", "case": "s-1",
    }  # fmt: skip


def test_what_is_not_in_force_is_not_suspended_and_what_is_not_suspended_not_resumed() -> None:
    rests = filing.suspend(make.filing(), WHY, DAY)
    for wrong in (
        lambda: filing.suspend(rests, WHY, DAY),
        lambda: filing.resume(make.filing(), WHY, DAY),
        lambda: filing.restore(rests, WHY, DAY),
        lambda: filing.suspend(filing.cancel(rests, WHY, DAY), WHY, DAY),
        lambda: filing.restore(filing.cancel(rests, WHY, DAY, "replaced"), WHY, DAY),
    ):
        with pytest.raises(Conflict):
            wrong()


def test_who_has_been_filed_anew_or_whose_term_is_over_is_not_restored() -> None:
    ended = filing.cancel(make.filing(), WHY, DAY)
    with pytest.raises(Conflict, match="同类"):
        filing.restore(ended, WHY, DAY, [ended, make.filing(2)])
    assert filing.restore(ended, WHY, DAY, [ended, make.filing(2, kind="service")]).status == "filed"
    with pytest.raises(Conflict, match="期"):
        filing.restore(replace(ended, until=date(2024, 6, 2)), WHY, DAY)


def test_a_suspended_station_sends_nobody_and_cannot_be_filed_a_second_time() -> None:
    rests = filing.suspend(make.filing(), WHY, DAY)
    subject, kind = application.known(rules(), "commissioner", "technical_service")
    dossier = make.dossier(sender_filings=(rests,))
    findings = application.eligibility.examine(application.said(make.submission()), subject, kind, dossier, DAY)
    assert "station_filed" in [finding.rule.rsplit(".", 1)[-1] for finding in findings]
    own = make.dossier(people=(), unit=make.unit(), own_filings=(rests,))
    with pytest.raises(Conflict):
        application.not_held(make.submission("workstation", "technical"), own)


def test_where_the_document_states_no_period_the_notice_names_the_day() -> None:
    basis = rules().basis("enter", "misuse", "misconduct")
    for day in (None, DAY):
        with pytest.raises(Invalid) as refused:
            sanction.notice(
                "s", "CL", "enter", "misconduct", basis, TARGET, ("理由", ()), (day, None), rules(), add_working_days,
                make.officer(), DAY,
            )  # fmt: skip
        assert refused.value.details["errors"][0]["pointer"] == "/reply_by"


def test_only_who_decides_gives_notice() -> None:
    basis = rules().basis("enter", "misuse", "misconduct")
    with pytest.raises(Forbidden):
        sanction.notice(
            "s", "CL", "enter", "misconduct", basis, TARGET, ("理由", ()), (date(2024, 6, 10), None), rules(),
            add_working_days, make.county_officer(), DAY,
        )  # fmt: skip


def test_the_file_keeps_every_paper_and_is_closed_once() -> None:
    holder, officer, book = make.actor(), make.officer(), rules()
    file = sanction.answer(noticed(), "不属实", (), holder, DAY)
    file = sanction.decide(file, True, "属实", book, add_working_days, officer, DAY)
    with pytest.raises(Conflict):
        sanction.answer(file, "再辩", (), holder, DAY)
    with pytest.raises(Conflict):
        sanction.decide(file, False, "改", book, add_working_days, officer, DAY)
    file = sanction.appeal(file, "不服", (), book, add_working_days, holder, DAY)
    with pytest.raises(Conflict):
        sanction.appeal(file, "再诉", (), book, add_working_days, holder, DAY)
    file = sanction.decide_appeal(file, False, "维持", book, officer, DAY)
    assert [one.action for one in file.file] == ["notice", "defence", "imposed", "appeal", "upheld"]
    assert file.in_effect
    shown = sanction.public(file)
    assert "accounts" not in str(shown)
    assert "by_account" not in str(shown)


def test_what_is_open_is_told_with_why_not() -> None:
    file, officer, holder = noticed(), make.officer(), make.actor()
    by = {one["action"]: one for one in sanction.actions(file, rules(), officer, DAY)}
    assert (by["decide"]["open"], by["decide"]["reason"]) == (False, "陈述申辩期至2024-06-10")
    own = {one["action"]: one["open"] for one in sanction.actions(file, rules(), holder, DAY)}
    assert own == {"answer": True, "appeal": False}
    assert sanction.actions(file, rules(), make.actor("other", "p-2"), DAY) == []


def test_the_basis_of_an_entry_is_for_the_city_that_made_it_and_for_whom_it_concerns() -> None:
    entry = make.credit_entry("person-1", accounts=("account-1",), sanction="s-1")
    elsewhere = credit_entry.public(entry, make.officer(make.SHIJIAZHUANG), DAY)
    assert (elsewhere["in_force"], elsewhere["article"], elsewhere["name"]) == (True, "第二十六条", "申报人")
    assert (elsewhere["basis"], elsewhere["sanction"], elsewhere["filing"]) == ("", None, None)
    for who in (make.officer(), make.county_officer(), make.actor(city=make.SHIJIAZHUANG)):
        assert credit_entry.public(entry, who, DAY)["basis"]
    manager = make.actor("account-9", None, make.BAOTOU, Grant("host_manager", unit="unit-1"))
    assert credit_entry.public(entry, manager, DAY)["basis"] == ""


def test_a_repair_is_asked_for_once_at_a_time_and_ends_the_entry_when_granted() -> None:
    entry, who = make.credit_entry("person-1"), make.actor()
    asked = credit_entry.ask_repair(entry, "已改", (), rules(), who, DAY)
    with pytest.raises(Conflict):
        credit_entry.ask_repair(asked, "再", (), rules(), who, DAY)
    refused = credit_entry.decide_repair(asked, False, "未改", make.officer(), DAY)
    assert credit_entry.in_force([refused], DAY)
    granted = credit_entry.decide_repair(
        credit_entry.ask_repair(refused, "已改", (), rules(), who, DAY), True, "准", make.officer(), DAY
    )
    assert not credit_entry.in_force([granted], DAY)
    assert credit_entry.in_force([granted], date(2024, 6, 2)), "it did bar until then"
    assert not credit_entry.in_force([credit_entry.annul(entry, DAY)], date(2024, 6, 2)), "annulled: it never did"
    assert [one.status for one in granted.repairs] == ["refused", "granted"]
