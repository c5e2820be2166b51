"""The example call of a metric over the tables of a workbook: as a person types it, and what it gives."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from salestracker_xl.cells import evaluate
from salestracker_xl.language import Language
from salestracker_xl.metric import Metric
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.calls import EXCEL_IN_FRENCH
from salestracker_xl.workbook.inputs import Inputs
from salestracker_xl.workbook.live import Range

TOKEN = re.compile(
    r"\s*(?:(?P<column>\{(?P<table>\w+)\[(?P<field>\w+)\]\})|(?P<text>\"[^\"]*\")|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<name>\w+)|(?P<sign>>=|<=|<>|[-=<>(),]))"
)
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "<>": operator.ne,
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
}
SPOKEN: dict[Language, dict[str, str]] = {"en": {}, "fr": EXCEL_IN_FRENCH}
LOOKED_UP_BY_ROW = re.compile(r'MATCH\(|COUNTIFS?\((\{\w+\},"[^"]*",)*\{\w+\},\{')  # each row among all rows


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an example: its kind, what stands there, and for a column the keys of its table and field."""

    kind: str
    text: str
    table: str = ""
    field: str = ""


def typed(metric: Metric, inputs: Inputs, language: Language) -> str:
    """The call as a person types it into Excel in a language, with the names of this workbook's tables.

    In French, arguments are parted by semicolons, numbers have a decimal comma, and Excel's own functions have their
    French names; those of the add-in are the same everywhere.
    """
    separator = ";" if language == "fr" else ","
    arguments = ("".join(_word(inputs, token, language) for token in argument) for argument in call(metric, inputs))
    return f"={metric.name}({separator.join(arguments)})"


def native(metric: Metric, inputs: Inputs) -> str | None:
    """Excel's own formula for the example, or None where there is none that a large table could bear.

    A closed form in which every row is looked up among all rows takes minutes over many thousand rows.
    """
    arguments = call(metric, inputs)
    if any(len(argument) != 1 for argument in arguments):
        return None
    given = {parameter.name: argument[0] for parameter, argument in zip(metric.parameters, arguments, strict=False)}
    formula = metric.native_for(frozenset(given))
    if formula is None or LOOKED_UP_BY_ROW.search(formula):
        return None
    return formula.format(**{name: _word(inputs, token, "en") for name, token in given.items()})


def result(metric: Metric, inputs: Inputs) -> Any:
    """What the example gives by Python over the tables. Raises MetricError where the data does not allow it."""
    return evaluate(metric, *(_Reader(inputs, argument).expression() for argument in call(metric, inputs)))


def call(metric: Metric, inputs: Inputs) -> list[list[Token]]:
    """The words of each argument; the last ones are left out where they are optional and their columns are blank."""
    arguments = _arguments(list(tokens(metric.example)))
    while metric.parameters[len(arguments) - 1].optional and _is_blank(inputs, arguments[-1]):
        arguments.pop()
    return arguments


def column(inputs: Inputs, token: Token) -> Range:
    """The cells of the column that a token names."""
    return getattr(inputs, token.table)[token.field]


def tokens(example: str) -> Iterator[Token]:
    """The words of an example one by one. Raises ValueError at what is none."""
    at = 0
    while at < len(example):
        found = TOKEN.match(example, at)
        if found is None:
            raise ValueError(f"An example cannot be read from {example[at:]!r} on.")
        kind = next(k for k in ("column", "text", "number", "name", "sign") if found[k] is not None)
        yield Token(kind, found[kind], found["table"] or "", found["field"] or "")
        at = found.end()


def _arguments(words: list[Token]) -> list[list[Token]]:
    arguments: list[list[Token]] = [[]]
    depth = 0
    for token in words[2:-1]:  # between the name with its parenthesis, and the last parenthesis
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 and token.text == ",":
            arguments.append([])
        else:
            arguments[-1].append(token)
    return arguments


def _is_blank(inputs: Inputs, argument: list[Token]) -> bool:
    return len(argument) == 1 and argument[0].kind == "column" and bool(column(inputs, argument[0]).matching("=").all())


def _word(inputs: Inputs, token: Token, language: Language) -> str:
    if token.kind == "column":
        return column(inputs, token).formula
    if token.kind == "name":
        return SPOKEN[language].get(token.text, token.text)
    if language == "fr" and token.kind in ("number", "sign"):
        return token.text.translate({ord(","): ";", ord("."): ","})
    return token.text


@dataclass(slots=True)
class _Reader:
    """Reads an example from left to right and computes it on the way; a column is an array of its cells."""

    inputs: Inputs
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
            return np.asarray(column(self.inputs, token).values)
        if token.kind == "text":
            return token.text[1:-1]
        if token.kind == "number":
            return float(token.text)
        if token.text == "-":
            return -self._operand()
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
            return evaluate(REGISTRY[name], *given)
        if name == "IF":
            return _chosen(*given)
        raise ValueError(f"An example may use IF and the metrics themselves, not {name}.")


def _comparable(value: Any) -> Any:
    """Blanks compare as 0 with a number, as Excel has it."""
    return np.nan_to_num(value) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


def _chosen(condition: Any, then: Any, otherwise: Any) -> Sequence[Any]:
    met, then, otherwise = np.broadcast_arrays(condition, np.asarray(then, object), np.asarray(otherwise, object))
    return np.where(met, then, otherwise).tolist()
