"""Retention and customer value of the last months: values that only Python computes, with the day they were made."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.analysis.history import History as Figures
from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import MONTH
from salestracker_xl.workbook.formulas import NA
from salestracker_xl.workbook.live import Live, Range


@dataclass(frozen=True, slots=True)
class History:
    """Columns of the last months, oldest first; #N/A where the data does not allow a figure."""

    computed_on: Live
    month: Range
    retention: Range
    clv: Range


def write_history(calc: Calc, figures: Figures, computed_on: float) -> History:
    """Write the values as they were computed on a day (serial)."""
    calc.heading(Text("Computed by Python (values)", "Calculé par Python (valeurs)"))
    day = calc.line(Text("Computed from sales up to", "Calculé sur les ventes jusqu'au"), computed_on, "date")
    calc.header((MONTH, Text("Retention", "Rétention"), Text("Customer lifetime value", "Valeur vie client")))
    month = calc.column(0, figures.month.tolist(), "month")
    history = History(
        day,
        month,
        calc.column(1, [_shown(value) for value in figures.retention], "rate"),
        calc.column(2, [_shown(value) for value in figures.clv], "money"),
    )
    calc.row += len(month)
    return history


def _shown(value: float) -> float | Live:
    return NA() if value != value else float(value)
