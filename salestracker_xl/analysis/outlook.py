"""The months to come by the sales forecast, behind the months that it learned from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salestracker_xl.analysis.forecast_accuracy import forecast_accuracy
from salestracker_xl.analysis.purchases import Rows
from salestracker_xl.calendar import period_start, serial
from salestracker_xl.metrics.forecasting import FEWEST_MONTHS
from salestracker_xl.models.series import monthly_series
from salestracker_xl.models.smoothing import forecast

AHEAD = 6
CONFIDENCE = 0.8
JUDGED_MONTHS = 60  # of the last ones: what a forecast was worth before says little of today


@dataclass(frozen=True, slots=True)
class Outlook:
    """Complete months so far (`past`, their net sales `sold`), and the months to come with forecast and limits.

    Months are serial days. `accuracy` has a row a horizon, as `forecast_accuracy` gives it.
    """

    past: np.ndarray
    sold: np.ndarray
    month: np.ndarray
    median: np.ndarray
    low: np.ndarray
    high: np.ndarray
    accuracy: pd.DataFrame


def sales_outlook(rows: Rows, last_day: dt.date, ahead: int = AHEAD) -> Outlook | None:
    """What SALESFORECAST says of the months after those complete on `last_day`; None below FEWEST_MONTHS of them."""
    rows = rows.until(last_day)
    days = np.append(rows.days, float(serial(last_day)))  # months without a sale up to then are over too
    series = monthly_series(days, np.append(rows.amounts, 0.0))
    if len(series.values) < FEWEST_MONTHS:
        return None
    made = forecast(series.values, ahead, CONFIDENCE)
    length = len(series.values)
    past = period_start(series.first + np.arange(length), "month")
    return Outlook(
        past=past,
        sold=series.values,
        month=period_start(series.first + length + np.arange(ahead), "month"),
        median=made.median,
        low=made.low,
        high=made.high,
        accuracy=forecast_accuracy(past[-JUDGED_MONTHS:], series.values[-JUDGED_MONTHS:]),
    )
