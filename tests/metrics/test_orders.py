"""What an order is worth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics.columns import amounts, keys, money

from salestracker_xl.metric import DivisionByZero
from salestracker_xl.metrics.orders import aov

ORDERS = st.lists(money(1), min_size=1)
LINES = st.lists(st.tuples(money(), st.sampled_from("abcde")), min_size=1).filter(
    lambda lines: any(amount > 0 for amount, _ in lines)
)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([120, 80], 100),
        ([120, 80, None], 100),  # a blank row is no order
        ([120, 80, 0], 100),  # nor is a gift
        ([120, 100, -20], 100),  # a refund lowers revenue and is no order
        ([100, -250], -150),  # more refunded than sold
    ],
)
def test_aov_is_revenue_per_positive_row(cells, expected):
    assert aov(amounts(*cells)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cells", "order_ids", "expected"),
    [
        ([70, 30, 100], "aab", 100),  # lines of one order
        ([80, 40, 60, -30], "aabb", 75),  # a refund belongs to its order
        ([80, 40, -20], "aac", 100),  # a refund under a number of its own is no order
        ([100, 999], "a.", 100),  # without an order number a row is left out, amount and all
        ([100, None], "ab", 100),  # without an amount, too
        ([60, 40, 100], "aba", 100),  # lines need not stand together
    ],
)
def test_aov_is_revenue_per_order_number(cells, order_ids, expected):
    assert aov(amounts(*cells), keys(order_ids)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cells", "order_ids"), [([], None), ([0], None), ([-5, None], None), ([100], "."), ([-5], "a")]
)
def test_aov_without_an_order_is_a_division_by_zero(cells, order_ids):
    with pytest.raises(DivisionByZero):
        aov(amounts(*cells), None if order_ids is None else keys(order_ids))


@given(ORDERS, st.data())
def test_splitting_an_order_into_lines_leaves_aov_alone(orders, data):
    split = [data.draw(st.integers(1, 4)) for _ in orders]
    lines = np.repeat(np.array(orders) / split, split)
    order_of_line = np.repeat(np.arange(len(orders)), split)
    assert aov(lines, order_of_line) == pytest.approx(aov(np.array(orders)))


@given(LINES, st.sampled_from([0.01, 2, 1000]))
def test_aov_scales_with_the_currency(lines, rate):
    amount, order = columns(lines)
    assert aov(amount * rate, order) == pytest.approx(aov(amount, order) * rate)


@given(LINES, st.randoms(use_true_random=False))
def test_aov_does_not_know_the_order_of_the_rows(lines, luck):
    amount, order = columns(lines)
    rows = luck.sample(range(len(lines)), len(lines))
    assert aov(amount[rows], order[rows]) == pytest.approx(aov(amount, order), rel=1e-9, abs=1e-9)


@given(LINES)
def test_a_blank_row_changes_no_aov(lines):
    amount, order = columns(lines)
    assert aov(np.append(amount, np.nan), np.append(order, -1)) == aov(amount, order)
    assert aov(np.append(amount, np.nan)) == aov(amount)


@given(LINES)
def test_order_numbers_only_ever_raise_aov_of_sales(lines):
    sales = [(amount, order) for amount, order in lines if amount > 0]
    amount, order = columns(sales)
    assert aov(amount, order) >= aov(amount) * (1 - 1e-12)


def columns(lines) -> tuple[np.ndarray, np.ndarray]:
    return amounts(*(amount for amount, _ in lines)), keys("".join(order for _, order in lines))
