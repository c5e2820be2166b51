"""A tracker read back from its workbook, so that it can be made anew with all that people typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from salestracker_xl.calendar import serial
from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Language, Text
from salestracker_xl.refresh.reading.file_rows import listed_rejects, reading_of
from salestracker_xl.refresh.reading.found import Found, TablePlace
from salestracker_xl.refresh.reading.frames import read_frame
from salestracker_xl.refresh.reading.given_goals import are_proposed
from salestracker_xl.refresh.reading.table_cells import TableCells, is_blank, table_cells
from salestracker_xl.refresh.reading.told_customers import note_repeated, told_rows
from salestracker_xl.refresh.reading.typed_cells import (
    as_value,
    read_selection,
    read_settings,
    typed_cells,
    yellow_cells,
)
from salestracker_xl.refresh.reading.wrong_cells import WrongCells
from salestracker_xl.refresh.source import CellValue
from salestracker_xl.refresh.source import Source as Workbook
from salestracker_xl.reviews.identity import IDENTITY
from salestracker_xl.reviews.tracker_file import no_tracker
from salestracker_xl.tables.reading import Reading, Source
from salestracker_xl.tables.schema import CUSTOMERS, DEALS, ENGAGEMENT, SALES, SPEND, TARGETS, TableSchema
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook import memory, options
from salestracker_xl.workbook.days_off import public_holidays
from salestracker_xl.workbook.spoken import spoken
from salestracker_xl.workbook.summary import ROOM
from salestracker_xl.workbook.typed import FILLED, MADE, Typed
from salestracker_xl.workbook.values import Value

SCHEMAS = (SALES, DEALS, SPEND, TARGETS, ENGAGEMENT, CUSTOMERS)
REJECTS, HOLIDAYS = "rejects", "holidays"


class AddedUp(SalesTrackerError):
    """A tracker whose sheet holds its sales added up, so that they cannot be read back one by one."""


class NothingSold(SalesTrackerError):
    """A tracker without a single sale left."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    """What a tracker remembers of its build."""

    properties: Mapping[str, str]
    tables: Mapping[str, memory.TableMemory]
    sources: Sequence[memory.SourceMemory]
    proposed: Mapping[str, Value]

    def sources_of(self, schema: TableSchema) -> list[Source]:
        return [entry.source for entry in self.sources if entry.table == schema.key]


def read_back(workbook: Workbook) -> Found:
    """Read a tracker out of its workbook.

    Raises NotATracker, AddedUp, NothingSold, LostTable, LostColumn, and WrongCell for cells that cannot be read, five
    at most.
    """
    built = _remembered(workbook)
    _check_rows(workbook, built.sources_of(SALES))
    asked, wrong = options.read_properties(built.properties), WrongCells()
    tables = {schema.key: table_cells(workbook, built.tables[schema.key], schema.keys) for schema in SCHEMAS}
    frames = {schema.key: read_frame(schema, tables[schema.key], wrong) for schema in SCHEMAS if schema is not TARGETS}
    if not len(frames[SALES.key]):
        raise NothingSold(
            Text("{file} has no sale left.", "{file} ne contient plus aucune vente.").format(file=workbook.file)
        )
    note_repeated(frames[CUSTOMERS.key], tables[CUSTOMERS.key], wrong)
    cells = yellow_cells(workbook)
    settings = read_settings(workbook, cells, wrong)
    wrong.settle()
    reader = _Reader(built, tables, _rejects(workbook, built, asked.language), asked.language)
    tracker = Tracker(
        sales=reader.sales(frames[SALES.key]),
        deals=reader.reading(DEALS, frames[DEALS.key]),
        spend=reader.reading(SPEND, frames[SPEND.key]),
        engagement=reader.reading(ENGAGEMENT, frames[ENGAGEMENT.key]),
        language=asked.language,
        currency=asked.currency,
        fiscal_start=settings.fiscal_start,
        as_of=settings.fixed_day,
        country=asked.country,
        title=asked.title,
        sector=asked.sector,
    )
    tracker = replace(tracker, customers=reader.customers(frames[CUSTOMERS.key], tracker))
    tracker = replace(tracker, targets=_targets(workbook, reader, tracker, cells.get("growth")))
    return Found(
        tracker=tracker,
        typed=Typed(_cells(workbook, cells, built), _tables(workbook, built, tracker)),
        selection=read_selection(cells, asked.language),
        identity=built.properties[IDENTITY],
        options=asked,
        places={key: TablePlace(table.area, table.columns, reader.rows[key]) for key, table in tables.items()},
    )


class _Reader:
    """Makes readings of the frames of the tables, and keeps the rows of the sheet behind them."""

    def __init__(
        self,
        built: _Remembered,
        tables: Mapping[str, TableCells],
        rejects: Mapping[str, pd.DataFrame],
        language: Language,
    ) -> None:
        self._built = built
        self.tables = tables
        self._rejects = rejects
        self._language: Language = language
        self.rows = {key: table.rows for key, table in tables.items()}

    def sales(self, frame: pd.DataFrame) -> Reading:
        return self._reading(SALES, frame)

    def reading(self, schema: TableSchema, frame: pd.DataFrame) -> Reading | None:
        """The reading of a table; None of one that nobody gave and nobody typed into."""
        return self._reading(schema, frame) if len(frame) or self._built.sources_of(schema) else None

    def customers(self, frame: pd.DataFrame, tracker: Tracker) -> Reading | None:
        sources = self._built.sources_of(CUSTOMERS)
        given = {key for source in sources for key in source.mapping}
        return self.reading(CUSTOMERS, told_rows(frame, tracker, given, sum(source.accepted for source in sources)))

    def has_sources(self, schema: TableSchema) -> bool:
        return bool(self._built.sources_of(schema))

    def _reading(self, schema: TableSchema, frame: pd.DataFrame) -> Reading:
        self.rows[schema.key] = rows = self.tables[schema.key].rows[frame.index.to_numpy()]
        sources, listed = self._built.sources_of(schema), self._rejects[schema.key]
        return reading_of(schema, frame.reset_index(drop=True), rows, sources, listed, self._language)


def _targets(workbook: Workbook, reader: _Reader, tracker: Tracker, growth: Value) -> Reading | None:
    """The goals, as long as somebody gave them: in a file, or by typing over those that were proposed."""
    table = reader.tables[TARGETS.key]
    if not reader.has_sources(TARGETS):
        if are_proposed(workbook, table, tracker, float(growth) if isinstance(growth, int | float) else 0.0):
            return None
        table = table.where([not is_blank(amount) for amount in table.cells["amount"]])
    wrong = WrongCells()
    frame = read_frame(TARGETS, table, wrong)
    wrong.settle()
    frame.index = pd.Index(np.flatnonzero(np.isin(reader.tables[TARGETS.key].rows, table.rows)))
    return reader.reading(TARGETS, frame)


def _cells(workbook: Workbook, cells: Mapping[str, Value], built: _Remembered) -> Mapping[str, Value]:
    """What was typed into yellow cells, and the day on which the tracker was first made."""
    [[made]] = workbook.values(workbook.names[f"st_{MADE}"])
    return {**typed_cells(cells, built.proposed), MADE: as_value(made)}


def _tables(workbook: Workbook, built: _Remembered, tracker: Tracker) -> Mapping[str, Mapping[str, Sequence[Value]]]:
    """The rows that people left in the tables that are theirs; holidays only where somebody changed some."""
    tables = {key: table_cells(workbook, built.tables[key], columns) for key, columns in FILLED.items()}
    rows = {
        key: {column: [as_value(cell) for cell in table.cells[column]] for column in FILLED[key]}
        for key, table in tables.items()
    }
    if _are_proposed(list(zip(rows[HOLIDAYS]["day"], rows[HOLIDAYS]["name"], strict=True)), tracker):
        del rows[HOLIDAYS]  # so that further years follow as time goes by
    return rows


def _are_proposed(holidays: Sequence[tuple[Value, Value]], tracker: Tracker) -> bool:
    """Whether holidays are those of the tracker's country, from the first of them to the last."""
    proposed: list[tuple[Value, Value]] = [(serial(day), name) for day, name in public_holidays(tracker)]
    if holidays and holidays[0] in proposed:
        first = proposed.index(holidays[0])
        return list(holidays) == proposed[first : first + len(holidays)]
    return not holidays and not proposed


def _remembered(workbook: Workbook) -> _Remembered:
    def cells(name: str) -> list[CellValue]:
        return [cell for (cell,) in workbook.values(workbook.names[name])]

    try:
        return _Remembered(
            memory.read_properties(cells(memory.PROPERTIES)),
            memory.read_tables(cells(memory.TABLES)),
            memory.read_sources(cells(memory.SOURCES)),
            memory.read_proposed(cells(memory.PROPOSED)),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise no_tracker(Path(workbook.file)) from error


def _check_rows(workbook: Workbook, sources: Sequence[Source]) -> None:
    rows = sum(source.accepted for source in sources)
    if rows > ROOM:
        raise AddedUp(
            Text(
                "{file} holds its {rows} sales added up by month, since no sheet of Excel has room for all of them; "
                "build it anew from all exports.",
                "{file} contient ses {rows} ventes cumulées par mois, faute de place sur une feuille Excel ; "
                "reconstruisez-le à partir de tous les exports.",
            ).format(file=workbook.file, rows=spoken(rows))
        )


def _rejects(workbook: Workbook, built: _Remembered, language: Language) -> Mapping[str, pd.DataFrame]:
    table = table_cells(workbook, built.tables[REJECTS]) if REJECTS in built.tables else None
    return listed_rejects(table, SCHEMAS, language)
