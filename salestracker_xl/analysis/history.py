"""Retention and customer value, seen again at the end of each month."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

import numpy as np

from salestracker_xl.analysis.purchases import Rows
from salestracker_xl.calendar import serial
from salestracker_xl.metric import MetricError
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.models.clv import lifetime_values
from salestracker_xl.models.purchases import summarise

MONTHS = 25  # of a whole fiscal year that ended, the year before ended two years ago


@dataclass(frozen=True, slots=True)
class History:
    """One entry a month, oldest first: first day of the month (serial), retention and CLV, NaN where there is none."""

    month: np.ndarray
    retention: np.ndarray
    clv: np.ndarray


def monthly_history(rows: Rows, as_of: dt.date, months: int = MONTHS) -> History:
    """What RETENTION and CLV gave on the rows up to the end of each month; in the running month, up to `as_of`."""
    starts = [_months_before(as_of, back) for back in range(months - 1, -1, -1)]
    ends = [min(start.replace(day=calendar.monthrange(start.year, start.month)[1]), as_of) for start in starts]
    return History(
        month=np.array([float(serial(start)) for start in starts]),
        retention=np.array([_retention(rows.until(end), end) for end in ends]),
        clv=np.array([_clv(rows.until(end)) for end in ends]),
    )


def _retention(rows: Rows, end: dt.date) -> float:
    bought = rows.since(_months_before(end, 2)).purchases  # the two months that are compared lie within
    try:
        return REGISTRY["RETENTION"].compute(bought.customers, bought.days, "month", float(serial(end)))
    except MetricError:
        return np.nan


def _clv(rows: Rows) -> float:
    try:
        return float(lifetime_values(summarise(rows.customers, rows.days, rows.amounts)).clv.mean())
    except MetricError:
        return np.nan


def _months_before(day: dt.date, back: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return dt.date(year, month + 1, 1)
