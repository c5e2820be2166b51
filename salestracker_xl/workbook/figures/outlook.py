"""The forecast as a chart draws it: values of Python, the interval as a band on an invisible base."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salestracker_xl.analysis.outlook import Outlook
from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import MONTH, REVENUE
from salestracker_xl.workbook.formulas import NA
from salestracker_xl.workbook.live import Live, Range

PAST_MONTHS = 18

FORECAST = Text("Forecast", "Prévision")
INTERVAL = Text("8 months in 10", "8 mois sur 10")
LOW = Text("Low", "Borne basse")
HIGH = Text("High", "Borne haute")


@dataclass(frozen=True, slots=True)
class Band:
    """Columns of the last months and those to come. `base` and `band` stack; both are plain before the forecast."""

    month: Range
    actual: Range
    forecast: Range
    base: Range
    band: Range


def write_band(calc: Calc, outlook: Outlook) -> Band:
    """Write the columns; the lines of the forecast begin at the last month that is known."""
    calc.heading(Text("Forecast (values of Python)", "Prévision (valeurs de Python)"))
    calc.header((MONTH, REVENUE, FORECAST, LOW, INTERVAL))
    past, sold = outlook.past[-PAST_MONTHS:], outlook.sold[-PAST_MONTHS:]
    ahead = len(outlook.month)
    gap: list[float | Live] = [NA()] * (len(sold) - 1)
    base = np.concatenate([sold, outlook.low])
    width = np.concatenate([np.zeros(len(sold)), outlook.high - outlook.low])
    band = Band(
        month=calc.column(0, [*past.tolist(), *outlook.month.tolist()], "month"),
        actual=calc.column(1, [*sold.tolist(), *[NA()] * ahead], "money"),
        forecast=calc.column(2, [*gap, float(sold[-1]), *outlook.median.tolist()], "money"),
        base=calc.column(3, base.tolist(), "money"),
        band=calc.column(4, width.tolist(), "money"),
    )
    calc.row += len(base)
    return band
