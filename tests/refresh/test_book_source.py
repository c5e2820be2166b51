"""A tracker that is open, in Excel or in the request of a server, gives what its file gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.table import Table
from refresh.opened import in_a_request, in_excel
from trackers import customer_rows, deal_rows, interaction_rows, make_tracker, sales_rows

from salestracker_xl.refresh.book_source import BookSource
from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.reading.reading_back import read_back
from salestracker_xl.refresh.source import Area
from salestracker_xl.workbook.generate import generate

OPENED = {"in Excel": in_excel, "in a request": in_a_request}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder, sales = tmp_path_factory.mktemp("built"), sales_rows(60)
    tables = {"deals": deal_rows(20), "customers": customer_rows(sales), "engagement": interaction_rows(sales, 40)}
    tracker = replace(make_tracker(folder, sales, **tables, currency="EUR", fiscal_start=4), title="=Sales & co")
    generate(tracker, folder / "tracker.xlsx", native_functions=False)
    return folder / "tracker.xlsx"


@pytest.fixture(scope="module", params=OPENED)
def source(request, built) -> BookSource:
    return BookSource(OPENED[request.param](built))


def test_an_open_tracker_is_found_as_its_file_is(source, built):
    with FileSource(built) as file:
        assert (source.file, tuple(source.sheets)) == (file.file, tuple(file.sheets))
        assert (source.names, source.tables) == (file.names, file.tables)
        assert source.properties == file.properties
        for title in file.sheets:
            whole = Area(title, 0, 0, 200, 40)
            assert _without_empty(source.values(whole)) == _without_empty(file.values(whole))


def test_formulas_are_told_where_excel_tells_them(built):
    source = BookSource(in_excel(built))
    with FileSource(built) as file:
        assert all(source.formulas(title) == file.formulas(title) for title in file.sheets)
        assert source.formulas("Deals")


def test_a_request_tells_no_formulas(built):
    assert BookSource(in_a_request(built)).formulas("Dashboard") == {}


def test_an_open_tracker_is_read_back_as_its_file_is(source, built):
    opened = read_back(source)
    with FileSource(built) as file:
        closed = read_back(file)
    assert (opened.identity, opened.options, opened.selection) == (closed.identity, closed.options, closed.selection)
    assert opened.typed == closed.typed
    assert opened.tracker.targets is closed.tracker.targets is None  # proposed by formulas, which a request lacks
    assert (opened.tracker.title, opened.tracker.fiscal_start) == ("=Sales & co", 4)
    for one, other in zip(opened.tracker.readings, closed.tracker.readings, strict=True):
        pd.testing.assert_frame_equal(one.frame, other.frame)
        assert one.rows == other.rows


def test_totals_of_a_table_are_no_rows_of_it(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Name", "Amount"], ["Ada", 1], ["Bob", 2], ["Total", 3]):
        book.worksheets[0].append(row)
    table = Table(displayName="Deals", ref="A1:B4", totalsRowCount=1)
    book.worksheets[0].add_table(table)
    book.save(tmp_path / "totals.xlsx")
    with FileSource(tmp_path / "totals.xlsx") as file:
        assert file.tables == {"Deals": Area("Sheet", 0, 0, 2, 1)}
        assert BookSource(in_excel(tmp_path / "totals.xlsx")).tables == file.tables


def test_a_moment_keeps_its_time_and_a_day_has_none(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B2"], sheet["C2"] = dt.datetime(2026, 6, 30), dt.datetime(2026, 6, 30, 12)
    book.save(tmp_path / "days.xlsx")
    source = BookSource(in_excel(tmp_path / "days.xlsx"))
    shown = [None, dt.date(2026, 6, 30), dt.datetime(2026, 6, 30, 12)]
    assert source.values(Area("Sheet", 0, 0, 1, 2)) == [[None] * 3, shown]


def _without_empty(rows):
    """An open workbook tells an empty text and a blank cell alike."""
    return [[None if cell == "" else cell for cell in row] for row in rows]
