"""Money outside is yuan, inside fen; nothing is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.funding.domain.money import fen, split, yuan


@given(st.integers(0, 10**12))
def test_yuan_and_fen_are_each_others_inverse(amount):
    assert fen(yuan(amount)) == amount


@pytest.mark.parametrize("text", ["", "-1", "1.234", "1e5", "１００", "01", " 1", "1.", ".5", "NaN", "1,000"])
def test_only_a_plain_amount_is_money(text):
    with pytest.raises(ValueError):
        fen(text)


@pytest.mark.parametrize(("text", "amount"), [("0", 0), ("650", 65_000), ("650.5", 65_050), ("650.05", 65_005)])
def test_yuan_may_leave_out_the_decimals(text, amount):
    assert fen(text) == amount


@given(st.integers(0, 10**9), st.lists(st.integers(1, 99), min_size=1, max_size=5))
def test_a_split_amount_adds_up_to_itself(amount, weights):
    rest = 100
    percents = []
    for weight in weights:
        taken = min(weight, rest)
        percents.append(taken)
        rest -= taken
    percents.append(rest)
    parts = split(amount, tuple(percents))
    assert sum(parts) == amount
    assert all(part >= 0 for part in parts)


def test_shares_that_are_not_a_whole_are_refused():
    with pytest.raises(ValueError, match="90 per cent"):
        split(100, (50, 40))
