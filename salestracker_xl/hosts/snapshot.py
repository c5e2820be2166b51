"""The figures of the dashboard at this moment, as a row of the table of snapshots in an open workbook.

The add-in has the same in VBA (`classic/vba/SalesTrackerSnapshot.bas`), which needs no Python to be there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salestracker_xl.calendar import spoken_day
from salestracker_xl.hosts.actions import Click, NotHere, Outcome
from salestracker_xl.hosts.agenda import FIRST_DAY, cell, day_in
from salestracker_xl.hosts.ribbon import ribbon
from salestracker_xl.refresh.entering import entered
from salestracker_xl.refresh.snapshot_row import HEADER, NOTED, TOLD, row_for

SHEETS = ("history", "calc")


def take_snapshot(click: Click) -> Outcome:
    """Note day, filters and figures in the open workbook, with as little to import as xlwings Lite can carry."""
    noted, header = cell(click.book, NOTED), cell(click.book, HEADER)
    figures, titles = _row(noted), _row(noted.offset(-1, 0))
    day = day_in(figures[0])
    if day is None:
        raise NotHere(ribbon().says["not_a_tracker"])
    table = _table(header)
    rows = _rows(table.range)
    places = [_place(rows[0], str(title)) for title in titles]
    days = [day_in(row[places[0]]) for row in rows[1:]]
    row = 1 + row_for(day, days)
    first = header.sheet[table.range.row - 1, table.range.column - 1]
    if row == len(rows):
        table.resize(first.resize(len(rows) + 1, len(rows[0])))
    for place, figure in zip(places, [(day - FIRST_DAY).days, *figures[1:]], strict=True):
        first.offset(row, place).value = entered(figure)
    return Outcome(TOLD.format(day=spoken_day(day), filters=figures[1]))


def _table(header: Any) -> Any:
    """The table that a cell of a header belongs to."""
    for table in header.sheet.tables:
        cells = table.range
        if cells.row == header.row and cells.column <= header.column < cells.column + cells.shape[1]:
            return table
    raise NotHere(ribbon().says["not_a_tracker"])


def _place(header: Sequence[Any], title: str) -> int:
    """Where a column stands now, counted from 0. Raises NotHere where a person took it away."""
    if title in header:
        return list(header).index(title)
    raise NotHere(ribbon().says["no_column"].format(column=title))


def _row(cells: Any) -> list[Any]:
    return _rows(cells)[0]


def _rows(cells: Any) -> list[list[Any]]:
    return cells.options(ndim=2).value
