"""What each customer's purchases come to."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lifetimes.utils import summary_data_from_transaction_data
from models import cdnow

from salestracker_xl.metric import NotEnoughData
from salestracker_xl.models.purchases import PurchaseSummary, summarise


def summary_of(*rows: tuple[int, float, float], end: float | None = None) -> PurchaseSummary:
    """Summary of rows of customer, day and amount."""
    customers, days, amounts = zip(*rows, strict=True)
    return summarise(np.array(customers), np.array(days, float), np.array(amounts, float), end)


def facts(summary: PurchaseSummary) -> dict[int, tuple[float, ...]]:
    """Frequency, recency, T and monetary value by customer."""
    columns = (summary.frequency, summary.recency, summary.T, summary.monetary_value)
    return {int(code): tuple(float(column[i]) for column in columns) for i, code in enumerate(summary.codes)}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(0, 10, 50), (0, 10, 5)], {0: (0, 0, 0, 0)}),  # one day is one purchase
        ([(0, 10, 50), (0, 13, 20)], {0: (1, 3, 3, 20)}),  # the first purchase has no say in the mean
        ([(0, 10, 50), (0, 13, 20), (0, 13, 6), (0, 20, 30)], {0: (2, 10, 10, 28)}),
        ([(0, 10, 50), (1, 15, 9)], {0: (0, 0, 5, 0), 1: (0, 0, 0, 0)}),  # age runs to the latest day of all
        ([(0, 10.2, 50), (0, 10.9, 5), (0, 12.5, 7)], {0: (1, 2, 2, 7)}),  # the time of day is dropped
        ([(0, 10, 50), (0, 13, 0)], {0: (1, 3, 3, 0)}),  # a gift is a purchase
        ([(5, 10, 50), (2, 10, 50)], {2: (0, 0, 0, 0), 5: (0, 0, 0, 0)}),  # codes need not be dense
    ],
)
def test_purchases_add_up(rows, expected):
    assert facts(summary_of(*rows)) == expected


@pytest.mark.parametrize(
    ("refund", "mean_value"),
    [
        ((0, 9, -5), 30),  # before any purchase: ignored
        ((0, 12, -5), 30),  # of the first purchase, which has no say in the mean
        ((0, 20, -8), 26),  # on the day of a repeat purchase
        ((0, 25, -8), 26),  # after one
        ((0, 99, -8), 26),  # after the last one
        ((0, 20, -70), -5),  # more than was ever paid
    ],
)
def test_a_refund_lowers_the_purchase_before_it(refund, mean_value):
    summary = summary_of((0, 10, 50), (0, 20, 20), (0, 30, 40), refund, end=99)
    assert facts(summary) == {0: (2, 20, 89, mean_value)}


def test_a_customer_with_refunds_only_is_no_customer():
    assert facts(summary_of((0, 10, 50), (1, 12, -5), (2, 12, 8))) == {0: (0, 0, 2, 0), 2: (0, 0, 0, 0)}


def test_a_refund_may_be_the_latest_row():
    assert summary_of((0, 10, 50), (0, 40, -5)).end == 40


def test_rows_after_the_end_have_not_happened_yet():
    rows = [(0, 10, 50), (0, 20, 20), (0, 30, 40), (1, 25, 8)]
    assert facts(summary_of(*rows, end=24.9)) == {0: (1, 10, 14, 20)}


@pytest.mark.parametrize("rows", [[(0, 10, -5)], [(0, 10, -5), (3, 11, -1)]])
def test_refunds_alone_make_no_summary(rows):
    with pytest.raises(NotEnoughData, match="no purchase"):
        summary_of(*rows)


def test_no_rows_make_no_summary():
    with pytest.raises(NotEnoughData, match="no purchase"):
        summarise(np.empty(0, int), np.empty(0), np.empty(0))


def test_no_row_before_the_end_makes_no_summary():
    with pytest.raises(NotEnoughData, match="no purchase"):
        summary_of((0, 10, 50), end=9)


def test_many_customers_over_many_days_do_not_overflow():
    far, long = 3_000_000, 44_000  # their product needs more than 32 bits
    summary = summary_of((0, 1, 10), (far, 1, 10), (far, long, 30), (far - 1, long, 5))
    assert facts(summary) == {0: (0, 0, long - 1, 0), far - 1: (0, 0, 0, 0), far: (1, long - 1, long - 1, 30)}


def test_cdnow_adds_up_as_in_lifetimes():
    table = cdnow.master()
    assert (len(table), table["id"].nunique()) == (69_659, 23_570)
    theirs = summary_data_from_transaction_data(table, "id", "date", "amount")
    ours = summarise(*cdnow.columns(table))
    np.testing.assert_array_equal(ours.codes, theirs.index)
    for name in ("frequency", "recency", "T"):
        np.testing.assert_array_equal(getattr(ours, name), theirs[name])
    np.testing.assert_allclose(ours.monetary_value, theirs["monetary_value"], rtol=1e-12)


ROWS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 12), st.integers(-40, 60).map(float)), min_size=1, max_size=40
).filter(lambda rows: any(amount >= 0 for _, _, amount in rows))


def told_day_by_day(rows: list[tuple[int, int, float]]) -> dict[int, tuple[float, ...]]:
    """The definition, followed one row after the other through time, purchases of a day before its refunds."""
    end = max(day for _, day, _ in rows)
    spent: dict[int, dict[int, float]] = defaultdict(dict)
    for customer, day, amount in sorted(rows, key=lambda row: (row[1], row[2] < 0)):
        days = spent[customer]
        if amount >= 0:
            days[day] = days.get(day, 0.0) + amount
        elif days:
            days[max(days)] += amount
    told = {}
    for customer, days in spent.items():
        if days:
            first, *repeats = sorted(days)
            value = sum(days[day] for day in repeats) / len(repeats) if repeats else 0.0
            told[customer] = (len(repeats), max(days) - first, end - first, value)
    return told


@given(ROWS)
def test_a_summary_is_the_story_told_day_by_day(rows):
    found, told = facts(summary_of(*rows)), told_day_by_day(rows)
    assert found.keys() == told.keys()
    for customer, numbers in told.items():
        assert found[customer] == pytest.approx(numbers, abs=1e-9)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_irrelevant(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    before, after = facts(summary_of(*rows)), facts(summary_of(*shuffled))
    assert before.keys() == after.keys()
    for customer, numbers in before.items():
        assert after[customer] == pytest.approx(numbers, abs=1e-9)


@given(ROWS, st.floats(0.1, 0.9))
def test_splitting_a_purchase_into_lines_of_the_same_day_changes_nothing(rows, share):
    lines = [(customer, day, amount * part) for customer, day, amount in rows for part in (share, 1 - share)]
    before, after = facts(summary_of(*rows)), facts(summary_of(*lines))
    assert before.keys() == after.keys()
    for customer, numbers in before.items():
        assert after[customer] == pytest.approx(numbers, abs=1e-9)


@given(ROWS, st.floats(0.01, 1000))
def test_monetary_value_scales_with_money(rows, factor):
    before = summary_of(*rows)
    after = summary_of(*((customer, day, amount * factor) for customer, day, amount in rows))
    np.testing.assert_allclose(after.monetary_value, factor * before.monetary_value, rtol=1e-9, atol=1e-9)
