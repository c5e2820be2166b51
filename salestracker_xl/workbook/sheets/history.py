"""The figures of the dashboard as they were on the days on which somebody took a snapshot."""

from __future__ import annotations

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.catalogue import CATALOGUE, REVENUE
from salestracker_xl.workbook.charts import (
    bare_chart,
    dot,
    line_series,
    new_chart,
    place,
    quiet_axis,
    short_money,
    value_axis,
)
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.goal_year import ATTAINMENT
from salestracker_xl.workbook.figures.snapshots import DAY, FILTERS, SHOWN, Course, write_course, write_next
from salestracker_xl.workbook.formulas import COUNT, IF
from salestracker_xl.workbook.grid import HEADER_PIXELS
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.sheets.dashboard import last
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.table import TableColumn, write_table
from salestracker_xl.workbook.typed import rows_of

NAME = Text("Snapshots", "Relevés")  # Excel keeps the name History for itself
COURSE_ROW = FIRST_CONTENT_ROW
TABLE_ROW = COURSE_ROW + 1
DAY_WIDTH, FILTERS_WIDTH, FIGURE_WIDTH = 12, 31, 13.5
CHART_COLUMNS, CHART_WIDTH, CHART_HEIGHT = 8, 520, 280
COURSE_PIXELS = 34
A_LINE = 2  # days that make a line

HOW = Text(
    "The button Snapshot on the ribbon's tab Sales Tracker adds a row: the day, what the dashboard's filters say, and "
    "the figures of its cards. A second one on the same day replaces the first.",
    "Le bouton Relevé de l'onglet Suivi des ventes, dans le ruban, ajoute une ligne : le jour, les filtres du tableau "
    "de bord et les chiffres de ses indicateurs. Un second relevé le même jour remplace le premier.",
)
LINES = Text("Last {n} snapshots", "{n} derniers relevés").format(n=SHOWN)
TITLE = Text("Revenue and attainment, snapshot by snapshot", "Chiffre d'affaires et atteinte, relevé par relevé")
ALT = Text(
    "Lines by day of the snapshot: revenue, solid, and attainment of the goal, dashed, on an axis of its own.",
    "Courbes selon le jour du relevé : chiffre d'affaires, en trait plein, et atteinte de l'objectif, en tirets, sur "
    "son propre axe.",
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the table, over each figure its course, and beside them a chart as soon as two days make a line."""
    write_next(figures.calc, figures.cards, figures.sums)
    table = _write_table(book, sheet)
    course = write_course(figures.calc, table)
    write_title(sheet, NAME, HOW, len(table.columns) + 1 + CHART_COLUMNS)
    _write_lines(book, sheet, table, course)
    if sum(isinstance(day, int | float) for day in course.day.values) >= A_LINE:
        col = len(table.columns) + 1
        place(sheet, TABLE_ROW, col, revenue_and_attainment(book, course), CHART_WIDTH, CHART_HEIGHT, ALT)
    sheet.worksheet.set_row_pixels(TABLE_ROW, HEADER_PIXELS)
    sheet.worksheet.freeze_panes(TABLE_ROW + 1, 1)
    sheet.worksheet.repeat_rows(TABLE_ROW)


def revenue_and_attainment(book: Book, course: Course) -> Chart:
    """Two lines, each on its own axis."""
    chart = new_chart(book, "line", TITLE)
    revenue, attainment = course.figures[REVENUE.key], course.figures["attainment"]
    chart.add_series(line_series(book, REVENUE.short, course.day, revenue, "actual", 2.5, marker=dot(book, "actual")))
    dashed = {"dash_type": "dash"}
    line = bare_chart(book, "line")
    line.add_series(
        line_series(
            book, ATTAINMENT, course.day, attainment, "bad", 1.75,
            line=dashed, marker=dot(book, "bad"), y2_axis=True,
        )
    )  # fmt: skip
    chart.combine(line)
    chart.set_x_axis(quiet_axis(book, "date", text_axis=True, interval_unit=4))
    chart.set_y_axis(value_axis(book, short_money(revenue)))
    line.set_y2_axis(quiet_axis(book, "rate_whole", line={"none": True}))
    return chart


def _write_table(book: Book, sheet: Sheet) -> Table:
    labels = {"day": DAY, "filters": FILTERS} | {shown.key: shown.short for shown in CATALOGUE}
    looks = {shown.key: ("cell", shown.style, "right") for shown in CATALOGUE}
    looks |= {"day": ("cell", "date", "left"), "filters": ("cell", "left")}
    widths = {"day": DAY_WIDTH, "filters": FILTERS_WIDTH}
    rows = rows_of(book.typed, "history", {key: [] for key in labels})
    columns = [
        TableColumn(key, label, rows[key], looks[key], widths.get(key, FIGURE_WIDTH)) for key, label in labels.items()
    ]
    return write_table(sheet, TABLE_ROW, 0, "history", NAME, columns)


def _write_lines(book: Book, sheet: Sheet, table: Table, course: Course) -> None:
    """Draw the course of each figure over its column; nothing shows before two days make a line."""
    sheet.worksheet.set_row_pixels(COURSE_ROW, COURSE_PIXELS)
    told = IF(COUNT(table["day"]) >= A_LINE, book.say(LINES), "")
    sheet.write(COURSE_ROW, table.place("filters"), told, "note", "right")
    for key, cells in course.figures.items():
        look = {"range": last(cells, SHOWN), "series_color": book.color("actual"), "weight": 1.5, "show_hidden": True}
        look |= {"last_point": True, "last_color": book.color("bad")}
        sheet.worksheet.add_sparkline(COURSE_ROW, table.place(key), look)
