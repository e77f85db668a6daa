"""Every row of the access table is walked: each role over its own record, another's, another city's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from services.records.access import ACCESS
from services.records.domain.case import report as tell_case
from services.records.domain.problem import report as tell_problem
from services.records.domain.upward import Teller
from services.records.service import RecordsService
from shared.actor import ROLES, Actor, Grant
from shared.errors import Forbidden, NotFound
from tests.factories import records as make
from tests.factories.hosted import offered
from tests.unit.services.records.test_report import submitted

CITY_WIDE = {"city_officer", "inspector", "finance_officer"}


def test_the_table_has_a_row_for_every_command_and_question_and_no_other() -> None:
    assert set(ACCESS) == offered(RecordsService)


def _records() -> dict[str, Any]:
    rules, city = make.rules(), make.BAOTOU
    told = Teller("host_unit", unit=make.HOST, county=make.COUNTY)
    teller = Actor("account-t", "t", city, make.PERSON)
    return {
        "records": make.record(),
        "agreements": make.agreement(),
        "filings": make.filing(person=make.PERSON, sender_unit=make.STATION),
        "reports": replace(submitted(), to_unit="institution-1", to_county=make.COUNTY, person=make.PERSON),
        "cases": tell_case("c", "case", "t", "t", told, (), (), rules, teller, make.DAY),
        "problems": tell_problem("p", "t", "t", told, "", rules, teller, make.DAY),
    }


CELLS = [(name, role) for name, row in sorted(ACCESS.items()) if row.collection for role in sorted(ROLES)]


@pytest.mark.parametrize(("name", "role"), CELLS)
def test_a_role_that_the_row_names_reaches_its_own_and_nothing_else(name: str, role: str) -> None:
    row = ACCESS[name]
    record = _records()[row.collection or ""]
    foreign = Actor("stranger", role, make.BAOTOU, "stranger", (Grant(role, "elsewhere", "999999"),))
    elsewhere = Actor("account-t", role, make.SHIJIAZHUANG, make.PERSON, (Grant(role, make.HOST, make.COUNTY),))
    if role not in {way.role for way in row.ways}:
        with pytest.raises(Forbidden):
            row.admit(foreign)
        return
    row.admit(foreign)
    assert row.allows(foreign, record) is (role in CITY_WIDE)
    with pytest.raises(NotFound):
        row.check(elsewhere, record)
    units = {make.HOST, make.STATION, "institution-1"}
    own = [Actor("account-t", role, make.BAOTOU, make.PERSON, (Grant(role, unit, make.COUNTY),)) for unit in units]
    assert any(row.allows(actor, record) for actor in own)
