"""What the cells of a table that people type into take: days, numbers, shares, names to choose from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import Field, TableSchema
from salestracker_xl.workbook.book import Sheet
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.writing.fast_sheet import letters

MOST_MONEY = 1e15  # beyond, Excel keeps no cents
NUMBER: Mapping[str, Any] = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": -MOST_MONEY,
    "maximum": MOST_MONEY,
}
RULES: Mapping[str, tuple[Mapping[str, Any], Text]] = {  # by the kind of a field
    "date": (
        {"validate": "date", "criteria": ">=", "value": dt.date(1900, 1, 1)},
        Text("Type a date; as text it would count in no month.", "Saisissez une date ; un texte ne compterait pas."),
    ),
    "money": (NUMBER, Text("Type an amount, a number.", "Saisissez un montant, un nombre.")),
    "number": (NUMBER, Text("Type a number.", "Saisissez un nombre.")),
    "rate": (
        {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1},
        Text("Type a share from 0 to 100%.", "Saisissez une part de 0 à 100 %."),
    ),
}
DIGITS_KEPT = 15  # of a number in Excel; of a text, all
LOST_DIGITS = Text(
    "Type an apostrophe before it: Excel keeps 15 digits of a number, and two such numbers would become one.",
    "Saisissez une apostrophe devant : Excel garde 15 chiffres d'un nombre, et deux tels numéros n'en feraient qu'un.",
)


def guard(sheet: Sheet, table: Table, schema: TableSchema) -> None:
    """Take days in columns of days and numbers in columns of numbers, and show where an empty table is filled.

    Blank cells stay allowed.
    """
    _invite(sheet, table, schema)
    say = sheet.book.say
    for field in schema.fields:
        if field.kind in RULES and not field.bounds and field.key in table.columns:
            rule, told = RULES[field.kind]
            message = {"error_title": say(field.label), "error_message": say(told)}
            sheet.worksheet.data_validation(*_cells(table, field.key), {**rule, **message})
    if schema.identity:
        _keep_digits(sheet, table, schema.field(schema.identity))


def _keep_digits(sheet: Sheet, table: Table, field: Field) -> None:
    """Refuse a number so long that Excel has lost digits of it already."""
    cells = _cells(table, field.key)
    cell = f"{letters(cells[1])}{cells[0] + 1}"
    rule = {"validate": "custom", "value": f"=IF(ISNUMBER({cell}),ABS({cell})<{10**DIGITS_KEPT},TRUE)"}
    say = sheet.book.say
    message = {"error_title": say(field.label), "error_message": say(LOST_DIGITS)}
    sheet.worksheet.data_validation(*cells, {**rule, **message})


def offer(sheet: Sheet, table: Table, key: str, choices: str | None) -> None:
    """Offer the cells of a list for a column, and take other names too; without a list, do nothing."""
    if choices is not None:
        listed = {"validate": "list", "source": f"={choices}", "error_type": "information", "ignore_blank": True}
        sheet.worksheet.data_validation(*_cells(table, key), listed)


def _invite(sheet: Sheet, table: Table, schema: TableSchema) -> None:
    """Show the blank rows of an empty table in the colour of cells to type in, each until something stands in it."""
    first, last = table.first_col, table.place(schema.keys[-1])
    if not all(table[key].blank.all() for key in schema.keys):
        return
    row = f"${letters(first)}{table.first_row + 1}:${letters(last)}{table.first_row + 1}"
    look = sheet.book.workbook.add_format(sheet.book.theme.properties("invited"))
    rule = {"type": "formula", "criteria": f"=COUNTA({row})=0", "format": look}
    sheet.worksheet.conditional_format(table.first_row, first, table.last_row, last, rule)


def _cells(table: Table, key: str) -> tuple[int, int, int, int]:
    col = table.place(key)
    return table.first_row, col, table.last_row, col
