"""Cells that are stored as they come give the file that XlsxWriter makes of the same cells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from salestracker_xl.workbook.writing.worksheet import UNCHANGED, FastWorksheet

Write = Callable[[Any, int, int, Any, Any], object]

CONSTANTS = ["North", "a & b < c", " led", "two\nlines", "=1+1", "", 5, -2.5, 1 / 3, 1e20, 0, True, False]
FORMULAS = {
    "1/3": 1 / 3,
    "2*2": 4,
    '"<"&"é"': "<é",
    "1=1": True,
    "1=2": False,
    "NA()": "#N/A",
    "1/0": "#DIV/0!",
    '""': "",
    "Sales[Amount]<>5": True,
}


def by_xlsxwriter(sheet: Any, row: int, col: int, held: Any, look: Any) -> None:
    write = {type(None): sheet.write_blank, str: sheet.write_string, bool: sheet.write_boolean}
    write.get(type(held), sheet.write_number)(row, col, held, look)


def formula_by_xlsxwriter(sheet: Any, row: int, col: int, formula: str, look: Any) -> None:
    sheet.write_formula(row, col, f"={formula}", look, FORMULAS[formula])


def put_formula(sheet: FastWorksheet, row: int, col: int, formula: str, look: Any) -> None:
    sheet.put_formula(row, col, formula, look, FORMULAS[formula])


def file_of(kind: type[Worksheet], write: Write, write_formula: Write) -> zipfile.ZipFile:
    """A sheet with cells of all kinds, with looks of their own, of their column and of their row."""
    stream = io.BytesIO()
    workbook = Workbook(stream, {"in_memory": True})
    sheet: Any = workbook.add_worksheet("Cells", kind)
    bold, too, red = (workbook.add_format(look) for look in ({"bold": True}, {"bold": True}, {"font_color": "red"}))
    sheet.set_column(3, 3, 20, red)
    sheet.set_row(18, 30, too)
    sheet.set_row(50, 40)
    for at, held in enumerate(CONSTANTS):
        write(sheet, 40 - 2 * at, 1, held, bold if at % 2 else None)
        write(sheet, 40 - 2 * at, 3, held, too if at % 3 else None)
        write(sheet, 18, 30 + at, held, None)
    for at, formula in enumerate(FORMULAS):
        write_formula(sheet, 3 + at, 0, formula, None)
        write_formula(sheet, 3 + at, 28, formula, red)
    write(sheet, 2, 2, None, bold)
    write(sheet, 2, 1, None, None)
    write(sheet, 3, 0, "written over", None)
    sheet.write_url(60, 0, "https://example.com/?a=1&b=2", bold, "link")
    sheet.write_rich_string(61, 0, "plain ", bold, "bold")
    sheet.write_array_formula(62, 0, 63, 0, "{=A1:A2*2}", bold, 0)
    sheet.write_dynamic_array_formula("C65", "=SORT(A1:A3)", None, 0)
    sheet.conditional_format("A1:A9", {"type": "formula", "criteria": "=IF(STDEV.S(A1:A9)>1,1)", "format": red})
    chart: Any = workbook.add_chart({"type": "bar"})
    chart.add_series({"values": "=Cells!$A$4:$A$12", "categories": "=Cells!$D$17:$D$41"})
    sheet.insert_chart("F70", chart)
    workbook.close()
    return zipfile.ZipFile(stream)


def test_every_part_is_the_same_to_the_byte():
    ours = file_of(FastWorksheet, FastWorksheet.put, put_formula)
    theirs = file_of(Worksheet, by_xlsxwriter, formula_by_xlsxwriter)
    assert ours.namelist() == theirs.namelist()
    assert "xl/charts/chart1.xml" in ours.namelist()
    for name in ours.namelist():
        assert name == "docProps/core.xml" or ours.read(name) == theirs.read(name), name


@pytest.mark.parametrize("name", sorted(UNCHANGED))
def test_functions_that_are_taken_for_old_get_no_prefix(name: str):
    assert Worksheet()._prepare_formula(f"={name}(A1)", expand_future_functions=True) == f"{name}(A1)"


@pytest.mark.parametrize(
    ("formula", "prepared"),
    [
        ("=IF(A1>0,STDEV.S(A:A))", "IF(A1>0,_xlfn.STDEV.S(A:A))"),
        ("=SUM(UNIQUE(A:A))", "SUM(_xlfn.UNIQUE(A:A))"),
        ("{=SUM(A1:A2)}", "SUM(A1:A2)"),
        ("=$A$1", "$A$1"),
    ],
)
def test_new_functions_of_rules_get_their_prefix(formula: str, prepared: str):
    assert FastWorksheet()._prepare_formula(formula, expand_future_functions=True) == prepared


def test_a_control_character_in_the_value_of_a_formula_leaves_the_file_readable():
    stream = io.BytesIO()
    workbook = Workbook(stream)
    sheet: Any = workbook.add_worksheet("Cells", FastWorksheet)
    sheet.put_formula(0, 0, "Sales!A1", None, "bell\x07")
    workbook.close()
    assert openpyxl.load_workbook(stream, data_only=True)["Cells"]["A1"].value == "bell_x0007_"  # as Excel writes it


def test_what_no_cell_can_hold_is_refused():
    sheet = FastWorksheet()
    with pytest.raises(TypeError, match="inf"):
        sheet.put(0, 0, float("inf"), None)
    with pytest.raises(IndexError, match="row 1048577"):
        sheet.put(1_048_576, 0, 1, None)
