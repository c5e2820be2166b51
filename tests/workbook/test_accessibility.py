"""Every sheet can be read by everybody: with a screen reader, without seeing colours, on paper."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from looks import looks, rules_of, texts_of, visible
from openpyxl.worksheet.cell_range import CellRange
from trackers import make_tracker, sales_rows

from salestracker_xl.language import LANGUAGES, Language
from salestracker_xl.template import template_file
from salestracker_xl.workbook.brand import read_brand
from salestracker_xl.workbook.contrast import LARGE, TEXT, ratio
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.page import A4, LETTER
from salestracker_xl.workbook.sheets import TABS, dashboard, start

SIGNS = set("▲▼✓✗!=+-−?→●")
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


def test_every_sheet_prints_one_page_wide_with_its_name_at_the_foot(book, branded):
    for sheet in visible(book):
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", A4)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert "&A" in str(sheet.oddFooter.left.text) + str(sheet.oddFooter.right.text)
    papers = {int(sheet.page_setup.paperSize) for sheet in visible(openpyxl.load_workbook(branded))}
    assert papers == {LETTER}


def test_the_document_says_what_it_is_and_in_which_language(book, language):
    assert book.properties.title == start.PRODUCT[language]
    assert "2026-06-30" in book.properties.subject
    assert language in {prop.value for prop in book.custom_doc_props.props}
