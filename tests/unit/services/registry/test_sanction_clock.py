"""Which day of a sanction is told of, on which day, and that it is told once."""

from dataclasses import replace
from datetime import date

import pytest

from services.registry.domain import sanction_clock as clocks
from tests.unit.services.registry.test_standing import noticed

REPLY = date(2024, 6, 10)
NOTICED = replace(noticed(), reply_by=REPLY)
APPEALED = replace(NOTICED, status="appealed", appeal_due=REPLY)


@pytest.mark.parametrize(
    ("what", "one", "day", "rings"),
    [
        ("reply_due", NOTICED, date(2024, 6, 7), False),
        ("reply_due", NOTICED, date(2024, 6, 8), True),
        ("reply_due", NOTICED, REPLY, True),
        ("reply_due", NOTICED, date(2024, 6, 11), False),
        ("reply_over", NOTICED, REPLY, False),
        ("reply_over", NOTICED, date(2024, 6, 11), True),
        ("reply_over", replace(NOTICED, status="answered"), date(2024, 6, 11), False),
        ("reply_over", replace(NOTICED, reply_by=None), date(2024, 6, 11), False),
        ("appeal_due", replace(NOTICED, status="imposed", appeal_by=REPLY), date(2024, 6, 9), True),
        ("appeal_decision_due", APPEALED, date(2024, 6, 9), True),
        ("appeal_late", APPEALED, REPLY, False),
        ("appeal_late", APPEALED, date(2024, 6, 11), True),
        ("appeal_late", replace(APPEALED, status="upheld"), date(2024, 6, 11), False),
    ],
)
def test_a_day_is_told_of_when_it_is_near_or_over(what, one, day, rings):
    assert clocks.rings(one, what, day, 2) is rings
    assert clocks.rings(clocks.told(one, what), what, day, 2) is False, "once"


def test_where_no_number_of_days_is_stated_nobody_is_reminded_and_what_is_over_is_told_all_the_same():
    assert not clocks.rings(NOTICED, "reply_due", REPLY, None)
    assert clocks.rings(NOTICED, "reply_over", date(2024, 6, 11), None)
