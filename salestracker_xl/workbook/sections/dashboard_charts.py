"""The charts of the dashboard."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.charts import bars_beside, font, new_chart, quiet_axis, series, short_money, value_axis
from salestracker_xl.workbook.figures import bullets as bullet_words
from salestracker_xl.workbook.figures.breakdown import Breakdown
from salestracker_xl.workbook.figures.bullets import Bullets
from salestracker_xl.workbook.figures.months import GOAL, REVENUE, YEAR_BEFORE, FiscalYear
from salestracker_xl.workbook.figures.waterfall import ACROSS, BASE, FALL, LEVEL, RISE, Waterfall

MOST_BARS = 6  # names that have room beside each other
BARS_LAYOUT = {"x": 0.33, "y": 0.19, "width": 0.53, "height": 0.79}  # names at the left, room for labels at the right
BULLETS_LAYOUT = {"x": 0.38, "y": 0.14, "width": 0.59, "height": 0.83}
STEPS_LAYOUT = {"x": 0.31, "y": 0.15, "width": 0.57, "height": 0.83}
BULLET_WIDTH = 5.5  # points
UNITS = (("_b", 1e11), ("_m", 1e8), ("_k", 1e5))  # of steps, and from which size on


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
    chart.set_x_axis(quiet_axis(book, "month_name", text_axis=True))
    chart.set_y_axis(value_axis(book, short_money(year.actual, year.before, year.goal)))
    return chart


def attainment_bullets(book: Book, title: Text, bullets: Bullets) -> Chart:
    """A bullet for each rep: what was attained as a thick bar over bands that end at what is due by now and the goal.

    The bar is an error bar upwards from zero: it alone can be thinner than the bands that it lies on.
    """
    chart = new_chart(book, "bar", title, "stacked")
    bar = {"color": book.color("actual"), "width": BULLET_WIDTH}
    sizes = f"={bullets.attained.formula}"
    chart.add_series(
        series(book, bullet_words.ATTAINED, bullets.name, bullets.origin, "actual", gap=35)
        | {
            "y_error_bars": {
                "type": "custom",
                "plus_values": sizes,
                "minus_values": f"={bullets.origin.formula}",
                "plus_data": bullets.attained.values.tolist(),
                "minus_data": bullets.origin.values.tolist(),
                "direction": "plus",
                "end_style": 0,
                "line": bar,
            }
        }
    )
    bands = (
        (bullet_words.WELL_BEHIND, bullets.well_behind, "band_low"),
        (bullet_words.DUE, bullets.due, "band_due"),
        (bullet_words.TO_GOAL, bullets.to_goal, "band_high"),
        (GOAL, bullets.tick, "goal"),
        (bullet_words.BEYOND, bullets.beyond, "panel"),
    )
    for name, cells, color in bands:
        chart.add_series(series(book, name, bullets.name, cells, color))
    chart.set_legend({"none": True})
    chart.set_y_axis(quiet_axis(book, reverse=True, interval_unit=1))
    chart.set_plotarea({"layout": BULLETS_LAYOUT, "fill": {"none": True}})
    chart.set_x_axis(quiet_axis(book, "rate_whole", min=0, visible=False))
    return chart


def steps(book: Book, title: Text, waterfall: Waterfall) -> Chart:
    """A waterfall from top to bottom: stacked bars, the first of which is invisible."""
    chart = new_chart(book, "bar", title, "stacked")
    name = waterfall.name
    chart.add_series({**series(book, BASE, name, waterfall.base, "paper", gap=25), "fill": {"none": True}})
    chart.add_series(series(book, LEVEL, name, waterfall.whole, "actual"))
    unit = _unit(waterfall)
    for label, cells, color, pattern in (
        (RISE, waterfall.rise, "step_up", f"step_up{unit}"),
        (FALL, waterfall.fall, "step_down", f"step_down{unit}"),
    ):
        figures = {"value": True, "num_format": book.theme.formats[pattern], "font": font(book, 8, "ink")}
        chart.add_series(series(book, label, name, cells, color, data_labels=figures))
    for cells in (waterfall.above, waterfall.below):
        chart.add_series(series(book, ACROSS, name, cells, "quiet"))
    chart.set_legend({"none": True})
    chart.set_y_axis(_names_axis(book))
    chart.set_plotarea({"layout": STEPS_LAYOUT, "fill": {"none": True}})
    chart.set_x_axis(quiet_axis(book, "money_whole", visible=False))
    return chart


def _unit(waterfall: Waterfall) -> str:
    """Thousands, millions or billions where the steps are so large that their figures would run into each other."""
    sizes = [
        abs(float(v)) for cells in (waterfall.rise, waterfall.fall) for v in cells.values if isinstance(v, int | float)
    ]
    largest = max(sizes, default=0.0)
    return next((unit for unit, least in UNITS if largest >= least), "")


def sales_by(book: Book, title: Text, breakdown: Breakdown) -> Chart:
    """Two bars for each name: the chosen period, and the year before; of many names, the first MOST_BARS."""
    rows = shown_bars(breakdown)
    name, now, before = (cells.head(rows) for cells in (breakdown.brief, breakdown.revenue, breakdown.before))
    chart = bars_beside(book, title, name, (REVENUE, now), (YEAR_BEFORE, before))
    chart.set_legend({"none": True})  # the colours are those of the chart above
    chart.set_y_axis(_names_axis(book))
    chart.set_plotarea({"layout": BARS_LAYOUT, "fill": {"none": True}})
    return chart


def _names_axis(book: Book) -> dict[str, Any]:
    """Every name in one line beside its bar."""
    return quiet_axis(book, reverse=True, label_position="low", interval_unit=1, num_font=font(book, 8, "quiet"))


def shown_bars(breakdown: Breakdown) -> int:
    """How many names of a breakdown a small chart shows."""
    rows = breakdown.rows_to_show
    return rows if rows <= MOST_BARS else MOST_BARS
