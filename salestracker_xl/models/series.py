"""Sales as a series of periods: complete, with its trend and its season."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salestracker_xl.calendar import period_index

SEASON = 12  # months


@dataclass(frozen=True, slots=True, eq=False)
class MonthlySeries:
    """Net sales of consecutive complete months.

    Attributes
    ----------
    first : int
        Number of the first month, as `calendar.period_index` counts them.
    values : numpy.ndarray
        (months,) money; 0 in a month without sales.
    """

    first: int
    values: np.ndarray

    @property
    def calendar_months(self) -> np.ndarray:
        """(months,) 0 for January to 11 for December."""
        return (self.first + np.arange(len(self.values))) % SEASON  # numbers count from January 1970

    def latest(self, months: int) -> MonthlySeries:
        """The last months."""
        skipped = len(self.values) - months
        return MonthlySeries(self.first + skipped, self.values[skipped:])


def monthly_series(days: np.ndarray, amounts: np.ndarray) -> MonthlySeries:
    """Add up amounts by calendar month, up to the last month that was over on the latest day.

    Parameters
    ----------
    days, amounts : numpy.ndarray
        (rows,) Excel serial days and money, without blanks and at least one row.
    """
    months = period_index(days, "month")
    after = int(period_index(np.array([np.floor(days.max()) + 1.0]), "month")[0])  # a month is over on its last day
    first = int(months.min())
    seen = months < after
    return MonthlySeries(first, np.bincount(months[seen] - first, amounts[seen], minlength=max(after - first, 0)))


def linear_trend(times: np.ndarray, values: np.ndarray) -> tuple[float, float]:
    """Slope and intercept of the line of least squares.

    >>> linear_trend(np.array([1.0, 2.0, 3.0]), np.array([5.0, 7.0, 9.0]))
    (2.0, 3.0)
    """
    middle = times.mean()
    slope = float(((times - middle) * (values - values.mean())).sum() / ((times - middle) ** 2).sum())
    return slope, float(values.mean() - slope * middle)


def seasonal_indices(series: MonthlySeries) -> np.ndarray:
    """Ratio of each calendar month to a usual one, January first; their mean is 1.

    Classical decomposition: each month against a centred moving average of a year, the median over the years, scaled
    (Hyndman and Athanasopoulos 2021, Forecasting: Principles and Practice, 3rd ed., section 3.4). Needs two full
    seasons; a moving average of 0 or less counts for nothing.

    Returns
    -------
    numpy.ndarray
        (12,) indices; all NaN where a month of the year has no ratio, or no month sells anything.
    """
    values = series.values
    weights = np.full(SEASON + 1, 1 / SEASON)
    weights[[0, -1]] /= 2
    average = np.convolve(values, weights, mode="valid")
    half = SEASON // 2
    inner, months = values[half : half + len(average)], series.calendar_months[half : half + len(average)]
    usable = average > 0
    ratios = inner[usable] / average[usable]
    found = [ratios[months[usable] == month] for month in range(SEASON)]
    indices = np.array([max(np.median(of_month), 0.0) if of_month.size else np.nan for of_month in found])
    usual = indices.mean()
    return indices / usual if usual > 0 else np.full(SEASON, np.nan)
