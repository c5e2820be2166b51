"""The columns of a table that was read, as a sheet shows them."""

from __future__ import annotations

import pandas as pd

from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.schema import Field, TableSchema
from salestracker_xl.workbook.table import TableColumn, serials

STYLES = {"date": ("date", "left"), "money": ("money",), "number": ("number",), "rate": ("rate_whole",)}
WIDTHS = {"date": 13.0, "money": 15.0, "number": 11.0, "rate": 12.0, "text": 20.0}
SENTENCE_WIDTHS = {"name": 34.0, "customer": 26.0}  # fields whose texts are long
RIGHT_ALIGNED = frozenset({"money", "number", "rate"})


def reading_columns(schema: TableSchema, reading: Reading | None) -> list[TableColumn]:
    """One table column for each field of the schema; without a reading, empty ones to type in."""
    frame = reading.frame if reading is not None else pd.DataFrame(columns=list(schema.keys))
    neighbours = zip((None, *schema.fields), schema.fields, strict=False)
    return [_column(field, pd.Series(frame[field.key]), left) for left, field in neighbours]


def _column(field: Field, series: pd.Series, left: Field | None) -> TableColumn:
    """A column; beside figures, which end at its border, a text or a date is set off."""
    styles = STYLES.get(field.kind, ())
    if left is not None and left.kind in RIGHT_ALIGNED and field.kind not in RIGHT_ALIGNED:
        styles = tuple(dict.fromkeys((*styles, "left", "inset")))
    width = SENTENCE_WIDTHS.get(field.key, WIDTHS[field.kind])
    return TableColumn(field.key, field.label, _values(field, series), styles, width)


def _values(field: Field, series: pd.Series):
    if field.kind == "date":
        return serials(series.to_numpy())
    if field.kind == "text":
        return [None if value is None or value != value else str(value) for value in series.astype(object)]
    return series.to_numpy(dtype=float, na_value=float("nan"))
