"""The rows of a workbook's sheets, with what Excel itself knows of their cells."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.tables import kernels, notes
from salestracker_xl.tables.formats.encoding import EmptyFile
from salestracker_xl.tables.formats.layout import Layout, read_layout
from salestracker_xl.tables.framing import framed
from salestracker_xl.tables.grid import Column, Grid
from salestracker_xl.tables.header import find_header

logging.getLogger("calamine").setLevel(logging.ERROR)  # it warns of every sheet that is a chart
logging.getLogger("fastexcel").setLevel(logging.ERROR)  # it warns of every column of nothing but blanks

_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIPPED = frozenset((".xlsx", ".xlsm", ".xlsb", ".ods"))
_ERRORS = {
    "NA": "#N/A",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "Div0": "#DIV/0!",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
}
_ERROR = re.compile(r"Error\((\w+)\)")
_NUMBER = r"^-?\d+(\.\d+)?(e[+-]?\d+)?$"
_SAMPLE_ROWS = 200
_DAYS_TO_1904 = 1462


class ProtectedWorkbook(SalesTrackerError):
    """A workbook that opens with a password alone."""


class BrokenWorkbook(SalesTrackerError):
    """A file that is no workbook although its name says so."""


def read_workbook(path: Path) -> list[Grid]:
    """Read the visible sheets of a workbook that hold more than one row.

    Formula cells give the values that Excel stored with them. Raises ProtectedWorkbook, BrokenWorkbook and EmptyFile.
    """
    check_container(path)
    try:
        reader = fastexcel.read_excel(path)
        grids = [grid for name in reader.sheet_names if (grid := _read_sheet(path, reader, name)) is not None]
    except fastexcel.FastExcelError as error:
        raise _broken(path, Text("its parts cannot be read", "son contenu est illisible")) from error
    if not grids:
        raise EmptyFile(
            Text("{file} has no visible sheet with rows.", "{file} n'a aucune feuille visible avec des lignes.").format(
                file=path.name
            )
        )
    return grids


def check_container(path: Path) -> None:
    """Raise ProtectedWorkbook, BrokenWorkbook or EmptyFile for a file that cannot be a workbook."""
    raw = path.read_bytes()
    if not raw:
        raise EmptyFile(Text("{file} is empty.", "{file} est vide.").format(file=path.name))
    if raw.startswith(_OLE) and _ENCRYPTED in raw:
        raise ProtectedWorkbook(
            Text(
                "{file} is protected by a password; save a copy without one.",
                "{file} est protégé par un mot de passe ; enregistrez-en une copie sans mot de passe.",
            ).format(file=path.name)
        )
    if path.suffix.lower() in _ZIPPED and not raw.startswith(b"PK"):
        raise _broken(path, _content(raw))


def _content(raw: bytes) -> Text:
    if raw.startswith(_OLE):
        return Text("it holds an old .xls workbook", "il contient un ancien classeur .xls")
    if raw.lstrip()[:1] == b"<":
        return Text("it holds a web page", "il contient une page web")
    return Text("it is not a zip archive", "ce n'est pas une archive zip")


def _broken(path: Path, why: Text) -> BrokenWorkbook:
    return BrokenWorkbook(
        Text(
            "{file} is not a workbook that can be read: {why}. Open it in Excel and save it again as .xlsx.",
            "{file} n'est pas un classeur lisible : {why}. Ouvrez-le dans Excel et enregistrez-le à nouveau en .xlsx.",
        ).format(file=path.name, why=why)
    )


def _read_sheet(path: Path, reader: fastexcel.ExcelReader, name: str) -> Grid | None:
    sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    texts = _texts(sheet)
    sample = _sample(texts)
    if sheet.visible != "visible" or len(sample) < 2:
        return None
    header = find_header([cells for _, cells in sample])
    rows = [row for row, _ in sample]
    first = rows[header.first] if header.first < len(rows) else len(texts[0])
    layout = read_layout(path, name)
    columns = [Column(label, text.slice(first)) for label, text in zip(header.names, texts, strict=False)]
    if first < len(texts[0]):
        columns = _with_types(reader, name, columns, first)
    hidden = sum(first <= row < len(texts[0]) for row in layout.hidden)
    grid = Grid(
        name=path.name,
        columns=tuple(columns),
        lines=np.arange(first, len(texts[0])) + 1,
        header_line=None if header.row is None else rows[header.row] + 1,
        sheet=name,
        notes=tuple(
            note(count) for note, count in ((notes.preamble, header.above), (notes.hidden_rows, hidden)) if count
        ),
        serial_shift=_DAYS_TO_1904 if layout.from_1904 else 0,
    )
    return framed(_with_merges(grid, layout, _first_place(sheet), first))


def _texts(sheet: fastexcel.ExcelSheet) -> list[pa.Array]:
    """Give every cell of a sheet as text, one array a column from the first row on."""
    batch, errors = sheet.to_arrow_with_errors()
    texts = [pc.cast(column, kernels.TEXT) for column in batch.columns]
    for place, cells in _error_cells(errors).items():
        rows = np.array(sorted(cells))
        mask = np.zeros(len(texts[place]), bool)
        mask[rows] = True
        texts[place] = kernels.with_cells(texts[place], mask, kernels.texts([cells[row] for row in rows.tolist()]))
    return texts


def _first_place(sheet: fastexcel.ExcelSheet) -> int:
    """Give the place of the first column in use: arrays begin there."""
    return min((info.absolute_index for info in sheet.available_columns()), default=0)


def _error_cells(errors: Any) -> dict[int, dict[int, str]]:
    """Give the text of the cells that hold an Excel error, by column and row."""
    found: dict[int, dict[int, str]] = {}
    for error in errors.errors if errors else ():
        row, place = error.position
        kind = _ERROR.search(error.detail)
        if kind:
            found.setdefault(place, {})[row] = _ERRORS.get(kind[1], "#N/A")
    return found


def _sample(texts: list[pa.Array]) -> list[tuple[int, list[str | None]]]:
    """Give the first rows in which something stands."""
    sample = []
    if not texts:
        return sample
    for start in range(0, len(texts[0]), _SAMPLE_ROWS):
        window = zip(*(text.slice(start, _SAMPLE_ROWS).to_pylist() for text in texts), strict=True)
        sample += [
            (start + row, list(cells)) for row, cells in enumerate(window) if any(c and c.strip() for c in cells)
        ]
        if len(sample) >= _SAMPLE_ROWS:
            break
    return sample


def _with_types(reader: fastexcel.ExcelReader, name: str, columns: list[Column], first: int) -> list[Column]:
    """Join the text of each column, from the row `first` on, with the types that Excel knows."""
    unclear = {place for place, column in enumerate(columns) if _holds_errors(column.text) or not column.filled.any()}
    try:
        batch = _guessed(reader, name, first, unclear)
    except fastexcel.UnsupportedColumnTypeCombinationError:  # as of days and hours in one column
        unclear |= {place for place in range(len(columns)) if not _is_of_one_kind(reader, name, first, place)}
        batch = _guessed(reader, name, first, unclear)
    return [
        _typed(column, batch.column(place)) or _mixed(reader, name, column, place, first)
        for place, column in enumerate(columns)
    ]


def _guessed(
    reader: fastexcel.ExcelReader, name: str, first: int, texts: set[int], only: list[str] | None = None
) -> pa.RecordBatch:
    """Give the cells from the row `first` on as Excel knows them; the columns at the places `texts` as text."""
    sheet = reader.load_sheet(
        name,
        header_row=None,
        skip_rows=first,
        schema_sample_rows=None,
        dtypes={_unnamed(place): "string" for place in texts},
        use_columns=only,
    )
    return sheet.to_arrow_with_errors()[0]


def _is_of_one_kind(reader: fastexcel.ExcelReader, name: str, first: int, place: int) -> bool:
    try:
        _guessed(reader, name, first, set(), [_unnamed(place)])
    except fastexcel.UnsupportedColumnTypeCombinationError:
        return False
    return True


def _unnamed(place: int) -> str:
    return f"__UNNAMED__{place}"  # what fastexcel calls a column without header


def _holds_errors(text: pa.Array) -> bool:
    return bool(kernels.starts_with(text, "#").any())


def _typed(column: Column, typed: pa.Array) -> Column | None:
    """Give a column whose cells are all of one kind; None for texts, among which other kinds may stand."""
    if pa.types.is_floating(typed.type) or pa.types.is_integer(typed.type):
        numbers = pc.cast(typed, pa.float64(), safe=False).to_numpy(zero_copy_only=False).astype(float)
        numbers[kernels.matches(column.text, "^(?:true|false)$")] = np.nan  # an answer is no number
        return Column(column.header, column.text, numbers=numbers)
    if pa.types.is_timestamp(typed.type) or pa.types.is_date(typed.type):
        days = typed.to_numpy(zero_copy_only=False).astype("datetime64[D]")
        return Column(column.header, column.text, days=days)
    return None if pa.types.is_string(typed.type) or pa.types.is_large_string(typed.type) else column


def _mixed(reader: fastexcel.ExcelReader, name: str, column: Column, place: int, first: int) -> Column:
    """Tell the numbers from the texts that look like numbers in a column that holds texts as well."""
    known = kernels.matches(column.text, _NUMBER)
    if not known.any():
        return column
    label = _unnamed(place)
    sheet = reader.load_sheet(name, header_row=None, skip_rows=first, dtypes={label: "datetime"}, use_columns=[label])
    _, errors = sheet.to_arrow_with_errors()
    texts = [error.position[0] - first for error in (errors.errors if errors else ()) if "String(" in error.detail]
    known = known.copy()
    known[texts] = False
    numbers = np.full(len(column), np.nan)
    numbers[known] = kernels.floats(kernels.chosen(column.text, known))
    return replace(column, numbers=numbers)


def _with_merges(grid: Grid, layout: Layout, offset: int, first: int) -> Grid:
    """Write the content of cells merged down a column into each of their rows; numbers, which would add up, stay."""
    changed = []
    for place, column in enumerate(grid.columns):
        merges = [merge for merge in layout.merges if merge.place == place + offset and merge.first >= first]
        if merges and column.numbers is None:
            rows = np.arange(len(column))
            for merge in merges:
                rows[merge.first - first : merge.last - first + 1] = merge.first - first
            changed.append(column.take(rows))
    return grid.with_columns(*changed) if changed else grid
