"""The sheet of snapshots notes what the cards show, and draws it in the order of the days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from engines.stored import cell_values
from openpyxl.utils.cell import rows_from_range
from pages import cards, disagreements, page, sentences
from trackers import make_tracker, sales_rows

from salestracker_xl.calendar import serial
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.figures.snapshots import NEXT, SHOWN
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import Selection
from salestracker_xl.workbook.sheets import calc, history
from salestracker_xl.workbook.typed import FILLED, Typed

TODAY = dt.date(2026, 6, 30)
SALES = sales_rows(120)
NOTED = {  # the days in the order in which nobody sorted them, and a figure that was not known
    "day": [46203, 46189, 46196],
    "filters": ["This fiscal year", "=A1", None],
    **{shown.key: [3.0 + at, 1.0 + at, None if at else 2.0] for at, shown in enumerate(CATALOGUE)},
}


def block(path: Path, reference: str) -> list[Any]:
    """Values of the cells of a reference such as 'Calc'!$B$3:$B$9, row by row."""
    values, (sheet, _, cells) = cell_values(path), reference.rpartition("!")
    return [values.get((sheet.strip("'"), cell), "") for row in rows_from_range(cells.replace("$", "")) for cell in row]


def named(path: Path, name: str) -> list[Any]:
    """Values of the cells behind a defined name."""
    return block(path, openpyxl.load_workbook(path, read_only=True).defined_names[name].attr_text)


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    tracker = make_tracker(folder, SALES, as_of=TODAY)
    generate(tracker, folder / "t.xlsx", Selection(region="Bretagne", what_if=0.1))
    return folder / "t.xlsx"


@pytest.fixture(scope="module")
def noted(tmp_path_factory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("noted")
    tracker = make_tracker(folder, SALES, as_of=TODAY, language="fr")
    generate(tracker, folder / "t.xlsx", typed=Typed(tables={"history": NOTED}))
    return folder / "t.xlsx", history.NAME.fr


def test_at_first_the_table_is_empty_and_says_how_it_fills(empty):
    sheet = page(empty, history.NAME.en)
    assert history.HOW.en in sentences(sheet)
    assert sheet._charts == []
    [table] = sheet.tables.values()
    assert len(table.tableColumns) == len(FILLED["history"])
    assert all(cell.value is None for row in sheet[table.ref][1:] for cell in row)


def test_the_next_snapshot_holds_day_filters_and_the_figures_of_the_cards(empty):
    day, filters, *figures = named(empty, NEXT)
    assert day == serial(TODAY)
    assert filters == "This fiscal year · Bretagne · what-if goals"
    assert figures == ["" if value == "–" else value for value in cards(empty).values()]
    assert list(FILLED["history"][2:]) == list(cards(empty))


def test_noted_days_stand_as_they_were_and_in_their_order_in_the_lines(noted):
    path, name = noted
    sheet = page(path, name)
    [table] = sheet.tables.values()
    columns = zip(*([cell.value for cell in row] for row in sheet[table.ref][1:]), strict=True)
    days, *others = columns
    assert [serial(day.date()) for day in days] == NOTED["day"]
    assert [list(column) for column in others] == [list(column) for column in list(NOTED.values())[1:]]


def test_the_lines_follow_the_days_and_leave_out_what_was_not_known(noted):
    path, name = noted
    [chart] = page(path, name)._charts
    revenue, attainment = (block(path, part.series[0].val.numRef.f) for part in chart._charts)
    assert revenue == ["#N/A"] * (SHOWN - 3) + [1.0, 2.0, 3.0]
    assert attainment == ["#N/A"] * (SHOWN - 3) + [2.0, "#N/A", 4.0]


def test_ironcalc_finds_every_figure_again(noted, ironcalc):
    path, name = noted
    assert disagreements(ironcalc, path, name, calc.NAME.fr) == []
