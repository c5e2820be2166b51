"""The columns of a table that was read, as a sheet shows them."""

from __future__ import annotations

import pandas as pd

from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.schema import Field, TableSchema
from salestracker_xl.workbook.table import TableColumn, serials

STYLES = {"date": ("date", "left"), "money": ("money",), "number": ("number",), "rate": ("rate_whole",)}
WIDTHS = {"date": 13.0, "money": 15.0, "number": 11.0, "rate": 12.0, "text": 20.0}


def reading_columns(schema: TableSchema, reading: Reading | None) -> list[TableColumn]:
    """One table column for each field of the schema; without a reading, empty ones to type in."""
    frame = reading.frame if reading is not None else pd.DataFrame(columns=list(schema.keys))
    return [_column(field, pd.Series(frame[field.key])) for field in schema.fields]


def _column(field: Field, series: pd.Series) -> TableColumn:
    styles = STYLES.get(field.kind, ())
    return TableColumn(field.key, field.label, _values(field, series), styles, WIDTHS[field.kind])


def _values(field: Field, series: pd.Series):
    if field.kind == "date":
        return serials(series.to_numpy())
    if field.kind == "text":
        return [None if value is None or value != value else str(value) for value in series.astype(object)]
    return series.to_numpy(dtype=float, na_value=float("nan"))
