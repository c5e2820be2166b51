"""The rows of a workbook's sheets, with what Excel itself knows of their cells."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salestracker_xl.errors import SalesTrackerError
from salestracker_xl.language import Text
from salestracker_xl.tables.encoding import EmptyFile
from salestracker_xl.tables.framing import framed, preamble_note
from salestracker_xl.tables.grid import Column, Grid
from salestracker_xl.tables.header import Header, find_header

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


class ProtectedWorkbook(SalesTrackerError):
    """A workbook that opens with a password alone."""


class BrokenWorkbook(SalesTrackerError):
    """A file that is no workbook although its name says so."""


def read_workbook(path: Path) -> list[Grid]:
    """Read the visible sheets of a workbook that hold more than one row.

    Formula cells give the values that Excel stored with them. Raises ProtectedWorkbook, BrokenWorkbook and EmptyFile.
    """
    _check_container(path)
    try:
        reader = fastexcel.read_excel(path)
        sheets = [(name, reader.load_sheet(name, header_row=None, n_rows=0).visible) for name in reader.sheet_names]
        grids = [
            grid
            for name, visible in sheets
            if visible == "visible" and (grid := _read_sheet(path, reader, name)) is not None
        ]
    except fastexcel.FastExcelError as error:
        raise _broken(path, Text("its parts cannot be read", "son contenu est illisible")) from error
    if not grids:
        raise EmptyFile(
            Text("{file} has no visible sheet with rows.", "{file} n'a aucune feuille visible avec des lignes.").format(
                file=path.name
            )
        )
    return grids


def _check_container(path: Path) -> None:
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
    texts = _texts(reader, name)
    if not texts or len(texts[0]) < 2:
        return None
    sample = _sample(texts)
    header = find_header([cells for _, cells in sample])
    rows = [row for row, _ in sample] + [len(texts[0])]
    first = rows[header.first]
    layout = _layout(path, name)
    columns = _columns(reader, name, header, texts, first)
    grid = Grid(
        name=path.name,
        columns=tuple(_with_merges(column, layout, place, first) for place, column in enumerate(columns)),
        lines=np.arange(first, len(texts[0])) + 1,
        header_line=None if header.row is None else rows[header.row] + 1,
        sheet=name,
        notes=(*preamble_note(header.above), *_hidden_note(layout.hidden)),
    )
    return framed(grid)


def _texts(reader: fastexcel.ExcelReader, name: str) -> list[pa.Array]:
    """Give every cell of a sheet as text, one array a column, from the first row of the sheet on."""
    batch, errors = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow_with_errors()
    texts = [pc.cast(column, pa.large_string()) for column in batch.columns]
    for place, cells in _error_cells(errors).items():
        rows = np.array(sorted(cells))
        mask = np.zeros(len(texts[place]), bool)
        mask[rows] = True
        texts[place] = pc.replace_with_mask(
            texts[place], pa.array(mask), pa.array([cells[row] for row in rows.tolist()], pa.large_string())
        )
    return texts


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
    for start in range(0, len(texts[0]), _SAMPLE_ROWS):
        window = zip(*(text.slice(start, _SAMPLE_ROWS).to_pylist() for text in texts), strict=True)
        sample += [(start + row, list(cells)) for row, cells in enumerate(window) if any(c and c.strip() for c in cells)]
        if len(sample) >= _SAMPLE_ROWS:
            break
    return sample


def _columns(
    reader: fastexcel.ExcelReader, name: str, header: Header, texts: list[pa.Array], first: int
) -> list[Column]:
    """Join the text of each column below the header with the types that Excel knows."""
    if first >= len(texts[0]):
        return [Column(label, text.slice(first)) for label, text in zip(header.names, texts, strict=False)]
    guessed = reader.load_sheet(name, header_row=None, skip_rows=first, schema_sample_rows=None)
    batch, _ = guessed.to_arrow_with_errors()
    columns = []
    for place, (label, text) in enumerate(zip(header.names, texts, strict=False)):
        body = text.slice(first)
        typed = batch.column(place) if place < batch.num_columns else pa.nulls(len(body))
        columns.append(_typed(Column(label, body), typed) or _mixed(reader, name, Column(label, body), place, first))
    return columns


def _typed(column: Column, typed: pa.Array) -> Column | None:
    """Give a column whose cells are all of one kind; None for texts, among which other kinds may stand."""
    if pa.types.is_floating(typed.type) or pa.types.is_integer(typed.type):
        numbers = pc.cast(typed, pa.float64(), safe=False).to_numpy(zero_copy_only=False).astype(float)
        return Column(column.header, column.text, numbers=numbers)
    if pa.types.is_timestamp(typed.type) or pa.types.is_date(typed.type):
        days = typed.to_numpy(zero_copy_only=False).astype("datetime64[D]")
        return Column(column.header, column.text, days=days)
    return None if pa.types.is_string(typed.type) or pa.types.is_large_string(typed.type) else column


def _mixed(reader: fastexcel.ExcelReader, name: str, column: Column, place: int, first: int) -> Column:
    """Tell the numbers from the texts that look like numbers in a column that holds texts as well."""
    numeric = pc.fill_null(pc.match_substring_regex(column.text, _NUMBER), False)
    if not pc.any(numeric).as_py():
        return column
    sheet = reader.load_sheet(name, header_row=None, skip_rows=first, dtypes={place: "datetime"}, use_columns=[place])
    _, errors = sheet.to_arrow_with_errors()
    texts = [error.row_offset for error in (errors.errors if errors else ()) if "String(" in error.detail]
    known = numeric.to_numpy(zero_copy_only=False).copy()
    known[texts] = False
    numbers = np.full(len(column), np.nan)
    numbers[known] = pc.cast(column.text.filter(pa.array(known)), pa.float64()).to_numpy()
    return Column(column.header, column.text, numbers=numbers)
