"""Sales as a series of periods."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import airpassengers

from salestracker_xl.calendar import serial
from salestracker_xl.models.series import MonthlySeries, linear_trend, monthly_series, seasonal_indices

SALES = st.lists(st.tuples(st.integers(46_000, 46_800), st.integers(-5_000, 50_000)), min_size=1, max_size=80)


def days(*iso: str) -> np.ndarray:
    return np.array([serial(dt.date.fromisoformat(day)) for day in iso], dtype=float)


def test_the_trend_of_the_airline_passengers_is_the_published_one():
    times = airpassengers.FIRST_YEAR + np.arange(144) / 12
    slope, intercept = linear_trend(times, airpassengers.MONTHLY)
    assert round(slope, 4) == 31.8862
    assert round(intercept, 2) == -62055.91


@pytest.mark.parametrize(
    ("dates", "amounts", "values"),
    [
        (["2026-01-05", "2026-03-31"], [10, 20], [10, 0, 20]),  # a month without sales; March is over on its last day
        (["2026-01-05", "2026-03-30"], [10, 20], [10, 0]),  # March is running
        (["2026-01-05", "2026-01-20"], [10, 20], []),
        (["2025-12-31", "2026-01-31"], [10, -4], [10, -4]),
    ],
)
def test_a_series_has_every_complete_month(dates, amounts, values):
    assert monthly_series(days(*dates), np.array(amounts, float)).values.tolist() == values


@given(SALES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_and_the_splitting_of_a_row_change_nothing(sales, luck):
    when, paid = (np.array(column, float) for column in zip(*sales, strict=True))
    rows = luck.sample(range(len(sales)), len(sales))
    split_when, split_paid = np.repeat(when[rows], 2), np.repeat(paid[rows] / 2, 2)
    np.testing.assert_allclose(monthly_series(split_when, split_paid).values, monthly_series(when, paid).values)


def test_a_pure_season_is_found_again():
    shape = np.array([0.5, 0.7, 0.9, 1.0, 1.1, 1.2, 1.4, 1.3, 1.2, 1.1, 0.9, 0.7])
    series = MonthlySeries(first=4, values=1000 * np.tile(np.roll(shape, -4), 3))  # from May on
    np.testing.assert_allclose(seasonal_indices(series), shape / shape.mean(), rtol=1e-12)


def test_a_steady_growth_is_no_season():
    np.testing.assert_allclose(seasonal_indices(MonthlySeries(0, 100 * 1.001 ** np.arange(48))), 1, atol=0.01)


def test_the_season_of_the_airline_passengers_peaks_in_july_and_august():
    indices = seasonal_indices(MonthlySeries(0, airpassengers.MONTHLY))
    assert indices.mean() == pytest.approx(1)
    assert set(np.argsort(indices)[-2:]) == {6, 7}
    assert indices[10] == pytest.approx(0.80, abs=0.01)  # November


@pytest.mark.parametrize("values", [[0] * 24, [5, *[0] * 23], [-5] * 24])
def test_too_few_sales_have_no_season(values):
    assert np.isnan(seasonal_indices(MonthlySeries(0, np.array(values, float)))).all()
