"""Excel's serial days and the periods they fall in."""

from __future__ import annotations

import datetime as dt

import numpy as np

EXCEL_EPOCH = 25569  # the serial day of 1970-01-01
_PERIOD_UNIT = {"week": "W", "month": "M", "quarter": "M", "year": "Y"}


def serial(day: dt.date) -> int:
    """Excel serial of a calendar day.

    >>> serial(dt.date(2026, 6, 30))
    46203
    """
    return day.toordinal() - 693594


def from_serial(days: float) -> dt.date:
    """Calendar day of an Excel serial; a time of day is dropped.

    >>> from_serial(46203.75)
    datetime.date(2026, 6, 30)
    """
    return dt.date.fromordinal(int(days) + 693594)


def period_index(days: np.ndarray, period: str) -> np.ndarray:
    """Number the period that each serial day falls in; consecutive periods have consecutive numbers.

    `period` is "week" (Monday to Sunday), "month", "quarter" or "year" (calendar). Blanks (NaN) must be left out first.
    """
    dates = (np.floor(days).astype(np.int64) - EXCEL_EPOCH).astype("datetime64[D]")
    if period == "week":
        return (dates.astype(np.int64) + 3) // 7  # 1970-01-01 was a Thursday
    index = dates.astype(f"datetime64[{_PERIOD_UNIT[period]}]").astype(np.int64)
    return index // 3 if period == "quarter" else index
