"""Where a snapshot is noted: the names that lead there, and the row of its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from salestracker_xl.language import Text

NOTED = "st_snapshot"  # what is noted: the day first, then the filters, under the titles of the columns
HEADER = "st_table_history"  # of the table that they are noted in
TOLD = Text("Snapshot of {day} noted: {filters}.", "Relevé du {day} noté : {filters}.")  # the add-in says it too


def row_for(day: dt.date, days: Sequence[dt.date | None]) -> int:
    """The row of that day among those of the table, counted from 0; else the first without one, else a new one.

    >>> monday, tuesday = dt.date(2026, 6, 29), dt.date(2026, 6, 30)
    >>> row_for(tuesday, [monday, None, tuesday]), row_for(tuesday, [monday, None]), row_for(tuesday, [monday])
    (2, 1, 1)
    """
    if day in days:
        return list(days).index(day)
    return next((row for row, noted in enumerate(days) if noted is None), len(days))
