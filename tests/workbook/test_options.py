"""What a tracker was built with stands in its file and comes out of it again."""

from __future__ import annotations

import dataclasses

import openpyxl
import pytest
from trackers import make_tracker, sales_rows

from salestracker_xl.language import Text
from salestracker_xl.template import template_file
from salestracker_xl.workbook.generate import compose, generate
from salestracker_xl.workbook.look.brand import Brand, Logo
from salestracker_xl.workbook.look.picture import read_picture
from salestracker_xl.workbook.options import Options, as_properties, read_properties
from salestracker_xl.workbook.typed import Typed

LONG = "Ventes de l'année 🎯 " * 20
FULL = Options(
    language="fr",
    currency="CHF",
    country="DE-BY",
    sector="ecommerce",
    title=LONG,
    native_functions=False,
    colors={"band": "#1B3A57", "input": "#FFF8DC"},
    font={"name": "Arial", "size": 9.5},
    logo="Le logo",
)


@pytest.mark.parametrize(
    "options", [FULL, Options("en"), Options("en", title="2026"), Options("fr", font={"size": 11.0})]
)
def test_options_come_out_of_their_properties_again(options):
    assert read_properties(as_properties(options)) == options


def test_no_property_is_longer_than_excel_shows():
    pieces = as_properties(FULL).values()
    assert max(len(piece.encode("utf-16-le")) // 2 for piece in pieces) <= 255


def test_a_workbook_says_what_it_was_built_with(tmp_path):
    tracker = dataclasses.replace(
        make_tracker(tmp_path, sales_rows(12), language="fr", currency="CHF", country="DE-BY"),
        sector="ecommerce",
        title=LONG,
    )
    brand = Brand(
        FULL.colors, FULL.font, Logo(read_picture(template_file("sample/logo.png")), Text("The logo", "Le logo"))
    )
    path = tmp_path / "t.xlsx"
    generate(tracker, path, native_functions=False, brand=brand)
    written = {prop.name: prop.value for prop in openpyxl.load_workbook(path).custom_doc_props.props}
    assert read_properties(written) == FULL


def test_a_book_composed_in_memory_writes_nothing(tmp_path):
    tracker = make_tracker(tmp_path, sales_rows(12))
    before = sorted(tmp_path.iterdir())
    book = compose(tracker, identity="here", typed=Typed({"a": 1}))
    assert sorted(tmp_path.iterdir()) == before
    assert book.typed.cells == {"a": 1}
    assert book.sheets["dashboard"].worksheet.table, "the cells of a sheet can be looked at"
