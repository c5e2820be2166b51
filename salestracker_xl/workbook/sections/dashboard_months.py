"""Below the one screen of the dashboard: the figures of the cards month by month, which paper has room for."""

from __future__ import annotations

from collections.abc import Mapping

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Content, Sheet
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.months import MONTH
from salestracker_xl.workbook.formulas import EOMONTH, IF, IFERROR, INDEX, MATCH
from salestracker_xl.workbook.grid import NONE
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.sections.dashboard_panels import CARDS, STRIP_ROW, STRIP_ROWS

MONTHS_ROW = STRIP_ROW + STRIP_ROWS + 1
SHOWN = CARDS - 1  # months: one under each card but the first, under which stand their names
MONTHS_PIXELS = (20, *[19] * (1 + CARDS))
TITLE = Text("Month by month", "Mois par mois")


def write_by_month(sheet: Sheet, figures: Figures) -> None:
    """Write a row for each card and a column for each of the last months, ruled across the whole width."""
    months = list(figures.months.month)[-SHOWN:]
    _write_across(sheet, MONTHS_ROW, TITLE, {2: figures.told.unfinished}, ("section",), ("section_note",))
    _write_across(sheet, MONTHS_ROW + 1, MONTH, dict(enumerate(months, start=1)), ("strip_header",), ("month", "right"))
    for row, shown in enumerate(CATALOGUE, start=MONTHS_ROW + 2):
        cells = {at: IFERROR(cell, NONE) for at, cell in enumerate(_figures(figures, shown.key, months), start=1)}
        _write_across(sheet, row, shown.short, cells, ("strip",), (shown.style, "right", "fit"))


def _figures(figures: Figures, key: str, months: list[Live]) -> list[Live]:
    """The figures of a card in some months: those of Python by their month, since they end with the data.

    Retention is that of months that are over: in the running one it would be that of the month before once more.
    """
    spark, history = figures.cards[key].spark, figures.history
    if spark is history.retention:
        of_month = [(month, INDEX(spark, MATCH(month, history.month))) for month in months]
        return [IF(EOMONTH(month, 0) > figures.period.as_of, NONE, kept) for month, kept in of_month]
    if spark is history.clv:
        return [INDEX(spark, MATCH(month, history.month)) for month in months]
    return list(spark)[-len(months) :]


def _write_across(
    sheet: Sheet,
    row: int,
    name: Text,
    by_card: Mapping[int, Live],
    over_all: tuple[str, ...],
    over_figures: tuple[str, ...],
) -> None:
    """Write a row over edges, bodies and gaps: its name at the left, and contents in the bodies of some cards."""
    contents: list[Content] = [None] * (3 * CARDS - 1)
    contents[0] = name
    for col, content in enumerate(contents):
        card, place = divmod(col, 3)
        if place == 1 and card in by_card:
            sheet.write(row, col, by_card[card], *over_all, *over_figures)
        else:
            sheet.write(row, col, content, *over_all)
