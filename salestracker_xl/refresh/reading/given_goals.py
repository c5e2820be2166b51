"""Goals that people gave, apart from those that the tracker proposes."""

from __future__ import annotations

import datetime as dt

import numpy as np

from salestracker_xl.refresh.reading.table_cells import TableCells, is_blank
from salestracker_xl.refresh.source import Source
from salestracker_xl.tables.tracker import Tracker

CENT = 0.005


def are_proposed(source: Source, table: TableCells, tracker: Tracker, growth: float) -> bool:
    """Whether all goals of a tracker that was built without any are still those that it proposes.

    Formulas tell where the source knows them; else the proposals are worked out again.
    """
    amounts = table.cells["amount"]
    if any(not is_blank(rep) for rep in table.cells["rep"]):
        return False
    formulas = source.formulas(table.area.sheet)
    if formulas:
        col = table.columns["amount"]
        return all(
            (int(row), col) in formulas for row, cell in zip(table.rows, amounts, strict=True) if not is_blank(cell)
        )
    pairs = zip(table.cells["month"], amounts, strict=True)
    return all(is_blank(amount) or _agrees(amount, month, tracker, growth) for month, amount in pairs)


def _agrees(amount: object, month: object, tracker: Tracker, growth: float) -> bool:
    if not (isinstance(month, dt.date) and isinstance(amount, int | float)):
        return False
    return abs(amount - _proposal(month, tracker, growth)) < CENT


def _proposal(month: dt.date, tracker: Tracker, growth: float) -> float:
    """The month of the year before plus the growth; of two years before with twice the growth until that is over."""
    asked = np.datetime64(month, "M")
    years = 1 if asked - 12 + 1 <= np.datetime64(tracker.last_day + dt.timedelta(days=1), "M") else 2
    sales = tracker.sales.frame
    within = sales["date"].to_numpy().astype("datetime64[M]") == asked - 12 * years
    sold = float(np.sum(sales["amount"].to_numpy(float)[within]))
    return max(sold, 0.0) * (1 + growth) ** years
