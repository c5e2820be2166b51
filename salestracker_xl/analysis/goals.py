"""Which months a proposal of goals covers."""

from __future__ import annotations

import datetime as dt

YEARS = 2  # the running fiscal year, and the next one to plan


def proposed_months(last_day: dt.date, fiscal_start: int) -> list[dt.date]:
    """First days of the months of the fiscal year that holds `last_day` and of the next one.

    `fiscal_start` is the month, 1 to 12, in which a fiscal year begins.

    >>> months = proposed_months(dt.date(2026, 2, 10), fiscal_start=4)
    >>> months[0], months[-1], len(months)
    (datetime.date(2025, 4, 1), datetime.date(2027, 3, 1), 24)
    """
    first = last_day.year * 12 + last_day.month - 1 - (last_day.month - fiscal_start) % 12
    return [dt.date(month // 12, month % 12 + 1, 1) for month in range(first, first + 12 * YEARS)]
