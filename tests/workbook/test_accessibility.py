"""Every sheet can be read by everybody: with a screen reader, without seeing colours, on paper."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from looks import looks, rules_of, texts_of, visible
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.cell_range import CellRange
from trackers import make_tracker, sales_rows

from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.template import template_file
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.look.brand import read_brand
from salestracker_xl.workbook.look.contrast import LARGE, TEXT, ratio
from salestracker_xl.workbook.page import A4, LETTER
from salestracker_xl.workbook.sheets import TABS, calendar, customers, dashboard, deals, start

SIGNS = set("▲▼✓✗!=+-−?→●")
PAPER_PIXELS = 10.89 * 96  # of an A4 page in landscape, between its margins
SMALLEST = 0.6
PAGES_ACROSS = {calendar: 2, customers: 2, deals: 3}  # of the others, one
BUTTON_PIXELS, BOLD_LETTER = 17, 6
SHORTEST_ALT = 10  # letters; less describes nothing
COLOR_IN_FORMAT = re.compile(r"\[(?:Red|Blue|Green|Black|White|Cyan|Magenta|Yellow|Color\d+)\]", re.IGNORECASE)
TEXT_COLOR = re.compile(r'<a:(?:rPr|defRPr)\b[^>]*>\s*<a:solidFill>\s*<a:srgbClr val="(\w{6})"')
FILL_COLOR = re.compile(r'<c:spPr>\s*<a:solidFill>\s*<a:srgbClr val="(\w{6})"')


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request) -> Language:
    return request.param


@pytest.fixture(scope="module")
def path(demos, language) -> Path:
    return demos[language]


@pytest.fixture(scope="module")
def book(path):
    """The demo with the values that it shows."""
    return openpyxl.load_workbook(path, data_only=True)


@pytest.fixture(scope="module")
def branded(tmp_path_factory) -> Path:
    """Ten sales of a company in the United States with its own colours."""
    folder = tmp_path_factory.mktemp("branded")
    tracker = make_tracker(folder, sales_rows(10), country="US")
    generate(tracker, folder / "t.xlsx", brand=read_brand(template_file("sample/brand.toml")))
    return folder / "t.xlsx"


def unreadable(book) -> list[str]:
    found = looks(book)
    assert len(found) > 30
    return [
        f"{where}: {look.text} on {look.fill} has {ratio(look.text, look.fill):.2f}"
        for look, where in found.items()
        if ratio(look.text, look.fill) < (LARGE if look.is_large else TEXT)
    ]


def test_every_text_stands_out_from_its_fill(book):
    assert unreadable(book) == []


def test_so_it_does_in_the_colours_of_a_company(branded):
    assert unreadable(openpyxl.load_workbook(branded)) == []


def test_no_number_format_has_a_colour_of_its_own(path):
    assert COLOR_IN_FORMAT.findall(texts_of(path, "xl/")["xl/styles.xml"]) == []


def test_texts_of_charts_stand_out_from_paper_or_from_a_bar(path):
    for name, xml in texts_of(path, "xl/charts/").items():
        fills = ["#FFFFFF", *(f"#{fill}" for fill in FILL_COLOR.findall(xml))]
        for color in set(TEXT_COLOR.findall(xml)):
            assert max(ratio(f"#{color}", fill) for fill in fills) >= TEXT, (name, color)


def test_every_chart_picture_and_box_is_described(path):
    described = [
        (name, re.search(r'descr="([^"]*)"', shape))
        for name, xml in texts_of(path, "xl/drawings/drawing").items()
        for shape in re.findall(r"<xdr:cNvPr [^>]*>", xml)
    ]
    assert len(described) > 10
    assert [name for name, alt in described if alt is None or len(alt[1]) < SHORTEST_ALT] == []


def test_colour_never_speaks_alone(book):
    """What a rule colours is a text, or a number whose format carries a sign or a word."""
    silent = []
    for sheet in visible(book):
        for rule in rules_of(sheet):
            if rule.text is None or rule.kind == "beginsWith":  # which only a text meets
                continue
            for block in rule.cells.ranges:
                for row in sheet[block.coord] if ":" in block.coord else [[sheet[block.coord]]]:
                    for cell in row:
                        if isinstance(cell.value, int | float) and not _speaks(cell.number_format):
                            silent.append(f"{sheet.title}!{cell.coordinate} {cell.number_format}")
    assert silent == []


def _speaks(number_format: str) -> bool:
    literal = "".join(re.findall(r'"([^"]*)"', number_format))
    return bool(SIGNS & set(literal)) or re.search(r"\w{2}", literal) is not None


def test_tables_have_headers_and_no_merged_cells(book):
    for sheet in book:
        for table in sheet.tables.values():
            assert table.headerRowCount in (None, 1)
            first = CellRange(table.ref).min_row
            assert all(isinstance(cell.value, str) and cell.value for cell in sheet[table.ref][0]), (sheet.title, first)
            assert not [merged for merged in sheet.merged_cells.ranges if not merged.isdisjoint(CellRange(table.ref))]


def test_tabs_are_read_in_order_and_each_begins_with_its_title(book, language):
    assert book.sheetnames == [tab.NAME[language] for tab in TABS]
    for sheet, tab in zip(book, TABS, strict=True):
        if sheet.sheet_state == "visible":
            assert sheet["A1"].value == (start.PRODUCT if tab is start else tab.NAME)[language]
            assert sheet["A1"].font.sz >= 18
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == [book.sheetnames[-1]]
    assert book.active.title == dashboard.NAME[language]


def test_the_dashboard_is_one_click_away(book, language):
    for sheet in visible(book):
        if sheet.title != dashboard.NAME[language]:
            links = [cell.hyperlink.location for cell in sheet[1] if cell.hyperlink]
            assert f"'{dashboard.NAME[language]}'!A1" in links, sheet.title


def test_headers_stay_in_sight_and_on_paper(book):
    """A table of more rows than a screen keeps its header while it is scrolled, and on every page."""
    for sheet in visible(book):
        for table in sheet.tables.values():
            block = CellRange(table.ref)
            if block.max_row - block.min_row > 100 and block.min_row < 20:
                assert sheet.freeze_panes is not None, sheet.title
                assert sheet.print_title_rows == f"${block.min_row}:${block.min_row}", sheet.title


def test_every_sheet_prints_in_landscape_with_its_name_at_the_foot(book, branded):
    for sheet in visible(book):
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", A4)
        assert "&A" in str(sheet.oddFooter.left.text) + str(sheet.oddFooter.right.text)
    papers = {int(sheet.page_setup.paperSize) for sheet in visible(openpyxl.load_workbook(branded))}
    assert papers == {LETTER}


def test_what_is_printed_can_be_read(book, path):
    """Letters of 10 points are at least 6 high on paper; tables of very many columns take two pages side by side."""
    areas = printed_columns(path)
    for at, sheet in enumerate(visible(book)):
        tab = TABS[at]
        pages = printed_pages(sheet, areas.get(at))
        assert len(pages) == PAGES_ACROSS.get(tab, 1), sheet.title
        fits = sheet.sheet_properties.pageSetUpPr.fitToPage
        scale = PAPER_PIXELS / max(pages) if fits else sheet.page_setup.scale / 100
        assert scale >= SMALLEST, sheet.title
        assert fits or scale <= PAPER_PIXELS / max(pages), sheet.title


def printed_columns(path: Path) -> dict[int, int]:
    """How many columns of a sheet are printed, by its place among the tabs, where not all are."""
    with ZipFile(path) as archive:
        names = archive.read("xl/workbook.xml").decode()
    areas = re.findall(r'_xlnm.Print_Area" localSheetId="(\d+)">[^<]*:\$([A-Z]+)<', names)
    return {int(at): column_index_from_string(letters) for at, letters in areas}


def printed_pages(sheet, printed_columns: int | None = None) -> list[float]:
    """Widths in pixels of the pages side by side: to the breaks, or as few equal ones as the sheet asks for."""
    pixels = list(column_pixels(sheet).values())[:printed_columns]
    cuts = [brk.id for brk in sheet.col_breaks.brk]
    if cuts:
        return [sum(pixels[start:end]) for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    pages = int(sheet.page_setup.fitToWidth or 1)
    repeated = (
        CellRange(f"{sheet.print_title_cols}".replace("$", "").replace(":", "1:") + "1").max_col if pages > 1 else 0
    )
    return [(sum(pixels) + (pages - 1) * (sum(pixels[:repeated]) + max(pixels))) / pages] * pages


def column_pixels(sheet) -> dict[int, float]:
    """Width of each column in use, as Excel shows it in Calibri 10."""
    pixels = dict.fromkeys(range(1, sheet.max_column + 1), 64.0)
    for dimension in sheet.column_dimensions.values():
        if dimension.width:
            pixels |= dict.fromkeys(range(dimension.min, dimension.max + 1), dimension.width * 7 + 5)
    return {col: pixels[col] for col in range(1, sheet.max_column + 1)}


def test_the_document_says_what_it_is_and_in_which_language(book, language):
    assert book.properties.title == start.PRODUCT[language]
    assert book.properties.subject.endswith({"en": "up to 30 June 2026", "fr": "jusqu'au 30 juin 2026"}[language])
    assert language in {prop.value for prop in book.custom_doc_props.props}


def test_no_header_of_a_table_is_cut_by_the_button_of_its_filter(book):
    """Bold letters of Calibri 10 are some 6 pixels wide; a row of 34 pixels has room for two lines."""
    cut = []
    for sheet in visible(book):
        widths = column_pixels(sheet)
        for block in (CellRange(table.ref) for table in sheet.tables.values()):
            lines = 2 if (sheet.row_dimensions[block.min_row].height or 15) >= 25 else 1
            for cell in sheet[block.min_row][block.min_col - 1 : block.max_col]:
                letters = int((widths[cell.column] - BUTTON_PIXELS) / BOLD_LETTER)
                if len(textwrap.wrap(cell.value, letters)) > lines:
                    cut.append(f"{sheet.title} {cell.coordinate}: {cell.value}")
    assert cut == []
