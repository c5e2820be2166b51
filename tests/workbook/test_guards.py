"""Tables that people type into take what belongs there, offer the names there are, and show where to begin."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from trackers import make_tracker, sales_rows

from salestracker_xl.tables.schema import DEALS, ENGAGEMENT, SALES, SPEND
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import ALL
from salestracker_xl.workbook.sheets import deals, engagement, sales, spend


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("guards")
    generate(make_tracker(folder, sales_rows(30), language="fr"), folder / "t.xlsx")
    return openpyxl.load_workbook(folder / "t.xlsx")


def guards(book, tab, schema, key: str):
    """What a cell below the header of a column takes."""
    sheet = book[tab.NAME["fr"]]
    place = f"{get_column_letter(schema.keys.index(key) + 1)}5"
    return [rule for rule in sheet.data_validations.dataValidation if place in rule.sqref]


@pytest.mark.parametrize(
    ("tab", "schema", "key", "kind"),
    [
        (sales, SALES, "date", "date"),
        (sales, SALES, "amount", "decimal"),
        (spend, SPEND, "month", "date"),
        (spend, SPEND, "amount", "decimal"),
        (deals, DEALS, "closed", "date"),
        (deals, DEALS, "probability", "decimal"),
        (engagement, ENGAGEMENT, "date", "date"),
        (engagement, ENGAGEMENT, "nps", "whole"),
    ],
)
def test_a_column_takes_its_kind_alone(book, tab, schema, key, kind):
    [rule] = guards(book, tab, schema, key)
    assert (rule.type, rule.errorStyle or "stop", rule.errorTitle) == (kind, "stop", schema.field(key).label.fr)


@pytest.mark.parametrize(("tab", "schema"), [(sales, SALES), (deals, DEALS)])
def test_a_number_of_which_excel_lost_digits_is_refused(book, tab, schema):
    [rule] = guards(book, tab, schema, schema.identity)
    assert (rule.type, rule.errorStyle or "stop") == ("custom", "stop")
    assert rule.formula1 == "IF(ISNUMBER(A5),ABS(A5)<1000000000000000,TRUE)"


@pytest.mark.parametrize(("tab", "schema", "key"), [(sales, SALES, "region"), (spend, SPEND, "channel")])
def test_a_name_is_offered_and_another_one_taken_but_never_all(book, tab, schema, key):
    [rule] = guards(book, tab, schema, key)
    sheet, _, cells = rule.formula1.rpartition("!")
    offered = {cell.value for row in book[sheet.strip("'")][cells.replace("$", "")] for cell in row}
    assert offered == set(sales_rows(30)[schema.field(key).label.en]) - {""}
    assert ALL.fr not in offered
    assert rule.errorStyle == "information"


@pytest.mark.parametrize(("tab", "is_empty"), [(sales, False), (spend, True), (deals, True), (engagement, True)])
def test_an_empty_table_shows_where_to_type(book, tab, is_empty):
    rules = book[tab.NAME["fr"]].conditional_formatting
    assert any("COUNTA($A5:" in rule.formula[0] for cells in rules for rule in cells.rules) == is_empty
