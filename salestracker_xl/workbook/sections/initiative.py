"""The block in which a person says when an initiative began, and sees sales before and after."""

from __future__ import annotations

import datetime as dt
from typing import Any

from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.attribution import names_by_spend
from salestracker_xl.workbook.figures.initiative import (
    AFTER,
    BEFORE,
    MEASURES,
    THEN_AFTER,
    THEN_BEFORE,
    Comparison,
    Initiative,
    write_comparison,
)
from salestracker_xl.workbook.figures.selection import day_in_words
from salestracker_xl.workbook.formulas import AND, IF, IFERROR
from salestracker_xl.workbook.grid import HEADER_PIXELS, NONE, colour_signs
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import write_section

AFTER_1990 = {"validate": "date", "criteria": ">=", "value": dt.date(1990, 1, 1)}
# longer windows would run into the year before
UP_TO_A_YEAR = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 366}
NOT_NEGATIVE = {"validate": "decimal", "criteria": ">=", "value": 0}
STYLES = ("money_whole", "count", "count", "money", "money_whole")
TITLE = Text("Before and after an initiative", "Avant et après une action")
HOW = Text(
    "Type when it began and where: windows of the same length are compared, and the same windows a year earlier.",
    "Indiquez quand et où elle a commencé : des fenêtres de même durée sont comparées, et les mêmes un an plus tôt.",
)
ATTRIBUTED = Text(
    "Attributed, no control group: whatever else changed in these days is in it too. The change a year earlier shows "
    "the season, the rest what moved without the initiative.",
    "Attribué, sans groupe témoin : tout ce qui a changé pendant ces jours y figure aussi. L'évolution d'un an plus "
    "tôt montre la saison, le reste ce qui a bougé sans l'action.",
)
NOT_BEGUN = Text("The start lies after the last sale.", "Le début est postérieur à la dernière vente.")
GAINS = (
    Text("Gain on before", "Gain sur avant"),
    Text("Gain on the year before", "Gain sur l'année précédente"),
    Text("ROMI, attributed", "ROMI attribué"),
)


def write_initiative(book: Book, sheet: Sheet, row: int, figures: Figures, margin: Live) -> None:
    """Write the yellow cells, the comparison beside them, and what it is worth."""
    write_section(sheet, row, TITLE)
    sheet.write(row + 1, 0, HOW, "note")
    given = _write_inputs(book, sheet, row + 2)
    found = write_comparison(figures.calc, figures.sums, given, margin)
    _write_windows(book, sheet, row + 2, found)
    for at, (label, cell) in enumerate(zip(GAINS, (found.uplift, found.uplift_on_year, found.romi), strict=True)):
        style = "rate_whole" if cell is found.romi else "gain"
        sheet.write(row + 8 + at, 0, label, "cell", "left")
        sheet.write(
            row + 8 + at, 1, IF(found.has_after, IFERROR(cell, NONE), NONE), "cell", "right", style, "strong", "fit"
        )
    sheet.write(row + 12, 0, IF(found.has_after, book.say(ATTRIBUTED), book.say(NOT_BEGUN)), "note")


def _write_inputs(book: Book, sheet: Sheet, row: int) -> Initiative:
    """Write what the user may change; as it comes, the dearest channel of the last three months."""
    last = book.tracker.last_day
    month = last.year * 12 + last.month - 3
    start = last.replace(year=month // 12, month=month % 12 + 1, day=1)
    everywhere = book.everything
    channel = _dearest(book) or everywhere
    cells: list[Live] = []
    asked: tuple[tuple[str, Text, Content, str, dict[str, Any]], ...] = (
        ("start", Text("Began on", "Début"), serial(start), "date", AFTER_1990),
        ("days", Text("Days to compare", "Jours à comparer"), 90, "count", UP_TO_A_YEAR),
        ("channel", Text("Channel", "Canal"), channel, "text", _choices(book, "channel")),
        ("region", Text("Region", "Région"), everywhere, "text", _choices(book, "region")),
        ("cost", Text("What it cost", "Coût de l'action"), None, "money_whole", NOT_NEGATIVE),
    )
    for at, (key, label, value, style, rule) in enumerate(asked, start=row):
        sheet.write(at, 0, label, "cell", "left")
        cell = sheet.write(at, 1, value, "input", style, "right", key=f"initiative_{key}")
        sheet.worksheet.data_validation(at, 1, at, 1, {"ignore_blank": True} | rule)
        cells.append(cell)
    return Initiative(*cells)


def _dearest(book: Book) -> str | None:
    """The channel with the largest spend among those that sales name."""
    spend, sales = book.tracker.spend, book.tracker.sales.frame
    named = set(sales["channel"].dropna().unique())
    names = [] if spend is None else names_by_spend(spend.frame, sales, "channel")
    return next((name for name in names if name in named), None)


def _choices(book: Book, key: str) -> dict[str, str]:
    return {"validate": "list", "source": f"={book.lists[key]}"}


def _write_windows(book: Book, sheet: Sheet, row: int, found: Comparison) -> None:
    """Write the table from column D on: a row a measure, the four windows and the change of each pair."""
    before, after, then_before, then_after = found.columns
    change = Text("Change", "Évolution")
    heads = (BEFORE, AFTER, change, THEN_BEFORE, THEN_AFTER, change)
    sheet.worksheet.set_row_pixels(row, HEADER_PIXELS)
    sheet.write(row, 3, Text("Measure", "Mesure"), "header", "opens")
    sheet.write(row, 4, None, "header", "runs_on")
    sheet.write_row(row, 5, heads, "header", "right")
    now, then = found.has_after, AND(found.has_after, found.has_year)
    for at, (measure, style) in enumerate(zip(MEASURES, STYLES, strict=True)):
        line = row + 1 + at
        sheet.write(line, 3, measure, "cell", "left")
        sheet.write(line, 4, None, "cell")
        cells = [cells.cells[at] for cells in (before, after, then_before, then_after)]
        contents = [
            (now, cells[0], style),
            (now, cells[1], style),
            (now, _change(cells[0], cells[1]), "change"),
            (then, cells[2], style),
            (then, cells[3], style),
            (then, _change(cells[2], cells[3]), "change"),
        ]
        for col, (known, content, look) in enumerate(contents, start=5):
            sheet.write(line, col, IF(known, IFERROR(content, NONE), NONE), "cell", "right", look, "fit")
    for col in (7, 10):
        colour_signs(sheet, row + 1, col, row + len(MEASURES))
    days = [day_in_words(book, day) for day in (*found.first, *found.last)]
    to = book.say(Text(" to ", " au "))
    words = [first & to & last for first, last in zip(days[:4], days[4:], strict=True)]
    label = Text("Windows: ", "Fenêtres : ")
    year = Text("; a year earlier: ", " ; un an plus tôt : ")
    told = book.say(label) & words[0] & " | " & words[1] & IF(then, book.say(year) & words[2] & " | " & words[3], "")
    sheet.write(row + len(MEASURES) + 1, 3, IF(now, told, ""), "note")


def _change(before: Live, after: Live) -> Live:
    return IF(before > 0, after / before - 1, NONE)
