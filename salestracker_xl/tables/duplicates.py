"""Rows that stand in the files twice.

Within one file, a line equal to an earlier one in every column is a copy only where two such lines are impossible:
where a column numbers the lines, or where every order of the file stands on a single line. Otherwise two equal lines
are two sales, two units of one article on one order, and both are kept. Lines without an order id are always kept.

Between files, a row is a copy of one in an earlier file when it has the same order id and the same content; if the
earlier file has it twice, so may the later one before its rows count as new. A file that is equal to an earlier one to
the byte is a copy as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from salestracker_xl.distinct import distinct
from salestracker_xl.tables import kernels, notes, synonyms
from salestracker_xl.tables.draft import Draft
from salestracker_xl.tables.rejects import ALREADY_READ, DUPLICATE, SAME_CUSTOMER, Ledger


def reject_copies(draft: Draft, ledger: Ledger) -> None:
    """Reject the lines of one file that can only be copies of earlier lines of it."""
    header = draft.header_of(draft.schema.identity or "")
    if header is None:
        return
    orders = draft.codes(header)
    several = np.bincount(orders[orders >= 0])[orders] > 1 if (orders >= 0).any() else np.zeros(len(orders), bool)
    suspects = np.flatnonzero(several & (orders >= 0) & ledger.open)
    first = _first_equal(draft, suspects)
    copies = suspects[first != suspects]
    if not len(copies):
        return
    if not (_lines_are_numbered(draft) or _one_line_an_order(orders, suspects, first)):
        draft.notes.append(notes.equal_lines(len(copies)))
        return
    originals = draft.grid.lines[first[first != suspects]]
    ledger.reject_each(copies, header, [DUPLICATE.format(line=line) for line in originals.tolist()])


def _first_equal(draft: Draft, rows: np.ndarray) -> np.ndarray:
    """Give, for each of the rows, the first of them that is equal to it in every column."""
    first = rows.copy()
    alike = np.arange(len(rows))  # places in `rows` that still have an equal
    groups = np.zeros(len(rows), np.int64)
    for column in draft.grid.columns:
        codes = kernels.codes(column.text.take(pa.array(rows[alike])))
        groups, _ = pd.factorize(groups * (codes.max(initial=-1) + 2) + codes + 1)
        several = np.bincount(groups)[groups] > 1 if len(groups) else groups.astype(bool)
        alike, groups = alike[several], groups[several]
    _, places, groups = np.unique(groups, return_index=True, return_inverse=True)
    first[alike] = rows[alike[places]][groups]
    return first


def _lines_are_numbered(draft: Draft) -> bool:
    column = draft.find(synonyms.LINE_ID)
    return column is not None and bool(column.filled.mean() > 0.9)


def _one_line_an_order(orders: np.ndarray, suspects: np.ndarray, first: np.ndarray) -> bool:
    firsts = orders[suspects[first == suspects]]
    return len(distinct(firsts)) == len(firsts)


def reject_repeated(files: Sequence[tuple[Draft, Ledger, pd.DataFrame]], key: str) -> None:
    """Reject the rows whose name under `key` a good row before them has, in the same file or in an earlier one."""
    seen: dict[str, tuple[str, int]] = {}
    for draft, ledger, frame in files:
        rows = np.flatnonzero(ledger.open)
        names = frame[key].iloc[rows].str.lower()
        again = (names.duplicated() | names.isin(list(seen))).to_numpy()
        for name, line in zip(names[~again], draft.grid.lines[rows[~again]].tolist(), strict=True):
            seen[name] = (draft.grid.name, line)
        firsts = [seen[name] for name in names[again]]
        ledger.reject_each(
            rows[again], draft.header_of(key), [SAME_CUSTOMER.format(file=file, line=line) for file, line in firsts]
        )


class EarlierRows:
    """The rows with an order id that earlier files gave, by their content."""

    def __init__(self, identity: str) -> None:
        self._identity = identity
        self._files: list[tuple[str, np.ndarray, np.ndarray]] = []

    def reject_copies(self, draft: Draft, ledger: Ledger, frame: pd.DataFrame) -> None:
        """Reject the rows of a file (`frame`, one row each) that earlier files gave, and remember the others."""
        rows = np.flatnonzero(ledger.open & frame[self._identity].notna().to_numpy())
        content = _content(frame.iloc[rows])
        orders = _hashes(frame[[self._identity]].iloc[rows]).to_numpy()
        header = draft.header_of(self._identity)
        for file, known, _ in self._files:
            ledger.reject(rows[np.isin(content, known)], header, ALREADY_READ.format(file=file))
        fresh = ledger.open[rows]
        for file, _, known in self._files:
            changed = int((np.isin(orders, known) & fresh).sum())
            if changed:
                draft.notes.append(notes.changed_orders(changed, file))
        self._files.append((draft.grid.name, content, orders))


def _content(rows: pd.DataFrame) -> np.ndarray:
    """Give a number for the content of each row, another one for each time that the content returns."""
    hashes = _hashes(rows)
    times = hashes.groupby(hashes).cumcount().to_numpy(np.uint64)
    return hashes.to_numpy() + times * np.uint64(0x9E3779B97F4A7C15)


def _hashes(rows: pd.DataFrame) -> pd.Series:
    return pd.util.hash_pandas_object(rows, index=False)  # pyright: ignore[reportAttributeAccessIssue]
