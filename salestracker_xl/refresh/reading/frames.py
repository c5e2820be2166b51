"""The cells of a table as the columns that a reader of files gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from salestracker_xl.calendar import FIRST_SERIAL, LAST_SERIAL, from_serial
from salestracker_xl.language import LANGUAGES, Text
from salestracker_xl.refresh.reading.table_cells import TableCells, is_blank
from salestracker_xl.refresh.reading.wrong_cells import WrongCells
from salestracker_xl.refresh.source import CellValue
from salestracker_xl.tables.answers import answer_of, kind_of
from salestracker_xl.tables.cleaning import clean
from salestracker_xl.tables.reading import in_one_spelling
from salestracker_xl.tables.schema import Field, TableSchema

DATE = Text("type a date", "saisissez une date")
NAME = Text("type a name", "saisissez un nom")
NUMBER = Text("type a number", "saisissez un nombre")
WITHIN = Text("type a number from {lowest} to {highest}", "saisissez un nombre de {lowest} à {highest}")
SHARE = Text("type a share from 0 to 100%", "saisissez une part de 0 à 100 %")
ONE_OF = Text("choose one of: {choices}", "choisissez parmi : {choices}")

_PLAIN = frozenset({int, float, type(None)})


def read_frame(schema: TableSchema, table: TableCells, wrong: WrongCells) -> pd.DataFrame:
    """The columns of a schema out of the cells of its table; what cannot be read is noted as wrong, and blank here."""
    columns = {field.key: _column(field, table, wrong) for field in schema.fields}
    return in_one_spelling(pd.DataFrame(columns, copy=False), schema)


def _column(field: Field, table: TableCells, wrong: WrongCells) -> Any:
    cells = table.cells[field.key]
    if field.kind == "date":
        values, bad = _days(cells, field.grain)
        missing, belongs = np.isnat(values), DATE
    elif field.kind == "text":
        values, bad = _texts(field, cells)
        missing, belongs = np.asarray(pd.isna(values)), _words_of(field) if field.words else NAME
    else:
        values, bad = _numbers(field, cells)
        missing, belongs = np.isnan(values), _number_of(field)
    blanks = np.flatnonzero(missing).tolist() if field.required else []
    for at in sorted({*bad, *blanks}):
        wrong.add(table.place(field.key, at), cells[at], belongs)
    return values


def _days(cells: Sequence[CellValue], grain: str) -> tuple[np.ndarray, list[int]]:
    """Days at midnight, those of a month as its first; and the places of cells that hold none."""
    days: list[Any] = list(cells)
    bad = []
    if not set(map(type, days)) <= {dt.date, type(None)}:
        known = [_day(cell) for cell in days]
        bad = [at for at, (cell, day) in enumerate(zip(days, known, strict=True)) if day is None and not is_blank(cell)]
        days = known
    values = np.array(days, dtype="datetime64[D]")
    return (values.astype("datetime64[M]") if grain == "month" else values).astype("datetime64[us]"), bad


def _day(cell: CellValue) -> dt.date | None:
    if isinstance(cell, dt.date):
        return cell.date() if isinstance(cell, dt.datetime) else cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and FIRST_SERIAL <= cell < LAST_SERIAL + 1:
        return from_serial(cell)
    return None


def _numbers(field: Field, cells: Sequence[CellValue]) -> tuple[np.ndarray, list[int]]:
    numbers: list[Any] = list(cells)
    bad: list[int] = []
    if not set(map(type, numbers)) <= _PLAIN:
        bad = [at for at, cell in enumerate(numbers) if type(cell) not in _PLAIN and not is_blank(cell)]
        numbers = [cell if type(cell) in _PLAIN else None for cell in numbers]
    values = np.array(numbers, dtype=float)
    lowest, highest = (0.0, 1.0) if field.kind == "rate" else field.bounds or (-np.inf, np.inf)
    outside = np.flatnonzero((values < lowest) | (values > highest))
    return values, [*bad, *outside.tolist()]


def _number_of(field: Field) -> Text:
    if field.kind == "rate":
        return SHARE
    if field.bounds is None:
        return NUMBER
    lowest, highest = field.bounds
    return WITHIN.format(lowest=lowest, highest=highest)


def _texts(field: Field, cells: Sequence[CellValue]) -> tuple[Any, list[int]]:
    """Clean texts; of a field with words, their keys, and the places of cells that say none of them."""
    said = list(cells)
    if not set(map(type, said)) <= {str, type(None)}:
        said = [_said(cell) for cell in said]
    texts: Any = clean(pa.array(said, pa.string()))
    if not field.words:
        return pd.array(texts.to_pylist(), dtype="str"), []
    known = {word[language].casefold(): key for key, word in field.words.items() for language in LANGUAGES}
    words = texts.to_pylist()
    keys = [None if word is None else known.get(word.casefold()) or _key_of(field, word) for word in words]
    bad = [at for at, (word, key) in enumerate(zip(words, keys, strict=True)) if word is not None and key is None]
    return pd.array(keys, dtype="str"), bad


def _key_of(field: Field, word: str) -> str | None:
    """The key of a word that is none of the sheet's own."""
    others: Mapping[str, Any] = {"kind": kind_of, "opt_in": answer_of}
    return others[field.key](word) if field.key in others else None


def _words_of(field: Field) -> Text:
    words = field.words.values()
    return ONE_OF.format(choices=Text(", ".join(word.en for word in words), ", ".join(word.fr for word in words)))


def _said(cell: CellValue) -> str | None:
    """A cell as the text that people see in it, as far as that does not depend on its format."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return None if cell is None else str(cell)
