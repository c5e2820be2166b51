"""A tracker in a file gives its cells, names, tables and properties, whatever program saved it."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.cell import get_column_letter, range_boundaries
from trackers import goal_rows, make_tracker, sales_rows

from salestracker_xl.refresh.file_source import FileSource
from salestracker_xl.refresh.source import Area
from salestracker_xl.reviews.tracker_file import NotATracker
from salestracker_xl.workbook.generate import generate

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    tracker = make_tracker(folder, sales_rows(60), goal_rows(), as_of=dt.date(2026, 6, 30))
    generate(tracker, folder / "tracker.xlsx", native_functions=False)
    return folder / "tracker.xlsx"


@pytest.fixture(scope="module", params=["our own", "LibreOffice's"])
def file(request, built, tmp_path_factory) -> Path:
    if request.param == "our own":
        return built
    return request.getfixturevalue("libreoffice").resaved(built, tmp_path_factory.mktemp("resaved"))


@pytest.fixture(scope="module")
def written(file) -> Any:
    return openpyxl.load_workbook(file)


def test_cells_are_those_that_openpyxl_reads(file):
    shown: Any = openpyxl.load_workbook(file, data_only=True)
    with FileSource(file) as source:
        assert list(source.sheets) == shown.sheetnames
        for sheet in shown:
            whole = Area(sheet.title, 0, 0, int(sheet.max_row) - 1, int(sheet.max_column) - 1)
            expected = [[_as_ours(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            assert [[None if value == "" else value for value in row] for row in source.values(whole)] == expected


def test_formulas_are_those_that_openpyxl_reads(file, written):
    with FileSource(file) as source:
        for sheet in written:
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            expected = {(cell.row - 1, cell.column - 1): getattr(cell.value, "text", cell.value) for cell in cells}
            assert dict(source.formulas(sheet.title)) == expected


def test_names_tables_and_properties_are_found(file, written):
    with FileSource(file) as source:
        for name, defined in written.defined_names.items():
            if name.startswith("st_"):
                [(title, cells)] = defined.destinations
                left, top, right, bottom = (int(bound or 0) for bound in range_boundaries(cells.replace("$", "")))
                assert source.names[name] == Area(title.replace("''", "'"), top - 1, left - 1, bottom - 1, right - 1)
        tables = {table.displayName: (sheet.title, table.ref) for sheet in written for table in sheet.tables.values()}
        assert {name: (area.sheet, _reference(area)) for name, area in source.tables.items()} == tables
        assert source.properties == {found.name: found.value for found in written.custom_doc_props.props}


def test_cells_beyond_the_last_are_blank(built):
    with FileSource(built) as source:
        assert source.values(Area("Sales", 900_000, 500, 900_001, 502)) == [[None] * 3] * 2
        assert source.formulas("Sales") == {}


ODD_CELLS = (
    ('<c r="A1" t="inlineStr"><is><r><t>a&amp;</t></r><r><t xml:space="preserve"> b</t></r></is></c>', "a& b"),
    ('<c r="A1" t="inlineStr"><is><t>line_x000A_break _x005F_x000A_</t></is></c>', "line\nbreak _x000A_"),
    ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
    ('<c r="A1" t="b"><v>1</v></c>', True),
    ('<c r="A1" t="str"><f>A2&amp;""</f><v></v></c>', ""),
    ('<c r="A1"><v/></c>', None),
    ('<c r="A1" cm="1"><v>1.5</v></c>', 1.5),
    ('<c s="0"><v>-12</v></c>', -12),
    ('<c r="A1" t="d"><v>2026-06-30T00:00:00</v></c>', dt.date(2026, 6, 30)),
    ('<x:c r="A1" t="n" xmlns:x="x"><x:v>3E+2</x:v></x:c>', 300.0),
)


@pytest.mark.parametrize(("cell", "shown"), ODD_CELLS)
def test_what_other_programs_may_write_is_read(tmp_path, cell, shown):
    path = _workbook(tmp_path, f'<row r="1">{cell}</row>')
    with FileSource(path) as source:
        assert source.values(Area("S", 0, 0, 0, 0)) == [[shown]]


def test_formulas_that_excel_shares_are_told_for_each_cell(tmp_path):
    rows = (
        '<row r="2"><c r="B2"><f t="shared" ref="B2:B3" si="0">A2*$D$1&amp;"x"</f><v>1</v></c>'
        '<c r="C2"><f t="shared" ref="C2:C3" si="1">T[[#This Row],[A1]]</f><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>2</v></c><c r="C3"><f t="shared" si="1"/><v>2</v></c></row>'
    )
    with FileSource(_workbook(tmp_path, rows)) as source:
        formulas = source.formulas("S")
    assert formulas == {
        (1, 1): '=A2*$D$1&"x"',
        (1, 2): "=T[[#This Row],[A1]]",
        (2, 1): '=A3*$D$1&"x"',
        (2, 2): "=T[[#This Row],[A1]]",
    }


@pytest.mark.parametrize(("calendar", "shown"), [("", dt.date(1900, 3, 1)), ('date1904="1"', dt.date(1904, 3, 2))])
def test_days_are_told_by_format_and_calendar(tmp_path, calendar, shown):
    rows = '<row r="1"><c r="A1" s="1"><v>61</v></c><c r="B1" s="1"><v>61.5</v></c><c r="C1"><v>61</v></c></row>'
    with FileSource(_workbook(tmp_path, rows, calendar)) as source:
        noon = dt.datetime.combine(shown, dt.time(12))
        assert source.values(Area("S", 0, 0, 0, 2)) == [[shown, noon, 61]]


@pytest.mark.parametrize(
    ("name", "led_to"),
    [
        ("'It''s'!$A$1:$B$2", Area("It's", 0, 0, 1, 1)),
        ("S!$C$3", Area("S", 2, 2, 2, 2)),
        ("#REF!", None),
        ("S!#REF!", None),
        ("Lost!$A$1", None),
        ("SUM(S!$A$1)", None),
    ],
)
def test_names_lead_to_cells_that_exist(tmp_path, name, led_to):
    path = _workbook(tmp_path, "", sheets=("S", "It&apos;s"), names=f'<definedName name="st_x">{name}</definedName>')
    with FileSource(path) as source:
        assert source.names.get("st_x") == led_to


def test_a_name_of_one_sheet_alone_is_not_ours(tmp_path):
    names = '<definedName name="st_x" localSheetId="0">S!$B$2</definedName><definedName name="x">S!$B$2</definedName>'
    with FileSource(_workbook(tmp_path, "", names=names)) as source:
        assert source.names == {}


@pytest.mark.parametrize("rows", ['<row r="1"><c r="A1" t="s"><v>7</v></c></row>', '<row r="x"><c/></row>'])
def test_a_broken_sheet_is_told_in_a_sentence(tmp_path, rows):
    with FileSource(_workbook(tmp_path, rows)) as source, pytest.raises(NotATracker, match="odd"):
        source.values(Area("S", 0, 0, 0, 0))


def _as_ours(value: Any) -> Any:
    midnight = isinstance(value, dt.datetime) and value.time() == dt.time.min
    return value.date() if midnight else value


def _reference(area: Area) -> str:
    first, last = ((area.top, area.left), (area.bottom, area.right))
    return ":".join(f"{get_column_letter(col + 1)}{row + 1}" for row, col in (first, last))


def _workbook(folder: Path, rows: str, calendar: str = "", sheets: tuple[str, ...] = ("S",), names: str = "") -> Path:
    """A file of the bare parts that a workbook needs."""
    listed = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="r{at}"/>' for at, name in enumerate(sheets, start=1))
    links = "".join(
        f'<Relationship Id="r{at}" Type="sheet" Target="/xl/worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="r"><workbookPr {calendar}/><sheets>{listed}</sheets>'
        f"<definedNames>{names}</definedNames></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="p">{links}'
        '<Relationship Id="s" Type="styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
        **{
            f"xl/worksheets/sheet{at}.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
            for at in range(1, len(sheets) + 1)
        },
    }
    path = folder / "odd.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return path
