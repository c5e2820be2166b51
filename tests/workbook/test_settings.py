"""What the sheet says acts at once does, and what needs a build is no cell to type in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest
from engines.one_sheet import one_sheet
from engines.stored import stored_values
from trackers import goal_rows, make_tracker, sales_rows

from salestracker_xl.language import Language
from salestracker_xl.workbook.generate import generate
from salestracker_xl.workbook.look.theme import read_template
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW
from salestracker_xl.workbook.sheets import settings

FIRST_ROW = FIRST_CONTENT_ROW + 2
FIXED_DAY, FISCAL_START, DAYS_OFF = (f"B{FIRST_ROW + at}" for at in range(3))


@pytest.fixture(scope="module")
def language() -> Language:
    return "fr"


@pytest.fixture(scope="module")
def path(language, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("settings")
    tracker = make_tracker(
        folder,
        sales_rows(60),
        goal_rows(),
        language=language,
        currency="EUR",
        country="FR",
        as_of=dt.date(2026, 6, 15),
    )
    generate(tracker, folder / "t.xlsx")
    return folder / "t.xlsx"


@pytest.fixture(scope="module")
def sheet(path, language):
    return one_sheet(path, settings.NAME[language], formulas=True)


def lines(sheet) -> dict[str, tuple]:
    """Value cell and words of each line, by its label."""
    found, row = {}, FIRST_ROW
    while sheet.cell(row, 3).value is not None:
        found[sheet.cell(row, 1).value] = (sheet.cell(row, 2), sheet.cell(row, 3).value, sheet.cell(row, 4).value)
        row += 1
    return found


def test_only_what_acts_at_once_is_a_cell_to_type_in(sheet, language):
    yellow = "FF" + read_template()["colors"]["input"].lstrip("#")
    told = lines(sheet)
    assert len(told) == 6
    for cell, acts, effect in told.values():
        assert (cell.fill.fgColor.rgb == yellow) == (acts == settings.AT_ONCE[language])
        assert effect


@pytest.mark.parametrize(
    ("cell", "typed"),
    [(FIXED_DAY, dt.date(2025, 3, 10)), (FISCAL_START, 4), (DAYS_OFF, "1000001"), ("A14", dt.date(2026, 6, 8))],
)
def test_what_acts_at_once_moves_figures_on_other_sheets(path, language, ironcalc, cell, typed):
    name = settings.NAME[language]
    stored, found = stored_values(path), ironcalc.recalculate(path, {(name, cell): typed})
    moved = {place[0] for place, value in stored.items() if found.get(place) != value and place[0] != name}
    assert len(moved) > 1, f"{cell} moves nothing"


def test_each_input_is_guarded_with_a_sentence(sheet, language):
    guarded = {str(guard.sqref): guard for guard in sheet.data_validations.dataValidation}
    assert set(guarded) == {FIXED_DAY, FISCAL_START, DAYS_OFF}
    assert all(guard.error and guard.errorTitle == settings.NAME[language] for guard in guarded.values())


@pytest.mark.parametrize(
    ("said", "taken"),
    [("0000011", True), ("1111110", True), ("1111111", False), ("000011", False), ("00000ab", False)],
)
def test_days_off_are_seven_signs(path, language, sheet, ironcalc, said, taken):
    """The guard's own formula, computed by another engine in a cell of a copy."""
    [formula] = [guard.formula1 for guard in sheet.data_validations.dataValidation if guard.type == "custom"]
    copy = openpyxl.Workbook()
    copy.active["B7"] = said
    copy.active["A1"] = f"={formula}"
    copy.save(path.with_name("guard.xlsx"))
    assert ironcalc.recalculate(path.with_name("guard.xlsx"))["Sheet", "A1"] is taken
