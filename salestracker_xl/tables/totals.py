"""Lines of a file that add up or announce other lines."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from salestracker_xl.tables import kernels, notes
from salestracker_xl.tables.day_cells import looks_like_date
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.number_cells import looks_like_number
from salestracker_xl.tables.rejects import HEADING, TOTAL_LINE, Ledger

# at the start of a cell; RE2 reads it
TOTAL = r"(?i)^\W*(?:(?:grand|sub|sous|net|overall|running)?[\s-]*(?:total|totals|totaux)|somme|sum)(?:\W|$)"


def is_total(cell: str) -> bool:
    """Tell whether a cell announces a total.

    >>> is_total("Grand Total"), is_total("Total 2026"), is_total("Totally Ltd")
    (True, True, False)
    """
    return bool(kernels.matches(kernels.texts([cell]), TOTAL)[0])


def reject_totals(draft: Draft, ledger: Ledger, suspects: np.ndarray) -> None:
    """Reject the total lines and headings among the suspect rows: those without a date or without a customer.

    A total line is known by its words alone, never by its amount; a heading or note by being a single filled cell.
    """
    rows = np.flatnonzero(suspects)
    if not len(rows):
        return
    found = np.zeros(len(rows), bool)
    for column in draft.grid.columns:
        hits = kernels.matches(column.text.take(pa.array(rows)), TOTAL) & ~found
        if hits.any():
            ledger.reject(rows[hits], column.header, TOTAL_LINE)
            found |= hits
    _reject_headings(draft, ledger, rows[~found])
    if found.any():
        draft.notes.append(notes.total_lines(int(found.sum())))


def reject_named_totals(draft: Draft, ledger: Ledger, key: str | None) -> None:
    """Reject the lines of a plan on which a total stands where a name belongs, or beside a name that is blank."""
    if key is None:
        return
    header, count = draft.header_of(key), 0
    nameless = ~draft.grid.column(header).filled if header else np.ones(len(draft.grid), bool)
    for column in draft.grid.columns:
        found = kernels.matches(column.text, TOTAL) & (nameless | (column.header == header))
        if found.any():
            ledger.reject(found, column.header, TOTAL_LINE)
            count += int(found.sum())
    if count:
        draft.notes.append(notes.total_lines(count))


def _reject_headings(draft: Draft, ledger: Ledger, rows: np.ndarray) -> None:
    alone = rows[draft.grid.filled_cells(rows) == 1] if len(draft.grid.columns) > 2 else rows[:0]
    for column in draft.grid.columns:
        here = column.text.take(pa.array(alone)).to_pylist()
        wording = [bool(cell) and not looks_like_number(cell) and not looks_like_date(cell) for cell in here]
        ledger.reject(alone[wording], column.header, HEADING)
