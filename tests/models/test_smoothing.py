"""Forecasts are better than naive ones, and their limits hold."""

from __future__ import annotations

import numpy as np
import pytest
from models import airpassengers

from salestracker_xl.models.smoothing import forecast


def error(forecasts: np.ndarray, actual: np.ndarray) -> float:
    return float(np.abs(forecasts - actual).mean())


@pytest.mark.parametrize("ahead", [12, 24, 36])
def test_airline_passengers_are_forecast_better_than_by_last_year_or_last_month(ahead):
    past, actual = airpassengers.MONTHLY[:-ahead], airpassengers.MONTHLY[-ahead:]
    last_year = np.tile(past[-12:], ahead // 12)
    mine = error(forecast(past, ahead, 0.8).median, actual)
    assert mine < 0.7 * error(last_year, actual)
    assert mine < 0.7 * error(np.full(ahead, past[-1]), actual)


@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_the_limits_hold_about_as_often_as_they_say(confidence):
    luck = np.random.default_rng(11)
    held = []
    for _ in range(200):
        times = np.arange(54)
        season = 0.25 * np.sin(2 * np.pi * times / 12 + luck.uniform(0, 6))
        wandering = np.cumsum(luck.normal(0, 0.02, 54))
        sales = np.exp(8 + luck.uniform(-0.01, 0.02) * times + season + wandering + luck.normal(0, 0.08, 54))
        ahead = forecast(sales[:48], 6, confidence)
        held.append(np.mean((ahead.low <= sales[48:]) & (sales[48:] <= ahead.high)))
    assert np.mean(held) == pytest.approx(confidence, abs=0.05)


def test_what_never_changes_goes_on():
    ahead = forecast(np.full(30, 500.0), 12, 0.95)
    np.testing.assert_allclose([ahead.median, ahead.low, ahead.high], 500)


def test_a_pure_season_goes_on():
    year = 1000 + 300 * np.sin(2 * np.pi * np.arange(12) / 12)
    ahead = forecast(np.tile(year, 4), 12, 0.8)
    assert ahead.is_seasonal
    np.testing.assert_allclose(ahead.median, year, rtol=0.01)


def test_months_without_sales_are_no_reason_to_stop():
    ahead = forecast(np.array([100.0, 0, 120, 0, 90, 0, 110, -20]), 3, 0.8)
    assert np.isfinite([ahead.median, ahead.low, ahead.high]).all()
    assert not ahead.is_seasonal


def test_a_further_month_is_less_certain():
    ahead = forecast(airpassengers.MONTHLY, 24, 0.8)
    widths = np.log(ahead.high / ahead.low)
    assert np.all(np.diff(widths) >= 0)


def test_money_scales_the_forecast():
    one, other = (forecast(airpassengers.MONTHLY * scale, 6, 0.8) for scale in (1.0, 250.0))
    np.testing.assert_allclose(other.median, one.median * 250, rtol=1e-9)
    np.testing.assert_allclose(other.high, one.high * 250, rtol=1e-9)
