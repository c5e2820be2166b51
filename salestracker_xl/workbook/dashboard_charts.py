"""The charts of the dashboard."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.charts import bars_beside, font, new_chart, quiet_axis, series, value_axis
from salestracker_xl.workbook.figures.breakdown import Breakdown, RepGoals
from salestracker_xl.workbook.figures.months import GOAL, REVENUE, YEAR_BEFORE, FiscalYear

BARS_LAYOUT = {"x": 0.30, "y": 0.19, "width": 0.56, "height": 0.77}  # names at the left, room for labels at the right
BARS_BELOW_LEGEND = BARS_LAYOUT | {"y": 0.29, "height": 0.67}


def revenue_against_goal(book: Book, year: FiscalYear) -> Chart:
    """Columns by month of the fiscal year beside last year's, with the goal as a dash."""
    chart = new_chart(
        book, "column", Text("Revenue against goal, this fiscal year", "Chiffre d'affaires et objectif, cet exercice")
    )
    chart.add_series(series(book, YEAR_BEFORE, year.month, year.before, "previous", gap=60, overlap=0))
    chart.add_series(series(book, REVENUE, year.month, year.actual, "actual"))
    goal: Any = book.workbook.add_chart({"type": "line"})
    mark = {"color": book.color("goal")}
    goal.add_series(
        {
            "name": book.say(GOAL),
            "categories": f"={year.month.formula}",
            "values": f"={year.goal.formula}",
            "line": {"none": True},
            "marker": {"type": "long_dash", "size": 12, "fill": mark, "border": mark},
        }
    )
    chart.combine(goal)
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True))
    chart.set_y_axis(value_axis(book, "money_whole"))
    return chart


def attainment_by_rep(book: Book, goals: RepGoals) -> Chart:
    """A bar for each rep with its share of the goal."""
    chart = new_chart(book, "bar", Text("Attainment by rep", "Atteinte par commercial"))
    labels = {"value": True, "num_format": book.theme.formats["rate_whole"], "font": font(book, 9, "ink")}
    chart.add_series(
        series(
            book,
            Text("Attainment", "Taux d'atteinte"),
            goals.name,
            goals.attainment,
            "actual",
            gap=45,
            data_labels=labels,
        )
    )
    chart.set_legend({"none": True})
    chart.set_y_axis(quiet_axis(book, reverse=True, interval_unit=1))
    chart.set_plotarea({"layout": BARS_LAYOUT, "fill": {"none": True}})
    chart.set_x_axis(quiet_axis(book, "rate_whole", min=0, visible=False))
    return chart


def sales_by(book: Book, title: Text, breakdown: Breakdown) -> Chart:
    """Two bars for each name: the chosen period, and the year before."""
    rows = breakdown.rows_to_show
    name, now, before = (cells.head(rows) for cells in (breakdown.name, breakdown.revenue, breakdown.before))
    chart = bars_beside(book, title, name, (REVENUE, now), (YEAR_BEFORE, before))
    chart.set_plotarea({"layout": BARS_BELOW_LEGEND, "fill": {"none": True}})
    return chart
