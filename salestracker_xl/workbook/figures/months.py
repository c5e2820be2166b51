"""Month by month: the last 36 months, and the twelve of the fiscal year."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import AND, EDATE, EOMONTH, IF, IFERROR, INDEX, MATCH, MIN, NA
from salestracker_xl.workbook.live import Live, Range

MONTHS = 36
FISCAL_MONTHS = 12

MONTH = Text("Month", "Mois")
REVENUE = Text("Revenue", "Chiffre d'affaires")
YEAR_BEFORE = Text("Year before", "Année précédente")
GOAL = Text("Goal", "Objectif")


@dataclass(frozen=True, slots=True)
class Months:
    """Columns of the last 36 months, oldest first; the running month counts up to the day the tracker looks from.

    `revenue`, `orders`, `new_customers` and `goal` follow the filters; `cac` and `spend` are those of the whole
    company. Where a figure has no value in a month, its cell is #N/A and charts leave it out.
    """

    month: Range
    revenue: Range
    orders: Range
    new_customers: Range
    goal: Range
    spend: Range
    attainment: Range
    aov: Range
    cac: Range


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """The twelve months of the running fiscal year: actual up to now, the year before, and the goal."""

    month: Range
    actual: Range
    before: Range
    goal: Range


def write_months(calc: Calc, sums: Sums) -> Months:
    """Write the block of the last 36 months."""
    calc.heading(Text("Last 36 months", "36 derniers mois"))
    labels = (
        MONTH,
        REVENUE,
        Text("Orders", "Commandes"),
        Text("New customers", "Nouveaux clients"),
        GOAL,
        Text("Spend", "Dépenses"),
        Text("New customers, all", "Nouveaux clients, total"),
        Text("Attainment", "Taux d'atteinte"),
        Text("Average order value", "Panier moyen"),
        Text("Acquisition cost", "Coût d'acquisition"),
    )
    calc.header(labels)
    this_month, as_of = sums.period.month_start, sums.period.as_of
    month = calc.column(0, [EDATE(this_month, at - MONTHS + 1) for at in range(MONTHS)], "month")
    end = [MIN(EOMONTH(start, 0), as_of) for start in month]
    spans = list(zip(month, end, strict=True))
    revenue = calc.column(1, [sums.sales("amount", *span) for span in spans], "money")
    orders = calc.column(2, [sums.sales("orders", *span) for span in spans], "count")
    new = calc.column(3, [sums.sales("new_customers", *span) for span in spans], "count")
    goal = calc.column(4, [sums.goal(*span) for span in spans], "money")
    spend = calc.column(5, [sums.spend(*span) for span in spans], "money")
    all_new = calc.column(6, [sums.all_sales("new_customers", *span) for span in spans], "count")
    months = Months(
        month=month,
        revenue=revenue,
        orders=orders,
        new_customers=new,
        goal=goal,
        spend=spend,
        attainment=calc.column(7, [share_of(*row) for row in zip(goal, revenue, strict=True)], "rate"),
        aov=calc.column(8, _ratios(revenue, orders), "money"),
        cac=calc.column(9, [_cac(cost, won) for cost, won in zip(spend, all_new, strict=True)], "money"),
    )
    calc.row += MONTHS
    return months


def write_fiscal_year(calc: Calc, sums: Sums, months: Months) -> FiscalYear:
    """Write the block of the running fiscal year, from the block of the last 36 months."""
    calc.heading(Text("This fiscal year", "Cet exercice"))
    calc.header((MONTH, REVENUE, YEAR_BEFORE, GOAL))
    period = sums.period
    month = calc.column(0, [EDATE(period.fiscal_year_start, at) for at in range(FISCAL_MONTHS)], "month")
    year = FiscalYear(
        month=month,
        actual=calc.column(1, [_of_month(months, months.revenue, start) for start in month], "money"),
        before=calc.column(2, [_of_month(months, months.revenue, EDATE(start, -12)) for start in month], "money"),
        goal=calc.column(3, [_positive(sums.goal(start, EOMONTH(start, 0))) for start in month], "money"),
    )
    calc.row += FISCAL_MONTHS
    return year


def _ratios(tops: Range, bottoms: Range) -> list[Live]:
    return [IFERROR(top / bottom, NA()) for top, bottom in zip(tops, bottoms, strict=True)]


def share_of(goal: Live, reached: Live) -> Live:
    """Share of a goal that was reached; #N/A where there is no goal, or one below zero."""
    return IF(goal > 0, reached / goal, NA())


def _cac(spend: Live, won: Live) -> Live:
    return IF(AND(spend > 0, won > 0), spend / won, NA())


def _of_month(months: Months, figures: Range, start: Live) -> Live:
    return IFERROR(INDEX(figures, MATCH(start, months.month)), NA())


def _positive(figure: Live) -> Live:
    return IF(figure > 0, figure, NA())
