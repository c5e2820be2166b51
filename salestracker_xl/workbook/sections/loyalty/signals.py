"""How engaged customers are: what counts, and for how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salestracker_xl.analysis.signals import ORDERS, OTHER, SIGNALS, signals_of
from salestracker_xl.language import Text
from salestracker_xl.tables.schema import INTERACTIONS
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.period import year_before
from salestracker_xl.workbook.figures.sums import exactly
from salestracker_xl.workbook.formulas import COUNTIFS, IF, MIN, NA, OR, SUM
from salestracker_xl.workbook.grid import Grid
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import write_missing, write_section

HEADING = Text("Engagement score: what counts", "Score d'engagement : ce qui compte")
MISSING = Text(
    "No interactions yet: build with --engagement FILE (date, customer, kind) to see how engaged each customer is.",
    "Pas encore d'interactions : construisez avec --engagement FICHIER (date, client, type) pour voir l'engagement de "
    "chaque client.",
)
NOTE = Text(
    "From 0 to 100 points a customer: each signal of the last 12 months counts up to its full mark, with its weight. "
    "The "
    "score stands in the list below; change the yellow cells to weigh otherwise.",
    "De 0 à 100 points par client : chaque signal des 12 derniers mois compte jusqu'à sa valeur pleine, selon son "
    "poids. "
    "Le score figure dans la liste ci-dessous ; modifiez les cellules jaunes pour pondérer autrement.",
)
SIGNAL, WEIGHT, FULL = Text("Signal", "Signal"), Text("Weight", "Poids"), Text("Full mark", "Valeur pleine")
IN_A_YEAR = Text("In 12 months", "En 12 mois")
LABELS: dict[str, Text] = {ORDERS: Text("Order", "Commande"), **INTERACTIONS, OTHER: Text("Other", "Autre")}
PROPOSED = {  # weight and full mark: what a customer must do in a year to get all the points
    ORDERS: (4, 6),
    "visit": (2, 4),
    "email": (1, 12),
    "call": (1, 4),
    "event": (2, 2),
    "support": (0, 2),
    "survey": (1, 2),
    OTHER: (0, 4),
}


@dataclass(frozen=True, slots=True)
class Weights:
    """The inputs of the score, one a signal."""

    weight: Range
    full: Range


def write_weights(book: Book, sheet: Sheet, row: int, figures: Figures) -> tuple[Weights | None, int]:
    """Write the signals with their inputs; give those back, None without interactions, with the row below."""
    write_section(sheet, row, HEADING)
    if book.tracker.engagement is None:
        write_missing(sheet, row + 1, MISSING)
        return None, row + 2
    sheet.write(row + 1, 0, NOTE, "note")
    grid = Grid(sheet, row + 2)
    name = grid.names(SIGNAL, [LABELS[key] for key in SIGNALS])
    weights, marks = zip(*(PROPOSED[key] for key in SIGNALS), strict=True)
    weight = grid.figures(WEIGHT, weights, "input", "count", keys=[f"weight_{key}" for key in SIGNALS])
    full = grid.figures(FULL, marks, "input", "count", keys=[f"full_mark_{key}" for key in SIGNALS])
    grid.figures(IN_A_YEAR, _counts(figures, name), "count")
    least = {"validate": "decimal", "criteria": ">=", "value": 0}
    sheet.worksheet.data_validation(grid.first_row, 1, grid.total_row - 1, 1, least)
    more = {"validate": "decimal", "criteria": ">", "value": 0}
    sheet.worksheet.data_validation(grid.first_row, 2, grid.total_row - 1, 2, more)
    return Weights(weight, full), grid.total_row


def _counts(figures: Figures, names: Range) -> list[Live]:
    """How often each signal was seen in the 12 months up to the day looked from."""
    interactions, end = figures.inputs.engagement, figures.period.as_of
    start, dates = year_before(end) + 1, interactions["date"]
    within = (dates, ">=" & start, dates, "<=" & end)
    kinds = list(names)[1:-1]
    counts = [COUNTIFS(*within, interactions["kind"], exactly(kind)) for kind in kinds]
    rest = COUNTIFS(*within)
    for count in counts:
        rest = rest - count
    return [figures.sums.all_sales("orders", start, end), *counts, rest]


def write_scores(
    book: Book, calc: Calc, keys: np.ndarray, names: Sequence[str | None], weights: Weights | None
) -> list[Live] | None:
    """Write what each of some customers did to Calc, and beside it the score; None without interactions.

    `names` may go on with blank rows after the customers of the `keys`.
    """
    engagement = book.tracker.engagement
    if weights is None or engagement is None:
        return None
    counts = signals_of(book.tracker.sales.frame, engagement.frame, book.tracker.last_day, keys)
    calc.heading(HEADING)
    usable = calc.line(
        Text("Weights and full marks make sense", "Poids et valeurs pleines cohérents"),
        IF(OR(MIN(weights.weight) < 0, MIN(weights.full) <= 0, SUM(weights.weight) <= 0), 0, 1),
    )
    calc.header([Text("Customer", "Client"), *(LABELS[key] for key in SIGNALS), Text("Score", "Score")])
    calc.column(0, list(names))
    waiting = [None] * (len(names) - len(keys))
    columns = [calc.column(at, [*counts[key].tolist(), *waiting], "count") for at, key in enumerate(SIGNALS, start=1)]
    scores = []
    for row in range(len(names)):
        points = [
            weight * MIN(column[row] / full, 1)
            for column, weight, full in zip(columns, weights.weight, weights.full, strict=True)
        ]
        reached = points[0]
        for more in points[1:]:
            reached = reached + more
        scores.append(IF(usable.equals(1), 100 * reached / SUM(weights.weight), NA()))
    shown = calc.column(len(SIGNALS) + 1, scores, "count")
    calc.row += len(names)
    return list(shown)
