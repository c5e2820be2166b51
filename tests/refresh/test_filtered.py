"""Nothing is written over filtered rows of an open workbook: Excel would put it elsewhere."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table
from refresh.by_hand import block, plan_of

from salestracker_xl.hosts import refreshing
from salestracker_xl.hosts.actions import Click, outcome_of
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.filtered import FilterInTheWay, check_filters
from salestracker_xl.refresh.plan import Growth
from salestracker_xl.refresh.source import Area


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filtered table, one with buttons alone, and a sheet that is filtered without a table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("L'été", "Deals", "Functions"):
        sheet = book.create_sheet(name)
        for row in (["Rep", "Amount"], ["Ada", 1], ["Bo", 2], ["Ada", 3]):
            sheet.append([None, *row])
    for name, table in (("L'été", "Sales"), ("Deals", "Deals")):
        book[name].add_table(Table(displayName=table, ref="B1:C4", autoFilter=AutoFilter(ref="B1:C4")))
    book["L'été"].tables["Sales"].autoFilter.add_filter_column(0, ["Ada"])
    book["Functions"].auto_filter.ref = "B1:C4"
    book["Functions"].auto_filter.add_filter_column(1, ["3"])
    path = tmp_path_factory.mktemp("filters") / "filtered.xlsx"
    book.save(path)
    return path


def test_filters_that_hide_rows_are_found(file):
    with FileSource(file) as opened:
        found = {sheet: opened.filters(sheet) for sheet in opened.sheets}
    assert found == {
        "L'été": [Area("L'été", 0, 1, 3, 2)],
        "Deals": [],
        "Functions": [Area("Functions", 0, 1, 3, 2)],
    }


@pytest.mark.parametrize("place", ["C2", "H4"])  # in the table, and beside it: whole rows are hidden
def test_a_plan_that_writes_into_filtered_rows_is_refused(file, place):
    for sheet in ("L'été", "Functions"):
        with FileSource(file) as opened, pytest.raises(FilterInTheWay, match=f"The sheet {sheet} is filtered"):
            check_filters(plan_of(block(sheet, place, 5)), opened)


def test_a_filtered_table_that_grows_is_refused(file):
    with FileSource(file) as opened, pytest.raises(FilterInTheWay):
        check_filters(plan_of(growth=(Growth("Sales", "L'été", 5),)), opened)


@pytest.mark.parametrize("written", [("L'été", "B1"), ("L'été", "C5"), ("Deals", "C2")])
def test_cells_outside_of_filtered_rows_are_written(file, written):
    with FileSource(file) as opened:
        check_filters(plan_of(block(*written, 5), growth=(Growth("Deals", "Deals", 5),)), opened)


@pytest.mark.parametrize("button", [refreshing.refresh, refreshing.refresh_or_copy])
def test_the_buttons_write_nothing_then_and_say_what_to_do(file, monkeypatch, button):
    monkeypatch.setattr(refreshing, "plan_of", lambda *_, **__: plan_of(block("L'été", "C2", 5)))
    outcome = outcome_of(button, Click(tracker=file, book="a workbook that nothing can be written to"))
    assert outcome.failed
    assert outcome.said.fr == (
        "La feuille L'été est filtrée, et Excel y écrirait dans d'autres lignes : effacez le filtre (Données > "
        "Effacer), puis cliquez de nouveau. Rien n'a été écrit."
    )
