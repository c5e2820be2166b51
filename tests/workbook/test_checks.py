"""Totals that must agree do, and what breaks one of them is seen at once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from engines.stored import differences, stored_values
from pages import page, row_of, table
from trackers import REPS, full_tracker, goal_rows, make_tracker, sales_rows

from salestracker_xl.workbook import summary
from salestracker_xl.workbook.figures.agreements import KEPT, TYPED
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.inputs import Selection
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW
from salestracker_xl.workbook.sheets import checks, sales, settings

WHAT, RESULT = "What must agree", "Result"
FIRST_SALE = FIRST_CONTENT_ROW + 2
COLUMNS = {"date": "B", "customer": "C", "region": "F", "amount": "K"}
MONTHS = "Revenue of 36 months = sum of the months"
REGIONS = "Revenue of the period = sum of regions"
FILES = "Revenue on Sales = revenue in the files"
DATED = "Revenue on Sales = revenue of the rows with a date"
TEXTS = "Amounts that Excel does not read = 0"
TEXT_DATES = "Dates that Excel does not read = 0"
LATER = "Sales after today, or after the fixed day = 0"
NOBODY = "Sales without a customer = 0"


@pytest.fixture(scope="module", params=["full", "chosen", "bare"])
def path(request, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("checks")
    if request.param == "bare":
        tracker = make_tracker(folder, sales_rows(10)[["Date", "Customer", "Amount"]])
    else:
        tracker = full_tracker(folder, currency="EUR")
    chosen = Selection(period=7, rep=REPS[2]) if request.param == "chosen" else Selection(period=7)
    generate(tracker, folder / "t.xlsx", chosen)
    return folder / "t.xlsx"


def lines(path: Path) -> list[dict]:
    return [row for row in table(page(path, checks.NAME.en), FIRST_CONTENT_ROW + 1, 7) if row[RESULT] is not None]


def place(path: Path, what: str, col: str = "E") -> tuple[str, str]:
    sheet = page(path, checks.NAME.en)
    [row] = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == what]
    return checks.NAME.en, f"{col}{row}"


def test_all_totals_of_a_fresh_build_agree(path):
    found = lines(path)
    assert {line[RESULT] for line in found} == {checks.AGREES.en}
    assert all(line["Difference"] == 0 for line in found)
    assert page(path, checks.NAME.en)["A2"].value == checks.ALL_AGREE.en


def test_the_figures_are_those_of_the_files(path):
    expected = sales_rows(10 if "bare" in str(path) or len(lines(path)) < 20 else 600)
    line = row_of(lines(path), WHAT, FILES)
    assert line["First figure"] == pytest.approx(expected["Amount"].sum())
    assert line["Second figure"] == pytest.approx(expected["Amount"].sum())
    assert row_of(lines(path), WHAT, "Sales: rows accepted + rejected = rows read")["Second figure"] == len(expected)


def test_another_engine_finds_the_same(path, ironcalc):
    assert differences(stored_values(path), ironcalc.recalculate(path)) == []


@pytest.fixture(scope="module")
def full(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("typed")
    generate(make_tracker(folder, sales_rows(80), goal_rows()), folder / "t.xlsx", Selection(period=7))
    return folder / "t.xlsx"


@pytest.mark.parametrize(
    ("column", "typed", "off"),
    [
        ("amount", 1e6, [FILES]),
        ("amount", "ten", [FILES, TEXTS]),
        ("region", "Atlantis", [REGIONS]),
        ("customer", None, [NOBODY]),
        ("date", dt.date(2099, 1, 1), [LATER]),
        ("date", None, ["Sales: rows now = rows at the build", DATED]),
        ("date", "soon", ["Sales: rows now = rows at the build", DATED, TEXT_DATES]),
    ],
)
def test_what_is_typed_wrong_is_seen(full, ironcalc, column, typed, off):
    cell = f"{COLUMNS[column]}{FIRST_SALE + 40}"
    found = ironcalc.recalculate(full, {(sales.NAME.en, cell): typed, (settings.NAME.en, "B5"): dt.date(2026, 6, 30)})
    seen = [line[WHAT] for line in lines(full) if found[place(full, line[WHAT])] == checks.LOOK.en]
    assert set(off) <= set(seen)
    assert len(seen) <= len(off) + 1  # the customer of a row may have been won by it
    assert found[checks.NAME.en, "A2"] == checks.SOME_OFF.en.format(number=len(seen))


def test_rows_typed_below_are_in_order(full, ironcalc):
    """A table that nobody gave has room to type: the count grows, and nothing is off."""
    rows = place(full, "Spend: rows now = rows at the build")
    found = ironcalc.recalculate(full, {("Spend", "A5"): dt.date(2026, 6, 1), ("Spend", "D5"): 50})
    assert found[rows] == TYPED.en
    assert found[checks.NAME.en, "A2"] == checks.ALL_AGREE.en


def test_trillions_agree_as_far_as_numbers_hold_them(tmp_path, ironcalc):
    rows = sales_rows(300)
    rows["Amount"] = [round(3e11 * (1 + row % 97 / 97) + row / 100, 2) for row in range(len(rows))]
    generate(make_tracker(tmp_path, rows), tmp_path / "t.xlsx", Selection(period=7))
    found = {line[WHAT]: line for line in lines(tmp_path / "t.xlsx")}
    assert found[REGIONS]["First figure"] > 8e13
    assert {line[RESULT] for line in found.values()} == {checks.AGREES.en}
    sheet, cell = place(tmp_path / "t.xlsx", FILES)
    less = {(sales.NAME.en, f"{COLUMNS['amount']}{FIRST_SALE}"): rows["Amount"].max() - 1e9}
    assert ironcalc.recalculate(tmp_path / "t.xlsx", less)[sheet, cell] != checks.AGREES.en


def test_equal_lines_are_kept_and_counted(tmp_path):
    rows = sales_rows(12)[["Date", "Customer", "Amount"]]
    generate(make_tracker(tmp_path, pd.concat([rows, rows.head(3)])), tmp_path / "t.xlsx")
    line = row_of(lines(tmp_path / "t.xlsx"), WHAT, "Lines equal to an earlier one, in the files = 0")
    assert (line["First figure"], line[RESULT]) == (3, KEPT.en)
    assert page(tmp_path / "t.xlsx", checks.NAME.en)["A2"].value == checks.ALL_AGREE.en


def test_sales_added_up_by_month_agree_too(tmp_path, monkeypatch):
    """As when a sheet has no room for all of them."""
    monkeypatch.setattr(summary, "SUMMARY_ROWS", 50)
    monkeypatch.setattr(summary, "ROOM", 90)
    generate(make_tracker(tmp_path, sales_rows(100)), tmp_path / "t.xlsx")
    assert {line[RESULT] for line in lines(tmp_path / "t.xlsx")} == {checks.AGREES.en}
