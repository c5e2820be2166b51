"""Cells as any host hands them over, made into clean columns; results made into cells again."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Sequence
from types import NoneType
from typing import Any

import numpy as np

from salestracker_xl.block import Block, Cells, flatten
from salestracker_xl.calendar import FIRST_SERIAL, LAST_SERIAL, serial_moment
from salestracker_xl.given import Given
from salestracker_xl.language import Language, Text
from salestracker_xl.metric import COLUMN_KINDS, Arg, Metric, NotEnoughData, Parameter, WrongInput, WrongRow
from salestracker_xl.misfits import found_in, misfit, require, wrong_row
from salestracker_xl.plain_cells import ERROR_TEXTS, Cell, blank, listed
from salestracker_xl.results import Estimate, Table, TableColumn

_NUMBER_TYPES = frozenset({int, float, NoneType})
_DAY_TYPES = _NUMBER_TYPES | {dt.date, dt.datetime}
_KEY_TYPES = _DAY_TYPES | {str}
_MISSING_MARKS = frozenset({"n/a", "na", "nan", "nat", "null", "none", "nil", "nd", "n/d", "tbd"})  # never a title


def evaluate(metric: Metric, *given: Cells) -> Any:
    """Compute a metric from cells as a host hands them over; a blank optional argument takes its default.

    A row of column titles above numbers or dates is left out, so that whole columns can be given. Raises WrongInput for
    cells of the wrong kind, one an argument, and for ranges of different shape that belong together, and whatever the
    metric raises.
    """
    _check_count(metric, len(given))
    blocks = {}
    for parameter, cells in zip(metric.parameters, given, strict=False):
        block = flatten(cells)
        if not (parameter.optional and block.says_nothing):
            blocks[parameter.name] = block
    for group in _groups(metric, blocks):
        _check_shapes(group)
        if _is_titled(group):
            blocks |= {parameter.name: block.below_titles for parameter, block in group}
    arguments = _read_all([parameter for parameter in metric.parameters if parameter.name in blocks], blocks)
    try:
        result = metric.compute(**arguments)
    except WrongRow as error:
        raise wrong_row(error, blocks[error.argument]) from error
    return _with_names(result, blocks, arguments) if isinstance(result, Table) else result


def is_blank(cells: Cells) -> bool:
    """Whether an argument says nothing: omitted, or one blank cell.

    >>> is_blank([[None]]), is_blank(""), is_blank([[0]])
    (True, True, False)
    """
    return flatten(cells).says_nothing


def numbers_column(name: str, cells: Sequence[Cell]) -> np.ndarray:
    """Floats, NaN where a plain cell is blank. Raises WrongInput at the first cell that is no number."""
    block = _block(cells)
    if block.whole.numbers is not None:
        return block.whole.numbers
    require(name, block, "numbers", _NUMBER_TYPES)
    return np.array(block.cells, dtype=float)  # None becomes NaN


def days_column(name: str, cells: Sequence[Cell]) -> np.ndarray:
    """Excel serial days, NaN where a plain cell is blank. Raises WrongInput at the first cell that is no date."""
    block = _block(cells)
    column = block.whole.serials if block.whole.numbers is None else block.whole.numbers
    if column is None:
        require(name, block, "days", _DAY_TYPES)
        column = np.array([serial_moment(cell) if isinstance(cell, dt.date) else cell for cell in block], dtype=float)
    strange = np.flatnonzero((column < FIRST_SERIAL) | (column >= LAST_SERIAL + 1))  # a blank (NaN) is neither
    if strange.size:
        raise misfit(name, block, int(strange[0]), "days")
    return column


def keys_column(name: str, cells: Sequence[Cell]) -> np.ndarray:
    """Integer codes, equal where Excel finds the cells equal, -1 where a plain cell is blank.

    As in Excel's own lookups and pivot tables, upper and lower case are the same; so are a number and its text, which
    exports mix up. Raises WrongInput at an error cell or a logical value.

    >>> keys_column("customers", ["Ada", "Bo", None, "ADA", 7, "7"]).tolist()
    [0, 1, -1, 0, 2, 2]
    """
    block = _block(cells)
    if block.whole.keys is not None:
        return block.whole.keys
    require(name, block, "keys", _KEY_TYPES)
    code_of_key: dict[Cell, int] = {}
    code_of_cell = dict.fromkeys(block, -1)  # in the order in which they stand
    for cell in code_of_cell:
        if not blank(cell):
            code_of_cell[cell] = code_of_key.setdefault(_key(cell), len(code_of_key))
    return np.fromiter(map(code_of_cell.__getitem__, block), np.int64, len(block))


def to_cells(result: Any, language: Language = "en") -> Any:
    """Give a result as every host can take it: a float, int or str, or a non-empty rectangular list of rows of them.

    A single list becomes a column, an estimate a row, a table its headings and rows; a date becomes its serial, a
    phrase is said in `language`. In a table NaN is a blank. Raises NotEnoughData for a figure that is not finite and
    for a table without rows, so that no host ever shows NaN.
    """
    if isinstance(result, Table):
        result = _rows_of(result)
    elif isinstance(result, Estimate):
        result = [[result.value, result.low, result.high, result.n]]
    result = listed(result)
    if not isinstance(result, list | tuple):
        if isinstance(result, float) and math.isnan(result):
            raise _no_figure()
        return _result_cell(result, language)
    rows = [row if isinstance(row, list | tuple) else (row,) for row in result]
    if not rows or not rows[0]:
        raise NotEnoughData(Text("The data gives no rows.", "Les données ne donnent aucune ligne."))
    if len({len(row) for row in rows}) > 1:
        raise ValueError("A metric gave rows of different length.")
    return [[_result_cell(cell, language) for cell in row] for row in rows]


def _with_names(table: Table, blocks: dict[str, Block], arguments: dict[str, Any]) -> Table:
    """Put the cells that were given in place of their codes; of equal ones, the first."""

    def named(column: TableColumn) -> TableColumn:
        if column.names_of is None:
            return column
        codes, firsts = np.unique(arguments[column.names_of], return_index=True)
        cells = blocks[column.names_of]
        first_of = dict(zip(codes.tolist(), firsts.tolist(), strict=True))
        return TableColumn(column.heading, [cells[first_of[code]] for code in np.asarray(column.values).tolist()])

    return Table(tuple(map(named, table.columns)))


def _rows_of(table: Table) -> list[Sequence[Any]]:
    bodies = [listed(column.values) for column in table.columns]
    rows = list(zip(*bodies, strict=True))
    return [[column.heading for column in table.columns], *rows] if rows else []


def _result_cell(value: Any, language: Language) -> Any:
    if isinstance(value, Text):
        return value[language]
    value = listed(value)
    if blank(value):
        return ""
    if isinstance(value, float) and math.isinf(value):
        raise _no_figure()
    return serial_moment(value) if isinstance(value, dt.date) else value


def _no_figure() -> NotEnoughData:
    return NotEnoughData(Text("The data gives no finite figure.", "Les données ne donnent aucun chiffre fini."))


def _block(cells: Sequence[Cell]) -> Block:
    return cells if isinstance(cells, Block) else Block(Given(cells))


def _key(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.casefold()
    if isinstance(cell, dt.date):
        cell = serial_moment(cell)
    return str(int(cell)) if isinstance(cell, int) or cell.is_integer() else repr(cell)


_Group = list[tuple[Parameter, Block]]


def _groups(metric: Metric, blocks: dict[str, Block]) -> list[_Group]:
    """Ranges that stand in the same rows, together; a range that stands alone is its own group."""
    groups: dict[str | Parameter, _Group] = {}
    for parameter in metric.parameters:
        if parameter.name in blocks and parameter.arg.kind in COLUMN_KINDS:
            groups.setdefault(parameter.arg.rows or parameter, []).append((parameter, blocks[parameter.name]))
    return list(groups.values())


def _is_titled(group: _Group) -> bool:
    """Whether the first row holds titles: words over every range, with numbers or dates among them to tell by."""
    told_by = any(parameter.arg.kind != "keys" for parameter, _ in group)
    return told_by and all(len(block) > block.width and all(map(_is_title, block.top)) for _, block in group)


def _is_title(cell: Cell) -> bool:
    return (
        isinstance(cell, str)
        and cell not in ERROR_TEXTS
        and cell.casefold() not in _MISSING_MARKS
        and any(map(str.isalpha, cell))
        and not any(map(str.isdigit, cell))
    )


def _read_all(parameters: Sequence[Parameter], blocks: dict[str, Block]) -> dict[str, Any]:
    """Read every argument; a person is told of all that cannot be read at once."""
    read: dict[str, Any] = {}
    wrong: list[WrongInput] = []
    for parameter in parameters:
        try:
            if parameter.arg.like in (None, *read):
                read[parameter.name] = _read(parameter, blocks)
        except WrongInput as error:
            wrong.append(error)
    if len(wrong) > 1:
        texts = [error.text for error in wrong]
        every = Text(" ".join(text.en for text in texts), " ".join(text.fr for text in texts))
        raise WrongInput(every, *(place for error in wrong for place in error.places))
    if wrong:
        raise wrong[0]
    return read


def _read(parameter: Parameter, blocks: dict[str, Block]) -> Any:
    arg, name = parameter.arg, parameter.name
    block = blocks[name]
    if arg.like is not None and arg.like in blocks:
        first = len(blocks[arg.like])
        keys_column(name, block)  # for a complaint that names its own row
        return keys_column(name, [*blocks[arg.like], *block])[first:]
    if arg.kind in COLUMN_KINDS:
        if arg.kind not in block.columns:
            block.columns[arg.kind] = _READERS[arg.kind](name, block)
        return block.columns[arg.kind].copy()
    if len(block) != 1:
        raise WrongInput(
            Text("{name} takes one cell; {n} were given.", "{name} prend une cellule ; {n} ont été données.").format(
                name=name, n=len(block)
            )
        )
    if blank(block[0]):
        raise WrongInput(
            Text("{name} is blank; it must be given.", "{name} est vide ; il faut l'indiquer.").format(name=name)
        )
    if arg.kind == "word":
        return _word(name, arg, block)
    return float(_READERS[arg.kind](name, block)[0])


_READERS = {
    "numbers": numbers_column,
    "number": numbers_column,
    "days": days_column,
    "day": days_column,
    "keys": keys_column,
}


def _word(name: str, arg: Arg, block: Block) -> str:
    said = _folded(str(block[0]))
    for key, text in arg.choices:
        if said in (key, _folded(text.en), _folded(text.fr)):
            return key
    raise WrongInput(
        Text("{name}: {found}; say one of {choices}.", "{name} : {found} ; dites {choices}.").format(
            name=name,
            found=found_in(block[0]),
            choices=Text(", ".join(t.en for _, t in arg.choices), ", ".join(t.fr for _, t in arg.choices)),
        )
    )


def _folded(word: str) -> str:
    """Drop case and accents: ANNEE is année."""
    return "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))


def _check_count(metric: Metric, given: int) -> None:
    required, most = sum(not parameter.optional for parameter in metric.parameters), len(metric.parameters)
    if not required <= given <= most:
        raise WrongInput(
            Text(
                "{name} takes {least} to {most} arguments; {n} were given.",
                "{name} prend de {least} à {most} arguments ; {n} ont été donnés.",
            ).format(name=metric.name, least=required, most=most, n=given)
        )


def _check_shapes(group: _Group) -> None:
    (first, model), *others = group
    for parameter, block in others:
        if block.shape != model.shape:
            raise WrongInput(
                Text(
                    "{a} has {n} and {b} has {m}; they must stand in the same rows.",
                    "{a} a {n} et {b} {m} ; elles doivent être sur les mêmes lignes.",
                ).format(a=first.name, n=_extent(model), b=parameter.name, m=_extent(block))
            )


def _extent(block: Block) -> Text:
    if len(block) == 1:
        return Text("1 cell", "1 cellule")
    return Text("{n} cells", "{n} cellules").format(n=" x ".join(map(str, block.shape)))
