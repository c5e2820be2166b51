"""Who comes back."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics.columns import days, keys

from salestracker_xl.calendar import serial
from salestracker_xl.metric import NotEnoughData
from salestracker_xl.metrics.retention import PERIODS, retention

FIRST, LAST = dt.date(2024, 1, 1), dt.date(2026, 12, 31)
PURCHASES = st.lists(st.tuples(st.integers(0, 8), st.integers(serial(FIRST), serial(LAST))), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("customers", "dates", "expected"),
    [
        ("abac", ["2026-01-05", "2026-01-20", "2026-02-03", "2026-03-01"], 0.5),
        ("abab", ["2026-01-05", "2026-01-20", "2026-02-03", "2026-02-28"], 1),  # the last day of February: it is over
        ("abab", ["2026-01-05", "2026-01-20", "2026-02-03", "2026-03-01"], 0.5),
        ("abcd", ["2026-01-05", "2026-01-20", "2026-02-03", "2026-03-01"], 0),
        ("aaabb", ["2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08", "2026-03-01"], 0),  # nobody in February
        ("aaaba", ["2026-01-05", "2026-01-06", "2026-01-31", "2026-01-08", "2026-02-28"], 0.5),  # counted once
        ("ab.ac", ["2026-01-05", "2026-01-20", "2026-01-21", "2026-02-03", "2026-03-01"], 0.5),  # a blank customer
        ("abcad", ["2026-01-05", "2026-01-20", None, "2026-02-03", "2026-03-01"], 0.5),  # a blank date
        ("aac", ["2025-12-31", "2026-01-01", "2026-02-01"], 1),  # across the year
    ],
)
def test_retention_is_the_share_of_customers_that_bought_again(customers, dates, expected):
    assert retention(keys(customers), days(*dates)) == expected


@pytest.mark.parametrize(
    ("period", "dates"),
    [
        ("week", ["2026-06-01", "2026-06-07", "2026-06-08", "2026-06-14", "2026-06-15"]),
        ("month", ["2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"]),
        ("quarter", ["2025-10-01", "2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01"]),
        ("year", ["2024-01-01", "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01"]),
    ],
)
def test_a_period_holds_its_first_and_its_last_day(period, dates):
    assert retention(keys("abacc"), days(*dates), period) == 0.5


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-02-27", None),  # February is running and January has no month before it
        ("2026-02-28", 0.5),
        ("2026-03-30", 0.5),
        ("2026-03-31", 1),
        ("2026-04-30", 0),
        ("2026-05-31", None),  # nobody bought in April
    ],
)
def test_the_day_says_which_period_is_the_last_complete_one(as_of, expected):
    customers, dates = keys("abaa"), days("2026-01-05", "2026-01-20", "2026-02-03", "2026-03-01")
    [as_of] = days(as_of)
    if expected is None:
        with pytest.raises(NotEnoughData):
            retention(customers, dates, "month", as_of)
    else:
        assert retention(customers, dates, "month", as_of) == expected


def test_purchases_after_the_day_are_not_known_yet():
    customers, dates = keys("abac"), days("2026-01-05", "2026-01-20", "2026-02-03", "2026-06-30")
    assert retention(customers, dates, "month", days("2026-02-28")[0]) == 0.5


def test_the_time_of_day_counts_for_nothing():
    customers, dates = keys("abac"), days("2026-01-31", "2026-01-31", "2026-02-28", "2026-03-01")
    assert retention(customers, dates + 0.99) == retention(customers, dates) == 0.5
    assert retention(customers, dates + 0.99, "month", days("2026-02-28")[0]) == 0.5


@pytest.mark.parametrize(("customers", "dates"), [("", []), ("..", [None, None]), ("ab", ["2026-01-05", "2026-01-06"])])
def test_too_little_data_is_told(customers, dates):
    with pytest.raises(NotEnoughData) as caught:
        retention(keys(customers), days(*dates))
    assert caught.value.code == "#N/A"


@given(PURCHASES, st.sampled_from([key for key, _ in PERIODS]))
def test_retention_is_a_share(purchases, period):
    customers, dates = np.array(purchases).T
    rate = rate_of(customers, dates, period)
    assert rate is None or 0 <= rate <= 1


@given(PURCHASES, st.randoms(use_true_random=False))
def test_retention_does_not_know_the_order_of_the_rows(purchases, luck):
    customers, dates = np.array(purchases).T
    rows = luck.sample(range(len(purchases)), len(purchases))
    assert rate_of(customers[rows], dates[rows]) == rate_of(customers, dates)


@given(PURCHASES)
def test_a_blank_row_or_a_repeated_purchase_changes_no_retention(purchases):
    customers, dates = np.array(purchases).T
    assert rate_of(np.append(customers, -1), np.append(dates, np.nan)) == rate_of(customers, dates)
    assert rate_of(np.repeat(customers, 3), np.repeat(dates, 3)) == rate_of(customers, dates)


@given(PURCHASES)
def test_retention_is_that_of_sets_of_customers(purchases):
    """The definition, told again with Python's sets and calendar."""
    last_day = dt.date.fromordinal(max(day for _, day in purchases) + FIRST.toordinal() - serial(FIRST))
    next_day = last_day + dt.timedelta(days=1)
    last = next_day.year * 12 + next_day.month - 2  # the month before the one of the next day
    bought: dict[int, set[int]] = {}
    for customer, day in purchases:
        date = dt.date.fromordinal(day + FIRST.toordinal() - serial(FIRST))
        bought.setdefault(date.year * 12 + date.month - 1, set()).add(customer)
    before, after = bought.get(last - 1, set()), bought.get(last, set())
    expected = len(before & after) / len(before) if before else None
    customers, dates = np.array(purchases).T
    assert rate_of(customers, dates) == expected


def rate_of(customers: np.ndarray, dates: np.ndarray, period: str = "month") -> float | None:
    try:
        return retention(customers, dates.astype(float), period)
    except NotEnoughData:
        return None
