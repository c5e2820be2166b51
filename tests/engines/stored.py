"""What a workbook says of its own formula cells, and where a recalculation disagrees."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.utils.cell import get_column_letter, range_boundaries
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

Place = tuple[str, str]  # sheet and cell: ("Dashboard", "F3")
Value = float | str | bool | None  # None only where an engine knows no such cell

ARGUMENT_ERROR = "#ARGUMENT!"  # for engines that tell these apart no further
ARGUMENT_ERRORS = frozenset({"#VALUE!", "#NUM!", "#REF!", "#N/A"})
NEAR_ZERO = 1e-9


class StoredValues(dict[Place, Value]):
    """The stored value of every formula cell, with the formulas beside."""

    def __init__(self, values: Mapping[Place, Value], formulas: Mapping[Place, str]) -> None:
        super().__init__(values)
        self.formulas = formulas


def formulas(path: Path) -> dict[Place, str]:
    """Formula of every formula cell; all cells of an array formula have the same."""
    return dict(_formulas_of(path, *_state(path)))


def stored_values(path: Path) -> StoredValues:
    """Value that the file itself shows in every formula cell, before anyone recalculates it."""
    found = formulas(path)
    values = cell_values(path)
    return StoredValues({place: values.get(place, "") for place in found}, found)


def cell_values(path: Path) -> dict[Place, Value]:
    """Value of every cell in the file: numbers and dates as float serials, an empty text as ""."""
    return dict(_values_of(path, *_state(path)))


def differences(stored: StoredValues, recalculated: Mapping[Place, Value], tolerance: float = 1e-9) -> list[str]:
    """One sentence for each formula cell whose stored value an engine does not find again.

    Numbers may differ by the relative `tolerance`, or by 1e-9 near zero; texts, booleans and the names of errors must
    be the same, and no kind of value stands for another.
    """
    return [
        f"{sheet}!{cell}: stored {stored.get((sheet, cell))!r}, recalculated {recalculated.get((sheet, cell))!r}, "
        f"by {stored.formulas.get((sheet, cell), 'no formula of the file')}"
        for sheet, cell in [*stored, *(place for place in recalculated if place not in stored)]
        if not _agree(stored.get((sheet, cell)), recalculated.get((sheet, cell)), tolerance)
    ]


def _agree(stored: Value, recalculated: Value, tolerance: float) -> bool:
    if recalculated == ARGUMENT_ERROR:
        return stored in ARGUMENT_ERRORS
    if type(stored) is not type(recalculated):
        return False
    if isinstance(stored, float) and isinstance(recalculated, float):
        return math.isclose(stored, recalculated, rel_tol=tolerance, abs_tol=NEAR_ZERO)
    return stored is not None and stored == recalculated


def _state(path: Path) -> tuple[int, int]:
    """What changes when a file is written anew."""
    found = Path(path).stat()
    return found.st_mtime_ns, found.st_ino


@functools.lru_cache(maxsize=4)  # tests ask for the same file in a row
def _formulas_of(path: Path, written: int, file: int) -> Mapping[Place, str]:
    return dict(_formulas(path))


@functools.lru_cache(maxsize=4)
def _values_of(path: Path, written: int, file: int) -> Mapping[Place, Value]:
    return {(sheet, cell.coordinate): _plain(cell.value) for sheet, cell in _cells(path, data_only=True)}


def _formulas(path: Path) -> Iterator[tuple[Place, str]]:
    for sheet, cell in _cells(path, data_only=False):
        if cell.data_type != "f":
            continue
        match cell.value:
            case ArrayFormula(ref=ref, text=text):
                yield from (((sheet, place), text or "") for place in _places(ref))
            case DataTableFormula(ref=ref):
                yield from (((sheet, place), "a data table") for place in _places(ref))
            case formula:
                yield (sheet, cell.coordinate), str(formula)


def _places(ref: str) -> list[str]:
    left, top, right, bottom = (int(bound or 0) for bound in range_boundaries(ref))
    return [f"{get_column_letter(column)}{row}" for row in range(top, bottom + 1) for column in range(left, right + 1)]


def _cells(path: Path, *, data_only: bool) -> Iterator[tuple[str, ReadOnlyCell]]:
    book: Any = openpyxl.load_workbook(path, read_only=True, data_only=data_only)
    book._date_formats = book._timedelta_formats = set()  # else openpyxl makes dates, or errors, of serials
    try:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                yield from ((sheet.title, cell) for cell in row if isinstance(cell, ReadOnlyCell))
    finally:
        book.close()


def _plain(value: object) -> Value:
    if value is None:
        return ""
    return value if isinstance(value, bool | str) else float(str(value))
