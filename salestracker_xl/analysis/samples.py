"""How many customers stand behind retention and customer value at the end of each month."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salestracker_xl.analysis.purchases import Rows
from salestracker_xl.calendar import from_serial, period_index, period_start, serial
from salestracker_xl.distinct import distinct


@dataclass(frozen=True, slots=True)
class Samples:
    """One entry a month: the customers whose return RETENTION looks at, and all that CLV learns from."""

    retention: np.ndarray
    clv: np.ndarray


def monthly_samples(rows: Rows, months: np.ndarray, as_of: dt.date) -> Samples:
    """Count customers by the end of each month, given by its first day (serial); in the running month, by `as_of`.

    RETENTION looks at those who bought in the month before the last one complete by then.
    """
    bought = rows.purchases
    ends = [min(_month_end(from_serial(start)), as_of) for start in months.tolist()]
    complete = period_index(np.array([serial(end) + 1.0 for end in ends]), "month") - 1
    starts, stops = (np.searchsorted(bought.days, period_start(complete - back, "month")) for back in (1, 0))
    first_days = bought.days[~pd.Series(bought.customers).duplicated().to_numpy()]
    return Samples(
        retention=np.array(
            [distinct(bought.customers[a:b]).size for a, b in zip(starts, stops, strict=True)], dtype=np.int64
        ),
        clv=np.searchsorted(first_days, [serial(end) for end in ends], side="right"),
    )


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
