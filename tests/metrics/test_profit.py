"""What is left, and from when on."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from metrics.columns import amounts, money, refusal

from salestracker_xl.metric import DivisionByZero, NoSolution, WrongInput
from salestracker_xl.metrics.profit import breakeven, profittarget, roi

RATES = st.sampled_from([0.01, 2, 1000])  # from one currency to another


@pytest.mark.parametrize(
    ("fixed", "price", "cost", "units"),
    [
        (12000, 25, 13, 1000),
        (100, 3, 0, 100 / 3),  # not rounded: units may be hours or kilos
        (0, 25, 13, 0),
        (500, 0.05, 0.03, 25000),
    ],
)
def test_breakeven_is_in_units(fixed, price, cost, units):
    assert breakeven(fixed, price, cost) == pytest.approx(units)


@given(money(0), money(0), money(0))
def test_at_the_break_even_point_revenue_is_all_the_costs(fixed, price, cost):
    assume(price > cost)
    units = breakeven(fixed, price, cost)
    assert units * price == pytest.approx(fixed + units * cost)


@given(money(0), money(0), money(0), RATES)
def test_the_break_even_point_does_not_know_the_currency(fixed, price, cost, rate):
    assume(price - cost > 0.5)  # a margin of a cent loses its digits in the other currency
    assert breakeven(fixed * rate, price * rate, cost * rate) == pytest.approx(breakeven(fixed, price, cost))


@pytest.mark.parametrize(
    ("fixed", "profit", "price", "cost", "units"),
    [
        (12000, 6000, 25, 13, 1500),
        (12000, 0, 25, 13, 1000),
        (12000, -6000, 25, 13, 500),  # a loss that is accepted
        (12000, -12000, 25, 13, 0),
        (12000, -20000, 25, 13, 0),  # nothing sold loses 12,000 only
    ],
)
def test_profittarget_is_in_units(fixed, profit, price, cost, units):
    assert profittarget(fixed, profit, price, cost) == units


@given(money(0), money(0), money(0), money(0))
def test_the_units_bring_the_profit_that_is_wanted(fixed, profit, price, cost):
    assume(price > cost)
    units = profittarget(fixed, profit, price, cost)
    assert units * (price - cost) - fixed == pytest.approx(profit, abs=1e-6)


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ((12000, 13, 13), NoSolution, "13"),
        ((12000, 12.5, 13), NoSolution, "12,5"),
        ((0, 12, 13), NoSolution, "13"),
        ((-1, 25, 13), WrongInput, "fixed_costs"),
        ((12000, -25, -30), WrongInput, "price"),
        ((12000, 25, -13), WrongInput, "variable_cost"),  # a cost as books write it would double the margin
    ],
)
def test_what_has_no_break_even_point_has_no_units_for_a_profit(given, error, words):
    fixed, price, cost = map(float, given)
    assert words in refusal(error, breakeven, fixed, price, cost).text.fr
    assert words in refusal(error, profittarget, fixed, 100.0, price, cost).text.fr


@pytest.mark.parametrize(
    ("gain", "cost", "expected"),
    [
        ([3000], [2400], 0.25),
        ([1000, 2000, None], [2400], 0.25),
        ([0], [2400], -1),
        ([None], [2400], -1),
        ([2400], [1400, 1000], 0),
        ([-600], [300], -3),
    ],
)
def test_roi_is_the_gain_beyond_the_cost(gain, cost, expected):
    assert roi(amounts(*gain), amounts(*cost)) == pytest.approx(expected)


@pytest.mark.parametrize(("cost", "error"), [([0], DivisionByZero), ([None], DivisionByZero), ([-1], WrongInput)])
def test_roi_needs_a_cost(cost, error):
    assert "cost" in refusal(error, roi, amounts(3000), amounts(*cost)).text.fr


@given(money(), money(1), RATES)
def test_roi_does_not_know_the_currency(gain, cost, rate):
    assert roi(amounts(gain * rate), amounts(cost * rate)) == pytest.approx(roi(amounts(gain), amounts(cost)))
