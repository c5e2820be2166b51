"""What a workbook says of its own formula cells, and where a recalculation disagrees."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from pathlib import Path

from engines.file_cells import file_cells

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
    return dict(_read(path, *written(path))[0])


def stored_values(path: Path) -> StoredValues:
    """Value that the file itself shows in every formula cell, before anyone recalculates it."""
    found, values = _read(path, *written(path))
    return StoredValues({place: values[place] for place in found}, found)


def cell_values(path: Path) -> dict[Place, Value]:
    """Value of every cell in the file: numbers and dates as float serials, an empty text as ""."""
    return dict(_read(path, *written(path))[1])


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


def written(path: Path) -> tuple[int, int]:
    """What changes when a file is written anew."""
    found = Path(path).stat()
    return found.st_mtime_ns, found.st_ino


@functools.lru_cache(maxsize=4)  # tests ask for the same file in a row
def _read(path: Path, when: int, file: int) -> tuple[Mapping[Place, str], Mapping[Place, Value]]:
    """The formulas of a file, and the values of its cells."""
    found: dict[Place, str] = {}
    values: dict[Place, Value] = {}
    for sheet, name, shown, formula in file_cells(path):
        values[sheet, name] = shown
        if formula is not None:
            found[sheet, name] = formula
    return found, values
