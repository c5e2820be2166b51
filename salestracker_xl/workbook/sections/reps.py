"""Below the table of the reps: how attainment is spread, and how those who began later got going."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from salestracker_xl.analysis.rep_results import BANDS, months_to_ramp, ramp
from salestracker_xl.calendar import spoken_day, year_earlier
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.breakdown import RepGoals
from salestracker_xl.workbook.figures.spread import write_spread
from salestracker_xl.workbook.formulas import IF, IFERROR
from salestracker_xl.workbook.grid import NONE, Grid, colour_heat
from salestracker_xl.workbook.page import write_section

MONTHS_OF_SERVICE = 12
MOST_NEW = 12  # the latest to begin

SPREAD = Text("Spread of attainment", "Répartition des taux d'atteinte")
MEDIAN = Text("Median attainment", "Atteinte médiane")
TOP_SHARE = Text("Best rep, of all sales", "Part du meilleur")
RAMP = Text("Ramp of new reps: revenue by month of service", "Démarrage des nouveaux : CA par mois d'ancienneté")
RAMP_NOTE = Text(
    "Computed from the sales up to {day}. Months count from the first sale; up to speed: the first month with "
    "the usual revenue of a rep, {usual} a month over the last year.",
    "Calculé sur les ventes jusqu'au {day}. Les mois comptent depuis la première vente ; plein régime : "
    "le premier mois au CA usuel d'un commercial, {usual} par mois sur la dernière année.",
)
NO_RAMP = Text(
    "Ramp of new reps: every rep sold from the first month of the data on, so nobody's start is known.",
    "Démarrage des nouveaux : tous vendent dès le premier mois des données, aucun début n'est donc connu.",
)


def write_spread_table(sheet: Sheet, row: int, col: int, figures: Figures, goals: RepGoals) -> None:
    """Write how many reps stand in each band of attainment, their median, and the weight of the best one."""
    spread = write_spread(figures.calc, goals)
    sheet.write_row(row, col, [SPREAD, None, None, None], "section")
    grid = Grid(sheet, row + 1, col)
    grid.names(Text("Attainment", "Taux d'atteinte"), [name for _, name in BANDS], columns=2)
    grid.figures(Text("Reps", "Nombre"), list(spread.reps), "count")
    grid.figures(
        Text("Share", "Part"), [IF(spread.judged > 0, cell / spread.judged, NONE) for cell in spread.reps], "rate_whole"
    )
    for at, (label, figure) in enumerate(((MEDIAN, spread.median), (TOP_SHARE, spread.top_share))):
        sheet.write_row(grid.total_row + at, col, [label, None, None], "cell")
        sheet.write(grid.total_row + at, col + 3, IFERROR(figure, NONE), "cell", "right", "rate")


def write_ramp(sheet: Sheet, row: int, figures: Figures) -> None:
    """Write the revenue of each rep who began within the data by month of service, and when it became usual."""
    tracker = sheet.book.tracker
    sales = tracker.sales.frame[["date", "rep", "amount"]]
    sales = sales.loc[sales["date"] <= pd.Timestamp(tracker.last_day)]
    table = ramp(sales)
    if table.empty or table.shape[1] == 0:
        sheet.write(row, 0, NO_RAMP, "note")
        return
    usual = usual_month(sales, tracker.last_day)
    speed = months_to_ramp(table, usual)
    began = table.notna().sum(axis=1).sort_values(kind="stable").index[:MOST_NEW]
    write_section(sheet, row, RAMP)
    spoken = Text(f"{usual:,.0f}", f"{usual:,.0f}".replace(",", "\u00a0"))
    sheet.write(row + 1, 0, RAMP_NOTE.format(day=spoken_day(tracker.last_day), usual=spoken), "note")
    grid = Grid(sheet, row + 2, 1)
    grid.raise_header()
    grid.names(Text("Rep", "Commercial"), [str(name) for name in began], "name")
    shown = min(table.shape[1], MONTHS_OF_SERVICE)
    first = grid.col
    for month in range(shown):
        cells = [None if pd.isna(value) else float(value) for value in table.loc[began, month]]
        grid.figures(Text("Month {n}", "Mois {n}").format(n=month + 1), cells, "money_whole", "fit")
    colour_heat(sheet, grid.first_row, first, grid.total_row - 1, grid.col - 1)
    reached = [NONE if pd.isna(value) else float(value) + 1 for value in speed.loc[began]]
    grid.figures(Text("Up to speed in month", "Plein régime au mois"), reached, "count")


def usual_month(sales: pd.DataFrame, last_day: dt.date) -> float:
    """What a rep usually sells in a month: the median over reps of their monthly mean of the last twelve months."""
    recent = sales.loc[sales["date"] > pd.Timestamp(year_earlier(last_day))]
    by_rep = recent["amount"].astype(float).groupby(recent["rep"]).sum() / 12
    return float(by_rep.median()) if len(by_rep) else float("nan")
