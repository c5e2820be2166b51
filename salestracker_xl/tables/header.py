"""Where the header of a table stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

import numpy as np

from salestracker_xl.tables import schema, synonyms
from salestracker_xl.tables.day_cells import looks_like_date, months_across
from salestracker_xl.tables.number_cells import looks_like_number
from salestracker_xl.tables.vocabulary import normal

_LOOK_AHEAD = 60  # rows among which the header is searched
_SCHEMAS = (schema.SALES, schema.DEALS, schema.SPEND, schema.TARGETS, schema.CUSTOMERS, schema.ENGAGEMENT)
_WORDS = frozenset(phrase for table in _SCHEMAS for field in table.fields for phrase in field.synonyms) | frozenset(
    synonyms.UNIT_PRICE
    + synonyms.DISCOUNT
    + synonyms.VAT_AMOUNT
    + synonyms.VAT_RATE
    + synonyms.CURRENCY
    + synonyms.ORDER_STATUS
    + synonyms.DOCUMENT_TYPE
    + synonyms.LINE_ID
)

Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, the row in which they stand (None: nowhere) and the row where the data begin."""

    names: tuple[str, ...]
    row: int | None
    first: int
    above: int  # filled rows over the table


def find_header(rows: Sequence[Row]) -> Header:
    """Find the header among the first rows of a file, given without its blank rows.

    The header is the row of words with the most known names of columns, or else a row of months that follow each other,
    as plans have it, or else the first row of words that is as wide as the table and stands above a number or a day. A
    header in two rows, as merged cells give it, is read as one where that makes more names known.
    """
    seen = rows[:_LOOK_AHEAD]
    width = max((_last_filled(row) for row in seen), default=0)
    candidates = [(_known(_names(row)), -i) for i, row in enumerate(seen) if _is_wording(row)]
    best, at = max(candidates, default=(0, 0))
    row = -at if best >= min(2, width) and best > 0 else _row_of_months(seen)
    if row is None:
        row = _first_wording_above_values(seen)
    if row is None:
        return _without_header(seen, width)
    return _two_rows(seen, row, best) or _header(_names(seen[row]), seen, row, row)


def _header(names: Sequence[str], rows: Sequence[Row], row: int, above: int) -> Header:
    """Give the header that ends at `row`, as wide as most rows below it."""
    widths = sorted((_last_filled(data) for data in rows[row + 1 :]), reverse=True)
    usual = widths[len(widths) // 2] if widths else 0
    named = max((place + 1 for place, name in enumerate(names) if name), default=0)
    padded = (*names[:named], *[""] * (usual - named))
    return Header(unique_names(padded), row, row + 1, above)


def _without_header(rows: Sequence[Row], width: int) -> Header:
    first = _first_as_wide(rows)
    return Header(unique_names(("",) * width), None, first, first)


def _names(row: Row) -> tuple[str, ...]:
    return tuple(" ".join((cell or "").split()) for cell in row)


def _known(names: Sequence[str]) -> int:
    return len({normal(name) for name in names} & _WORDS)


def _last_filled(row: Row) -> int:
    return max((i + 1 for i, cell in enumerate(row) if cell and cell.strip()), default=0)


def _filled(row: Row) -> list[str]:
    return [cell for cell in row if cell and cell.strip()]


def _is_wording(row: Row) -> bool:
    return not any(looks_like_number(cell) or looks_like_date(cell) for cell in _filled(row))


def _row_of_months(rows: Sequence[Row]) -> int | None:
    """Find a row of months, each the one after that before it, over a row without days below them."""
    for i, (row, below) in enumerate(pairwise(rows)):
        months = months_across([cell or "" for cell in row])
        follow = np.diff(np.array(list(months.values()), "M8[M]")).astype(int)
        days_below = [place for place in months if place < len(below) and looks_like_date(below[place] or "")]
        if len(months) >= 2 and (follow == 1).all() and not days_below:
            return i
    return None


def _first_wording_above_values(rows: Sequence[Row]) -> int | None:
    """Find the last row of words before the first row that holds a value, if it is as wide as the table."""
    for i, row in enumerate(rows):
        if _filled(row) and not _is_wording(row) and len(_filled(row)) > 1:
            above = i - 1
            return above if above >= 0 and len(_filled(rows[above])) >= max(2, 0.6 * len(_filled(row))) else None
    return None


def _first_as_wide(rows: Sequence[Row]) -> int:
    """Find where the data of a file without header begin: the first row that holds a value and is wide enough."""
    width = max((len(_filled(row)) for row in rows), default=0)
    for i, row in enumerate(rows):
        if not _is_wording(row) and len(_filled(row)) >= max(2, 0.6 * width):
            return i
    return 0


def _two_rows(rows: Sequence[Row], row: int, known: int) -> Header | None:
    """Join the header at `row` with the row above or below it, if that gives more known names than `known`."""
    pairs = [(top, top + 1) for top in (row - 1, row) if top >= 0 and top + 1 < len(rows)]
    for top, bottom in pairs:
        if not (_is_wording(rows[top]) and _is_wording(rows[bottom])):
            continue
        joined = _joined(rows[top], rows[bottom])
        if _known(joined) > known:
            return _header(joined, rows, bottom, top)
    return None


def _joined(top: Row, bottom: Row) -> tuple[str, ...]:
    """Join two rows of a header; a group's name stands over the first of its columns alone."""
    names = []
    group = ""
    for above, below in zip_longest(_names(top), _names(bottom), fillvalue=""):
        group = above or (group if below else "")
        names.append(" ".join(part for part in (group, below) if part))
    return tuple(names)


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """Name blank headers by their place, and number the ones that return."""
    given: dict[str, int] = {}
    unique = []
    for place, name in enumerate(names, start=1):
        name = name or f"column {place}"
        given[name] = given.get(name, 0) + 1
        unique.append(name if given[name] == 1 else f"{name} ({given[name]})")
    return tuple(unique)
