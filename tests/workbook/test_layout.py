"""New data stand where old ones stood, and what a tracker remembers of its cells is true."""

from __future__ import annotations

import pytest
from trackers import goal_rows, interaction_rows, make_tracker, sales_rows

from salestracker_xl.workbook.contents import contents
from salestracker_xl.workbook.generate import compose
from salestracker_xl.workbook.layout import NAME, kinds_of
from salestracker_xl.workbook.signs import read_areas, read_signs


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The same tracker in the middle of a month, and in the next one with more customers, and with gaps."""
    sales = sales_rows(300)
    trackers = (
        make_tracker(tmp_path_factory.mktemp("day"), rows, goal_rows(), engagement=interaction_rows(sales, 40))
        for rows in (sales[sales["Date"] <= "2026-05-20"], sales)
    )
    return [compose(tracker, identity="t", native_functions=False) for tracker in trackers]


def test_cells_stand_where_they_stood(books):
    before, after = books
    moved = [key for key in after.signs if before.signs[key].places != after.signs[key].places]
    assert moved == []


def test_what_the_tracker_remembers_is_true(books):
    book = books[1]
    calc = book.sheets["calc"]
    held = contents(book, calc)
    first = next(place for place, cell in held.items() if cell == "start" and (place[0] + 1, place[1]) in held)
    rows = [[held.get((first[0] + row, first[1] + col)) for col in range(4)] for row in range(len(book.sheets))]
    assert read_signs(rows) == book.signs
    assert any(name == NAME for name, *_ in book.workbook.defined_names)
    for sheet in (sheet for sheet in book.sheets.values() if sheet is not calc):  # which nobody sees
        cells = contents(book, sheet)
        blank = {place for place in kinds_of(sheet) if cells[place] is None}
        assert read_areas(book.signs[sheet.key].blank) == blank


def test_a_table_that_ends_a_sheet_prints_its_header_on_every_page(books):
    pages = [sheet.worksheet for sheet in books[1].sheets.values() if sheet.worksheet.tables]
    ends = {page.name: [corner[1:] for corner in page.tables[0]["range"].split(":")] for page in pages}
    last = [page for page in pages if int(ends[page.name][1]) == page.dim_rowmax + 1]
    assert len(last) > 8
    for page in last:
        assert page.repeat_row_range.endswith("!${0}:${0}".format(ends[page.name][0])), page.name
