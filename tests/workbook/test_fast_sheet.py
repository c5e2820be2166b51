"""A long table written column by column is the same as one written cell by cell."""

from __future__ import annotations

import datetime as dt
import zipfile
from concurrent.futures import Executor
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import fastexcel
import numpy as np
import pandas as pd
import pytest
from engines.one_sheet import one_sheet
from openpyxl.worksheet.worksheet import Worksheet

from salestracker_xl.language import Text
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook import table
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.look.theme import load_theme
from salestracker_xl.workbook.native_names import WorkbookWithFunctions
from salestracker_xl.workbook.table import TableColumn, write_table
from salestracker_xl.workbook.values import ExcelError
from salestracker_xl.workbook.writing import archive, long_rows
from salestracker_xl.workbook.writing.packing import packers

ODD_TEXTS = [
    "plain", None, "=1+1", "+33 1 23", "-5", "@home", "\tindented", " led", "trailed ", "two\nlines", "a & b < c > d",
    "]]>", '"quoted"', "bell\x07, \x01 and \r", "_x0041_ is no A", "é, ß, 漢字", "😀 astral \U0001d538",
    "<b>bold</b>",
    "x" * 32_767, "2024-01-31", "1e5", "#N/A", "TRUE", "  ", "\N{NO-BREAK SPACE}", "z",
]  # fmt: skip
ROWS = len(ODD_TEXTS)
FIRST, HEADER = 3, 2  # rows of the sheet, counted from 0
OLDEST = 45_000

Cell = tuple[Any, ...]


def columns() -> list[TableColumn]:
    numbers = [1.5, None, 0.1, 1e20, -1e-7, 123456789.25, 2**53 + 2.0, -3, 0, 5e-324, 1e300]
    mixed = ["text", 5, None, 2.5, "=A1", 0, -1]
    looks: list[Any] = [
        True, False, None, dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 18, 0), Text("Won", "Gagnée")
    ]  # fmt: skip
    doubled = [Live(f"{at}*2", at * 2.0) for at in range(ROWS)]
    said = [Live('"<"&"x"', "<x"), Live("1=1", True), Live("NA()", ExcelError("#N/A")), Live('""', ""), None]
    return [
        TableColumn("day", Text("Day", "Jour"), np.arange(OLDEST, OLDEST + ROWS, dtype=float), ("date",)),
        TableColumn("moment", Text("Moment", "Instant"), np.arange(ROWS) / 7 + OLDEST, ("date", "left")),
        TableColumn("text", Text("Text", "Texte"), ODD_TEXTS, ("left",)),
        TableColumn("often", Text("Often & often", "Souvent"), filled(["North", None, "<South>", " East"])),
        TableColumn("number", Text("Number", "Nombre"), filled(numbers), ("money",)),
        TableColumn("array", Text("Array", "Tableau"), np.array(filled([2.25, np.nan, 1e15])), ("number",)),
        TableColumn("count", Text("Count", "Compte"), np.array(filled([3.0, np.nan, -4.0])), ("count",)),
        TableColumn("mixed", Text("Mixed", "Mélange"), filled(mixed), ("cell",)),
        TableColumn("blank", Text("Blank", "Vide"), [None] * ROWS, ("cell",)),
        TableColumn("look", Text("Look", "Aspect"), filled(looks), ("cell", "left")),
        TableColumn("doubled", Text("Doubled", "Doublé"), doubled, ("count",), computed="ROW()*2"),
        TableColumn("said", Text("Said", "Dit"), filled(said), ()),
    ]


def filled(cells: list[Any]) -> list[Any]:
    return [cells[at % len(cells)] for at in range(ROWS)]


def write(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fast_rows: int,
    cols: list[TableColumn] | None = None,
    pool: Executor | None = None,
) -> Path:
    """One sheet with a title, the table, a note to its left and right, below it, and a row of its own height."""
    monkeypatch.setattr(table, "FAST_ROWS", fast_rows)
    workbook = WorkbookWithFunctions({"strings_to_formulas": False, "strings_to_urls": False}, pool)
    sales = SimpleNamespace(frame=pd.DataFrame())
    tracker = SimpleNamespace(language="en", currency="EUR", sales=sales, last_day=dt.date(2024, 1, 31))
    book = Book(workbook, cast("Tracker", tracker), load_theme("en", "EUR"))
    sheet = book.add_sheet("odd", Text("Odd", "Bizarre"))
    sheet.write(0, 0, "Title", "title")
    written = write_table(sheet, HEADER, 1, "odd", Text("Odd", "Bizarre"), columns() if cols is None else cols)
    end = 1 + len(written.columns)
    sheet.write(FIRST + 1, 0, "left", "note")
    sheet.write(FIRST + 1, end + 1, Live("1+1", 2), "count")
    sheet.write(FIRST + 2, end, "right & far")
    sheet.worksheet.set_row_pixels(FIRST + 3, 40)
    sheet.worksheet.write_string(FIRST + 4, written.place("often"), "written over", book.style("strong"))
    sheet.write(written.last_row + 2, 0, "below")
    sheet.write(written.last_row + 3, 0, Live("SUM(Odd[Number])", float(np.nansum(written["number"].numbers))))
    assert (sheet.worksheet.block is not None) == (fast_rows <= ROWS)
    workbook.save(path)
    return path


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The table cell by cell, and column by column in chunks of few rows."""
    folder = tmp_path_factory.mktemp("pair")
    few = [replace_numbers(column) for column in columns()]
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(long_rows, "ROWS_AT_ONCE", 7)
        with packers() as pool:  # which pack the rows before others write into them
            fast = write(folder / "fast.xlsx", monkeypatch, 1, few, pool)
        return write(folder / "cells.xlsx", monkeypatch, 1_000, few), fast


def replace_numbers(column: TableColumn) -> TableColumn:
    """Without numbers of seventeen digits, which XlsxWriter writes with sixteen."""
    if column.key != "moment":
        return column
    return TableColumn(column.key, column.label, np.arange(ROWS) / 8 + OLDEST, column.styles)


def sheet_of(path: Path) -> Worksheet:
    return one_sheet(path, "Odd", formulas=True)


def cells(path: Path) -> dict[str, Cell]:
    return {
        cell.coordinate: (cell.value, cell.data_type, cell.number_format, cell.font.b, cell.alignment.horizontal)
        for row in sheet_of(path).iter_rows()
        for cell in row
        if cell.has_style or cell.value is not None
    }


def test_every_cell_has_the_same_value_type_and_look(pair: tuple[Path, Path]):
    by_cells, fast = map(cells, pair)
    assert {place: (by_cells.get(place), fast.get(place)) for place in {*by_cells, *fast}} == {
        place: (cell, cell) for place, cell in by_cells.items()
    }


def test_values_of_formulas_are_stored(pair: tuple[Path, Path]):
    by_cells, fast = (one_sheet(path, "Odd") for path in pair)
    assert [cell.value for cell in fast["L"]] == [cell.value for cell in by_cells["L"]]
    assert [cell.value for cell in fast["M"]] == [cell.value for cell in by_cells["M"]]
    assert fast["L5"].value == 2


def test_all_but_rows_and_texts_is_the_same_to_the_byte(pair: tuple[Path, Path]):
    by_cells, fast = (zipfile.ZipFile(path) for path in pair)
    made = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"}
    assert sorted(by_cells.namelist()) == sorted(fast.namelist())
    assert [name for name in fast.namelist() if name not in made and by_cells.read(name) != fast.read(name)] == []
    assert fast.testzip() is None


def test_heights_of_rows_stay(pair: tuple[Path, Path]):
    heights = [{row: it.height for row, it in sheet_of(path).row_dimensions.items() if it.height} for path in pair]
    assert heights[0] == heights[1] == {FIRST + 4: 30}


def test_other_readers_find_the_same(pair: tuple[Path, Path]):
    by_cells, fast = (fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string") for path in pair)
    assert fast.to_pandas().equals(by_cells.to_pandas())
    assert fast.height == by_cells.height


def test_engines_calculate_it_alike(pair: tuple[Path, Path], ironcalc, libreoffice, validator):
    assert validator.faults(pair[1], "Office2019") == []
    assert ironcalc.recalculate(pair[0]) == ironcalc.recalculate(pair[1])
    by_cells, fast = libreoffice.recalculate_all(pair)
    assert fast == by_cells


def test_a_number_comes_back_to_the_last_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    numbers = np.random.default_rng(3).lognormal(0, 30, 2_000) / 3
    column = TableColumn("number", Text("Number", "Nombre"), numbers)
    often = TableColumn("often", Text("Often", "Souvent"), ["x"] * len(numbers))
    sheet = sheet_of(write(tmp_path / "numbers.xlsx", monkeypatch, 1, [column, often]))
    assert [cell.value for cell in sheet["B"][FIRST : FIRST + len(numbers)]] == numbers.tolist()


def test_an_infinite_number_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    column = TableColumn("number", Text("Number", "Nombre"), np.array([1.0, np.inf] * ROWS))
    with pytest.raises(TypeError, match="infinite"):
        write(tmp_path / "never.xlsx", monkeypatch, 1, [column, TableColumn("often", Text("o", "s"), ["x"] * ROWS * 2)])


@pytest.mark.parametrize("fast_rows", [1, 1_000])
def test_a_text_too_long_for_a_cell_says_that_it_was_cut(
    fast_rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    texts = TableColumn("often", Text("Often", "Souvent"), ["😀" * 20_000, *["short"] * (ROWS - 1)])
    number = TableColumn("number", Text("Number", "Nombre"), np.arange(float(ROWS)))
    shown = str(sheet_of(write(tmp_path / "long.xlsx", monkeypatch, fast_rows, [texts, number]))["B4"].value)
    assert shown.endswith("😀 … (cut: 20,000 characters)")
    assert len(shown.encode("utf-16-le")) // 2 in (32_766, 32_767)


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with packers() as pool:
        ahead, at_once = (
            write(tmp_path / "a.xlsx", monkeypatch, 1, pool=pool),
            write(tmp_path / "b.xlsx", monkeypatch, 1),
        )
    first, second = map(zipfile.ZipFile, (ahead, at_once))
    assert first.namelist() == second.namelist()
    own_time = "docProps/core.xml"
    assert [name for name in first.namelist() if name != own_time and first.read(name) != second.read(name)] == []


def test_a_huge_archive_takes_to_zip64(pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "LIMIT_32", 1_000)
    monkeypatch.setattr(archive, "LIMIT_16", 3)
    wide = write(tmp_path / "wide.xlsx", monkeypatch, 1, [replace_numbers(column) for column in columns()])
    assert b"PK\6\6" in wide.read_bytes()
    assert cells(wide) == cells(pair[1])
    assert zipfile.ZipFile(wide).testzip() is None
    assert fastexcel.read_excel(wide).load_sheet(0).height == fastexcel.read_excel(pair[1]).load_sheet(0).height


def test_more_parts_than_a_plain_directory_counts(tmp_path: Path):
    with (tmp_path / "many.zip").open("wb") as stream:
        many = archive.Archive(stream)
        part = archive.Part(zipfile.ZIP_STORED, 0, 0, ())
        for number in range(66_000):
            many.add(f"{number}", part)
        many.close()
    assert len(zipfile.ZipFile(tmp_path / "many.zip").namelist()) == 66_000
