"""A metric's example call: word by word, and as a person types it in a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from salestracker_xl.language import Language, Text
from salestracker_xl.metric import Metric
from salestracker_xl.tables.schema import DEALS, OUTCOMES, SALES, SPEND, TARGETS, TableSchema
from salestracker_xl.workbook.structured import structured, table_name

SCHEMAS: dict[str, TableSchema] = {schema.key: schema for schema in (SALES, DEALS, SPEND, TARGETS)}
EXCEL_IN_FRENCH = {  # the functions of Excel that occur in examples
    "IF": "SI",
    "SUM": "SOMME",
    "SUMIF": "SOMME.SI",
    "COUNTIF": "NB.SI",
    "ROWS": "LIGNES",
}
COUNTED: dict[str, Text] = {  # the columns that a workbook adds to what was read
    "orders": Text("Orders", "Commandes"),
    "new_customers": Text("New customers", "Nouveaux clients"),
}
TOKEN = re.compile(
    r"\s*(?:(?P<column>\{(?P<table>\w+)\[(?P<field>\w+)\]\})|(?P<array>\{\d+(?:;\d+)+\})|(?P<outcome>\{(?P<ending>\w+)\})|(?P<text>\"[^\"]*\")"
    r"|(?P<number>\d+(?:\.\d+)?)|(?P<name>\w+)|(?P<sign>>=|<=|<>|[-=<>(),]))"
)
KINDS = ("column", "array", "outcome", "text", "number", "name", "sign")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an example: its kind, what stands there, and for a column the keys of its table and field.

    An array is a column of whole numbers, written as Excel has it in every language: `{10;8;7}`. An outcome is the key
    of how a deal ended, written `{won}`: a workbook says it in its own language.
    """

    kind: str
    text: str
    table: str = ""
    field: str = ""


@cache  # a build asks for each example again and again
def tokens(example: str) -> Sequence[Token]:
    """The words of an example. Raises ValueError at what is none."""
    words: list[Token] = []
    at = 0
    while at < len(example):
        found = TOKEN.match(example, at)
        if found is None:
            raise ValueError(f"An example cannot be read from {example[at:]!r} on.")
        kind = next(kind for kind in KINDS if found[kind] is not None)
        text = found["ending"] if kind == "outcome" else found[kind]
        words.append(Token(kind, text, found["table"] or "", found["field"] or ""))
        at = found.end()
    return tuple(words)


def arguments_of(example: str) -> list[list[Token]]:
    """The words of each argument of an example call."""
    arguments: list[list[Token]] = [[]]
    depth = 0
    for token in tokens(example)[2:-1]:  # between the name with its parenthesis, and the last parenthesis
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0 and token.text == ",":
            arguments.append([])
        else:
            arguments[-1].append(token)
    return arguments


def word(token: Token, language: Language, column: Callable[[Token], str]) -> str:
    """A token as a person types it into Excel in a language; `column` gives the reference of a column.

    In French, arguments are parted by semicolons, numbers have a decimal comma, and Excel's own functions have their
    French names; those of the add-in are the same everywhere.
    """
    if token.kind == "column":
        return column(token)
    if token.kind == "outcome":
        return f'"{OUTCOMES[token.text][language]}"'
    if language == "fr":
        if token.kind == "name":
            return EXCEL_IN_FRENCH.get(token.text, token.text)
        if token.kind in ("number", "sign"):
            return token.text.translate({ord(","): ";", ord("."): ","})
    return token.text


def example_call(metric: Metric, language: Language) -> str:
    """The example of a metric as a person types it in a language, with the names that tables and columns have in it.

    >>> from salestracker_xl.metrics import REGISTRY
    >>> example_call(REGISTRY["CAC"], "fr")
    'CAC(Dépenses[Montant];Dépenses[Nouveaux clients])'
    """
    return "".join(
        word(token, language, lambda column: column_reference(column.table, column.field, language))
        for token in tokens(metric.example)
    )


def column_reference(table: str, field: str, language: Language) -> str:
    """Reference of a column by the keys of its table and field. Raises KeyError for what no workbook has."""
    schema = SCHEMAS[table]
    label = COUNTED[field] if field in COUNTED else schema.field(field).label
    return structured(table_name(schema.label[language]), label[language])
