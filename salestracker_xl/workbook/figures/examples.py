"""The example call of a metric over the tables of a workbook: as a person types it, and what it gives."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from salestracker_xl.block import Block, flatten
from salestracker_xl.cells import evaluate
from salestracker_xl.language import Language
from salestracker_xl.metric import Metric
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.tables.schema import OUTCOMES
from salestracker_xl.workbook.calls import Token, arguments_of, word
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
LOOKED_UP_BY_ROW = re.compile(r'MATCH\(|COUNTIFS?\((\{\w+\},"[^"]*",)*\{\w+\},\{')  # each row among all rows
_BLOCKS: WeakKeyDictionary[Range, Block] = WeakKeyDictionary()
COMPUTED_BY_PYTHON = frozenset({"IF", *COMPARISONS})  # a formula would have to be entered as an array


def typed(metric: Metric, inputs: Inputs, language: Language) -> str:
    """The call as a person types it into Excel in a language, with the names of this workbook's tables."""
    separator = ";" if language == "fr" else ","
    arguments = (_said(inputs, argument, language) for argument in call(metric, inputs))
    return f"={metric.name}({separator.join(arguments)})"


def native(metric: Metric, inputs: Inputs, language: Language) -> str | None:
    """Excel's own formula for the example, or None where there is none that a large table could bear.

    A closed form in which every row is looked up among all rows takes minutes over many thousand rows.
    """
    arguments = call(metric, inputs)
    if any(token.text in COMPUTED_BY_PYTHON or token.text in REGISTRY for words in arguments for token in words):
        return None
    given = {parameter.name: words for parameter, words in zip(metric.parameters, arguments, strict=False)}
    formula = metric.native_for(frozenset(given))
    if formula is None or LOOKED_UP_BY_ROW.search(formula):
        return None
    spoken = {name: "".join(_in_a_file(inputs, token, language) for token in words) for name, words in given.items()}
    return formula.format(**spoken)


def result(metric: Metric, inputs: Inputs, language: Language) -> Any:
    """What the example gives by Python over the tables. Raises MetricError where the data does not allow it."""
    return _evaluated(metric, [_Reader(inputs, language, words).expression() for words in call(metric, inputs)])


def call(metric: Metric, inputs: Inputs) -> list[list[Token]]:
    """The words of each argument; the last ones are left out where they are optional and their columns are blank."""
    arguments = arguments_of(metric.example)
    while metric.parameters[len(arguments) - 1].optional and _is_blank(inputs, arguments[-1]):
        arguments.pop()
    return arguments


def column(inputs: Inputs, token: Token) -> Range:
    """The cells of the column that a token names."""
    return getattr(inputs, token.table)[token.field]


def _said(inputs: Inputs, words: Sequence[Token], language: Language) -> str:
    return "".join(word(token, language, lambda named: column(inputs, named).formula) for token in words)


def _in_a_file(inputs: Inputs, token: Token, language: Language) -> str:
    """A token as a workbook's file has it: English names and commas in every language, outcomes as its tables do."""
    return _said(inputs, [token], language if token.kind == "outcome" else "en")


def _is_blank(inputs: Inputs, argument: list[Token]) -> bool:
    return len(argument) == 1 and argument[0].kind == "column" and bool(column(inputs, argument[0]).matching("=").all())


@dataclass(slots=True)
class _Reader:
    """Reads an example from left to right and computes it on the way; a column stands for itself until it is used."""

    inputs: Inputs
    language: Language
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
            return column(self.inputs, token)
        if token.kind == "array":
            return [[float(cell)] for cell in token.text[1:-1].split(";")]
        if token.kind == "outcome":
            return OUTCOMES[token.text][self.language]
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
            return _evaluated(REGISTRY[name], given)
        if name in OF_EXCEL:
            return OF_EXCEL[name](*map(_array, given))
        raise ValueError(f"An example may use the metrics themselves and {', '.join(OF_EXCEL)}, not {name}.")


def _evaluated(metric: Metric, given: Sequence[Any]) -> Any:
    return evaluate(metric, *(_block(value) if isinstance(value, Range) else value for value in given))


def _block(cells: Range) -> Block:
    """The cells as a metric takes them, read once for all the examples of a workbook."""
    if cells not in _BLOCKS:
        _BLOCKS[cells] = flatten(cells.values)
    return _BLOCKS[cells]


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
