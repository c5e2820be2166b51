"""How much data stands behind each metric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from salestracker_xl.analysis.samples import Samples
from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.cards import Card
from salestracker_xl.workbook.figures.history import History
from salestracker_xl.workbook.figures.months import MONTH
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import EOMONTH, IFERROR, INDEX, MATCH, NA
from salestracker_xl.workbook.live import Live, Range

RETENTION = Text("Customers behind retention", "Clients derrière la rétention")
CLV = Text("Customers behind lifetime value", "Clients derrière la valeur vie")


@dataclass(frozen=True, slots=True)
class Sample:
    """How many orders or customers a value rests on, #N/A where that is not known."""

    size: Live
    of: Literal["orders", "customers"]


def write_samples(
    calc: Calc, sums: Sums, cards: Mapping[str, Card], history: History, samples: Samples
) -> dict[str, Sample]:
    """Write the sample sizes under the dashboard's filters, by the key of the metric; counts have none of their own."""
    calc.heading(Text("Sample sizes, computed by Python", "Tailles d'échantillon, calculées par Python"))
    calc.header((MONTH, RETENTION, CLV))
    month = calc.column(0, list(history.month), "month")
    retention = _counts(calc, 1, samples.retention)
    clv = _counts(calc, 2, samples.clv)
    calc.row += len(month)
    calc.heading(Text("Sample sizes, chosen period", "Tailles d'échantillon, période choisie"))
    period = sums.period

    def at_the_end(counts: Range) -> Live:
        return IFERROR(INDEX(counts, MATCH(EOMONTH(period.end, -1) + 1, month)), NA())

    orders = Sample(cards["orders"].value, "orders")
    won = calc.line(
        Text("New customers, all", "Nouveaux clients, total"),
        sums.all_sales("new_customers", period.start, period.end),
        "count",
    )
    return {
        "revenue": orders,
        "aov": orders,
        "cac": Sample(won, "customers"),
        "retention": Sample(calc.line(RETENTION, at_the_end(retention), "count"), "customers"),
        "clv": Sample(calc.line(CLV, at_the_end(clv), "count"), "customers"),
    }


def _counts(calc: Calc, col: int, counts: np.ndarray) -> Range:
    return calc.column(col, counts.tolist(), "count")
