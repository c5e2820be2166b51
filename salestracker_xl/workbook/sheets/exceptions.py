"""Where sales fell short and where they ran ahead, ranked, with what stands behind each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from salestracker_xl.analysis.exceptions import Gap, gaps
from salestracker_xl.analysis.headline import spans
from salestracker_xl.language import Text
from salestracker_xl.tables.schema import SALES
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.months import MONTH
from salestracker_xl.workbook.figures.selection import MONTH_NAMES
from salestracker_xl.workbook.grid import HEADER_PIXELS, NONE, colour_signs
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_section, write_title
from salestracker_xl.workbook.sections.computed import computed_note
from salestracker_xl.workbook.spoken import spoken
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Exceptions", "Écarts")
WIDTHS = (11, 14, 30, 24, 14, 14, 14, 10, 11, 9, 60)
MOST = 10
ROWS_NAMED = 3  # sales named behind each gap
BLOCK = 1 + ROWS_NAMED
HEADER_ROW = FIRST_CONTENT_ROW + 2

TITLE = Text(
    "What fell short, then what ran ahead, the most money first",
    "Ce qui est en dessous, puis ce qui est au-dessus, par montant",
)
NONE_SHORT = Text("No gap is wider than chance makes it.", "Aucun manque ne dépasse ce que fait le hasard.")
NONE_AHEAD = Text("No gain is wider than chance makes it.", "Aucun succès ne dépasse ce que fait le hasard.")
GAP, WINNER = Text("Gap {n}", "Manque {n}"), Text("Winner {n}", "Succès {n}")
GAPS, WINNERS = Text("Gaps: {n}.", "Manques : {n}."), Text("Winners: {n}.", "Succès : {n}.")
GAPS_CUT = Text("Gaps: the {most} largest of {n}.", "Manques : les {most} plus grands sur {n}.")
WINNERS_CUT = Text("Winners: the {most} largest of {n}.", "Succès : les {most} plus grands sur {n}.")
COUNTED = Text("{short} {ahead}", "{short} {ahead}")
SUBTITLE = Text(
    "The fiscal year so far, against goals and the same days a year before. What may be chance, or is below half a "
    "percent of the whole, is left out. Under each: the sales that weigh most.",
    "L'exercice à ce jour, face aux objectifs et aux mêmes jours de l'an dernier. Ce qui peut être le hasard, ou pèse "
    "moins d'un demi pour cent du total, est omis. Sous chacun : les ventes qui pèsent le plus.",
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

LEFT, RIGHT = ("left",), ("right", "fit")
COLUMNS: tuple[tuple[Text, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    # label; how the header, a gap, and a sale behind it stand in the column
    (Text("Rank", "Rang"), LEFT, ("left", "strong"), LEFT),
    (Text("What, or day", "Quoi, ou jour"), LEFT, LEFT, ("left", "date")),
    (Text("Which, or customer", "Lequel, ou client"), LEFT, ("left", "name", "strong"), ("left", "name")),
    (Text("Against, or product", "Face à, ou produit"), LEFT, LEFT, ("left", "name")),
    (Text("Actual", "Réalisé"), RIGHT, (*RIGHT, "money_whole"), (*RIGHT, "money")),
    (Text("Reference", "Référence"), RIGHT, (*RIGHT, "money_whole"), (*RIGHT, "money")),
    (Text("Gap", "Écart"), RIGHT, (*RIGHT, "gain", "strong"), RIGHT),
    (Text("Gap, %", "Écart, %"), RIGHT, (*RIGHT, "change"), RIGHT),
    (Text("How sure", "Certitude"), ("left", "inset"), ("left", "inset"), LEFT),
    (Text("Sales behind", "Ventes"), RIGHT, (*RIGHT, "count"), RIGHT),
    (
        Text("Customers who moved most, or order", "Clients qui ont le plus bougé, ou commande"),
        ("left", "inset"),
        ("left", "inset", "name"),
        ("left", "inset"),
    ),
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write gaps above winners."""
    tracker = book.tracker
    year = spans(tracker)[0]
    write_title(sheet, NAME, SUBTITLE, len(WIDTHS))
    sheet.set_columns(*WIDTHS)
    goals = tracker.targets.frame if tracker.targets is not None else None
    first = tracker.sales.frame["date"].min().date()
    if goals is None and (year.start - first).days < 365 - 31:
        write_missing(sheet, FIRST_CONTENT_ROW, MISSING)
        return
    sheet.write(FIRST_CONTENT_ROW - 1, 0, computed_note(book, figures.history), "note")
    short, ahead = gaps(tracker.sales.frame, year.start, year.end, goals)
    write_section(sheet, FIRST_CONTENT_ROW, TITLE)
    counted = _counted(short, NONE_SHORT, GAPS, GAPS_CUT), _counted(ahead, NONE_AHEAD, WINNERS, WINNERS_CUT)
    sheet.write(FIRST_CONTENT_ROW + 1, 0, COUNTED.format(short=counted[0], ahead=counted[1]), "note")
    write_list(sheet, [*_ranked(GAP, short), *_ranked(WINNER, ahead)], tracker.sales.frame, year.start)


def write_list(sheet: Sheet, found: Sequence[tuple[Text, Gap]], sales: pd.DataFrame, start: dt.date) -> None:
    """Write each gap with the sales behind it, one below the other.

    There is room for as many as there can be: there may be more tomorrow.
    """
    for col, (label, header, _, _) in enumerate(COLUMNS):
        sheet.write(HEADER_ROW, col, label, "header", *header)
    sheet.worksheet.set_row_pixels(HEADER_ROW, HEADER_PIXELS)
    sheet.worksheet.repeat_rows(HEADER_ROW)
    sheet.worksheet.freeze_panes(HEADER_ROW + 1, 0)
    first, last = HEADER_ROW + 1, HEADER_ROW + 2 * MOST * BLOCK
    colour_signs(sheet, first, 6, last, line="top")
    for at in range(2 * MOST):
        row = first + at * BLOCK
        rank, gap = found[at] if at < len(found) else (None, None)
        _write_gap(sheet, row, rank, gap)
        largest = _largest(gap, sales) if gap is not None else np.array([], int)
        for below in range(ROWS_NAMED):
            sale = sales.iloc[largest[below]].to_dict() if below < len(largest) else None
            _write_sale(sheet, row + 1 + below, sale, start)
    line = sheet.book.workbook.add_format({"top": 1, "top_color": sheet.book.color("line")})
    rule = {"type": "formula", "criteria": f'=$A{first + 1}<>""', "format": line}
    sheet.worksheet.conditional_format(first, 0, last, len(WIDTHS) - 1, rule)


def _write_gap(sheet: Sheet, row: int, rank: Text | None, gap: Gap | None) -> None:
    """Write one gap, or the blank row that waits for one."""
    contents: list[Content] = [None] * len(COLUMNS)
    if gap is not None:
        sheet.heads.add(row)
        behind = _behind(sheet.book, gap)
        contents = [
            *(rank, _label(gap), _name(sheet.book, gap), AGAINST[gap.against], gap.actual, gap.reference, gap.gap),
            gap.share if gap.share == gap.share else NONE,
            CLEAR if gap.is_clear else LIKELY,
            float(len(gap.rows)),
            behind,
        ]
        fit_row(sheet, row, [(behind, WIDTHS[10]), (_name(sheet.book, gap), WIDTHS[2])])
    for col, (content, (_, _, styles, _)) in enumerate(zip(contents, COLUMNS, strict=True)):
        sheet.write(row, col, content, "body", *styles)


def _write_sale(sheet: Sheet, row: int, sale: dict[str, Any] | None, start: dt.date) -> None:
    """Write a sale behind a gap, its amount under the actual or the reference to which it adds."""
    contents: list[Content] = [None] * len(COLUMNS)
    if sale is not None:
        customer, product, order = (_text(sale[field]) for field in ("customer", "product", "order_id"))
        contents[1:4] = [sale["date"].date(), customer, product]
        contents[4 if sale["date"].date() >= start else 5] = float(sale["amount"])
        contents[10] = order
        fit_row(sheet, row, [(customer, WIDTHS[2]), (product, WIDTHS[3])])
    for col, (content, (_, _, _, styles)) in enumerate(zip(contents, COLUMNS, strict=True)):
        sheet.write(row, col, content, "body", *styles, "quiet")


def _ranked(rank: Text, found: Sequence[Gap]) -> list[tuple[Text, Gap]]:
    return [(rank.format(n=at), gap) for at, gap in enumerate(found[:MOST], start=1)]


def _counted(found: Sequence[Gap], none: Text, some: Text, cut: Text) -> Text:
    return none if not found else (some if len(found) <= MOST else cut).format(n=len(found), most=MOST)


def _largest(gap: Gap, sales: pd.DataFrame) -> np.ndarray:
    """The rows that weigh most: against a year before those that widened the gap, against a goal those that count."""
    weight = np.abs(sales["amount"].to_numpy(float)[gap.rows])
    if gap.against == "year_before":
        weight = gap.change * np.sign(gap.gap)
    return gap.rows[np.argsort(-weight, kind="stable")[:ROWS_NAMED]]


def _text(content: Any) -> str:
    return NONE if pd.isna(content) else str(content)


def _label(gap: Gap) -> Text:
    if gap.dimension == "month":
        return MONTH
    return SALES.field(gap.dimension).label if gap.dimension in SALES.keys else SEGMENT


def _name(book: Book, gap: Gap) -> str:
    if gap.dimension != "month":
        return gap.name
    day = dt.date.fromisoformat(gap.name)
    return f"{book.say(MONTH_NAMES[day.month - 1])} {day.year}"


def _behind(book: Book, gap: Gap) -> str:
    """The customers behind a gap; a typed sign and whole amounts, since a text has no number format."""
    if not gap.drivers:
        return NONE
    signed = ((driver.customer, "+" if driver.change > 0 else "−", round(abs(driver.change))) for driver in gap.drivers)
    return "; ".join(f"{customer} {sign}{book.say(spoken(amount))}" for customer, sign, amount in signed)
