"""What IronCalc makes of a workbook, in milliseconds, and after a change of its inputs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import to_excel

from engines.stored import Place, Value, formulas, written

if TYPE_CHECKING:
    from ironcalc import Model

MOST_KEPT = 8  # tests ask for the same file in a row
_kept: dict[tuple[Path, int, int], bytes] = {}

Input = float | str | bool | dt.date | None


def recalculate(path: Path, changes: Mapping[Place, Input] | None = None) -> dict[Place, Value]:
    """Value of every formula cell once `changes` are typed into the workbook: {("Dashboard", "F3"): "North"}.

    An input of None empties its cell. Dates come back as serials, errors by name, and None where IronCalc
    lost the cell. TODAY() is the day in UTC. Raises KeyError for a sheet that the workbook does not have.
    """
    model = _model(path)
    sheets = {sheet.get("name"): index for index, sheet in enumerate(model.get_worksheets_properties())}
    for (sheet, cell), value in (changes or {}).items():
        _type_in(model, (sheets[sheet], *coordinate_to_tuple(cell)), value)
    model.evaluate()
    return {
        (sheet, cell): model.get_cell_value(sheets[sheet], *coordinate_to_tuple(cell)) for sheet, cell in formulas(path)
    }


def _model(path: Path) -> Model:
    """The workbook as it is in the file: loaded again from what IronCalc made of it, which takes half the time."""
    import ironcalc  # here, so that the tests can be collected where it is not installed

    state = (path, *written(path))
    if state in _kept:
        return ironcalc.load_from_bytes(_kept[state])
    model = ironcalc.load_from_xlsx(str(path))
    if len(_kept) == MOST_KEPT:
        _kept.clear()
    _kept[state] = model.to_bytes()
    return model


def _type_in(model: Model, place: tuple[int, int, int], value: Input) -> None:
    match value:
        case None:
            model.clear_cell_contents(*place)
        case bool():
            model.update_cell_with_bool(*place, value)
        case str():
            model.update_cell_with_text(*place, value)
        case dt.date():
            model.update_cell_with_number(*place, float(to_excel(value)))
        case _:
            model.update_cell_with_number(*place, float(value))
