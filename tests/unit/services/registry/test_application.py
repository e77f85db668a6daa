"""Applications: who may apply for what, and what is told at once."""

from __future__ import annotations

import pytest

from services.registry.domain import application
from services.registry.domain.eligibility import Dossier
from services.registry.rules import Rules
from shared.errors import Conflict, Forbidden, Invalid, Refused
from tests.factories import registry as make

BOOKS = make.rulebooks()
BAOTOU = Rules.of(BOOKS.of(make.BAOTOU), make.DAY)
HOST = make.filing(3, subject="host_unit", kind="host", role="host_manager")


def liaison_dossier(**over: object) -> Dossier:
    host = {"unit": make.unit(unit_kind="enterprise"), "unit_filings": (HOST,), "sender": None, "sender_filings": ()}
    return make.dossier(people=(make.person(7),), **host, **over)


def test_a_good_application_keeps_the_rules_and_the_version_it_was_judged_by() -> None:
    sent = application.submit(make.submission(), make.dossier(), BAOTOU, make.actor(), make.DAY)
    assert (sent.name, sent.level, sent.county, sent.sender_unit) == ("申报人1", "city", "150203", "unit-1")
    assert (sent.submitted_on, sent.rulebook_version) == (make.DAY, BAOTOU.version)
    assert len(sent.rules) == 10
    assert sent.state.history[0].action == "submit"


def test_a_kind_the_city_does_not_have_is_told_with_those_it_has() -> None:
    with pytest.raises(Invalid) as invalid:
        application.known(BAOTOU, "commissioner", "agriculture")
    error = invalid.value.details["errors"][0]
    assert error["pointer"] == "/kind"
    assert "technical_service" in error["detail"]
    with pytest.raises(Invalid) as invalid:
        application.known(BAOTOU, "team", "team")
    assert invalid.value.details["errors"][0]["pointer"] == "/subject"


def test_nobody_applies_for_somebody_else() -> None:
    with pytest.raises(Forbidden):
        application.submit(make.submission(), make.dossier(), BAOTOU, make.actor("account-2", "person-2"), make.DAY)


def test_only_the_account_that_registered_a_unit_applies_for_it() -> None:
    dossier = make.dossier(people=(), unit=make.unit(), sender=None, sender_filings=())
    with pytest.raises(Forbidden):
        application.submit(make.submission("workstation", "technical"), dossier, BAOTOU, make.actor(), make.DAY)


def test_only_the_hosts_manager_proposes_its_liaison() -> None:
    draft = make.submission("liaison", "liaison", position="administration")
    with pytest.raises(Forbidden):
        application.submit(draft, liaison_dossier(), BAOTOU, make.actor(), make.DAY)
    sent = application.submit(draft, liaison_dossier(), BAOTOU, make.manager(role="host_manager"), make.DAY)
    assert (sent.person, sent.unit, sent.county) == ("person-7", "unit-1", "150203")


def test_a_second_liaison_is_not_the_same_liaison() -> None:
    first = make.filing(8, subject="liaison", kind="liaison", role="liaison", person="person-8")
    draft = make.submission("liaison", "liaison", position="administration")
    manager = make.manager(role="host_manager")
    assert application.submit(draft, liaison_dossier(own_filings=(first,)), BAOTOU, manager, make.DAY).name == "申报人7"
    same = make.filing(8, subject="liaison", kind="liaison", role="liaison", person="person-7")
    with pytest.raises(Conflict):
        application.submit(draft, liaison_dossier(own_filings=(same,)), BAOTOU, manager, make.DAY)


def test_an_ended_filing_does_not_bar_a_new_application() -> None:
    ended = make.filing(
        5, subject="commissioner", kind="technical_service", unit=None, person="person-1", status="cancelled"
    )
    assert application.submit(make.submission(), make.dossier(own_filings=(ended,)), BAOTOU, make.actor(), make.DAY)
    live = make.filing(5, subject="commissioner", kind="technical_service", unit=None, person="person-1")
    with pytest.raises(Conflict):
        application.submit(make.submission(), make.dossier(own_filings=(live,)), BAOTOU, make.actor(), make.DAY)


def test_everything_that_is_missing_is_told_at_once_in_both_languages() -> None:
    poor = make.dossier(people=(make.person(education="none", title="none", work_years=0),))
    with pytest.raises(Refused) as refused:
        application.submit(make.submission(declares=()), poor, BAOTOU, make.actor(), make.DAY)
    findings = refused.value.details["findings"]
    assert len(findings) == 7
    assert all(one["reason"] and one["reason_en"] and one["article"].startswith("第") for one in findings)
