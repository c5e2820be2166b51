"""Charts in one look: quiet axes, the actual dark, last year light, the goal a tick."""

from __future__ import annotations

from typing import Any, cast

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.live import Range

BILLION = 1e9
MIN_BARS_HEIGHT, BARS_FRAME, BAR_PIXELS, MAX_BARS_HEIGHT = 200, 80, 28, 520


def new_chart(book: Book, kind: str, title: Text, subtype: str | None = None) -> Chart:
    """Start a chart with the title, fonts and frame of the house."""
    chart = bare_chart(book, kind, subtype)
    chart.set_title({"name": book.say(title), "name_font": font(book, 11, "band", bold=True), "overlay": False})
    chart.set_legend({"position": "top", "font": font(book, 9, "quiet")})
    chart.set_chartarea({"border": {"color": book.color("line")}, "fill": {"color": book.color("paper")}})
    chart.set_plotarea({"fill": {"none": True}})
    chart.show_blanks_as("span")  # without it LibreOffice draws lines down to 0 where there is no figure
    return chart


def bare_chart(book: Book, kind: str, subtype: str | None = None) -> Chart:
    """Start a chart without a look, to be laid over another."""
    options: dict[str, Any] = {"type": kind} | ({"subtype": subtype} if subtype else {})
    return cast(Chart, book.workbook.add_chart(options))


def font(book: Book, size: int, color: str, bold: bool = False) -> dict[str, Any]:
    """Font properties of a chart's text."""
    return {"name": book.theme.font["name"], "size": size, "color": book.color(color), "bold": bold}


def quiet_axis(book: Book, num_format: str | None = None, **more: Any) -> dict[str, Any]:
    """Axis with small grey labels, no line and hardly visible grid lines."""
    axis: dict[str, Any] = {
        "num_font": font(book, 9, "quiet"),
        "line": {"color": book.color("line")},
        "major_gridlines": {"visible": False},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    if num_format is not None:
        axis["num_format"] = book.theme.formats[num_format]
    return axis | more


def series(book: Book, name: Text, categories: Range, values: Range, color: str, **more: Any) -> dict[str, Any]:
    """A series filled in a colour of the theme, reading from cells; a `pattern` replaces the plain filling."""
    filling = {} if "pattern" in more else {"fill": {"color": book.color(color)}}
    return {**_read(book, name, categories, values), **filling, "border": {"none": True}} | more


def line_series(
    book: Book, name: Text, categories: Range, values: Range, color: str, width: float = 2.25, **more: Any
) -> dict[str, Any]:
    """A line in a colour of the theme, reading from cells."""
    return {
        **_read(book, name, categories, values),
        "line": {"color": book.color(color), "width": width} | more.pop("line", {}),
    } | more


def dot(book: Book, color: str) -> dict[str, Any]:
    """A small marker for the points of a line, so that a single one can be seen."""
    return {"type": "circle", "size": 4, "fill": {"color": book.color(color)}, "border": {"none": True}}


def value_axis(book: Book, num_format: str, **more: Any) -> dict[str, Any]:
    """Axis of amounts, shares or counts: no line, thin grid lines."""
    grid = {"visible": True, "line": {"color": book.color("line"), "width": 0.5}}
    return quiet_axis(book, num_format, line={"none": True}, major_gridlines=grid, **more)


def short_money(*cells: Range) -> str:
    """The number format that shortens amounts as large as these."""
    figures = [value for shown in cells for value in shown.values.tolist() if isinstance(value, int | float)]
    return "money_large" if max(figures, default=0.0) >= BILLION else "money_short"


def bars(book: Book, title: Text, names: Range, values: Range, style: str) -> Chart:
    """A bar for each name, with its figure."""
    chart = new_chart(book, "bar", title)
    labels = {"value": True, "num_format": book.theme.formats[style], "font": font(book, 8, "ink")}
    chart.add_series(series(book, title, names, values, "actual", gap=45, data_labels=labels))
    chart.set_legend({"none": True})
    chart.set_y_axis(quiet_axis(book, reverse=True, label_position="low", interval_unit=1))
    chart.set_x_axis(quiet_axis(book, style, visible=False, min=0))
    return chart


def bars_beside(book: Book, title: Text, names: Range, actual: tuple[Text, Range], before: tuple[Text, Range]) -> Chart:
    """Two bars for each name: the actual with its figure, and the year before, lighter."""
    chart = new_chart(book, "bar", title)
    shortened = book.theme.formats[short_money(actual[1], before[1])]
    labels = {"value": True, "num_format": shortened, "font": font(book, 8, "ink")}
    chart.add_series(series(book, actual[0], names, actual[1], "actual", gap=45, data_labels=labels))
    chart.add_series(series(book, before[0], names, before[1], "previous"))
    chart.set_y_axis(quiet_axis(book, reverse=True, label_position="low", interval_unit=1))
    chart.set_x_axis(quiet_axis(book, "money_whole", visible=False))
    return chart


def bars_height(names: int) -> int:
    """Height in pixels at which bars of that many names, and the title above, are neither thin nor fat."""
    return min(max(MIN_BARS_HEIGHT, BARS_FRAME + names * BAR_PIXELS), MAX_BARS_HEIGHT)


def place(sheet: Sheet, row: int, col: int, chart: Chart, width: int, height: int, alt: Text, gap: int = 2) -> None:
    """Put a chart over the cells from `row`, `col` on, `gap` pixels in; `alt` is what a screen reader says."""
    chart.set_size({"width": width, "height": height})
    sheet.worksheet.insert_chart(
        row, col, chart, {"object_position": 2, "description": sheet.book.say(alt), "x_offset": gap, "y_offset": 2}
    )


def _read(book: Book, name: Text, categories: Range, values: Range) -> dict[str, Any]:
    """Where a series reads from, with what the chart itself remembers of it: XlsxWriter would remember errors as 0."""
    return {
        "name": book.say(name),
        "categories": f"={categories.formula}",
        "values": f"={values.formula}",
        "values_data": [
            value if isinstance(value, int | float) and value == value else None for value in values.values.tolist()
        ],
    }
