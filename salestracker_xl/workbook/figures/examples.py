"""The example call of a metric over the tables of a workbook: as a person types it, and as a formula of Excel."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salestracker_xl.language import Language
from salestracker_xl.metric import Metric
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.workbook.calls import Token, arguments_of, word
from salestracker_xl.workbook.criteria import matches
from salestracker_xl.workbook.inputs import Inputs
from salestracker_xl.workbook.live import Range

COMPARED = frozenset({">=", "<=", "<>", "=", ">", "<"})
LOOKED_UP_BY_ROW = re.compile(r'MATCH\(|COUNTIFS?\((\{\w+\},"[^"]*",)*\{\w+\},\{')  # each row among all rows
COMPUTED_BY_PYTHON = COMPARED | {"IF"}  # a formula would have to be entered as an array


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
    return len(argument) == 1 and argument[0].kind == "column" and bool(matches(column(inputs, argument[0]), "=").all())
