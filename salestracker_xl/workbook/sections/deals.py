"""The lower half of the Funnel sheet: the deals to look at, and what was won and lost."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salestracker_xl.analysis.lead_response import response_by
from salestracker_xl.analysis.open_deals import win_loss
from salestracker_xl.language import Text
from salestracker_xl.tables.schema import DEALS
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import bars, bars_height, place, short_money
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.deals.counts import DealCounts
from salestracker_xl.workbook.figures.deals.pipeline import Pipeline
from salestracker_xl.workbook.figures.deals.rows import STAGE_DAYS
from salestracker_xl.workbook.figures.deals.watch_list import MOST_WATCHED, PAST, SILENT, write_watch_list
from salestracker_xl.workbook.figures.deals.win_loss import (
    REASON,
    SOURCE,
    WAITED,
    WinLoss,
    write_losses,
    write_sources,
    write_waits,
)
from salestracker_xl.workbook.figures.intervals import HIGH, LOW
from salestracker_xl.workbook.figures.selection import day_in_words
from salestracker_xl.workbook.formulas import IF, IFERROR, MIN, SUM
from salestracker_xl.workbook.grid import HEADER_PIXELS, NONE, Grid, rule_rows
from salestracker_xl.workbook.inputs import PipelineInputs
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import write_missing, write_section
from salestracker_xl.workbook.wrapping import fit_row

MOST_REASONS, MOST_SOURCES = 8, 10
CHART_COL, CHART_WIDTH, CHART_GAP = 8, 500, 10
LISTED = Text("Deals to look at first", "Affaires à suivre en premier")
NOTHING_LISTED = Text(
    "No open deal is stuck or past its close date.",
    "Aucune affaire en cours n'est bloquée ni au-delà de sa date de clôture.",
)
NO_REASON = Text(
    "No lost deal tells why: add a Lost reason column to the export and build again.",
    "Aucune affaire perdue ne dit pourquoi : ajoutez une colonne Motif de perte à l'export, puis reconstruisez.",
)
NO_SOURCE = Text(
    "The deals name no source: add a Source column to the export and build again.",
    "Les affaires n'indiquent aucune source : ajoutez une colonne Source à l'export, puis reconstruisez.",
)
NO_RESPONSE = Text(
    "No deal tells when it was answered: add a First response column to the export and build again.",
    "Aucune affaire n'indique sa première réponse : ajoutez une colonne Première réponse à l'export, puis "
    "reconstruisez.",
)
LOSSES_TITLE = Text("Amount lost by reason", "Montant perdu par motif")
LOSSES_ALT = Text("Bars: amount of the lost deals for each reason.", "Barres : montant des affaires perdues par motif.")
RATES_TITLE = Text("Win rate by source", "Taux de réussite par source")
RATES_ALT = Text(
    "Bars: share of the closed deals that were won, for each source.",
    "Barres : part des affaires closes qui ont été gagnées, par source.",
)


def write_listed(
    book: Book, sheet: Sheet, row: int, widths: Sequence[float], figures: Figures, inputs: PipelineInputs
) -> int:
    """Write the open deals that are stuck or past their date; give back the row below."""
    deals, as_of = figures.inputs.deals, figures.period.as_of
    listed = write_watch_list(figures.calc, deals, as_of, inputs.stuck_beyond, MOST_WATCHED)
    write_section(sheet, row, LISTED)
    words = (Text("The largest ", "Les "), Text(" of ", " plus importantes sur "), Text(".", "."))
    first, between, last = map(book.say, words)
    told = first & MIN(MOST_WATCHED, listed.count) & between & listed.count & last
    sheet.write(row + 1, 0, IF(listed.count.equals(0), book.say(NOTHING_LISTED), told), "note")
    sheet.link(row + 1, 4, book.sheets["deals"], f"{book.sheets['deals'].name} →")
    grid = Grid(sheet, row + 2, over=("unruled",))
    sheet.worksheet.set_row_pixels(grid.row, HEADER_PIXELS + 16)
    grid.names(DEALS.field("name").label, list(listed.name), "name")
    grid.names(DEALS.field("rep").label, list(listed.rep), "name")
    grid.names(DEALS.field("stage").label, list(listed.stage), "name")
    grid.figures(DEALS.field("amount").label, list(listed.amount), "money_whole")
    for label, cells in (
        (Text("Days open", "Jours en cours"), listed.age),
        (STAGE_DAYS, listed.stage_days),
        (SILENT, listed.silent),
        (PAST, listed.past),
    ):
        shown = [
            IF(name.equals(""), "", IF(cell.equals(""), NONE, cell))
            for name, cell in zip(listed.why, cells, strict=True)
        ]
        grid.figures(label, shown, "count")
    grid.words(Text("Why", "Motif"), list(listed.why), columns=2)
    rule_rows(grid)
    longest = _longest(book, widths)
    for at in range(grid.first_row, grid.total_row):  # any open deal may come to stand in any row
        fit_row(sheet, at, longest)
    return grid.total_row


def _longest(book: Book, widths: Sequence[float]) -> list[tuple[str, float]]:
    """The longest text of the open deals in each of the first columns, with the width of the column."""
    assert book.tracker.deals is not None
    deals = book.tracker.deals.frame
    shown = deals.loc[deals["status"] == "open", ["name", "rep", "stage"]]
    return [(max(shown[key].dropna(), key=len, default=""), width) for key, width in zip(shown, widths, strict=False)]


def write_win_loss(
    book: Book, sheet: Sheet, row: int, calc: Calc, counts: DealCounts, pipeline: Pipeline, as_of: Live
) -> None:
    """Write the closed deals by reason, by source and by first response, one below the other."""
    assert book.tracker.deals is not None
    deals = book.tracker.deals.frame
    row = _write_reasons(book, sheet, row, calc, counts, pipeline, deals)
    row = _write_sources(book, sheet, row + 2, calc, counts, pipeline, deals, as_of)
    _write_waits(sheet, row + 2, calc, counts, pipeline, deals)


def _write_reasons(
    book: Book, sheet: Sheet, row: int, calc: Calc, counts: DealCounts, pipeline: Pipeline, deals: pd.DataFrame
) -> int:
    write_section(sheet, row, Text("Lost deals by reason", "Affaires perdues par motif"))
    reasons = deals.loc[deals["status"] == "lost", "lost_reason"].dropna().value_counts().index.tolist()[:MOST_REASONS]
    if not reasons:
        write_missing(sheet, row + 1, NO_REASON)
        return row + 2
    losses = write_losses(calc, counts, pipeline, reasons)
    grid = _grid(sheet, row + 1)
    name = grid.names(REASON, list(losses.name), "name")
    grid.total(Text("Total", "Total"), "left")
    for label, cells, style in (
        (Text("Lost deals", "Affaires perdues"), losses.lost, "count"),
        (Text("Amount lost", "Montant perdu"), losses.amount, "money_whole"),
    ):
        grid.total(SUM(grid.figures(label, list(cells), style)), "right", style)
    grid.figures(Text("Share of them", "Part"), [IFERROR(cell, NONE) for cell in losses.share], "rate")
    grid.total(None)
    chart = bars(book, LOSSES_TITLE, name, losses.amount, short_money(losses.amount))
    height = bars_height(len(name))
    place(sheet, row + 1, CHART_COL, chart, CHART_WIDTH, height, LOSSES_ALT, CHART_GAP)
    return max(grid.total_row, row + 1 + height // 20 - 1)


def _write_sources(
    book: Book,
    sheet: Sheet,
    row: int,
    calc: Calc,
    counts: DealCounts,
    pipeline: Pipeline,
    deals: pd.DataFrame,
    as_of: Live,
) -> int:
    write_section(sheet, row, Text("Won and lost by source", "Gagnées et perdues par source"))
    sources = [str(name) for name in win_loss(deals, "source").index if isinstance(name, str)][:MOST_SOURCES]
    if not sources:
        write_missing(sheet, row + 1, NO_SOURCE)
        return row + 2
    by_source = write_sources(calc, counts, pipeline, sources)
    before = Text(
        "Median days to the first response: of all deals, values computed by Python up to ",
        "Délai médian de première réponse : toutes les affaires, valeurs calculées par Python jusqu'au ",
    )
    medians = response_by(deals)["median_days"]
    told = bool(medians.notna().any())
    sheet.write(row + 1, 0, book.say(before) & day_in_words(book, as_of) & "." if told else None, "note")
    grid = _grid(sheet, row + 2)
    name = _write_rates(grid, SOURCE, by_source)
    if told:
        found = [medians.get(source) for source in sources]
        shown = [NONE if value is None or value != value else float(value) for value in found]
        grid.figures(Text("Days to response", "Jours avant réponse"), [*shown, NONE], "tenths")
        grid.total(None)
    chart = bars(book, RATES_TITLE, name.head(len(sources)), by_source.rate.head(len(sources)), "rate_whole")
    height = bars_height(len(sources))
    place(sheet, row + 1, CHART_COL, chart, CHART_WIDTH, height, RATES_ALT, CHART_GAP)
    return max(grid.total_row, row + 1 + height // 20 - 1)


def _write_waits(
    sheet: Sheet, row: int, calc: Calc, counts: DealCounts, pipeline: Pipeline, deals: pd.DataFrame
) -> None:
    title = Text("Won and lost by first response", "Gagnées et perdues selon la première réponse")
    write_section(sheet, row, title)
    if not bool(deals["first_response"].notna().any()):
        write_missing(sheet, row + 1, NO_RESPONSE)
        return
    _write_rates(_grid(sheet, row + 1), WAITED, write_waits(calc, counts, pipeline))


def _write_rates(grid: Grid, label: Text, table: WinLoss) -> Range:
    """Write name, won, lost, win rate with its limits, and the amount won; give the names."""
    name = grid.names(label, list(table.name), "name")
    grid.total(Text("Total", "Total"), "left")
    totals = []
    for title, cells in ((Text("Won", "Gagnées"), table.won), (Text("Lost", "Perdues"), table.lost)):
        totals.append(grid.total(SUM(grid.figures(title, list(cells), "count")), "right", "count"))
    won, lost = totals
    for title, cells in ((Text("Win rate", "Taux de réussite"), table.rate), (LOW, table.low), (HIGH, table.high)):
        grid.figures(title, [IFERROR(cell, NONE) for cell in cells], "rate")
        grid.total(IFERROR(won / (won + lost), NONE) if cells is table.rate else None, "right", "rate")
    grid.total(
        SUM(grid.figures(Text("Amount won", "Montant gagné"), list(table.amount), "money_whole")),
        "right",
        "money_whole",
    )
    return name


def _grid(sheet: Sheet, row: int) -> Grid:
    grid = Grid(sheet, row)
    grid.raise_header()
    return grid
