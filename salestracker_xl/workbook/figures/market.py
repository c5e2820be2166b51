"""One's own sales beside an index of the market, both 100 on average over their first months together."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import MONTH, REVENUE
from salestracker_xl.workbook.figures.trends import Trends
from salestracker_xl.workbook.formulas import AND, COUNT, EOMONTH, IF, IFERROR, ISNUMBER, NA, SUMIFS
from salestracker_xl.workbook.live import Live, Range

BASE_MONTHS = 12  # a whole year, so that the season does not set the base
HUNDRED = 100

OWN = Text("Own sales", "Vos ventes")
MARKET = Text("Market", "Marché")


@dataclass(frozen=True, slots=True)
class Market:
    """Columns of the 24 months of the trends, oldest first; #N/A where a month has none of the two."""

    month: Range
    own: Range
    market: Range


@dataclass(frozen=True, slots=True)
class TypedIndex:
    """The columns of the table in which people type an index, as formulas read them before it is written."""

    month: Range
    index: Range


def write_market(calc: Calc, trends: Trends, typed: TypedIndex) -> Market:
    """Write the block. Without a typed index, one's own sales stand on their own first months."""
    calc.heading(Text("Market index", "Indice du marché"))
    calc.header(
        (
            MONTH,
            REVENUE,
            Text("Typed", "Saisi"),
            Text("Counts", "Compte"),
            Text("In the base", "Dans la base"),
            OWN,
            MARKET,
        )
    )
    month = calc.column(0, list(trends.month), "month")
    own = calc.column(1, [IFERROR(cell, "") for cell in trends.complete], "money")
    values = [_typed(typed, day) for day in month]
    index = calc.column(2, [IF(value > 0, value, "") for value in values], "number")
    any_typed = COUNT(index) > 0
    both = [
        IF(AND(ISNUMBER(sold), IF(any_typed, ISNUMBER(told), True)), 1, 0)
        for sold, told in zip(own, index, strict=True)
    ]
    counts = calc.column(3, both)
    seen: list[Live] = []
    for at, cell in enumerate(counts):
        before = seen[-1] if seen else 0
        seen.append(calc.sheet.write(calc.row + at, 4, before + cell))
    inside = calc.column(
        7, [IF(AND(cell > 0, number <= BASE_MONTHS), 1, 0) for cell, number in zip(counts, seen, strict=True)]
    )
    own_base, market_base = _mean(own, inside), _mean(index, inside)
    market = Market(
        month=month,
        own=calc.column(5, [IFERROR(IF(cell.differs(""), cell / own_base * HUNDRED, NA()), NA()) for cell in own]),
        market=calc.column(
            6, [IFERROR(IF(cell.differs(""), cell / market_base * HUNDRED, NA()), NA()) for cell in index]
        ),
    )
    calc.row += len(month)
    return market


def _typed(typed: TypedIndex, day: Live) -> Live:
    return SUMIFS(typed.index, typed.month, ">=" & day, typed.month, "<=" & EOMONTH(day, 0))


def _mean(cells: Range, inside: Range) -> Live:
    return SUMIFS(cells, inside, 1) / SUMIFS(inside, inside, 1)
