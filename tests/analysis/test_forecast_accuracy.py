"""Forecasts made again at the end of each past month are judged by what came."""

from __future__ import annotations

import numpy as np
import pytest

from salestracker_xl.analysis.forecast_accuracy import FEWEST_MONTHS, forecast_accuracy
from salestracker_xl.models.smoothing import forecast

SEASON = np.array([0.8, 0.8, 0.95, 1.0, 1.0, 1.05, 0.8, 0.5, 1.1, 1.2, 1.4, 1.4])


def seasonal(years: int, growth: float = 0.0) -> np.ndarray:
    return 1000 * np.tile(SEASON, years) * (1 + growth) ** np.repeat(np.arange(years), 12)


def test_a_year_that_repeats_itself_is_forecast_without_an_error():
    table = forecast_accuracy(np.arange(60), seasonal(5))
    assert table.index.tolist() == [1, 2, 3, 6]
    assert table["naive_accuracy"].tolist() == [1.0] * 4
    assert table["forecasts"].tolist() == [48, 47, 46, 43]  # 48 months could be known one month before


def test_last_year_falls_short_of_growing_sales_and_its_bias_says_by_how_much():
    table = forecast_accuracy(np.arange(60), seasonal(5, growth=0.25), horizons=(1, 3))
    assert table["naive_accuracy"].to_numpy() == pytest.approx([0.8, 0.8])  # each month is 1.25 times that before it
    assert table["naive_bias"].to_numpy() == pytest.approx([-0.2, -0.2])
    assert (table["accuracy"] > 0.85).all()


def test_every_figure_is_that_of_forecasts_made_one_by_one():
    random = np.random.default_rng(3)
    revenue = seasonal(3, 0.1) * random.lognormal(0, 0.1, 36)
    found = forecast_accuracy(np.arange(36), revenue, horizons=(3,)).loc[3]
    errors, came, inside = [], [], []
    for month in range(FEWEST_MONTHS + 2, 36):  # known three months before
        told = forecast(revenue[: month - 2], 3, 0.8)
        errors.append(told.median[2] - revenue[month])
        came.append(revenue[month])
        inside.append(told.low[2] <= revenue[month] <= told.high[2])
    assert found["forecasts"] == len(errors) == 22
    assert found["accuracy"] == pytest.approx(1 - np.abs(errors).sum() / np.sum(came))
    assert found["bias"] == pytest.approx(np.sum(errors) / np.sum(came))
    assert found["within"] == pytest.approx(np.mean(inside))
    assert (found["first"], found["last"]) == (14, 35)


def test_nothing_of_what_came_later_is_used():
    revenue = seasonal(3, 0.1)
    other = np.concatenate((revenue[:35], [9000.0]))  # another last month: every forecast was made before it

    def forecast_in_all(values: np.ndarray) -> float:
        found = forecast_accuracy(np.arange(36), values, horizons=(1,)).loc[1]
        return found["bias"] * values[FEWEST_MONTHS:].sum() + values[FEWEST_MONTHS:].sum()

    assert forecast_in_all(other) == pytest.approx(forecast_in_all(revenue))


@pytest.mark.parametrize(("length", "forecasts"), [(0, 0), (12, 0), (13, 1), (17, 5)])
def test_short_histories_judge_what_they_can(length, forecasts):
    table = forecast_accuracy(np.arange(length), seasonal(2)[:length], horizons=(1, 6))
    assert table["forecasts"].tolist() == [forecasts, max(0, forecasts - 5)]
    assert np.isnan(table["accuracy"]).tolist() == [forecasts == 0, forecasts <= 5]


def test_months_without_a_sale_have_no_accuracy():
    assert np.isnan(forecast_accuracy(np.arange(20), np.zeros(20), horizons=(1,))["accuracy"].item())
