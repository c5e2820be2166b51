"""Where sales fell short and where they ran ahead, ranked, with what stands behind each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from salestracker_xl.analysis.exceptions import Gap, gaps
from salestracker_xl.analysis.headline import spans
from salestracker_xl.calendar import spoken_day
from salestracker_xl.language import Text
from salestracker_xl.tables.schema import SALES
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.months import MONTH
from salestracker_xl.workbook.figures.selection import MONTH_NAMES
from salestracker_xl.workbook.grid import NONE, Grid, colour_signs, rule_rows
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_title
from salestracker_xl.workbook.table import serials
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Exceptions", "Écarts")
WIDTHS = (5, 14, 30, 24, 14, 14, 14, 10, 11, 9, 60)
BEHIND_WIDTH = WIDTHS[-1]
MOST = 10
ROWS_NAMED = 3  # sales named behind each gap
LINES_BEHIND = 2  # that the customers behind a gap take in their column

SHORT = Text("Gaps: what fell short, the most money first", "Manques : ce qui est en dessous, par montant")
AHEAD = Text("Winners: what ran ahead, the most money first", "Succès : ce qui est au-dessus, par montant")
NONE_SHORT = Text("No gap is wider than chance makes it.", "Aucun manque ne dépasse ce que fait le hasard.")
NONE_AHEAD = Text("No gain is wider than chance makes it.", "Aucun succès ne dépasse ce que fait le hasard.")
BEHIND = Text("The sales that weigh most in each", "Les ventes qui pèsent le plus dans chacun")
GAP, WINNER = Text("Gap {n}", "Manque {n}"), Text("Winner {n}", "Succès {n}")
MORE = Text("and {n} smaller ones.", "et {n} plus petits.")
MADE_ON = Text(
    "Values of Python: the fiscal year from {start} to {end}, against goals and the same days a year before. What may "
    "be chance, or is below half a percent of the whole, is left out.",
    "Valeurs de Python : l'exercice du {start} au {end}, face aux objectifs et aux mêmes jours de l'an dernier. Ce qui "
    "peut être le hasard, ou pèse moins d'un demi pour cent du total, est omis.",
)
MISSING = Text(
    "Nothing to compare with yet: give goals (--targets FILE), or sales of a year before, and build again.",
    "Rien à comparer pour l'instant : donnez des objectifs (--targets FICHIER) ou les ventes d'une année précédente, "
    "puis reconstruisez.",
)
AGAINST = {
    "year_before": Text("the year before", "l'année précédente"),
    "goal": Text("the goal to date", "l'objectif à date"),
}
SEGMENT = Text("Segment", "Segment")
CLEAR, LIKELY = Text("clear", "net"), Text("likely", "probable")


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write gaps above winners."""
    tracker = book.tracker
    year = spans(tracker)[0]
    write_title(sheet, NAME, MADE_ON.format(start=spoken_day(year.start), end=spoken_day(year.end)), len(WIDTHS))
    sheet.set_columns(*WIDTHS)
    goals = tracker.targets.frame if tracker.targets is not None else None
    first = tracker.sales.frame["date"].min().date()
    if goals is None and (year.start - first).days < 365 - 31:
        write_missing(sheet, FIRST_CONTENT_ROW, MISSING)
        return
    short, ahead = gaps(tracker.sales.frame, year.start, year.end, goals)
    sales = tracker.sales.frame
    row = write_gaps(sheet, FIRST_CONTENT_ROW, SHORT, NONE_SHORT, short)
    row = write_gaps(sheet, row + 1, AHEAD, NONE_AHEAD, ahead)
    write_rows_behind(sheet, row + 1, short[:MOST], ahead[:MOST], sales)


def write_gaps(sheet: Sheet, row: int, title: Text, nothing: Text, found: Sequence[Gap]) -> int:
    """Write a ranked list, or the sentence that there is none; give back the row below.

    A list is as high whatever it holds: there may be more tomorrow.
    """
    book = sheet.book
    sheet.write_row(row, 0, [title, *[None] * (len(WIDTHS) - 1)], "section")
    more = MORE.format(n=len(found) - MOST) if len(found) > MOST else None
    sheet.write(row + 1, 0, more if found else nothing, "note")
    shown = found[:MOST]
    grid = Grid(sheet, row + 2, over=("unruled",))
    grid.raise_header()

    def column(cells: Iterable[Content]) -> list[Content]:
        return _filled_up(list(cells), MOST)

    grid.marks(Text("#", "N°"), column(float(at + 1) for at in range(len(shown))), "count")
    grid.names(Text("What", "Quoi"), column(_label(gap) for gap in shown))
    grid.names(Text("Which", "Lequel"), column(_name(book, gap) for gap in shown), "name")
    grid.names(Text("Against", "Face à"), column(AGAINST[gap.against] for gap in shown))
    grid.figures(Text("Actual", "Réel"), column(gap.actual for gap in shown), "money_whole")
    grid.figures(Text("Reference", "Référence"), column(gap.reference for gap in shown), "money_whole")
    grid.figures(Text("Gap", "Écart"), column(gap.gap for gap in shown), "gain")
    colour_signs(sheet, grid.first_row, grid.col - 1, grid.total_row - 1)
    shares = column(gap.share if gap.share == gap.share else NONE for gap in shown)
    grid.figures(Text("Gap, %", "Écart, %"), shares, "change")
    grid.words(Text("How sure", "Certitude"), column(CLEAR if gap.is_clear else LIKELY for gap in shown))
    grid.figures(Text("Rows behind", "Lignes"), column(float(len(gap.rows)) for gap in shown), "count")
    behind = [_behind(gap) for gap in shown]
    grid.words(Text("Customers who moved most", "Clients qui ont le plus bougé"), column(behind), "name")
    rule_rows(grid)
    for at, text in enumerate(behind):
        fit_row(sheet, grid.first_row + at, [(text, BEHIND_WIDTH)], least=LINES_BEHIND)
    return grid.total_row


def write_rows_behind(sheet: Sheet, row: int, short: Sequence[Gap], ahead: Sequence[Gap], sales: pd.DataFrame) -> None:
    """Write the largest of the sales that each gap and winner is made of, in a list of one height whatever it holds."""
    ranks: list[Content] = []
    lines: list[int] = []
    for kind, found in ((GAP, short), (WINNER, ahead)):
        for rank, gap in enumerate(found, start=1):
            largest = _largest(gap, sales)
            ranks += [kind.format(n=rank)] * len(largest)
            lines += largest.tolist()
    named = sales.iloc[lines]
    sheet.write_row(row, 0, [BEHIND, *[None] * (len(WIDTHS) - 1)], "section")
    grid = Grid(sheet, row + 1, 1, over=("unruled",))
    room = 2 * MOST * ROWS_NAMED
    columns: list[tuple[Text, list[Content], tuple[str, ...]]] = [
        (Text("Behind", "Derrière"), ranks, ()),
        (SALES.field("customer").label, _texts(named["customer"]), ("name",)),
        (SALES.field("product").label, _texts(named["product"]), ("name",)),
    ]
    for label, cells, styles in columns:
        grid.names(label, _filled_up(cells, room), *styles)
    grid.figures(SALES.field("date").label, _filled_up(serials(named["date"].to_numpy()).tolist(), room), "date")
    grid.figures(SALES.field("amount").label, _filled_up(named["amount"].tolist(), room), "money")
    grid.figures(SALES.field("order_id").label, _filled_up(_texts(named["order_id"]), room))
    rule_rows(grid, 1)


def _filled_up(cells: Sequence[Content], room: int) -> list[Content]:
    return [*cells, *[None] * (room - len(cells))]


def _largest(gap: Gap, sales: pd.DataFrame) -> np.ndarray:
    """The rows that weigh most: against a year before those that widened the gap, against a goal those that count."""
    weight = np.abs(sales["amount"].to_numpy(float)[gap.rows])
    if gap.against == "year_before":
        weight = gap.change * np.sign(gap.gap)
    return gap.rows[np.argsort(-weight, kind="stable")[:ROWS_NAMED]]


def _texts(column: pd.Series) -> list[Content]:
    return column.astype(object).where(column.notna(), NONE).tolist()


def _label(gap: Gap) -> Text:
    if gap.dimension == "month":
        return MONTH
    return SALES.field(gap.dimension).label if gap.dimension in SALES.keys else SEGMENT


def _name(book: Book, gap: Gap) -> str:
    if gap.dimension != "month":
        return gap.name
    day = dt.date.fromisoformat(gap.name)
    return f"{book.say(MONTH_NAMES[day.month - 1])} {day.year}"


def _behind(gap: Gap) -> str:
    """The customers behind a gap; a typed sign and whole amounts, since a text has no number format."""
    if not gap.drivers:
        return NONE
    return "; ".join(f"{driver.customer} {driver.change:+.0f}" for driver in gap.drivers)
