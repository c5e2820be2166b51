"""The open deals to look at first: stuck, or past the day on which they should have closed."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import DEALS, Field
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.deals.rows import AGE, STAGE_DAYS
from salestracker_xl.workbook.formulas import AND, COUNT, IF, INDEX, ISNUMBER, LARGE, MATCH
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.structured import Table

MOST_WATCHED = 12
STUCK = Text("stuck", "bloquée")
SLIPPED = Text("date passed", "date dépassée")
BOTH = Text("stuck, date passed", "bloquée, date dépassée")
SILENT = Text("Days since activity", "Jours sans activité")
PAST = Text("Days past its date", "Jours de dépassement")


@dataclass(frozen=True, slots=True)
class WatchList:
    """Deals by amount, the largest first; "" in the rows that are left over. `count` is how many there are in all."""

    count: Live
    name: Range
    rep: Range
    stage: Range
    amount: Range
    age: Range
    stage_days: Range
    silent: Range
    past: Range
    why: Range


def write_watch_list(calc: Calc, deals: Table, as_of: Live, stuck_beyond: Live, most: int) -> WatchList:
    """Write the list, of so many rows at most, from the order that stands in the table."""
    book = calc.sheet.book
    calc.heading(Text("Deals to look at", "Affaires à suivre"))
    order = deals["watched"]
    count = calc.line(Text("In all", "En tout"), COUNT(order), "count")
    labels = [_label(key) for key in ("name", "rep", "stage", "amount")]
    calc.header((Text("Row", "Ligne"), *labels, AGE, STAGE_DAYS, SILENT, PAST, Text("Why", "Motif")))
    places = range(1, most + 1)
    row = calc.column(0, [IF(count < at, "", MATCH(LARGE(order, at), order)) for at in places])

    def entry(key: str, at: Live) -> Live:
        cell = INDEX(deals[key], at)
        return IF(at.equals(""), "", IF(cell.equals(0), "", cell))

    def since(key: str, at: Live, least: int) -> Live:
        day = INDEX(deals[key], at)
        return IF(at.equals(""), "", IF(AND(ISNUMBER(day), day > 0, as_of - day >= least), as_of - day, ""))

    names = [_first_of(*(entry(key, at) for key in ("name", "customer", "deal_id"))) for at in row]
    name = calc.column(1, names)
    rep = calc.column(2, [entry("rep", at) for at in row])
    stage = calc.column(3, [entry("stage", at) for at in row])
    amount = calc.column(4, [entry("amount", at) for at in row], "money")
    age = calc.column(5, [IF(at.equals(""), "", INDEX(deals["age"], at)) for at in row], "count")
    stage_days = calc.column(6, [IF(at.equals(""), "", INDEX(deals["stage_days"], at)) for at in row], "count")
    silent = calc.column(7, [since("last_activity", at, 0) for at in row], "count")
    past = calc.column(8, [since("closed", at, 1) for at in row], "count")
    stuck, slipped, both = map(book.say, (STUCK, SLIPPED, BOTH))
    why = [
        IF(
            at.equals(""),
            "",
            IF(AND(ISNUMBER(days), stuck_beyond > 0, days > stuck_beyond), IF(ISNUMBER(late), both, stuck), slipped),
        )
        for at, days, late in zip(row, age, past, strict=True)
    ]
    listed = WatchList(count, name, rep, stage, amount, age, stage_days, silent, past, calc.column(9, why))
    calc.row += most
    return listed


def _first_of(*entries: Live) -> Live:
    *others, last = entries
    for entry in reversed(others):
        last = IF(entry.equals(""), last, entry)
    return last


def _label(key: str) -> Text:
    field: Field = DEALS.field(key)
    return field.label
