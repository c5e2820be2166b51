"""What the example call of a metric gives by Python over the tables of a workbook."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from salestracker_xl.block import Block, flatten
from salestracker_xl.calendar import FIRST_SERIAL, LAST_SERIAL
from salestracker_xl.cells import evaluate
from salestracker_xl.language import Language
from salestracker_xl.metric import Arg, Metric
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.tables.schema import OUTCOMES
from salestracker_xl.texts import codes_in
from salestracker_xl.workbook.calls import Token
from salestracker_xl.workbook.figures.examples import COMPARED, call, column
from salestracker_xl.workbook.inputs import Inputs
from salestracker_xl.workbook.live import Range

COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "<>": operator.ne,
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}
assert COMPARISONS.keys() == COMPARED


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """IF(condition, cells, ""): the cells of a range where a condition is met, blanks elsewhere."""

    cells: Range
    met: np.ndarray


class Results:
    """The results of examples in one workbook; each column of its tables is read once for all of them.

    A metric takes a cell of a host after a look at its kind. The columns of a table that a build has written are known
    to hold what they should, so they are handed over whole; the tests hold this against the way through the cells.
    """

    def __init__(self, inputs: Inputs, language: Language) -> None:
        self.inputs = inputs
        self.language: Language = language
        self._blocks: dict[Range, Block] = {}
        self._keys: dict[Range, np.ndarray | None] = {}

    def of(self, metric: Metric) -> Any:
        """What the example gives; rows of a table may name codes in place of names.

        Raises MetricError where the data does not allow a result.
        """
        return self.evaluated(metric, [_Reader(self, words).expression() for words in call(metric, self.inputs)])

    def evaluated(self, metric: Metric, given: Sequence[Any]) -> Any:
        """Compute a metric from columns where all of them can be read whole, else from cells."""
        pairs = list(zip(metric.parameters, given, strict=False))
        read = {parameter.name: self._argument(parameter.arg, value) for parameter, value in pairs}
        if any(column is None for column in read.values()) or not _side_by_side(pairs):
            return evaluate(metric, *map(self._cells, given))
        return metric.compute(**read)

    def _argument(self, arg: Arg, value: Any) -> Any:
        """An argument as the arithmetic takes it, None where only its cells can tell."""
        if arg.kind == "number" and type(value) is float:
            return value
        if arg.like is not None:
            return None
        if isinstance(value, Kept):
            whole = self._column(arg, value.cells)
            return None if whole is None else _blank_elsewhere(arg, whole, value.met)
        return self._column(arg, value) if isinstance(value, Range) else None

    def _column(self, arg: Arg, cells: Range) -> np.ndarray | None:
        if len(cells) < 2:  # a single blank cell says that an argument was left out
            return None
        if arg.kind == "keys":
            if cells not in self._keys:
                self._keys[cells] = None if cells.texts is None else codes_in(pa, cells.texts)
            codes = self._keys[cells]
            return None if codes is None else _lent(codes)
        if arg.kind not in ("numbers", "days") or not cells.is_numeric:
            return None
        numbers = cells.values
        if arg.kind == "days" and ((numbers < FIRST_SERIAL) | (numbers >= LAST_SERIAL + 1)).any():
            return None
        return _lent(numbers)

    def _cells(self, value: Any) -> Any:
        if isinstance(value, Kept):
            return _chosen(value.met, _array(value.cells), "")
        if not isinstance(value, Range):
            return value
        if value not in self._blocks:
            self._blocks[value] = flatten(value.values)
        return self._blocks[value]


def _lent(column: np.ndarray) -> np.ndarray:
    """The same column for reading alone."""
    lent = column.view()
    lent.flags.writeable = False
    return lent


def _side_by_side(pairs: Sequence[tuple[Any, Any]]) -> bool:
    """Whether ranges that belong together are equally long."""
    heights: dict[str, set[int]] = {}
    for parameter, value in pairs:
        cells = value.cells if isinstance(value, Kept) else value
        if isinstance(cells, Range) and parameter.arg.rows is not None:
            heights.setdefault(parameter.arg.rows, set()).add(len(cells))
    return all(len(found) == 1 for found in heights.values())


def _blank_elsewhere(arg: Arg, column: np.ndarray, met: np.ndarray) -> np.ndarray:
    """Blank a column where a condition is not met; the keys that are left are numbered in the order of the rows."""
    if arg.kind != "keys":
        return np.where(met, column, np.nan)
    rows = np.flatnonzero(met & (column >= 0))
    kept = np.full(len(column), -1)
    kept[rows] = pd.factorize(column[rows])[0]
    return kept


@dataclass(slots=True)
class _Reader:
    """Reads an example from left to right and computes it on the way; a column stands for itself until it is used."""

    results: Results
    left: list[Token]

    def expression(self) -> Any:
        value = self._operand()
        if self.left and self.left[0].text in COMPARISONS:
            compare = COMPARISONS[self.left.pop(0).text]
            return compare(_comparable(value), _comparable(self._operand()))
        return value

    def _operand(self) -> Any:
        token = self.left.pop(0)
        if token.kind == "column":
            return column(self.results.inputs, token)
        if token.kind == "array":
            return [[float(cell)] for cell in token.text[1:-1].split(";")]
        if token.kind == "outcome":
            return OUTCOMES[token.text][self.results.language]
        if token.kind == "text":
            return token.text[1:-1]
        if token.kind == "number":
            return float(token.text)
        if token.text == "-":
            return -_array(self._operand())
        return self._call(token.text)

    def _call(self, name: str) -> Any:
        self.left.pop(0)
        given: list[Any] = []
        while self.left[0].text != ")":
            given.append(self.expression())
            if self.left[0].text == ",":
                self.left.pop(0)
        self.left.pop(0)
        if name in REGISTRY:
            return self.results.evaluated(REGISTRY[name], given)
        if name == "IF" and isinstance(given[1], Range) and np.shape(given[0]) == (len(given[1]),) and given[2] == "":
            return Kept(given[1], given[0])
        if name in OF_EXCEL:
            return OF_EXCEL[name](*map(_array, given))
        raise ValueError(f"An example may use the metrics themselves and {', '.join(OF_EXCEL)}, not {name}.")


def _array(value: Any) -> Any:
    return np.asarray(value.values) if isinstance(value, Range) else value


def _comparable(value: Any) -> Any:
    """Blanks compare as 0 with a number, as Excel has it."""
    value = _array(value)
    return np.nan_to_num(value) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


def _chosen(condition: Any, then: Any, otherwise: Any) -> Sequence[Any]:
    met, then, otherwise = np.broadcast_arrays(condition, np.asarray(then, object), np.asarray(otherwise, object))
    return np.where(met, then, otherwise).tolist()


def _sum(cells: np.ndarray) -> float:
    return float(np.nansum(cells.astype(float)))


def _count_if(cells: np.ndarray, text: str) -> float:
    return float(np.count_nonzero(cells == text))


def _sum_if(cells: np.ndarray, text: str, amounts: np.ndarray) -> float:
    return _sum(amounts[cells == text])


OF_EXCEL: dict[str, Callable[..., Any]] = {
    "IF": _chosen,
    "SUM": _sum,
    "SUMIF": _sum_if,
    "COUNTIF": _count_if,
    "ROWS": len,
}
