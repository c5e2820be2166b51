"""The figures of the cards as they were noted day by day: the next row, and the last ones in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.cards import Card
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import COUNT, COUNTIFS, IF, IFERROR, ISNUMBER, NA, OR, SMALL, SUMIFS
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.structured import Table

NEXT = "st_snapshot"  # the cells that a click notes, in the order of the table's columns
SHOWN = 24  # days in the lines
TRIED_OUT = Text(" · what-if goals", " · objectifs en hypothèse")
DAY, FILTERS = Text("Day", "Jour"), Text("Filters", "Filtres")


@dataclass(frozen=True, slots=True)
class Course:
    """The last days noted, the oldest first, and the figures by the key of their card; #N/A before the first day."""

    day: Range
    figures: Mapping[str, Range]


def write_next(calc: Calc, cards: Mapping[str, Card], sums: Sums) -> Range:
    """Write what a snapshot of this moment notes: day, filters, and the figure of each card."""
    calc.heading(Text("The next snapshot", "Le prochain relevé"))
    calc.header((DAY, FILTERS, *(shown.short for shown in CATALOGUE)))
    contents: list[tuple[Live, Sequence[str]]] = [
        (sums.period.today, ("date",)),
        (_filters(calc.sheet.book, sums), ()),
        *((IFERROR(cards[shown.key].value, ""), (shown.style,)) for shown in CATALOGUE),
    ]
    cells = [calc.sheet.write(calc.row, col, content, *styles) for col, (content, styles) in enumerate(contents)]
    place = calc.sheet.span(calc.row, 0, calc.row, len(cells) - 1)
    calc.sheet.book.define_name(NEXT, place)
    calc.row += 1
    return Range(place, [cell.value for cell in cells], cells)


def _filters(book: Book, sums: Sums) -> Live:
    """The period, and what else the dashboard is limited to, in few words."""
    told = "" & sums.inputs.period
    for chosen in sums.inputs.filters.values():
        told = told & IF(OR(chosen.equals(""), chosen.equals(book.everything)), "", " · " & chosen)
    return told & IF(sums.goal_factor.equals(1), "", book.say(TRIED_OUT))


def write_course(calc: Calc, noted: Table) -> Course:
    """Write the last days of the table in their order, whatever the order of its rows."""
    calc.heading(Text("Snapshots in the order of their days", "Relevés dans l'ordre des jours"))
    calc.header((DAY, *(shown.short for shown in CATALOGUE)))
    days = noted["day"]
    first = COUNT(days) - SHOWN
    day = calc.column(0, [IFERROR(SMALL(days, first + at), "") for at in range(1, SHOWN + 1)], "date")

    def figure(of: Live, column: Range) -> Live:
        known = IF(COUNTIFS(days, of, column, "<>") > 0, SUMIFS(column, days, of), NA())
        return IF(ISNUMBER(of), known, NA())

    figures = {
        shown.key: calc.column(at, [figure(of, noted[shown.key]) for of in day], shown.style)
        for at, shown in enumerate(CATALOGUE, start=1)
    }
    calc.row += SHOWN
    return Course(day, figures)
