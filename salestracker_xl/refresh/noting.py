"""The figures of the dashboard of a tracker in a file, noted as a row of its table of snapshots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from salestracker_xl.calendar import serial_moment, spoken_day
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.refresh.difference.standing import cell_name
from salestracker_xl.refresh.plan import Block, Cell, Growth, Plan
from salestracker_xl.refresh.snapshot_row import HEADER, NOTED, TOLD, row_for
from salestracker_xl.refresh.source import Area, CellValue, Source
from salestracker_xl.reviews.tracker_file import wrong_cell

LACKS = Text(
    "{file} has no table of snapshots with a column {title}; give it back its header.",
    "{file} n'a pas de tableau de relevés avec une colonne {title} ; remettez son en-tête.",
)
NO_DAY = Text("the day to note belongs there", "le jour du relevé doit s'y trouver")


class NowhereToNote(SalesTrackerError):
    """A tracker without its table of snapshots, or without one of its columns."""


def plan_snapshot(source: Source) -> Plan:
    """What notes day, filters and figures.

    Raises NowhereToNote where a person took the table or one of its columns away, and WrongCell where the cell of the
    day holds none.
    """
    noted = source.names[NOTED]
    titles, figures = source.values(Area(noted.sheet, noted.top - 1, noted.left, noted.bottom, noted.right))
    name, area = _table(source, str(titles[0]))
    header, *rows = source.values(area)
    places = [_place(source, header, str(title)) for title in titles]
    days = [_day(row[places[0]]) for row in rows]
    day = _day(figures[0])
    if day is None:
        raise wrong_cell(f"{noted.sheet}!{cell_name(noted.top, noted.left)}", figures[0], NO_DAY)
    row = area.top + 1 + row_for(day, days)
    blocks = [
        Block(area.sheet, row, area.left + place, [[_cell(figure)]])
        for place, figure in zip(places, figures, strict=True)
    ]
    growth = [Growth(name, area.sheet, row)] if row > area.bottom else []
    told = TOLD.format(day=spoken_day(day), filters=figures[1])
    return Plan(blocks=blocks, growth=growth, recalculated=(), told=told)


def _table(source: Source, title: str) -> tuple[str, Area]:
    """The table that begins where the name of its header leads."""
    header = source.names.get(HEADER)
    for name, area in source.tables.items():
        if header and (area.sheet, area.top) == (header.sheet, header.top) and area.left <= header.left <= area.right:
            return name, area
    raise NowhereToNote(LACKS.format(file=source.file, title=title))


def _place(source: Source, header: Sequence[CellValue], title: str) -> int:
    if title in header:
        return list(header).index(title)
    raise NowhereToNote(LACKS.format(file=source.file, title=title))


def _day(value: CellValue) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None


def _cell(value: CellValue) -> Cell:
    return serial_moment(value) if isinstance(value, dt.date) else value
