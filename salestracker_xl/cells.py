"""Cells as any host hands them over, made into clean columns; results made into cells again."""

from __future__ import annotations

import datetime as dt
import math
import numbers
from collections.abc import Sequence
from typing import Any

import numpy as np

from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.metric import COLUMN_KINDS, Arg, Metric, NotEnoughData, Parameter, WrongInput

ERROR_TEXTS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA")
ERROR_CODES = {  # how COM hands over an error cell: 0x800A0000 + its number, as a signed 32-bit integer
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
LAST_SERIAL = 2958465  # 31 December 9999, the last day that Excel knows

Cell = Any  # None, str, bool, int, float, date, datetime, or a host's own error value
Cells = Any  # one cell, a row or column of cells, or rows of cells


def evaluate(metric: Metric, *given: Cells) -> Any:
    """Compute a metric from cells as a host hands them over; arguments left out at the end take their defaults.

    Raises WrongInput for cells of the wrong kind and for ranges of different height that belong together, and whatever
    the metric itself raises.
    """
    required = sum(not parameter.optional for parameter in metric.parameters)
    if not required <= len(given) <= len(metric.parameters):
        raise WrongInput(
            Text(
                "{name} takes {least} to {most} arguments; {n} were given.",
                "{name} prend de {least} à {most} arguments ; {n} ont été donnés.",
            ).format(name=metric.name, least=required, most=len(metric.parameters), n=len(given))
        )
    values = {}
    for parameter, cells in zip(metric.parameters, given, strict=False):
        if not (parameter.optional and is_blank(cells)):
            values[parameter.name] = _read(parameter, cells)
    _check_heights(metric, values)
    return metric.compute(**values)


def is_blank(cells: Cells) -> bool:
    """Whether an argument says nothing: omitted, or one blank cell.

    >>> is_blank([[None]]), is_blank(""), is_blank([[0]])
    (True, True, False)
    """
    flat = flatten(cells) if _is_range(cells) else [cells]
    return len(flat) <= 1 and all(_blank(cell) for cell in flat)


def flatten(cells: Cells) -> list[Cell]:
    """One list of cells from a cell, a row, a column or a block, read row by row.

    >>> flatten([[1, 2], [3, None]])
    [1, 2, 3, None]
    """
    if isinstance(cells, np.ndarray):
        cells = cells.tolist()
    if not isinstance(cells, list | tuple):
        return [cells]
    if cells and isinstance(cells[0], list | tuple):
        return [cell for row in cells for cell in row]
    return list(cells)


def numbers_column(name: str, cells: Sequence[Cell]) -> np.ndarray:
    """Floats, NaN where a cell is blank. Raises WrongInput at the first cell that is no number."""
    fast = _floats(cells)
    if fast is not None:
        return fast
    column = np.empty(len(cells))
    for row, cell in enumerate(cells):
        if _blank(cell):
            column[row] = math.nan
        elif _is_number(cell):
            column[row] = float(cell)
        else:
            raise _not_a(name, row, len(cells), cell, NUMBERS)
    return column


def days_column(name: str, cells: Sequence[Cell]) -> np.ndarray:
    """Excel serial days, NaN where a cell is blank. Raises WrongInput at the first cell that is no date."""
    column = _floats(cells)
    if column is None:
        column = np.empty(len(cells))
        for row, cell in enumerate(cells):
            if _blank(cell):
                column[row] = math.nan
            elif isinstance(cell, dt.date):
                column[row] = serial(cell)
            elif _is_number(cell):
                column[row] = float(cell)
            else:
                raise _not_a(name, row, len(cells), cell, DATES)
    strange = np.flatnonzero((column < 1) | (column >= LAST_SERIAL + 1))  # a blank (NaN) is neither
    if strange.size:
        raise _not_a(name, int(strange[0]), len(cells), cells[int(strange[0])], DATES)
    return column


def keys_column(name: str, cells: Sequence[Cell]) -> np.ndarray:
    """Integer codes, equal where the cells are equal, -1 where a cell is blank. Raises WrongInput at an error cell.

    >>> keys_column("customers", ["Ada", "Bo", None, "Ada", 7]).tolist()
    [0, 1, -1, 0, 2]
    """
    codes: dict[Cell, int] = {}
    column = np.empty(len(cells), dtype=np.int64)
    for row, cell in enumerate(cells):
        if cell is None or cell == "" or cell != cell or (isinstance(cell, str) and not cell.strip()):
            column[row] = -1
            continue
        if _error_text(cell):
            raise _not_a(name, row, len(cells), cell, KEYS)
        key = cell.strip() if isinstance(cell, str) else cell
        column[row] = codes.setdefault(key, len(codes))
    return column


def to_cells(result: Any) -> Any:
    """A result as every host can take it: float, int, str, or a non-empty rectangular list of them.

    Raises NotEnoughData for a figure that is not a number, so that no host ever shows NaN.
    """
    if isinstance(result, list | tuple | np.ndarray):
        return [[to_cells(cell) for cell in row] for row in result]
    if isinstance(result, np.generic):
        result = result.item()
    if isinstance(result, float) and not math.isfinite(result):
        raise NotEnoughData(Text("The data gives no finite figure.", "Les données ne donnent aucun chiffre fini."))
    return "" if result is None else result


NUMBERS = Text("numbers", "des nombres")
DATES = Text("dates", "des dates")
KEYS = Text("names or numbers", "des noms ou des numéros")
_READERS = {"numbers": numbers_column, "days": days_column, "keys": keys_column}


def _read(parameter: Parameter, cells: Cells) -> Any:
    flat = flatten(cells)
    arg = parameter.arg
    if arg.kind in COLUMN_KINDS:
        return _READERS[arg.kind](parameter.name, flat)
    if len(flat) != 1:
        raise WrongInput(
            Text("{name} takes one cell; {n} were given.", "{name} prend une cellule ; {n} ont été données.").format(
                name=parameter.name, n=len(flat)
            )
        )
    if arg.kind == "word":
        return _word(parameter.name, arg, flat[0])
    column = _READERS["days" if arg.kind == "day" else "numbers"](parameter.name, flat)
    if math.isnan(column[0]):
        raise WrongInput(
            Text("{name} is blank; it must be given.", "{name} est vide ; il faut l'indiquer.").format(
                name=parameter.name
            )
        )
    return float(column[0])


def _word(name: str, arg: Arg, cell: Cell) -> str:
    said = str(cell).strip().casefold()
    for key, text in arg.choices:
        if said in (key, text.en.casefold(), text.fr.casefold()):
            return key
    raise WrongInput(
        Text('{name}: "{said}" is not known; say one of {choices}.', '{name} : « {said} » est inconnu ; dites {choices}.').format(
            name=name,
            said=cell,
            choices=Text(", ".join(t.en for _, t in arg.choices), ", ".join(t.fr for _, t in arg.choices)),
        )
    )


def _check_heights(metric: Metric, values: dict[str, Any]) -> None:
    first: dict[str, str] = {}
    for parameter in metric.parameters:
        rows = parameter.arg.rows
        if rows is None or parameter.name not in values:
            continue
        other = first.setdefault(rows, parameter.name)
        if len(values[other]) != len(values[parameter.name]):
            raise WrongInput(
                Text(
                    "{a} has {n} cells and {b} has {m}; they must stand in the same rows.",
                    "{a} a {n} cellules et {b} en a {m} ; elles doivent être sur les mêmes lignes.",
                ).format(a=other, n=len(values[other]), b=parameter.name, m=len(values[parameter.name]))
            )


def _floats(cells: Sequence[Cell]) -> np.ndarray | None:
    """Convert a clean column of plain numbers at once; None where a cell needs a closer look."""
    kinds = set(map(type, cells))
    if not kinds <= {int, float, type(None)}:
        return None
    column = np.array(cells, dtype=float)  # None becomes NaN
    if int in kinds and np.isin(column, list(ERROR_CODES)).any():
        return None
    return column


def _is_range(cells: Cells) -> bool:
    return isinstance(cells, list | tuple | np.ndarray)


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip()) or cell != cell


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, numbers.Real) and not isinstance(cell, bool | np.bool_) and cell not in ERROR_CODES


def _error_text(cell: Cell) -> str | None:
    if isinstance(cell, str):
        return cell if cell in ERROR_TEXTS else None
    return ERROR_CODES.get(cell) if isinstance(cell, int) and not isinstance(cell, bool) else None


def _not_a(name: str, row: int, rows: int, cell: Cell, belongs: Text) -> WrongInput:
    where = Text("{name}, row {row}", "{name}, ligne {row}") if rows > 1 else Text("{name}", "{name}")
    return WrongInput(
        Text("{where}: {found}; {name} must be {belongs}.", "{where} : {found} ; {name} doit contenir {belongs}.").format(
            where=where.format(name=name, row=row + 1), found=_found(cell), name=name, belongs=belongs
        )
    )


def _found(cell: Cell) -> Text:
    error = _error_text(cell)
    if error:
        return Text("the cell shows {error}", "la cellule affiche {error}").format(error=error)
    if isinstance(cell, str):
        return Text('"{cell}" is text', "« {cell} » est du texte").format(cell=cell)
    if isinstance(cell, bool | np.bool_):
        return Text("{en} is a logical value", "{fr} est une valeur logique").format(
            en=str(cell).upper(), fr="VRAI" if cell else "FAUX"
        )
    if isinstance(cell, dt.date):
        return Text("{cell:%Y-%m-%d} is a date", "{cell:%d/%m/%Y} est une date").format(cell=cell)
    return Text("{cell} does not fit", "{cell} ne convient pas").format(cell=cell)
