"""Lines of an order that leave out what its first line says, as Odoo exports them."""

from __future__ import annotations

import numpy as np

from salestracker_xl.tables import kernels, notes
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.totals import TOTAL

_OF_ORDERS = ("order_id", "date", "customer")
_OF_LINES = ("product", "quantity")


def carry_orders_down(draft: Draft) -> None:
    """Write number, day, customer and whatever else only the first line of an order tells beside its other lines.

    It is done where no order number returns, where number, day and customer are blank on the same rows alone, and
    where each of these rows has an amount and a product or a quantity: a list in which a cell was forgotten is left
    as it is.
    """
    continued = _continued(draft)
    if continued is None or not continued.any():
        return
    grid = draft.grid
    above = np.maximum.accumulate(np.where(continued, -1, np.arange(len(grid))))
    told_once = [column for column in grid.columns if not column.filled[continued].any()]
    draft.grid = grid.with_columns(
        *(column.filled_from(column.take(np.where(continued, above, -1))) for column in told_once)
    )
    draft.notes.append(notes.lines_of_orders(int(continued.sum())))


def _continued(draft: Draft) -> np.ndarray | None:
    """Find the rows that go on with the order above them; None where the file is not written so."""
    headers = {key: header for key in (*_OF_ORDERS, *_OF_LINES, "amount") if (header := draft.header_of(key))}
    if not headers.keys() >= {*_OF_ORDERS, "amount"} or headers.keys().isdisjoint(_OF_LINES) or not len(draft.grid):
        return None
    columns = {key: draft.grid.column(header) for key, header in headers.items()}
    told = [columns[key].filled for key in _OF_ORDERS]
    first = np.logical_and.reduce(told)
    partly = np.logical_or.reduce(told) & ~first
    numbers = columns["order_id"].text.drop_null()
    if not first[0] or partly.any() or len(numbers.unique()) < len(numbers):
        return None
    of_lines = [columns[key] for key in _OF_LINES if key in columns]
    totals = np.logical_or.reduce([kernels.matches(column.text, TOTAL) for column in of_lines])
    named = np.logical_or.reduce([column.filled for column in of_lines])
    return ~first & columns["amount"].filled & named & ~totals
