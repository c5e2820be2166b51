"""How good the sales forecast would have been, by how far it looks ahead."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from salestracker_xl.metrics.pipeline import forecastaccuracy
from salestracker_xl.models.series import SEASON
from salestracker_xl.models.smoothing import forecast

HORIZONS = (1, 2, 3, 6)  # months ahead
FEWEST_MONTHS = 12  # behind the first forecast: before, there is nothing to learn a year from
CONFIDENCE = 0.8


def forecast_accuracy(months: np.ndarray, revenue: np.ndarray, horizons: Sequence[int] = HORIZONS) -> pd.DataFrame:
    """Forecast every month again from what was known then, and compare with what came.

    The forecast is that of SALESFORECAST, made anew at the end of each month from the twelfth on (a rolling origin:
    Tashman 2000, Out-of-sample tests of forecasting accuracy, International Journal of Forecasting 16). Beside it
    stands the plainest one that knows the season: the same month of the year before (Hyndman and Athanasopoulos 2021,
    Forecasting: Principles and Practice, 3rd ed., section 5.2). Both are judged over the same months.

    Parameters
    ----------
    months : numpy.ndarray
        (n,) consecutive complete months, oldest first, in any form that names them (serials, dates).
    revenue : numpy.ndarray
        (n,) net sales of each.
    horizons : sequence of int
        How many months ahead, each from 1 to 12.

    Returns
    -------
    pandas.DataFrame
        A row a horizon: `forecasts` (how many were judged), `accuracy` (1 - WAPE), `bias` (sum of forecast - actual as
        a share of what came; above 0 the forecast promised too much), `naive_accuracy`, `naive_bias`, and `within`, the
        share of months inside the limits of 80 %; `first` and `last` are the first and the last month judged. NaN
        (and None for the months) where no forecast can be judged.
    """
    revenue = np.asarray(revenue, float)
    longest = max(horizons)
    origins = range(FEWEST_MONTHS, len(revenue))
    made = [forecast(revenue[:origin], longest, CONFIDENCE) for origin in origins]
    rows = []
    for ahead in horizons:
        judged = [(origin + ahead - 1, past) for origin, past in zip(origins, made, strict=True)]
        judged = [(at, past) for at, past in judged if at < len(revenue)]
        places = np.array([at for at, _ in judged], dtype=int)
        actual = revenue[places]
        told = np.array([past.median[ahead - 1] for _, past in judged])
        low, high = (np.array([getattr(past, end)[ahead - 1] for _, past in judged]) for end in ("low", "high"))
        naive = revenue[places - SEASON]
        rows.append(
            {
                "forecasts": len(judged),
                "accuracy": _accuracy(told, actual),
                "bias": _bias(told, actual),
                "naive_accuracy": _accuracy(naive, actual),
                "naive_bias": _bias(naive, actual),
                "within": float(((low <= actual) & (actual <= high)).mean()) if judged else np.nan,
                "first": months[places[0]] if judged else None,
                "last": months[places[-1]] if judged else None,
            }
        )
    return pd.DataFrame(rows, index=pd.Index(horizons, name="months_ahead"))


def _accuracy(told: np.ndarray, actual: np.ndarray) -> float:
    return forecastaccuracy(told, actual) if np.any(actual != 0) else np.nan


def _bias(told: np.ndarray, actual: np.ndarray) -> float:
    came = float(np.abs(actual).sum())
    return float((told - actual).sum()) / came if came else np.nan
