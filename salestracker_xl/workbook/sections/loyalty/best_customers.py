"""The most valuable customers, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salestracker_xl.analysis.interests import favourites_of
from salestracker_xl.analysis.loyalty import Loyalty, next_orders
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.formulas import IF, IFERROR, ISNUMBER
from salestracker_xl.workbook.grid import NONE, Grid, bar_to_full, rule_rows
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import write_section
from salestracker_xl.workbook.sections.loyalty.groups import NAME_WIDTH, REVENUE_YEAR, SEGMENT, shown
from salestracker_xl.workbook.sections.loyalty.leavers import ALIVE, CUSTOMER, LAST, MOSTLY, known
from salestracker_xl.workbook.sections.loyalty.signals import Weights, write_scores
from salestracker_xl.workbook.sections.loyalty.tiers import TIER, Tiers
from salestracker_xl.workbook.spoken import spoken
from salestracker_xl.workbook.wrapping import fit_names

MOST = 100
HEADING = Text("The most valuable customers", "Les clients les plus précieux")
ALL_OF_THEM = Text("All {n} customers.", "Tous les clients : {n}.")
FIRST_OF_THEM = Text(
    "The first {most} of {n} customers; the sheet Customers has them all.",
    "Les {most} premiers des {n} clients ; la feuille Clients les contient tous.",
)
BY_VALUE = Text(" By predicted value.", " Par valeur prédite.")
BY_REVENUE = Text(" By revenue, since no value is predicted: {why}", " Par CA, faute de valeur prédite : {why}")
ORDERS = Text("Order days", "Jours d'achat")
CLV = Text("Lifetime value, 12\u00a0m", "Valeur client, 12\u00a0m")
EXPECTED = Text("Orders to expect, 12\u00a0m", "Commandes attendues, 12\u00a0m")
NEXT = Text("Next order expected", "Prochaine commande")
STATUS = Text("Status", "Statut")
SCORE = Text("Engagement", "Engagement")
IN, DAYS, LATE, TODAY = (
    Text("in ", "dans "),
    Text(" d", " j"),
    Text(" d late", " j de retard"),
    Text("today", "aujourd'hui"),
)


def write_best(
    book: Book,
    sheet: Sheet,
    row: int,
    figures: Figures,
    found: Loyalty,
    tiers: Tiers,
    weights: Weights | None,
    field: str | None,
) -> int:
    """Write a row for each of the first customers; give back the row below."""
    write_section(sheet, row, HEADING)
    count, people = len(found.customers), found.customers.head(MOST)
    told = (ALL_OF_THEM if count <= MOST else FIRST_OF_THEM).format(n=spoken(count), most=MOST)
    by = BY_VALUE if found.why_not is None else BY_REVENUE.format(why=found.why_not)
    sheet.write(row + 1, 0, Text(told.en + by.en, told.fr + by.fr), "note")
    keys = people["key"].to_numpy()
    due = next_orders(book.sales, keys)["due"]
    fit_names(sheet, row + 3, people["customer"].tolist(), NAME_WIDTH)
    people = people.reindex(range(MOST))  # there may be more customers tomorrow
    scores = write_scores(book, figures.calc, keys, known(people, "customer"), weights)
    grid = Grid(sheet, row + 2, over=("unruled",))
    grid.raise_header()
    sheet.worksheet.repeat_rows(grid.row)  # printed again on the pages that the list goes on to
    names = grid.names(CUSTOMER, known(people, "customer"), "name")
    grid.names(SEGMENT, known(people, "segment"))
    revenue = _references(grid, 4 - grid.col, people["revenue_year"].tolist())
    grid.words(TIER, [_where(name, tiers.reached_with(cell)) for name, cell in zip(names, revenue, strict=True)])
    grid.figures(ORDERS, people["orders"].tolist(), "count")
    grid.figures(REVENUE_YEAR, people["revenue_year"].tolist(), "money_whole")
    grid.figures(LAST, known(people, "last"), "date")
    if found.why_not is None:
        grid.figures(CLV, people["clv"].tolist(), "money_whole", "strong")
        grid.figures(ALIVE, people["alive"].tolist(), "rate_whole")
        bar_to_full(sheet, grid.first_row, grid.col - 1, grid.total_row - 1)
        grid.figures(EXPECTED, people["expected"].tolist(), "tenths")
    coming = grid.figures(NEXT, _filled_up(shown(due)), "date")
    grid.words(STATUS, [_status(book, cell, figures.period.as_of) for cell in coming])
    if scores is not None:
        reached = [_where(name, IFERROR(score, NONE)) for name, score in zip(names, scores, strict=True)]
        grid.figures(SCORE, reached, "count")
    if field is not None:
        grid.words(MOSTLY, _filled_up([name or NONE for name in favourites_of(book.sales, field, keys)]))
    rule_rows(grid)
    return grid.total_row


def _filled_up(cells: list[Any]) -> list[Any]:
    return [*cells, *[None] * (MOST - len(cells))]


def _where(name: Live, figure: Live) -> Live:
    """A figure in the rows that have a customer."""
    return IF(name.equals(""), "", figure)


def _references(grid: Grid, ahead: int, values: Sequence[float]) -> Sequence[Live]:
    """The cells of a column that is still to be written, some columns ahead."""
    col = grid.col + ahead
    known = (value if value == value else None for value in values)
    return [Live(grid.sheet.reference(grid.first_row + at, col), value) for at, value in enumerate(known)]


def _status(book: Book, due: Live, as_of: Live) -> Live:
    late, soon = (as_of - due) & book.say(LATE), book.say(IN) & (due - as_of) & book.say(DAYS)
    told = IF(due < as_of, late, IF(due.equals(as_of), book.say(TODAY), soon))
    return IF(ISNUMBER(due), told, due & "")
