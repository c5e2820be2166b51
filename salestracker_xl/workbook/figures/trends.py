"""The last two years month by month, each beside the year before and in a moving average."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import MONTH, REVENUE, YEAR_BEFORE, Months
from salestracker_xl.workbook.figures.period import year_before
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import AND, AVERAGE, EDATE, EOMONTH, IF, MIN, NA
from salestracker_xl.workbook.live import Live, Range

MONTHS = 24
AVERAGED = 3

MOVING_AVERAGE = Text("3-month average", "Moyenne sur 3 mois")
NOT_OVER = Text("Month not over", "Mois inachevé")
NOTE, INCOMPLETE = Text("Note", "Remarque"), Text("incomplete", "incomplet")
LABELS = (
    MONTH,
    REVENUE,
    MOVING_AVERAGE,
    YEAR_BEFORE,
    Text("Month over", "Mois achevé"),
    NOT_OVER,
    Text("Orders", "Commandes"),
    Text("New customers", "Nouveaux clients"),
    Text("Average order value", "Panier moyen"),
)


@dataclass(frozen=True, slots=True)
class Trends:
    """Columns of 24 months, oldest first; #N/A before the first sale.

    `revenue` is split for the chart: `complete` has the months that are over, `running` the one that is not. The year
    before is that of the same days, so that a running month stands beside as much of its last year's month; the moving
    average takes complete months only.
    """

    month: Range
    revenue: Range
    average: Range
    before: Range
    complete: Range
    running: Range
    orders: Range
    new_customers: Range
    aov: Range


def write_trends(calc: Calc, sums: Sums, months: Months) -> Trends:
    """Write the block from the block of the last 36 months."""
    calc.heading(Text("Trends: last 24 months", "Tendances : 24 derniers mois"))
    first = calc.line(
        Text("First month with sales", "Premier mois de ventes"),
        EOMONTH(MIN(sums.inputs.sold.dates), -1) + 1,
        "date",
    )
    calc.header(LABELS)
    skipped = len(months.month) - MONTHS
    month = calc.column(0, list(months.month)[skipped:], "month")

    def known(cells: Range) -> list[Live]:
        pairs = zip(month, list(cells)[skipped:], strict=True)
        return [IF(start >= first, cell, NA()) for start, cell in pairs]

    revenue = calc.column(1, known(months.revenue), "money")
    over = [EOMONTH(start, 0) <= sums.period.as_of for start in month]
    trends = Trends(
        month=month,
        revenue=revenue,
        average=calc.column(2, _averages(list(months.revenue)[skipped + 1 - AVERAGED :], month, over, first), "money"),
        before=calc.column(3, _years_before(sums, months, month, first), "money"),
        complete=calc.column(4, [IF(done, cell, NA()) for done, cell in zip(over, revenue, strict=True)], "money"),
        running=calc.column(5, [IF(done, NA(), cell) for done, cell in zip(over, revenue, strict=True)], "money"),
        orders=calc.column(6, known(months.orders), "count"),
        new_customers=calc.column(7, known(months.new_customers), "count"),
        aov=calc.column(8, known(months.aov), "money"),
    )
    calc.row += MONTHS
    return trends


def _averages(revenue: list[Live], month: Range, over: list[Live], first: Live) -> list[Live]:
    averages: list[Live] = []
    for at, (start, done) in enumerate(zip(month, over, strict=True)):
        enough = AND(done, EDATE(start, 1 - AVERAGED) >= first)
        averages.append(IF(enough, AVERAGE(*revenue[at : at + AVERAGED]), NA()))
    return averages


def _years_before(sums: Sums, months: Months, month: Range, first: Live) -> list[Live]:
    """Revenue twelve months earlier; in the last row that of the same days."""
    earlier = list(months.revenue)[: MONTHS - 1]
    running = month[MONTHS - 1]
    same_days = sums.sales("amount", EDATE(running, -12), year_before(sums.period.as_of))
    return [
        IF(EDATE(start, -12) >= first, revenue, NA())
        for start, revenue in zip(month, [*earlier, same_days], strict=True)
    ]
