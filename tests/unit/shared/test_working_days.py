"""Terms run in Chinese working days."""

from datetime import date

from shared.working_days import add_working_days, is_working_day


def test_an_adjusted_weekend_is_a_working_day_and_a_holiday_is_not() -> None:
    assert is_working_day(date(2024, 9, 29))
    assert not is_working_day(date(2024, 10, 1))


def test_a_term_starts_the_day_after_and_skips_the_holiday() -> None:
    assert add_working_days(date(2024, 9, 30), 1) == date(2024, 10, 8)
    assert add_working_days(date(2024, 6, 3), 0) == date(2024, 6, 3)


def test_past_the_published_years_monday_to_friday_counts() -> None:
    assert is_working_day(date(2040, 1, 2))
    assert not is_working_day(date(2040, 1, 1))
