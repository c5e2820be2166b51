"""The text of a sheet's part, before and after its cells are changed."""

from __future__ import annotations

import re
from typing import Any

import pytest
import xlsxwriter

from salestracker_xl.refresh.package.growing import grow, read_table, ruled
from salestracker_xl.refresh.package.parts import Parts
from salestracker_xl.refresh.package.sheet_xml import Change, SheetXml
from salestracker_xl.refresh.package.styles import adopt
from salestracker_xl.refresh.plan import Formula, Growth
from salestracker_xl.workbook.live import ExcelError

SHARED = (
    '<row r="2"><c r="A2" s="3"><f t="shared" ref="A2:A4" si="0">B2*$C$1+Sales[[#This Row],[Amount]]</f><v>1</v></c>'
    "</row>"
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="4"><c r="A4"><f t="shared" si="0"/><v>3</v></c></row>'
)


def sheet(rows: str, dimension: str = "A1:B9", before: str = "") -> str:
    return (
        f'<worksheet><dimension ref="{dimension}"/>{before}<sheetData>{rows}</sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells></worksheet>'
    )


def changed(rows: str, cell: tuple[int, int], change: Change, **around: str) -> str:
    text = SheetXml(sheet(rows, **around)).changed({cell[0]: {cell[1]: change}})
    return text.partition("<sheetData>")[2].partition("</sheetData>")[0]


CASES = [
    (
        '<row r="1"><c r="A1" s="7" t="s"><v>0</v></c></row>',
        "x",
        '<row r="1"><c r="A1" s="7" t="inlineStr"><is><t>x</t></is></c></row>',
    ),
    ('<row r="1"><c r="A1" s="7"><v>5</v></c></row>', None, '<row r="1"><c r="A1" s="7"/></row>'),
    ('<row r="1"><c r="A1"><v>5</v></c></row>', None, '<row r="1"></row>'),
    (
        '<row r="1" ht="20" customHeight="1"/>',
        0.1,
        '<row r="1" ht="20" customHeight="1"><c r="A1"><v>0.1</v></c></row>',
    ),
    ("", True, '<row r="1"><c r="A1" t="b"><v>1</v></c></row>'),
    ('<row r="3"/>', 2, '<row r="1"><c r="A1"><v>2</v></c></row><row r="3"/>'),
    (
        '<row r="1" spans="3:4"><c r="C1"><v>1</v></c></row>',
        2,
        '<row r="1" spans="1:4"><c r="A1"><v>2</v></c><c r="C1"><v>1</v></c></row>',
    ),
    ("<row><c><v>5</v></c><c><v>6</v></c></row>", 1, '<row><c r="A1"><v>1</v></c><c><v>6</v></c></row>'),
    ('<row r="1" s="4" customFormat="1"/>', 1, '<row r="1" s="4" customFormat="1"><c r="A1" s="4"><v>1</v></c></row>'),
    (
        '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:A3">SORT(B1:B3)</f></c></row>',
        ExcelError("#N/A"),
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>',
    ),
]


@pytest.mark.parametrize(("rows", "content", "expected"), CASES)
def test_a_cell_changes_and_its_neighbours_stay(rows, content, expected):
    assert changed(rows, (0, 0), Change(content)) == expected


def test_a_new_cell_takes_the_format_of_its_column():
    columns = '<cols><col min="1" max="2" style="9"/></cols>'
    assert changed("", (0, 1), Change(1), before=columns) == '<row r="1"><c r="B1" s="9"><v>1</v></c></row>'


def test_the_value_of_an_array_changes_within_its_formula():
    rows = '<row r="1"><c r="A1" s="2" cm="1"><f t="array" ref="A1:A3">SORT(B1:B3)</f><v>1</v></c></row>'
    found = changed(rows, (0, 0), Change(Formula("=SORT(B1:B3)", "x<y"), same_formula=True))
    assert found == (
        '<row r="1"><c cm="1" r="A1" s="2" t="str"><f t="array" ref="A1:A3">SORT(B1:B3)</f><v>x&lt;y</v></c></row>'
    )


def test_the_first_of_cells_that_share_a_formula_leaves_the_others_theirs():
    found = changed(SHARED, (1, 0), Change(5))
    assert re.findall(r"<f[^>]*>([^<]*)</f>", found) == [
        "B3*$C$1+Sales[[#This Row],[Amount]]",
        "B4*$C$1+Sales[[#This Row],[Amount]]",
    ]
    assert "shared" not in found


@pytest.mark.parametrize("cell", [(2, 0), (3, 0)])
def test_another_of_them_leaves_the_first_as_it_is(cell):
    found = changed(SHARED, cell, Change(Formula("=1+1", 2.0)))
    assert found.count('t="shared"') == 2
    assert "<f>1+1</f><v>2</v>" in found


def test_new_values_leave_shared_formulas_alone():
    found = changed(SHARED, (1, 0), Change(Formula("=anything", 9.0), same_formula=True))
    assert found == SHARED.replace("<v>1</v>", "<v>9</v>")


def test_the_dimension_reaches_as_far_as_the_cells():
    text = SheetXml(sheet("")).changed({19: {30: Change("x")}})
    assert '<dimension ref="A1:AE20"/>' in text


def test_rules_of_the_last_row_of_a_table_reach_over_new_rows():
    part = '<table id="1" displayName="T" ref="B4:D9"><tableColumns/></table>'
    rules = (
        '<conditionalFormatting sqref="C5:C9 C5:C8 F9"/><dataValidation type="list" sqref="D9"/>'
        "<x14:conditionalFormatting><xm:sqref>B5:B9</xm:sqref></x14:conditionalFormatting>"
        "<x14:sparkline><xm:sqref>C9</xm:sqref></x14:sparkline>"
    )
    assert ruled(rules, read_table("t.xml", "T", part, part), 11) == (
        '<conditionalFormatting sqref="C5:C12 C5:C8 F9"/><dataValidation type="list" sqref="D9:D12"/>'
        "<x14:conditionalFormatting><xm:sqref>B5:B12</xm:sqref></x14:conditionalFormatting>"
        "<x14:sparkline><xm:sqref>C9</xm:sqref></x14:sparkline>"
    )


def test_formats_are_found_again_or_added_with_free_numbers():
    here = (
        '<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts>'
        '<fonts count="1"><font/></fonts>'
        '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
    )
    there = (
        here.replace('formatCode="0.0"', 'formatCode="0%"')
        .replace("<font/>", "<font/><font><b/></font>")
        .replace("</cellXfs>", '<xf numFmtId="164" fontId="1" fillId="0" borderId="0" xfId="0"/></cellXfs>')
    )
    found = adopt(here, there, ['<c r="A1" s="0"/><c r="B1" s="1"/>'])
    assert found.apply('<c r="A1" s="0"/><c r="B1" s="1"/>') == '<c r="A1" s="0"/><c r="B1" s="1"/>'
    assert '<xf numFmtId="165" fontId="1" fillId="0" borderId="0" xfId="0"/>' in found.text
    assert '<numFmt numFmtId="165" formatCode="0%"/>' in found.text
    assert adopt(found.text, there, ['<c r="B1" s="1"/>']).text == found.text


def test_a_formula_of_arrays_in_a_column_of_a_table_is_one_in_new_rows_too(tmp_path):
    path = tmp_path / "mine.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet: Any = book.add_worksheet("Sheet1")
    columns = [{"header": "Amount"}, {"header": "Mine", "formula": "=SUM(IF(T[Amount]>B1,1))"}]
    sheet.add_table("A1:B3", {"name": "T", "columns": columns})
    sheet.write_dynamic_array_formula("B3", "=SUM(IF(T[Amount]>A3,1))", None, 2)
    book.close()
    parts = Parts(path)
    grown: dict[int, dict[int, Change]] = {}
    before = SheetXml(parts.text("xl/worksheets/sheet1.xml"))
    text = grow(parts, Growth("T", "Sheet1", 3), before, grown).changed(grown)
    assert '<c r="B4" cm="1"><f t="array" ref="B4">SUM(IF(T[Amount]&gt;A4,1))</f></c>' in text
    assert 'ref="A1:B4"' in parts.text("xl/tables/table1.xml")
