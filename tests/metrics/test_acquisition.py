"""What it costs to win a customer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics.columns import amounts, money

from salestracker_xl.metric import DivisionByZero
from salestracker_xl.metrics.acquisition import cac

MONTHS = st.lists(st.tuples(money(0), st.integers(0, 50)), min_size=1).filter(
    lambda months: any(won for _, won in months)
)


@pytest.mark.parametrize(
    ("spend", "new_customers", "expected"),
    [
        ([1000, 500], [10, 5], 100),
        ([900, 600], [10, 0], 150),  # a month without new customers still counts its spend
        ([900, 600], [10, None], 150),
        ([900, None], [10, 5], 60),  # customers of a month without spend count too
        ([0, 0], [10, 5], 0),
        ([1000, -100], [10, 5], 60),  # a refunded campaign lowers the cost
        ([100, 900], [50, 10], 1000 / 60),  # totals are divided: the mean of the monthly costs would be 46
    ],
)
def test_cac_is_spend_per_customer_won(spend, new_customers, expected):
    assert cac(amounts(*spend), amounts(*new_customers)) == pytest.approx(expected)


@pytest.mark.parametrize(("spend", "new_customers"), [([1000], [0]), ([1000], [None]), ([], []), ([None], [None])])
def test_cac_without_a_customer_is_a_division_by_zero(spend, new_customers):
    with pytest.raises(DivisionByZero) as caught:
        cac(amounts(*spend), amounts(*new_customers))
    assert caught.value.code == "#DIV/0!"
    assert "new_customers" in caught.value.text.fr


@given(MONTHS, st.sampled_from([0.01, 2, 1000]))
def test_cac_scales_with_the_currency(months, rate):
    spend, won = np.array(months, dtype=float).T
    assert cac(spend * rate, won) == pytest.approx(cac(spend, won) * rate)


@given(MONTHS, st.randoms(use_true_random=False))
def test_cac_does_not_know_the_order_of_the_months(months, luck):
    spend, won = np.array(months, dtype=float).T
    order = luck.sample(range(len(months)), len(months))
    assert cac(spend[order], won[order]) == pytest.approx(cac(spend, won))


@given(MONTHS)
def test_a_blank_month_changes_no_cac(months):
    spend, won = np.array(months, dtype=float).T
    assert cac(np.append(spend, np.nan), np.append(won, np.nan)) == pytest.approx(cac(spend, won))


@given(MONTHS)
def test_cac_lies_between_the_cheapest_and_the_dearest_month(months):
    months = [(spend, won) for spend, won in months if won]
    costs = [spend / won for spend, won in months]
    spend, won = np.array(months, dtype=float).T
    assert min(costs) - 1e-9 <= cac(spend, won) <= max(costs) + 1e-9
