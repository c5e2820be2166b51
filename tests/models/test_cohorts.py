"""Customers by the period of their first purchase, against pandas."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.calendar import serial
from salestracker_xl.models import cohorts
from salestracker_xl.models.cohorts import cohort_matrix, periods_over

PURCHASES = st.lists(st.tuples(st.integers(0, 6), st.integers(46_000, 46_400)), min_size=1, max_size=60)
ALIASES = {"week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}


def by_pandas(customers: np.ndarray, days: np.ndarray, last_day: int, period: str) -> np.ndarray:
    """Distinct customers by first period and age, told with periods and groups."""
    bought = pd.Series(pd.Timestamp("1899-12-30") + pd.to_timedelta(days, "D")).dt.to_period(ALIASES[period])
    after = (pd.Timestamp("1899-12-30") + pd.Timedelta(last_day + 1, "D")).to_period(ALIASES[period])
    frame = pd.DataFrame({"who": customers, "bought": bought})
    frame = frame[frame["bought"] < after]
    if frame.empty:
        return np.zeros((0, 0))
    count = after.ordinal - min(frame["bought"]).ordinal
    matrix = np.array([[np.nan if i + k >= count else 0.0 for k in range(count)] for i in range(count)])
    for _, rows in frame.groupby("who"):
        born = min(rows["bought"]).ordinal
        for seen in {period.ordinal for period in rows["bought"]}:
            matrix[born - min(frame["bought"]).ordinal, seen - born] += 1
    return matrix


@given(PURCHASES, st.sampled_from(sorted(ALIASES)))
def test_the_matrix_is_that_of_pandas(purchases, period):
    customers, days = (np.array(column) for column in zip(*purchases, strict=True))
    index, first, count = periods_over(days.astype(float), float(days.max()), period)
    expected = by_pandas(customers, days, int(days.max()), period)
    np.testing.assert_array_equal(cohort_matrix(customers, index, first, count), expected.reshape(count, count))


def test_a_base_too_large_for_a_grid_is_counted_alike(monkeypatch):
    luck = np.random.default_rng(3)
    customers, months = luck.integers(0, 500, 4000), luck.integers(0, 14, 4000)
    on_a_grid = cohort_matrix(customers, months, 0, 14)
    monkeypatch.setattr(cohorts, "LARGEST_GRID", 10)
    np.testing.assert_array_equal(cohort_matrix(customers, months, 0, 14), on_a_grid)


@pytest.mark.parametrize(("last", "over"), [("2026-02-27", 1), ("2026-02-28", 2), ("2026-03-01", 2)])
def test_a_month_is_over_on_its_last_day(last, over):
    january = np.array([float(serial(dt.date(2026, 1, 5)))])
    assert periods_over(january, serial(dt.date.fromisoformat(last)), "month")[2] == over
