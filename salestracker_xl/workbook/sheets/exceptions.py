"""Where sales fell short and where they ran ahead, ranked, with what stands behind each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from salestracker_xl.analysis.exceptions import Gap, gaps
from salestracker_xl.analysis.headline import spans
from salestracker_xl.language import Text
from salestracker_xl.tables.schema import SALES
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.months import MONTH
from salestracker_xl.workbook.figures.selection import MONTH_NAMES
from salestracker_xl.workbook.grid import NONE, Grid, colour_signs
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_title
from salestracker_xl.workbook.table import serials
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Exceptions", "Écarts")
WIDTHS = (5, 14, 30, 24, 14, 14, 14, 10, 11, 9, 60)
BEHIND_WIDTH = WIDTHS[-1]
MOST = 15
ROWS_NAMED = 3  # sales named behind each gap

SHORT = Text("Gaps: what fell short, the most money first", "Manques : ce qui est en dessous, par montant")
AHEAD = Text("Winners: what ran ahead, the most money first", "Succès : ce qui est au-dessus, par montant")
NONE_SHORT = Text("No gap is wider than chance makes it.", "Aucun manque ne dépasse ce que fait le hasard.")
NONE_AHEAD = Text("No gain is wider than chance makes it.", "Aucun succès ne dépasse ce que fait le hasard.")
BEHIND_SHORT = Text("The sales that weigh most in each gap", "Les ventes qui pèsent le plus dans chaque manque")
BEHIND_AHEAD = Text("The sales that weigh most in each winner", "Les ventes qui pèsent le plus dans chaque succès")
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
    write_title(sheet, NAME, MADE_ON.format(start=_spoken(year.start), end=_spoken(year.end)), len(WIDTHS))
    sheet.set_columns(*WIDTHS)
    goals = tracker.targets.frame if tracker.targets is not None else None
    first = tracker.sales.frame["date"].min().date()
    if goals is None and (year.start - first).days < 365 - 31:
        write_missing(sheet, FIRST_CONTENT_ROW, MISSING)
        return
    short, ahead = gaps(tracker.sales.frame, year.start, year.end, goals)
    sales = tracker.sales.frame
    row = write_gaps(sheet, FIRST_CONTENT_ROW, SHORT, NONE_SHORT, short)
    row = write_rows_behind(sheet, row, BEHIND_SHORT, short[:MOST], sales)
    row = write_gaps(sheet, row + 1, AHEAD, NONE_AHEAD, ahead)
    write_rows_behind(sheet, row, BEHIND_AHEAD, ahead[:MOST], sales)


def write_gaps(sheet: Sheet, row: int, title: Text, nothing: Text, found: Sequence[Gap]) -> int:
    """Write a ranked list, or the sentence that there is none; give back the row below."""
    book = sheet.book
    sheet.write_row(row, 0, [title, *[None] * (len(WIDTHS) - 1)], "section")
    if not found:
        sheet.write(row + 1, 0, nothing, "note")
        return row + 2
    shown = found[:MOST]
    grid = Grid(sheet, row + 1)
    grid.raise_header()
    grid.marks(Text("#", "N°"), [float(at + 1) for at in range(len(shown))], "count")
    grid.names(Text("What", "Quoi"), [_label(gap) for gap in shown])
    grid.names(Text("Which", "Lequel"), [_name(book, gap) for gap in shown], "name")
    grid.names(Text("Against", "Face à"), [AGAINST[gap.against] for gap in shown])
    grid.figures(Text("Actual", "Réel"), [gap.actual for gap in shown], "money_whole")
    grid.figures(Text("Reference", "Référence"), [gap.reference for gap in shown], "money_whole")
    grid.figures(Text("Gap", "Écart"), [gap.gap for gap in shown], "gain")
    colour_signs(sheet, grid.first_row, grid.col - 1, grid.total_row - 1)
    grid.figures(Text("Gap, %", "Écart, %"), [gap.share if gap.share == gap.share else NONE for gap in shown], "change")
    grid.words(Text("How sure", "Certitude"), [CLEAR if gap.is_clear else LIKELY for gap in shown])
    grid.figures(Text("Rows behind", "Lignes"), [float(len(gap.rows)) for gap in shown], "count")
    behind = [_behind(gap) for gap in shown]
    grid.words(Text("Customers who moved most", "Clients qui ont le plus bougé"), behind, "name")
    for at, text in enumerate(behind):
        fit_row(sheet, grid.first_row + at, [(text, BEHIND_WIDTH)])
    if len(found) > MOST:
        sheet.write(grid.total_row, 1, MORE.format(n=len(found) - MOST), "note")
    return grid.total_row + 1


def write_rows_behind(sheet: Sheet, row: int, title: Text, found: Sequence[Gap], sales: pd.DataFrame) -> int:
    """Write the largest of the sales that each gap of a list is made of; give back the row where the next may begin."""
    if not found:
        return row
    ranks, lines = [], []
    for rank, gap in enumerate(found, start=1):
        largest = _largest(gap, sales)
        ranks += [float(rank)] * len(largest)
        lines += largest.tolist()
    named = sales.iloc[lines]
    sheet.write_row(row, 0, [title, *[None] * (len(WIDTHS) - 1)], "section")
    grid = Grid(sheet, row + 1)
    grid.marks(Text("#", "N°"), ranks, "count")
    grid.names(SALES.field("date").label, serials(named["date"].to_numpy()).tolist(), "date")
    for field in ("customer", "product"):
        grid.names(SALES.field(field).label, _texts(named[field]), "name")
    grid.figures(SALES.field("amount").label, named["amount"].tolist(), "money")
    grid.figures(SALES.field("order_id").label, _texts(named["order_id"]))
    return grid.total_row + 1


def _largest(gap: Gap, sales: pd.DataFrame) -> np.ndarray:
    """The rows that weigh most: against a year before those that widened the gap, against a goal those that count."""
    weight = np.abs(sales["amount"].to_numpy(float)[gap.rows])
    if gap.against == "year_before":
        weight = gap.change * np.sign(gap.gap)
    return gap.rows[np.argsort(-weight, kind="stable")[:ROWS_NAMED]]


def _texts(column: pd.Series) -> list[str]:
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


def _spoken(day: dt.date) -> Text:
    return Text(day.isoformat(), f"{day:%d/%m/%Y}")
