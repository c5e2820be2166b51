"""The columns of a table that was read, as a sheet shows them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow as pa

from salestracker_xl.language import Language
from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.schema import Field, TableSchema
from salestracker_xl.workbook.table import TableColumn, serials

STYLES = {"date": ("date", "left"), "money": ("money", "fit"), "number": ("number",), "rate": ("rate_whole",)}
WIDTHS = {"date": 13.0, "money": 15.0, "number": 11.0, "rate": 12.0, "text": 20.0}
SENTENCE_WIDTHS = {"name": 34.0, "customer": 26.0}  # fields whose texts are long
BOLD_LETTER, BUTTON, CHARACTER = 6.4, 20, 7  # pixels
RIGHT_ALIGNED = frozenset({"money", "number", "rate"})


def reading_columns(schema: TableSchema, reading: Reading | None, language: Language) -> list[TableColumn]:
    """One table column for each field of the schema, its words said in `language`; without a reading, empty ones."""
    return frame_columns(
        schema, reading.frame if reading is not None else pd.DataFrame(columns=list(schema.keys)), language
    )


def frame_columns(schema: TableSchema, frame: pd.DataFrame, language: Language) -> list[TableColumn]:
    """One table column for each field of the schema, from a frame that has them all."""
    neighbours = zip((None, *schema.fields), schema.fields, strict=False)
    return [_column(field, pd.Series(frame[field.key]), left, language) for left, field in neighbours]


def long_columns(schema: TableSchema, frame: pd.DataFrame, language: Language) -> list[TableColumn]:
    """The same for a frame of very many rows: texts come as arrays of Arrow."""
    bare = frame_columns(schema, pd.DataFrame(frame.head(0)), language)
    pairs = zip(schema.fields, bare, strict=True)
    return [replace(column, values=_long(field, pd.Series(frame[field.key]), language)) for field, column in pairs]


def _long(field: Field, series: pd.Series, language: Language):
    if field.kind != "text" or (field.words and series.notna().any()):
        return _values(field, series, language)
    return text_array(series)


def text_array(names: pd.Series) -> pa.Array:
    """Texts as one array of Arrow, blank ones as null."""
    array: Any = pa.array(names.astype("str"), pa.large_string(), from_pandas=True)  # as pandas has them: no copy
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _column(field: Field, series: pd.Series, left: Field | None, language: Language) -> TableColumn:
    """A column; beside figures, which end at its border, a text or a date is set off."""
    styles = STYLES.get(field.kind, ())
    if left is not None and left.kind in RIGHT_ALIGNED and field.kind not in RIGHT_ALIGNED:
        styles = tuple(dict.fromkeys((*styles, "left", "inset")))
    width = max(SENTENCE_WIDTHS.get(field.key, WIDTHS[field.kind]), header_width(field.label[language]))
    return TableColumn(field.key, field.label, _values(field, series, language), styles, width)


def header_width(label: str) -> float:
    """Width in characters of a column whose header stands in one line beside the button of its filter.

    >>> header_width("Date"), header_width("Première réponse")
    (7, 18)
    """
    return math.ceil((len(label) * BOLD_LETTER + BUTTON) / CHARACTER)


def _values(field: Field, series: pd.Series, language: Language):
    if field.kind == "date":
        return serials(series.to_numpy())
    if field.kind == "text":
        said = {key: phrase[language] for key, phrase in field.words.items()}
        cells = series.astype(object)
        return [None if cell is None or cell != cell else said.get(cell, str(cell)) for cell in cells]
    return series.to_numpy(dtype=float, na_value=float("nan"))
