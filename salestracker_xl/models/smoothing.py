"""What sales will be, from exponential smoothing of what they were."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from salestracker_xl.models.proportion import normal_quantile
from salestracker_xl.models.series import SEASON, linear_trend

LEVEL_WEIGHTS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 0.95)
TREND_WEIGHTS = (0.0, 0.02, 0.1, 0.25)  # as a share of the level's weight
SEASON_WEIGHTS = (0.0, 0.05, 0.15, 0.35)
DAMPING = (0.8, 0.9, 0.98)


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """(periods,) median forecasts and the limits between which a period falls with the confidence asked for."""

    median: np.ndarray
    low: np.ndarray
    high: np.ndarray
    is_seasonal: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """The best smoothing found: its weights, the last states, and the variance of its one-step errors."""

    level_weight: float
    trend_weight: float
    season_weight: float
    damping: float
    level: float
    trend: float
    season: np.ndarray
    variance: float


def forecast(values: np.ndarray, periods: int, confidence: float) -> Forecast:
    """Forecast the periods that follow a series by exponential smoothing with a damped trend, and a season of 12.

    The model is ETS(A,Ad,A), without its season below two full ones; where every value is above 0 it works on
    logarithms, so that trend and season multiply and no forecast falls below 0 (Hyndman and Athanasopoulos 2021,
    Forecasting: Principles and Practice, 3rd ed., chapter 8; Gardner and McKenzie 1985 for the damping). The weights
    are those with the least squared one-step errors among a grid. Limits come from the model's forecast variance
    (Hyndman et al. 2008, Forecasting with Exponential Smoothing, table 6.2) and normal errors.

    Parameters
    ----------
    values : numpy.ndarray
        (length,) consecutive periods, oldest first; six at least make sense.
    periods : int
        How many to forecast.
    confidence : float
        Above 0 and below 1.
    """
    in_logs = bool(np.all(values > 0))
    series = np.log(values) if in_logs else np.asarray(values, float)
    season = SEASON if len(series) >= 2 * SEASON else 1
    fit = _best(series, season)
    ahead = np.arange(1, periods + 1)
    damped = np.cumsum(fit.damping**ahead)
    median = fit.level + damped * fit.trend + fit.season[(len(series) + ahead - 1) % season]
    half = normal_quantile(confidence) * np.sqrt(_variances(fit, season, periods))
    bounds = (median, median - half, median + half)
    return Forecast(*(np.exp(bound) if in_logs else bound for bound in bounds), is_seasonal=season > 1)


def _variances(fit: _Fit, season: int, periods: int) -> np.ndarray:
    """Variance of the forecast error 1, 2, ... periods ahead."""
    steps = np.arange(1, periods)
    effect = fit.level_weight + fit.trend_weight * np.cumsum(fit.damping**steps)
    if season > 1:
        effect = effect + np.where(steps % season == 0, fit.season_weight, 0.0)
    return fit.variance * np.concatenate(([1.0], 1 + np.cumsum(effect**2)))


def _best(series: np.ndarray, season: int) -> _Fit:
    """Smooth with every choice of weights at once, and keep the one with the least one-step errors."""
    seasons = SEASON_WEIGHTS if season > 1 else (0.0,)
    choices = np.array(list(product(LEVEL_WEIGHTS, TREND_WEIGHTS, seasons, DAMPING)))
    alpha, beta, gamma, phi = choices[:, 0], choices[:, 0] * choices[:, 1], choices[:, 2], choices[:, 3]
    gamma = gamma * (1 - alpha)
    start_level, start_trend, start_season = _start(series, season)
    level, trend = np.full(len(choices), start_level), np.full(len(choices), start_trend)
    indices = np.tile(start_season, (len(choices), 1))
    squares = np.zeros(len(choices))
    for at, value in enumerate(series.tolist()):
        place = at % season
        error = value - (level + phi * trend + indices[:, place])
        level, trend = level + phi * trend + alpha * error, phi * trend + beta * error
        indices[:, place] += gamma * error
        squares += error**2
    best = int(np.argmin(squares))
    used = 2 + (season > 1) * season + np.count_nonzero((alpha[best], beta[best], gamma[best]))
    return _Fit(
        level_weight=float(alpha[best]),
        trend_weight=float(beta[best]),
        season_weight=float(gamma[best]),
        damping=float(phi[best]),
        level=float(level[best]),
        trend=float(trend[best]),
        season=indices[best],
        variance=float(squares[best] / max(len(series) - used, len(series) / 4)),
    )


def _start(series: np.ndarray, season: int) -> tuple[float, float, np.ndarray]:
    """Level and trend before the first period, and the season.

    Over two seasons the trend is told from their means: a line through them would take part of the season for it.
    """
    head = series[: 2 * season if season > 1 else 8]
    times = np.arange(1, len(head) + 1)
    if season == 1:
        slope, intercept = linear_trend(times, head)
        return intercept, slope, np.zeros(1)
    slope = float(head[season:].mean() - head[:season].mean()) / season
    intercept = float(head.mean() - slope * times.mean())
    rest = head - (intercept + slope * times)
    shape = np.array([rest[place::season].mean() for place in range(season)])
    return intercept, slope, shape - shape.mean()
